"""Quotation marks of English use, paired: curly and straight, double and single, guillemets, in any mix.

An apostrophe opens and closes nothing: between letters (don't), before what was cut (’twas, ’90s) and after a plural
(the parents' views) it is told by its neighbours. A quotation of several paragraphs may open each and close the
last. A mark without its partner is given back as such: nothing is guessed where a quotation ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.passages import Span

_MARK = re.compile(r"``|''|‘‘|’’|[\"“”„‟«»＂'‘’‚‛`´]")
_DOUBLE = frozenset(("``", "''", "‘‘", "’’", *'"“”„‟«»＂'))
_OPENING = frozenset(("``", "‘‘", *"“„‟«‘‚‛`"))
_CLOSING = frozenset(("’’", *"”»’´"))
_BEFORE_OPENING = frozenset("([{<>—–-/:=*_|…")
_AFTER_CLOSING = frozenset(".,;:!?)]}<>—–-/…*_|[(")
_QUOTES = frozenset("\"“”„‟«»＂'‘’‚‛`´")
_CUT_WORD = re.compile(
    r"(?:twas|tis|til|till|tween|twere|twould|em|cause|cos|coz|bout|round|phone|flu|bus|nother|er|im|ello|\d\d(?:s|\b))\b",
    re.IGNORECASE,
)
_ROCK_N_ROLL = re.compile(r"(?<=\w[ \u00a0-])['’‘]n['’](?=[ \u00a0-]\w)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s+(?!(?:and|or|but|in|is|are|was|were|has|have|had|said|says|to|of|by|for|from|on|at|with|as|which|that|who"
    r"|when|while|although|because|if|it|this|these|he|she|they|we)\b)\w",
    re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_SENTENCE_END = re.compile(r"[.!?:;…][*_]*\s*\Z")
_FIRST_OF_LINE = re.compile(r"(?:\A|\n)[^\S\n]*(?:[•*>–-][^\S\n]+)?\Z")
_DEEPEST = 12
"""Marks that may be open at once."""
_CLOSES_WITHIN = 3000
"""Characters after a paragraph within which a curly mark that opened in it may still close."""


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """A mark as it stands: what it can do there, and whether it may be an apostrophe or a sign for inches instead.

    `maybe_opens` opens only if a partner comes; `maybe_closes` closes only if no other mark after it does.
    """

    shape: str
    start: int
    end: int
    opens: bool
    closes: bool
    maybe_opens: bool = False
    maybe_closes: bool = False

    @property
    def is_double(self) -> bool:
        """Whether it is one of the double marks."""
        return self.shape in _DOUBLE


@dataclass(frozen=True, slots=True)
class MarkPair:
    """Words between two marks: `opening` and `closing` are the marks' own spans."""

    opening: Span
    closing: Span


def paired(text: str) -> tuple[list[MarkPair], list[Span]]:
    """The outermost pairs of marks, in order, and the marks that have no partner and stand in no pair."""
    pairing = _Pairing(text)
    for marks, is_last in _paragraphs(text):
        pairing.read(marks, is_last)
    pairs: list[MarkPair] = []
    for pair in sorted(pairing.pairs, key=lambda p: p.opening):
        if not pairs or pair.opening[0] >= pairs[-1].closing[1]:
            pairs.append(pair)
    return pairs, _outside(sorted(pairing.alone), pairs)


def _outside(marks: Sequence[Span], pairs: Sequence[MarkPair]) -> list[Span]:
    rest = iter(pairs)
    pair = next(rest, None)
    kept = []
    for mark in marks:
        while pair and pair.closing[1] <= mark[0]:
            pair = next(rest, None)
        if pair is None or mark[0] < pair.opening[0]:
            kept.append(mark)
    return kept


def _paragraphs(text: str) -> Iterator[tuple[list[QuotationMark], bool]]:
    """The marks of each paragraph that has some, and whether no paragraph with marks follows."""
    ends = [match.start() for match in _PARAGRAPH_END.finditer(text)]
    groups: list[list[QuotationMark]] = []
    at = 0
    last = -1
    for mark in _marks(text):
        while at < len(ends) and ends[at] < mark.start:
            at += 1
        if at != last:
            groups.append([])
            last = at
        groups[-1].append(mark)
    for number, group in enumerate(groups, start=1):
        yield group, number == len(groups)


def _marks(text: str) -> Iterator[QuotationMark]:
    """Every mark that can open or close something; those that are apostrophes for certain are left out."""
    cut = {at for match in _ROCK_N_ROLL.finditer(text) for at in (match.start(), match.end() - 1)}
    for match in _MARK.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        mark = _double(text, match.group(), start, end) if match.group() in _DOUBLE else None
        if mark is None and match.group() not in _DOUBLE and start not in cut:
            mark = _single(text, match.group(), start, end, before, after)
        if mark is not None:
            yield mark


