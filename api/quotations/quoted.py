"""Quotations: what a text says in other people's words, found with what it names as their source.

In quotation marks of any kind, or set apart as a block. The source named may follow ("... (Annual report 2016-17,
page 4)", "... — Child P review") or lead in ("The Child P review found: ..."). A mark that nothing closes is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents import BlockKind, Document
from indexer.passages import Span
from indexer.text.quotation_marks import MarkPair, paired

FEWEST_WORDS = 3
"""Shorter words in quotation marks are terms or names, not quotations; they are counted, not checked."""

_BLOCK = re.compile(r"(?:^[ \t]{0,3}>.*(?:\n|$))+", re.MULTILINE)
_PREFIX = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_CREDIT = re.compile(r"(?:—|–|--)\s*(\S.{2,200})")
_AFTER = re.compile(r"\s*[.,;]?\s*(?:[(\[]([^()\[\]]{3,200})[)\]]|(?:—|–|--)\s*([^\n.;“\"]{3,200}))")
_SENTENCE_END = re.compile(r"[\n.!?;”\"]")
_SHOWN_WORDS = 12
"""Words shown of where a mark without a partner stands."""
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


@dataclass(frozen=True, slots=True)
class LoneMark:
    """A quotation mark without its partner: it stands at `start`, `line` (from 1) and before or after `words`."""

    start: int
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class QuotedText:
    """The quotations of a text, in order, and the marks that open or close none that can be told."""

    quotations: tuple[Quotation, ...]
    unclosed: tuple[LoneMark, ...] = ()


def in_text(text: str) -> QuotedText:
    """The quotations of plain text or Markdown."""
    return _all(text, [found.span() for found in _BLOCK.finditer(text)])


def in_document(document: Document) -> QuotedText:
    """The quotations of a file as read: neighbouring blocks that are quotes are one."""
    spans: list[Span] = []
    before = BlockKind.PARAGRAPH
    for block in document.blocks:
        if block.kind is BlockKind.QUOTE:
            joins = before is BlockKind.QUOTE
            start = spans.pop()[0] if joins else block.start
            spans.append((start, block.end))
        before = block.kind
    return _all(document.text, spans)


def _all(text: str, blocks: Sequence[Span]) -> QuotedText:
    found = [_block(text, span) for span in blocks]
    pairs, alone = paired(_blanked(text, blocks))
    found += [_marked(text, pair) for pair in pairs]
    return QuotedText(tuple(sorted(found, key=lambda q: q.start)), tuple(_unclosed(text, mark) for mark in alone))


def _blanked(text: str, blocks: Sequence[Span]) -> str:
    """The text with line ends in place of the blocks: offsets stay, and no quotation runs over a block."""
    parts, at = [], 0
    for start, end in sorted(blocks):
        parts += [text[at:start], "\n" * (end - start)]
        at = end
    return "".join((*parts, text[at:]))


def _marked(text: str, pair: MarkPair) -> Quotation:
    start, end = pair.opening[1], pair.closing[0]
    before = _SENTENCE_END.split(text[max(0, pair.opening[0] - _BESIDE) : pair.opening[0]])[-1]
    return Quotation(text[start:end], start, end, _after(text, pair.closing[1]), before.strip(" \t:,"))


def _unclosed(text: str, mark: Span) -> LoneMark:
    after = text[mark[1] : mark[1] + _BESIDE]
    shown = after.split()[:_SHOWN_WORDS]
    if not after[:1].isalnum():  # it closes nothing
        shown = text[max(0, mark[0] - _BESIDE) : mark[0]].split()[-_SHOWN_WORDS:]
    return LoneMark(mark[0], text.count("\n", 0, mark[0]) + 1, " ".join(shown))


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
