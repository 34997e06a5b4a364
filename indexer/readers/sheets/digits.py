"""Digits of numbers as spreadsheets show them: in the places of a number format, as a fraction, or without a format."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

_WIDEST_GENERAL = 11
"""Characters of a number in a cell without a format: what Excel shows of one that is wide enough."""
_MOST_WHOLE = 10**15
"""From here on a spreadsheet does not hold every digit of a whole number."""

Token = tuple[str, str]
"""What sort of token, by the name of its group above, and what it says."""


def general(value: float) -> str:
    """A number without a format: whole numbers in full, others with as many decimals as a wide cell shows."""
    if value == int(value) and abs(value) < _MOST_WHOLE:
        return str(int(value))
    if not 1e-4 <= abs(value) < 1e11:
        power = f"{value:.5E}"
        digits, _, exponent = power.partition("E")
        return f"{digits.rstrip('0').rstrip('.')}E{exponent}"
    room = _WIDEST_GENERAL - 1 - len(str(int(abs(value))))
    return f"{value:.{room}f}".rstrip("0").rstrip(".")


def written(value: float, tokens: tuple[Token, ...]) -> str:
    """A number, its sign apart, by the tokens of a part."""
    if any(kind == "general" for kind, _ in tokens):
        return "".join(general(value) if kind == "general" else text for kind, text in tokens)
    if any(kind == "power" for kind, _ in tokens):
        return _scientific(value, tokens)
    if _is_fraction(tokens):
        return _fraction(value, tokens)
    exact = Decimal(repr(value)) * 100 ** sum(token == ("mark", "%") for token in tokens)
    last = max((place for place, token in enumerate(_whole_part(tokens)) if token[0] == "digit"), default=0)
    exact /= 1000 ** sum(token == ("mark", ",") for token in tokens[last:])  # those between digits group them
    return _filled(exact, tokens)


def _whole_part(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tokens[: tokens.index(("mark", "."))] if ("mark", ".") in tokens else tokens


def _filled(value: Decimal, tokens: tuple[Token, ...]) -> str:
    """The digits of a number put into the places of its tokens, words between them kept."""
    whole = _whole_part(tokens)
    decimals = sum(kind == "digit" for kind, _ in tokens[len(whole) :])
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    places = [place for place, token in enumerate(whole) if token[0] == "digit"]
    commas = [place for place, token in enumerate(whole) if token == ("mark", ",")]
    grouped = bool(places) and any(places[0] < comma < places[-1] for comma in commas)
    return _whole_digits(before.lstrip("0"), whole, grouped) + _decimal_digits(after, tokens[len(whole) :])


def _whole_digits(digits: str, tokens: tuple[Token, ...], grouped: bool) -> str:
    left = sum(kind == "digit" for kind, _ in tokens)
    out: list[str] = []
    written = 0
    for kind, text in reversed(tokens):
        if kind != "digit":
            out.append(_words(kind, text))
            continue
        left -= 1
        taken = digits if left == 0 else digits[-1:]
        digits = "" if left == 0 else digits[:-1]
        for digit in reversed(taken or {"0": "0", "?": " "}.get(text, "")):
            out.append(f"{digit}," if grouped and written and written % 3 == 0 and digit != " " else digit)
            written += 1
    return "".join(reversed(out))


def _decimal_digits(digits: str, tokens: tuple[Token, ...]) -> str:
    needed = len(digits.rstrip("0"))
    out: list[str] = []
    at = 0
    for kind, text in tokens:
        if kind == "digit":
            written = at < needed or text == "0"
            out.append(digits[at : at + 1] if written else {"?": " "}.get(text, ""))
            at += 1
        else:
            out.append("." if (kind, text) == ("mark", ".") else _words(kind, text))
    return "".join(out)


def _words(kind: str, text: str) -> str:
    return "" if (kind, text) in (("mark", ","), ("mark", "@")) else text


def _scientific(value: float, tokens: tuple[Token, ...]) -> str:
    at = next(place for place, (kind, _) in enumerate(tokens) if kind == "power")
    step = max(1, sum(kind == "digit" for kind, _ in _whole_part(tokens[:at])))
    exact = Decimal(repr(value))
    power = 0 if not exact else exact.adjusted() // step * step
    mantissa = _filled(exact.scaleb(-power), tokens[:at])
    sign = "-" if power < 0 else "+" if tokens[at][1].endswith("+") else ""
    return f"{mantissa}E{sign}{_whole_digits(str(abs(power)).lstrip('0'), tokens[at + 1 :], False)}"


def _is_fraction(tokens: tuple[Token, ...]) -> bool:
    """Whether a stroke stands between two places for digits."""
    sides = [kind in ("digit", "plain", "words") and text[-1:] in "0#?123456789" for kind, text in tokens]
    strokes = [place for place, token in enumerate(tokens) if token == ("mark", "/")]
    return any(0 < place < len(tokens) - 1 and sides[place - 1] and sides[place + 1] for place in strokes)


def _fraction(value: float, tokens: tuple[Token, ...]) -> str:
    stroke = tokens.index(("mark", "/"))
    below = "".join(text for kind, text in tokens[stroke + 1 :] if text.strip())
    exact = Fraction(repr(value))
    if below.isdigit() and int(below):
        share = Fraction(round(exact * int(below)), 1)
        top, bottom = int(share), int(below)
    else:
        near = exact.limit_denominator(10 ** max(1, len(below)) - 1)
        top, bottom = near.numerator, near.denominator
    gaps = [kind == "digit" for kind, _ in tokens[:stroke]]
    mixed = sum(1 for before, after in pairwise([*gaps, False]) if before and not after) > 1
    if not mixed:
        return f"{top}/{bottom}"
    whole, top = divmod(top, bottom)
    return f"{whole or ''} {top}/{bottom}".strip() if top else str(whole)