def _edges(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether by its neighbours a mark could open, and could close."""
    before, after = text[start - 1 : start], text[end : end + 1]
    left = not before or before.isspace() or before in _BEFORE_OPENING or before in _QUOTES
    right = not after or after.isspace() or after in _AFTER_CLOSING or after in _QUOTES
    return left and bool(after) and not after.isspace(), right and bool(before) and not before.isspace()


def _double(text: str, shape: str, start: int, end: int) -> QuotationMark:
    opens, closes = _edges(text, start, end)
    inches = text[start - 1 : start].isdigit() and shape in ('"', "''", "”")
    if shape in _OPENING:
        return QuotationMark(shape, start, end, opens or not closes, closes and not opens)
    if shape in _CLOSING:
        return QuotationMark(shape, start, end, opens and not closes, closes or not opens, maybe_closes=inches)
    if not opens and not closes:  # between letters, or between spaces: whichever is wanted
        return QuotationMark(shape, start, end, opens=not inches, closes=True, maybe_closes=inches)
    return QuotationMark(shape, start, end, opens, closes, maybe_closes=inches)


def _single(text: str, shape: str, start: int, end: int, before: str, after: str) -> QuotationMark | None:
    """A single mark; None for an apostrophe inside a word, a mark between spaces, and minutes or feet."""
    if before.isalnum() and after.isalnum():
        note = after.isdigit() and before.isalpha() and shape in _CLOSING
        return QuotationMark(shape, start, end, opens=False, closes=True, maybe_closes=True) if note else None
    opens, closes = _edges(text, start, end)
    if shape in _CLOSING and before and not before.isspace() and not opens:
        closes = True  # also where the number of a footnote follows: "heard.’1"
    if shape in _OPENING and opens:
        closes = False
    maybe_opens = shape in ("’", "´", "`") or _CUT_WORD.match(text, end) is not None
    plural = before.lower() in ("s", "x", "z") or text[start - 2 : start].lower() == "in" or before.isdigit()
    maybe_closes = plural and _GOES_ON.match(text, end) is not None
    if before.isdigit() and shape == "'" and closes:
        maybe_closes = True
    return QuotationMark(shape, start, end, opens, closes, maybe_opens, maybe_closes) if opens or closes else None


class _Pairing:
    """One text being read: the marks open at the moment, innermost last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[QuotationMark] = []
        self.pairs: list[MarkPair] = []
        self.alone: list[Span] = []

    def read(self, marks: Sequence[QuotationMark], is_last: bool) -> None:
        """Pair the marks of the next paragraph; what stays open must be opened again by it, or close in it."""
        self._carry(marks[0])
        for place, mark in enumerate(marks):
            if self._repeats(mark):
                continue
            partner = self._partner(mark) if mark.closes else None
            if partner is not None:
                if not (mark.maybe_closes and self._closes_later(marks[place + 1 :], mark, partner)):
                    self._close(partner, mark)
            elif mark.opens:
                self._push(mark)
            elif self._is_stray(mark):
                self.alone.append((mark.start, mark.end))
        if is_last:
            self._drop(0)

    def _carry(self, first: QuotationMark) -> None:
        """Keep open across the paragraph's beginning what this paragraph opens again, or a curly mark it closes."""
        for place in range(len(self._open) - 1, -1, -1):
            mark = self._open[place]
            same = mark.is_double == first.is_double and not mark.maybe_opens
            again = first.opens and self._is_first(first)
            closed = mark.shape == "“" and first.closes and not first.opens and not first.maybe_closes
            if same and (again or (closed and first.start - mark.end <= _CLOSES_WITHIN)):
                self._drop(place + 1)
                return
        self._drop(0)

    def _repeats(self, mark: QuotationMark) -> bool:
        """Whether a mark at the beginning of a paragraph or line only says that the quotation goes on."""
        if not mark.opens or not self._is_first(mark):
            return False
        near = self._text[max(0, mark.start - 200) : mark.start]
        before = near.rstrip(" \t\n•*>–-")
        goes_on = near[len(before) :].count("\n") > 1 or _SENTENCE_END.search(before) is not None
        return goes_on and any(held.is_double == mark.is_double and not held.maybe_opens for held in self._open)

    def _is_first(self, mark: QuotationMark) -> bool:
        return _FIRST_OF_LINE.search(self._text, max(0, mark.start - 12), mark.start) is not None or mark.start == 0

    def _partner(self, mark: QuotationMark) -> int | None:
        """The open mark that this one would close: a single one never closes across an open double one."""
        for place in range(len(self._open) - 1, -1, -1):
            held = self._open[place]
            if (held.shape == "«") != (mark.shape == "»"):
                if held.is_double and not mark.is_double:
                    return None
                continue
            if held.is_double == mark.is_double:
                return place if not (held.maybe_opens and mark.maybe_closes) else None
            if held.is_double:
                return None
        return None

    def _closes_later(self, rest: Sequence[QuotationMark], mark: QuotationMark, partner: int) -> bool:
        """Whether another mark after this one closes the same quotation, so that this one may be an apostrophe."""
        enclosed = any(held.is_double for held in self._open[:partner])
        for later in rest:
            if later.is_double != mark.is_double:
                if enclosed and later.closes and not later.opens:
                    return False
                continue
            if later.closes:
                return True
            if not later.maybe_opens:
                return False
        return False

    def _close(self, partner: int, mark: QuotationMark) -> None:
        held = self._open[partner]
        self.pairs.append(MarkPair((held.start, held.end), (mark.start, mark.end)))
        self._drop(partner + 1)
        self._open.pop()

    def _push(self, mark: QuotationMark) -> None:
        self._open.append(mark)
        if len(self._open) > _DEEPEST:
            lost = self._open.pop(0)
            self.alone.append((lost.start, lost.end))

    def _drop(self, place: int) -> None:
        """Give up the marks from this place on: what may be an apostrophe without a word, the others as alone."""
        self.alone += [(held.start, held.end) for held in self._open[place:] if not held.maybe_opens]
        del self._open[place:]

    def _is_stray(self, mark: QuotationMark) -> bool:
        """Whether a closing mark that closes nothing is to be told: not an apostrophe, nor a sign for inches."""
        if mark.maybe_closes:
            return False
        return mark.is_double or self._text[mark.start - 1 : mark.start] in (".", "!", "?", ",", "…")
