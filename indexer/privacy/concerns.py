"""Concerns: why a file waits besides the personal data in its text, each as a line for the person who decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.documents import Part, PartKind
from indexer.privacy.markings import Marked, against_publication
from indexer.privacy.personal_data import LABELS, Finding
from indexer.privacy.whole_text import Standing
from indexer.readers.account import WORDS, place

_NO_ARTICLE = frozenset({PartKind.COVERED_TEXT, PartKind.REVISION})
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


def told(kind: PartKind, where: str) -> str:
    """A kind of part and its place in words: "in a comment, page 3"."""
    name = WORDS[kind][0]
    article = "" if kind in _NO_ARTICLE else "an " if name[0] in "aeiou" else "a "
    return ", ".join(filter(None, (f"in {article}{name}", where)))


def _covered(parts: Sequence[Part]) -> Iterator[str]:
    places = [place(part) for part in parts if part.kind is PartKind.COVERED_TEXT]
    if places:
        yield f"Text lies under a covering shape{_on(places)}."


def _hidden(found: Iterable[tuple[Finding, Standing]]) -> Iterator[str]:
    by_kind: dict[PartKind, list[Part]] = {}
    data: dict[PartKind, set[str]] = {}
    for finding, standing in found:
        if standing.part is not None and standing.hidden:
            by_kind.setdefault(standing.part.kind, []).append(standing.part)
            data.setdefault(standing.part.kind, set()).add(LABELS[finding.kind][0])
    for kind, parts in by_kind.items():
        names = ", ".join(sorted(data[kind]))
        yield f"{names} {_spread(kind, parts)}: a reader of the open file does not see it."


def _spread(kind: PartKind, parts: Sequence[Part]) -> str:
    places = list(dict.fromkeys(filter(None, map(place, parts))))
    return told(kind, _joined(places))


def _on(places: Sequence[str]) -> str:
    named = list(dict.fromkeys(filter(None, places)))
    return f" on {_joined(named)}" if named else ""


def _joined(places: Sequence[str]) -> str:
    more = f" and {len(places) - _MOST_PLACES} more places" if len(places) > _MOST_PLACES else ""
    return "; ".join(places[:_MOST_PLACES]) + more


def _marked(markings: Iterable[Marked]) -> Iterator[str]:
    against = against_publication(markings)
    if against:
        yield f"It is said to be public, but it is marked {', '.join(map(str, against))}."
