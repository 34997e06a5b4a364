"""Redaction: a document with chosen words replaced wherever it keeps them, so that nothing made of it shows them.

A redacted document is its text alone: its parts, and with them what stands in them, are gone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate

from indexer.documents import Document
from indexer.privacy.personal_data import LABELS, Finding
from indexer.privacy.whole_text import WholeText
from indexer.readers.account import kept_apart


def redact(document: Document, findings: Sequence[Finding]) -> Document:
    """The document with each finding replaced by a mark such as "[redacted: NHS number]".

    Blocks keep their places; headings, the title and warnings lose the same words where they repeat them. The findings
    stand in order, as `WholeText` gives them; of those in parts nothing is left but that other words like them go.
    """
    whole = WholeText(document)
    words = {" ".join(whole.text[f.start : f.end].split()): mark(f) for f in findings}
    without = cache(partial(_without, words))
    inside = [finding for finding in findings if finding.end <= whole.length]
    shift = _Shift(inside)
    moved = (
        replace(block, start=shift(block.start), end=shift(block.end), headings=tuple(map(without, block.headings)))
        for block in document.blocks
    )
    return replace(
        document,
        text=redact_text(document.text, inside),
        blocks=tuple(block for block in moved if block.start < block.end),
        title=document.title and without(document.title),
        warnings=tuple(without(line) for line in document.warnings if line not in kept_apart(document.account)),
        parts=(),
        account=(),
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
