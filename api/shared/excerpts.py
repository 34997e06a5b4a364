"""Excerpts: short runs of sentences, or whole table rows, that can be quoted as evidence.

A finding often runs over two or three sentences ("A backlog had built up. It is now being addressed."), and a row of
a progress table only makes sense as a whole. Runs of up to three sentences and 60 words found the right evidence more
often than single sentences; `python -m evaluation commitments` measures what stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents import TableCell
from indexer.embedding import Matrix
from indexer.immutable import Immutable
from indexer.passages import Span, StoredPassage

SENTENCES = 3
"""Sentences an excerpt has at most; measured by `python -m evaluation commitments`, as above."""
WORDS = 60
"""Words an excerpt has at most; one long sentence stays whole. Likewise."""

Embedded = tuple[StoredPassage, Matrix]
"""A passage and the vectors of its sentences, shape (sentences, d)."""


@dataclass(frozen=True, slots=True)
class Excerpt(Immutable):
    """Sentences `first` to `last` (included) of a passage: its text from `span[0]` to `span[1]`.

    `vectors` are those sentences' vectors. `is_row` says that it is one row of a table.
    """

    found: StoredPassage
    first: int
    last: int
    vectors: Matrix
    is_row: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the passage."""
        sentences = self.found.passage.sentences
        return sentences[self.first][0], sentences[self.last][1]

    @property
    def text(self) -> str:
        """Its words as they stand in the passage."""
        start, end = self.span
        return self.found.passage.text[start:end]

    @property
    def cells(self) -> tuple[TableCell, ...]:
        """The cells of the row that it is or holds a part of, the whole row; none for running text."""
        return self.found.passage.cells_in(self.span) if self.is_row else ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, white space made single."""
        passage = self.found.passage
        return tuple(" ".join(passage.text[a:b].split()) for a, b in passage.sentences[self.first : self.last + 1])

    def overlaps(self, other: Excerpt) -> bool:
        """Whether both quote a sentence in common."""
        same = self.found.passage.id == other.found.passage.id
        return same and self.first <= other.last and other.first <= self.last


def single(found: StoredPassage, vectors: Matrix) -> list[Excerpt]:
    """A passage cut into table rows and, elsewhere, sentences."""
    return [_excerpt(found, vectors, first, last, row) for first, last, row in found.passage.units()]


def running(passages: Sequence[Embedded]) -> list[Excerpt]:
    """Every table row, and from every sentence on the longest run that SENTENCES and WORDS allow."""
    excerpts: list[Excerpt] = []
    for found, vectors in passages:
        if found.passage.by_service:
            continue
        pieces = list(found.passage.units())
        for n, (first, last, row) in enumerate(pieces):
            end = last if row else _run(found, pieces, n)
            excerpts.append(_excerpt(found, vectors, first, end, row))
    return excerpts


def _run(found: StoredPassage, pieces: Sequence[tuple[int, int, bool]], n: int) -> int:
    """The last sentence of the run that begins with piece `n`."""
    words = 0
    end = pieces[n][0]
    for first, last, row in pieces[n : n + SENTENCES]:
        start, stop = found.passage.sentences[first]
        words += len(found.passage.text[start:stop].split())
        if row or (words > WORDS and first > pieces[n][0]):
            break
        end = last
    return end


def _excerpt(found: StoredPassage, vectors: Matrix, first: int, last: int, is_row: bool) -> Excerpt:
    return Excerpt(found, first, last, vectors[first : last + 1], is_row)
