"""Quotations: what a text says in other people's words, found with what it names as their source.

In curly or straight double quotes, or set apart as a block. The source named may follow ("... (Annual report
2016-17, page 4)", "... — Child P review") or lead in ("The Child P review found: ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.documents import BlockKind, Document
from indexer.passages import Span

FEWEST_WORDS = 3
"""Shorter words in quotation marks are terms or names, not quotations; they are counted, not checked."""

_MARKED = re.compile(r'“([^“”]+)”|"([^"\n]+(?:\n(?![ \t]*\n)[^"\n]+)*)"')
_BLOCK = re.compile(r"(?:^[ \t]{0,3}>.*(?:\n|$))+", re.MULTILINE)
_PREFIX = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_CREDIT = re.compile(r"(?:—|–|--)\s*(\S.{2,200})")
_AFTER = re.compile(r"\s*[.,;]?\s*(?:[(\[]([^()\[\]]{3,200})[)\]]|(?:—|–|--)\s*([^\n.;“\"]{3,200}))")
_SENTENCE_END = re.compile(r"[\n.!?;”\"]")
_BESIDE = 240
"""Characters before and after a quotation in which its source may be named."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted: `text` stands from `start` to `end` in what was checked, marks not included.

    `attributed_to` is what follows as its source, None when nothing does; `lead_in` the words of the same
    sentence before it, which may name a document.
    """

    text: str
    start: int
    end: int
    attributed_to: str | None = None
    lead_in: str = ""


def in_text(text: str) -> list[Quotation]:
    """The quotations of plain text or Markdown, in order."""
    return _all(text, [found.span() for found in _BLOCK.finditer(text)])


def in_document(document: Document) -> list[Quotation]:
    """The quotations of a file as read, in order: neighbouring blocks that are quotes are one."""
    spans: list[Span] = []
    before = BlockKind.PARAGRAPH
    for block in document.blocks:
        if block.kind is BlockKind.QUOTE:
            joins = before is BlockKind.QUOTE
            start = spans.pop()[0] if joins else block.start
            spans.append((start, block.end))
        before = block.kind
    return _all(document.text, spans)


def _all(text: str, blocks: Sequence[Span]) -> list[Quotation]:
    found = [_block(text, span) for span in blocks]
    covered = iter(sorted(blocks))
    block = next(covered, None)
    for quotation in _marked(text):
        while block and block[1] <= quotation.start:
            block = next(covered, None)
        if block is None or quotation.start < block[0]:
            found.append(quotation)
    return sorted(found, key=lambda q: q.start)


def _marked(text: str) -> Iterator[Quotation]:
    for match in _MARKED.finditer(text):
        group = 1 if match.group(1) is not None else 2
        before = _SENTENCE_END.split(text[max(0, match.start() - _BESIDE) : match.start()])[-1]
        yield Quotation(match.group(group), *match.span(group), _after(text, match.end()), before.strip(" \t:,"))


def _block(text: str, span: Span) -> Quotation:
    """A block quote; its last line may name the source, as may the line after. Marks are left out of its words."""
    start, end = span
    body = text[start:end].rstrip()
    above, _, last = body.rpartition("\n")
    credit = _CREDIT.fullmatch(_PREFIX.sub("", last).strip()) if above else None
    quoted = above.rstrip() if credit else body
    named = credit.group(1).strip() if credit else _after(text, start + len(body))
    words = _PREFIX.sub("", quoted).strip().strip('“”"').strip()
    return Quotation(words, start, start + len(quoted), named)


def _after(text: str, end: int) -> str | None:
    match = _AFTER.match(text, end, min(len(text), end + _BESIDE))
    return next((" ".join(part.split()) for part in match.groups() if part), None) if match else None
