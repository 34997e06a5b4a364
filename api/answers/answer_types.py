"""Types of answer: whether a question asks for a quantity, a date or a name, and whether a sentence gives one.

What the question says already is no answer to it, and neither are the numbers of paragraphs, sections and years
where a quantity is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_QUANTITY = re.compile(
    r"\bhow (?:many|much|often|long|old|far|tall|large|big|fast|high|deep|wide|heavy)\b|%|\bnumbers?\b(?= of|$|\W)|"
    r"\b(?:what|which) (?:percentage|percent|proportion|share|amount|age|size|rate|figure)\b|\bhow .*\bcosts?\b|"
    r"\b(?:average|total|cost|rates?)\b.*\bof\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade)\b", re.IGNORECASE)
_WHO_OR_WHERE = re.compile(
    r"\bwho\b|\bwhom\b|\bwhose\b|\bwhere\b|\b(?:what|which) (?:city|country|town|place|area|state|region|river)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"[\d.,]*\d|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|"
    r"millions?|billions?|half|thirds?|quarters?|once|twice|majority|all|no|none)\b",
    re.IGNORECASE,
)
_NO_QUANTITY = re.compile(
    r"^\W*\d+(?:\.\d+)*[.)]?\s|\b(?:section|level|paragraph|para|stage|tier|page|chapter|part|article|year|phase|grade|"
    r"figure|table|step|age|aged|under|over|no)s?\.?\s+\d+|"
    rf"\b(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d\d(?:\d\d)?)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})",
    re.IGNORECASE,
)
"""Numbers that count nothing."""
_DATE = re.compile(
    rf"\b(?:1\d|20)\d\d\b|\b(?:{_MONTHS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b|\bcentury\b|\b\d{3,4}s?\b|\b\d+ (?:BC|AD)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+")
_WORD = re.compile(r"\w+")


class AnswerType(StrEnum):
    """What a question asks for."""

    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"


def asked_for(question: str) -> AnswerType | None:
    """The type of answer a question asks for, as far as its words say."""
    for pattern, wanted in (
        (_QUANTITY, AnswerType.QUANTITY),
        (_WHEN, AnswerType.DATE),
        (_WHO_OR_WHERE, AnswerType.NAME),
    ):
        if pattern.search(question):
            return wanted
    return None


def gives(sentence: str, wanted: AnswerType | None, question: str) -> bool:
    """Whether a sentence holds something of the type that the question does not say itself; no type, no."""
    known = set(_WORD.findall(question.casefold()))
    return wanted is not None and any(found.casefold() not in known for found in _of_type(sentence, wanted))


def _of_type(sentence: str, wanted: AnswerType) -> Iterator[str]:
    match wanted:
        case AnswerType.QUANTITY:
            pattern, sentence = _FIGURE, _NO_QUANTITY.sub(" ", sentence)
        case AnswerType.DATE:
            pattern = _DATE
        case AnswerType.NAME:
            pattern = _NAME
    return (match.group() for match in pattern.finditer(sentence))
