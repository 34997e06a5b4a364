"""Redaction: a document with chosen words replaced wherever it keeps them, so that nothing made of it shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from indexer.documents import Block, Document
from indexer.personal_data import LABELS, Finding


def redact(document: Document, findings: Sequence[Finding]) -> Document:
    """The document with each finding replaced by a mark such as "[redacted: NHS number]".

    Blocks keep their places; headings and the title lose the same words where they repeat them. The findings
    stand in order, as `find` gives them.
    """
    words = {" ".join(document.text[f.start : f.end].split()): mark(f) for f in findings}
    shift = _Shift(findings)
    blocks = tuple(
        replace(
            block,
            start=shift(block.start),
            end=shift(block.end),
            headings=tuple(_without(heading, words) for heading in block.headings),
        )
        for block in document.blocks
    )
    title = document.title and _without(document.title, words)
    return replace(document, text=redact_text(document.text, findings), blocks=_in_order(blocks), title=title)


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
        self._findings = findings
        self._after = list(accumulate((len(mark(f)) - (f.end - f.start) for f in findings), initial=0))

    def __call__(self, place: int) -> int:
        for number, finding in enumerate(self._findings):
            if place <= finding.start:
                return place + self._after[number]
            if place < finding.end:
                return finding.end + self._after[number + 1]
        return place + self._after[-1]


def _without(text: str, words: dict[str, str]) -> str:
    for word, instead in words.items():
        text = text.replace(word, instead)
    return text


def _in_order(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks of which something is left."""
    return tuple(block for block in blocks if block.start < block.end)
