"""Redaction: a document with chosen words replaced wherever it keeps them, so that nothing made of it shows them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate

from indexer.documents import Document
from indexer.privacy.personal_data import LABELS, Finding


def redact(document: Document, findings: Sequence[Finding]) -> Document:
    """The document with each finding replaced by a mark such as "[redacted: NHS number]".

    Blocks keep their places; headings and the title lose the same words where they repeat them. The findings
    stand in order, as `find` gives them.
    """
    words = {" ".join(document.text[f.start : f.end].split()): mark(f) for f in findings}
    without = cache(partial(_without, words))
    shift = _Shift(findings)
    moved = (
        replace(block, start=shift(block.start), end=shift(block.end), headings=tuple(map(without, block.headings)))
        for block in document.blocks
    )
    return replace(
        document,
        text=redact_text(document.text, findings),
        blocks=tuple(block for block in moved if block.start < block.end),
        title=document.title and without(document.title),
    )


def redact_text(text: str, findings: Sequence[Finding]) -> str:
    """A text with each finding replaced by its mark."""
    pieces = []
    at = 0
    for finding in findings:
        pieces += [text[at : finding.start], mark(finding)]
        at = finding.end
    return "".join((*pieces, text[at:]))


def mark(finding: Finding) -> str:
    """What stands in place of a finding."""
    return f"[redacted: {LABELS[finding.kind][0]}]"


class _Shift:
    """Where a place in the text has moved to; a place inside a finding moves to the end of its mark."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._starts = [finding.start for finding in findings]
        self._ends = [finding.end for finding in findings]
        self._after = list(accumulate((len(mark(f)) - (f.end - f.start) for f in findings), initial=0))

    def __call__(self, place: int) -> int:
        before = bisect_left(self._starts, place)
        return (max(place, self._ends[before - 1]) if before else place) + self._after[before]


def _without(words: Mapping[str, str], text: str) -> str:
    for word, instead in words.items():
        text = text.replace(word, instead)
    return text
