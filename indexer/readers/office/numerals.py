"""Numbers as lists print them: letters, Roman numerals, ordinals, words."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_WORDS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LARGEST = 10_000
"""Beyond it a damaged file is more likely than a list, and the figure stands as it is."""


def roman(number: int) -> str:
    """i, ii, iii, iv."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def letters(number: int) -> str:
    """a to z, then aa, bb, as Word and PowerPoint count."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def in_words(number: int) -> str:
    """One, Twenty-one; figures from 100 on."""
    if number >= 100:
        return str(number)
    if number < 20:
        return _ONES[number].capitalize()
    tens, ones = divmod(number, 10)
    return (_TENS[tens] + (f"-{_ONES[ones]}" if ones else "")).capitalize()


def ordinal_word(number: int) -> str:
    """First, Twenty-first; figures from 100 on."""
    if number >= 100:
        return ordinal(number)
    head, hyphen, last = in_words(number).lower().rpartition("-")
    last = _ORDINAL_WORDS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + hyphen + last).capitalize()


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "ordinal": ordinal,
    "cardinalText": in_words,
    "ordinalText": ordinal_word,
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def numeral(number: int, form: str) -> str:
    """A number in one of Word's forms; in figures when the form is another or the number is out of all measure."""
    if form in ("none", "bullet"):
        return ""
    written = _FORMS.get(form, str)
    return written(number) if 0 < number <= _LARGEST else str(number)
