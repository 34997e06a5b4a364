"""Sections of a document: runs of passages under one heading, cut into the steps that they print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.passages import Span, StoredPassage

LONGEST = 600
"""Words of a section under a higher heading; a longer one is cut at the headings below. By judgement: two pages."""
_MARK = re.compile(r"\s*(?:[•●▪■◦‣⁃∙·*–—-]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s)")
"""What a step of a list begins with, where its mark was read."""


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """Passages of a document that stand together under `headings`, in their order."""

    headings: tuple[str, ...]
    passages: tuple[StoredPassage, ...]

    @property
    def words(self) -> int:
        """Its words."""
        return sum(_words(found) for found in self.passages)


def sections(passages: Sequence[StoredPassage]) -> list[DocumentSection]:
    """The sections of a document's passages, which stand in order: as much under one heading as is read at one go.

    What stands before the first heading of a document with headings is none.
    """
    shown = [found for found in passages if not found.passage.by_service]
    top = len(_common([found.passage.headings for found in shown]))
    body = [found for found in shown if len(found.passage.headings) > top] or shown
    return list(_cut(body, top + 1))


def steps(found: StoredPassage) -> list[Span]:
    """Where the steps of a passage stand: each item of a list, each paragraph and each row of a table."""
    text, spans = found.passage.text, found.passage.sentences
    places: list[Span] = []
    was_row = True
    for first, last, is_row in found.passage.units():
        start, end = spans[first][0], spans[last][1]
        between = text[places[-1][1] : start] if places else ""
        new = is_row or was_row or "\n\n" in between or ("\n" in between and _MARK.match(text, start) is not None)
        places.append((start, end)) if new else places.append((places.pop()[0], end))
        was_row = is_row
    return places


def _cut(passages: Sequence[StoredPassage], depth: int) -> Iterator[DocumentSection]:
    """Runs of passages under the same headings down to `depth`; long ones cut at the headings below."""
    for path, group in groupby(passages, key=lambda found: found.passage.headings[:depth]):
        section = DocumentSection(path, tuple(group))
        deeper = any(len(found.passage.headings) > depth for found in section.passages)
        if deeper and section.words > LONGEST:
            yield from _cut(section.passages, depth + 1)
        else:
            yield section


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The headings that all paths begin with."""
    if not paths:
        return ()
    low, high = min(paths), max(paths)
    same = next((n for n, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:same]


def _words(found: StoredPassage) -> int:
    return len(found.passage.text.split())
