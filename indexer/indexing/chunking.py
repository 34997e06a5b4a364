"""Documents cut into passages: about 60 to 120 words, whole sentences, never across a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.documents import Block, BlockKind, Document, DocumentCard, TableCell
from indexer.passages import Passage, Place, Span, passage_id
from indexer.text.agencies import agencies_of
from indexer.text.sentences import sentence_spans

LONGEST = 120
"""Words a passage should not exceed; one longer sentence stays whole all the same."""
_TARGET = 105
"""Words of a piece where a longer text is cut evenly: a little below the longest. By judgement."""
_BLOCK_END_BONUS = 14
"""How many words a cut may move to fall between two paragraphs rather than inside one."""

_LEAD_IN = 30
"""Words of text that may share a passage with the table below it, or of a table with the text below."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    words: int
    ends_block: bool


def chunk(document: Document, document_id: str) -> list[Passage]:
    """The passages of a document, in order; headings are kept as the path of each, not as text."""
    passages: list[Passage] = []
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    for blocks in _sections(document):
        sentences = _sentences(document.text, blocks)
        for group in _groups(sentences):
            start, end = group[0].start, group[-1].end
            text = document.text[start:end]
            key = (blocks[0].headings, " ".join(text.split()))
            passages.append(
                Passage(
                    id=passage_id(document_id, blocks[0].headings, text, seen[key]),
                    document_id=document_id,
                    text=text,
                    start=start,
                    end=end,
                    headings=blocks[0].headings,
                    sentences=tuple((s.start - start, s.end - start) for s in group),
                    places=_places(blocks, start, end),
                    position=len(passages),
                    caution=_caution(blocks, start, end),
                    recognised=any(b.recognised for b in _inside(blocks, start, end)),
                    by_service=blocks[0].kind is BlockKind.DESCRIPTION,
                    agencies=agencies_of(text, blocks[0].headings),
                    cells=_cells(blocks, start, end),
                )
            )
            seen[key] += 1
    return passages


def _sections(document: Document) -> Iterator[list[Block]]:
    """Runs of blocks that may share a passage: same headings, same sheet or slide, no footnotes among text."""
    run: list[Block] = []
    for block in document.blocks:
        if run and not (_may_join(document.text, run[-1], block) and _keeps_tables_whole(document.text, run, block)):
            yield run
            run = []
        if block.kind is not BlockKind.HEADING and document.text[block.start : block.end].strip():
            run.append(block)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_join(text: str, before: Block, after: Block) -> bool:
    one, two = before.locator, after.locator
    return (
        before.headings == after.headings
        and (one.sheet, one.slide) == (two.sheet, two.slide)
        and (before.kind is BlockKind.FOOTNOTE) == (after.kind is BlockKind.FOOTNOTE)
        and not text[before.end : after.start].strip()
    )


def _keeps_tables_whole(text: str, run: list[Block], after: Block) -> bool:
    """Whether a block may follow a run: rows stay with rows of their table, beside a short lead-in at most."""
    before = run[-1]
    if BlockKind.DESCRIPTION in (before.kind, after.kind):
        return False
    if before.kind is after.kind is BlockKind.TABLE_ROW:
        one, two = before.locator.row, after.locator.row
        return one is None or two is None or one < two or before.locator.page != after.locator.page
    if BlockKind.TABLE_ROW in (before.kind, after.kind):
        return len(text[run[0].start : before.end].split()) <= _LEAD_IN
    return True


def _sentences(text: str, blocks: list[Block]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for start, end in _paragraphs(blocks):
        spans = sentence_spans(text[start:end])
        for number, (a, b) in enumerate(spans, start=1):
            words = len(text[start + a : start + b].split())
            found.append(_Sentence(start + a, start + b, words, number == len(spans)))
    return found


def _paragraphs(blocks: list[Block]) -> list[Span]:
    """Spans of whole paragraphs: the part after a page break belongs to the part before it."""
    spans: list[Span] = []
    for block in blocks:
        if block.continues and spans:
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append((block.start, block.end))
    return spans


def _groups(sentences: list[_Sentence]) -> Iterator[list[_Sentence]]:
    """Cut a section into passages of even length, preferring the ends of paragraphs."""
    total = sum(s.words for s in sentences)
    pieces = 1 if total <= LONGEST else -(-total // _TARGET)
    ends: list[int] = []
    so_far = 0
    for s in sentences:
        so_far += s.words
        ends.append(so_far)
    first = 0
    for piece in range(1, pieces):
        target = total * piece / pieces
        candidates = range(first, len(sentences) - 1)
        if not candidates:
            break
        cut = min(candidates, key=lambda i: abs(ends[i] - target) - _BLOCK_END_BONUS * sentences[i].ends_block)
        yield sentences[first : cut + 1]
        first = cut + 1
    if sentences[first:]:
        yield sentences[first:]


def _places(blocks: list[Block], start: int, end: int) -> tuple[Place, ...]:
    """Where the passage stands, piece by piece; neighbouring pieces at the same place count as one."""
    inside = [(max(b.start, start) - start, b.locator) for b in _inside(blocks, start, end)]
    places: list[Place] = []
    for _, same in groupby(inside, key=lambda pair: pair[1]):
        offset, locator = next(iter(same))
        places.append(Place(offset, locator))
    return tuple(places)


def _cells(blocks: list[Block], start: int, end: int) -> tuple[TableCell, ...]:
    """The cells of the rows that a passage holds or holds a part of, their places in it."""
    rows = [block for block in _inside(blocks, start, end) if block.cells]
    return tuple(
        replace(
            cell,
            start=min(max(block.start + cell.start, start), end) - start,
            end=min(max(block.start + cell.end, start), end) - start,
            row=row,
        )
        for row, block in enumerate(rows)
        for cell in block.cells
    )


def _caution(blocks: list[Block], start: int, end: int) -> str | None:
    """The cautions of the blocks a passage is made of, each once."""
    cautions = dict.fromkeys(b.caution for b in _inside(blocks, start, end) if b.caution)
    return "; ".join(cautions) or None


def _inside(blocks: list[Block], start: int, end: int) -> list[Block]:
    return [b for b in blocks if b.start < end and b.end > start]


def context(card: DocumentCard, passage: Passage) -> str:
    """What a passage is found by besides its own words: title, area, year, kind and heading path."""
    about = (card.title, card.area, str(card.year or ""), card.kind.replace("_", " "), *passage.headings)
    return "\n".join(part for part in about if part)
