"""Concerns: why a file waits besides the personal data in its text, each as a line for the person who decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.documents import Locator, Part, PartKind
from indexer.metadata.markings import Marked, against_publication
from indexer.privacy.personal_data import Finding, count, in_words
from indexer.privacy.whole_text import Standing
from indexer.readers.account import WORDS, place, place_of

_NO_ARTICLE = frozenset({PartKind.COVERED_TEXT, PartKind.REVISION})
_PREPOSITIONS = {"page": "on", "slide": "on", "sheet": "on"}
_MOST_PLACES = 12
"""Places a line names; with more of them it would be no line."""


def concerns(
    parts: Sequence[Part],
    found: Iterable[tuple[Finding, Standing]],
    markings: Iterable[Marked],
    public: bool,
) -> tuple[str, ...]:
    """The lines: text under a covering shape, personal data a reader does not see, markings against publication.

    `public` says whether the document is said to be public.
    """
    return (*_covered(parts), *_hidden(found), *(_marked(markings) if public else ()))


def told(kind: PartKind | None, locator: Locator) -> str:
    """A kind of part and its place in words: "in a comment, page 3"; of the text that is searched the place alone."""
    return ", ".join(filter(None, (_within(kind) if kind else "", place_of(locator))))


def _within(kind: PartKind) -> str:
    name = WORDS[kind][0]
    article = "" if kind in _NO_ARTICLE else "an " if name[0] in "aeiou" else "a "
    return f"in {article}{name}"


def _covered(parts: Sequence[Part]) -> Iterator[str]:
    under = [part for part in parts if part.kind is PartKind.COVERED_TEXT]
    if under:
        where = f" {_PREPOSITIONS.get(places.split()[0], 'in')} {places}" if (places := _places(under)) else ""
        yield f"Text lies under a covering shape{where}."


def _hidden(found: Iterable[tuple[Finding, Standing]]) -> Iterator[str]:
    by_kind: dict[PartKind, list[tuple[Finding, Part]]] = {}
    for finding, standing in found:
        if standing.part is not None and standing.hidden:
            by_kind.setdefault(standing.part.kind, []).append((finding, standing.part))
    for kind, pairs in by_kind.items():
        words = in_words(count(finding for finding, _ in pairs))
        where = f", {places}" if (places := _places([part for _, part in pairs])) else ""
        yield f"{words} {_within(kind)}{where}: a reader of the open file does not see it."


def _places(parts: Sequence[Part]) -> str:
    """Where parts stand, each place once, as far as a line can hold it."""
    places = list(dict.fromkeys(filter(None, map(place, parts))))
    more = f" and {len(places) - _MOST_PLACES} more places" if len(places) > _MOST_PLACES else ""
    return "; ".join(places[:_MOST_PLACES]) + more


def _marked(markings: Iterable[Marked]) -> Iterator[str]:
    against = against_publication(markings)
    if against:
        yield f"It is said to be public, but it is marked {', '.join(map(str, against))}."
