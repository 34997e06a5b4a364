"""Protective markings: OFFICIAL-SENSITIVE, CONFIDENTIAL, DRAFT and the like, and the class each suggests.

A marking is what stands as one: alone between the separators of what is printed on every page, of a property or of one
of the first lines. Only what can hardly be anything else counts in capitals among other words: "DRAFT ANNUAL REPORT" is
marked, "CONFIDENTIAL REPORTING POLICY" and "a confidential helpline" are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from indexer.documents import Document, PartKind, Sensitivity
from indexer.readers.account import WORDS, place


class Marking(StrEnum):
    """A marking as it is shown, the strictest first."""

    SECRET = "SECRET"  # noqa: S105 (a marking, no password)
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"
    RESTRICTED = "RESTRICTED"
    CONFIDENTIAL = "CONFIDENTIAL"
    PROTECT = "PROTECT"
    NOT_FOR_PUBLICATION = "NOT FOR PUBLICATION"
    EMBARGOED = "EMBARGOED"
    DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Marked:
    """A marking found in a document, and where ("header or footer, page 1")."""

    marking: Marking
    place: str

    def __str__(self) -> str:
        return f"{self.marking} ({self.place})"


_WORDS: dict[Marking, str] = {
    Marking.SECRET: r"(?:top )?secret",
    Marking.OFFICIAL_SENSITIVE: r"official\s*[-–—:,/(]*\s*sensitive\)?",
    Marking.RESTRICTED: r"restricted(?: circulation| access| information)?",
    Marking.CONFIDENTIAL: r"(?:(?:strictly|highly|private (?:and|&)) )*confidential|in (?:strict(?:est)? )?confidence",
    Marking.PROTECT: r"protect",
    Marking.NOT_FOR_PUBLICATION: r"not (?:to be |for )(?:(?:wider|onward|further|public|general) )?"
    r"(?:publication|published|circulation|circulated|distribution|distributed|disclosure|sharing|shared|release)",
    Marking.EMBARGOED: r"(?:under |strictly )*embargo(?:ed)?",
    Marking.DRAFT: r"(?:(?:first|second|third|final|working|consultation) )?draft",
}
_BEHIND = r"(?:\s*(?:v(?:ersion)?)?[. ]*\d[\d. ]*|\s+(?:document|report|copy|only|for comment|until .{4,40}))?"
_ALONE = {marking: re.compile(rf"\W*(?:{words}){_BEHIND}\W*", re.IGNORECASE) for marking, words in _WORDS.items()}
_AMONG_OTHERS = {
    marking: re.compile(rf"\b(?:{_WORDS[marking]})\b", re.IGNORECASE)
    for marking in (Marking.OFFICIAL_SENSITIVE, Marking.NOT_FOR_PUBLICATION, Marking.DRAFT)
}
_DENIED = re.compile(r"\b(?:not|non|no longer)[\s-]+\Z", re.IGNORECASE)
_SEPARATORS = re.compile(r"[|·•;:\t]|\s[-–—]\s|\s{3,}|\bpage \d+(?: of \d+)?\b", re.IGNORECASE)
_AMONG = frozenset({PartKind.HEADER, PartKind.TEXT_BOX, PartKind.PROPERTY})
"""Where words among others count: what is printed on every page, boxes, as which watermarks are made, and labels."""
_LOOKED_AT = _AMONG | {PartKind.COMMENT}
_LEFT_OVER = (PartKind.PROPERTY, Marking.DRAFT)
"""What programs put among the properties and published reports still say."""
_FIRST_LINES = 8
"""Lines of a document among which its marking stands. By judgement."""
_SUGGESTED = dict.fromkeys(
    (Marking.NOT_FOR_PUBLICATION, Marking.EMBARGOED, Marking.DRAFT), Sensitivity.PARTNERSHIP
) | dict.fromkeys(
    (Marking.SECRET, Marking.OFFICIAL_SENSITIVE, Marking.RESTRICTED, Marking.CONFIDENTIAL, Marking.PROTECT),
    Sensitivity.RESTRICTED,
)


def markings_of(document: Document) -> tuple[Marked, ...]:
    """The markings of a document, each where it stands first, the strictest first."""
    found: dict[Marking, str] = {}
    for kind, where, line in _lines(document):
        for marking in _in_line(line, kind in _AMONG):
            if (kind, marking) != _LEFT_OVER:
                found.setdefault(marking, where)
    return tuple(Marked(marking, found[marking]) for marking in Marking if marking in found)


def against_publication(markings: Iterable[Marked]) -> tuple[Marked, ...]:
    """The markings that a published document does not bear; a draft is published, too, at times."""
    return tuple(marked for marked in markings if marked.marking is not Marking.DRAFT)


def suggested_class(markings: Iterable[Marking]) -> Sensitivity | None:
    """The class that markings suggest, the strictest of them; None without any."""
    suggested = {_SUGGESTED[marking] for marking in markings}
    return next((each for each in reversed(Sensitivity) if each in suggested), None)


def contradiction(markings: Iterable[Marking], held_as: Sensitivity) -> str | None:
    """A line where a document is seen by more people than its markings suggest; None where it is not."""
    markings = tuple(markings)
    suggested, order = suggested_class(markings), list(Sensitivity)
    if suggested is None or order.index(held_as) >= order.index(suggested):
        return None
    return f"It is marked {', '.join(markings)}, which suggests the class {suggested}; it is held as {held_as}."


def _lines(document: Document) -> Iterator[tuple[PartKind | None, str, str]]:
    """Where to look: the kind of part, None for the text, the place in words, and a line."""
    for part in document.parts:
        if part.kind in _LOOKED_AT:
            where = ", ".join(filter(None, (WORDS[part.kind][0], place(part))))
            for line in part.text.splitlines():
                yield part.kind, where, line
    lines = (line for line in document.text[:2000].splitlines() if line.strip())
    for _, line in zip(range(_FIRST_LINES), lines, strict=False):
        yield None, "first lines", line


def _in_line(line: str, among: bool) -> Iterator[Marking]:
    pieces = [line, *_SEPARATORS.split(line)]
    for marking, pattern in _ALONE.items():
        if any(pattern.fullmatch(piece) for piece in pieces) or (among and _stands_out(marking, line)):
            yield marking


def _stands_out(marking: Marking, line: str) -> bool:
    match = _AMONG_OTHERS[marking].search(line) if marking in _AMONG_OTHERS else None
    if match is None or _DENIED.search(line[: match.start()]):
        return False
    return match.group().isupper() or marking is Marking.OFFICIAL_SENSITIVE
