"""Numbered items: "recommendation 4", "the third finding", "actions 2 and 3", in questions and in documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from api.terms.values import NumberedItem
from indexer.passages import Passage, Span, StoredPassage

_NOUNS = {
    "recommendation": r"rec(?:commendation|omendation|ommendation|ommandation)?s?",
    "paragraph": r"para(?:graph)?s?",
    "section": r"sections?",
    "priority": r"priorit(?:y|ies)",
    "action": r"actions?",
    "finding": r"findings?",
    "learning point": r"learning points?",
    "step": r"steps?",
    "stage": r"stages?",
    "standard": r"standards?",
    "objective": r"objectives?",
    "chapter": r"chapters?",
    "appendix": r"appendix",
    "question": r"questions?",
}
_LEGAL = frozenset("7 11 17 20 31 37 38 42 45 47 76 85 117 135 136 175 176".split())
"""Sections of Acts that practice is named after: "a section 47 enquiry" is no part of a document."""
_ORDINALS = {
    word: str(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
_WORDS = {
    word: str(n)
    for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*[a-z]?"
_ANY = "|".join(_NOUNS.values())
_AFTER = re.compile(
    rf"\b({_ANY})\s*(?:no\.?|numbers?|#)?\s*((?:{_NUMBER}|{'|'.join(_WORDS)})\b"
    rf"(?:\s*(?:,|and|&|to|-|–)\s*{_NUMBER}\b)*)"
    r"(?!\s*(?:%|per ?cent|years?|months?|weeks?|days?|were|of them|children))",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+({_ANY})\b", re.IGNORECASE)
_LINES = re.IGNORECASE | re.MULTILINE
_RANGE = re.compile(r"(\d+)\s*(?:to|-|–)\s*(\d+)")


def items(text: str) -> Iterator[tuple[Span, NumberedItem]]:
    """The numbered items a question asks for, each with where it is named."""
    for match in _AFTER.finditer(text):
        found = NumberedItem(_noun(match.group(1)), _numbers(match.group(2)))
        if not (found.noun == "section" and set(found.numbers) <= _LEGAL):
            yield match.span(), found
    for match in _BEFORE.finditer(text):
        word = match.group(1).lower()
        yield match.span(), NumberedItem(_noun(match.group(2)), (_ORDINALS.get(word) or re.sub(r"\D", "", word),))


def stands_as(item: NumberedItem, found: StoredPassage, span: Span | None = None) -> bool:
    """Whether a part of a passage, or some sentence of it, is one of these numbered items."""
    spans = found.passage.sentences if span is None else [span]
    return any(not numbers_of(item.noun, found.passage, part).isdisjoint(item.numbers) for part in spans)


def numbers_of(noun: str, passage: Passage, span: Span, mentions: bool = True) -> set[str]:
    """The numbers under which a sentence stands as an item of this sort, or which it mentions.

    By its own words ("Recommendation 4: …"), its row's first cell, the mark of its list under a heading that says
    what is listed, or its heading.
    """
    text = passage.text[slice(*span)]
    own = _says(noun).match(text.lstrip(" •●▪-–*"))
    said = [own] if own else list(_says(noun).finditer(text)) if mentions else []
    if said:
        return {number for match in said for number in _numbers(match.group(1))}
    row = _row(noun).match(text.strip())
    if row and (listed(noun, passage.headings) or re.search(rf"\b(?:{_NOUNS[noun]})\s*:", text, re.IGNORECASE)):
        return {row.group(1).lower()}
    label = _label_before(noun, passage.text, span[0])
    if label:
        return label
    if noun in ("paragraph", "section") or listed(noun, passage.headings):
        marks = list(_MARK.finditer(passage.text, 0, span[1]))
        if marks and "\n\n" not in passage.text[marks[-1].end() : span[0]]:
            return {(marks[-1].group(1) or marks[-1].group(2)).lower().rstrip(".")}
    return _of_heading(noun, passage.headings)


def _label_before(noun: str, text: str, start: int) -> set[str]:
    """The numbers of the label ("Recommendation 4:") that begins the paragraph, or stands alone over it."""
    labels = list(_label(noun).finditer(text, 0, start))
    if not labels:
        return set()
    between = text[labels[-1].end() : start]
    alone = between.startswith("\n") or not between.strip()
    return set() if "\n\n" in (between.lstrip("\n") if alone else between) else set(_numbers(labels[-1].group(1)))


def _label(noun: str) -> re.Pattern[str]:
    return re.compile(
        rf"^[ \t•●▪–-]*(?:{_NOUNS[noun]})\s*(?:no\.?|number|#)?\s*({_NUMBER})(?![\w%])[.:)]?[ \t]*", _LINES
    )


def listed(noun: str, headings: Sequence[str]) -> bool:
    """Whether a heading says that such items are listed under it."""
    return any(re.search(rf"\b(?:{_NOUNS[noun]})\b", heading, re.IGNORECASE) for heading in headings)


def _of_heading(noun: str, headings: Sequence[str]) -> set[str]:
    for heading in reversed(headings):
        titled = _says(noun).match(heading)
        if titled is None and noun in ("section", "chapter"):
            titled = re.match(rf"({_NUMBER})[.):]?\s", heading)
        if titled:
            return set(_numbers(titled.group(1)))
    return set()


_MARK = re.compile(rf"^[ \t]*(?:\(?(\d{{1,3}}[a-z]?)[.):]\)?|\(?(?=\d+\.\d)({_NUMBER})\)?)[ \t]+(?=\S)", re.MULTILINE)
"""The number of an item of a list, or of a paragraph, where a line begins."""


def _says(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_NOUNS[noun]})\s*(?:no\.?|number|#)?\s*({_NUMBER})(?![\w%])", re.IGNORECASE)


def _row(noun: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:no\.?|number|ref(?:erence)?\.?|#|id|{_NOUNS[noun]}(?: no\.?| number)?)\s*:\s*"
        rf"(?:\w{{1,4}}\s)?({_NUMBER})\s*(?:;|$)",
        re.IGNORECASE,
    )


def noun_in(text: str) -> str | None:
    """The sort of item that words ask for: "what did the review recommend" asks for recommendations."""
    if re.search(r"\brecommend", text, re.IGNORECASE):
        return "recommendation"
    return next((noun for noun, word in _NOUNS.items() if re.search(rf"\b(?:{word})\b", text, re.IGNORECASE)), None)


def _noun(word: str) -> str:
    return next(noun for noun, pattern in _NOUNS.items() if re.fullmatch(pattern, word, re.IGNORECASE))


def _numbers(text: str) -> tuple[str, ...]:
    """Every number of a list or range of them."""
    text = text.lower()
    span = _RANGE.search(text)
    if span and int(span.group(1)) < int(span.group(2)) <= int(span.group(1)) + 20:
        return tuple(map(str, range(int(span.group(1)), int(span.group(2)) + 1)))
    found = re.findall(_NUMBER, text) or [_WORDS[text.strip()]]
    return tuple(number.rstrip(".") for number in found)
