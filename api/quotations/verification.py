"""Verification: whether quoted words stand in the sources as they are quoted.

Letters and figures decide; case, punctuation, white space, hyphens at line ends and the shape of quotation
marks do not. What does not stand anywhere is compared word by word (difflib) with the closest place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice

from api.quotations.letters import letters, same_figures
from api.quotations.omissions import Omission, left_out, said
from api.quotations.sources import SourceText, key_of
from api.shared.citations import Citation
from indexer.passages import Span

_DOTS = r"(?:[…⋯]|\.{3,}|(?:\.[ \u00a0]){2,}\.)"
_GAP = re.compile(rf"\s*(?:\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})\s*")
_SHORTEST_RUN = 4
"""Words a run must have to count as taken from a place of its own."""
_MOST_RUNS = 6
"""Runs of words from different places that still make a quotation; more is a text of its own. By judgement."""
_ALIKE = 0.6
"""Part of the words that must be shared before a quotation counts as an altered one."""
_NEAR = 1500
"""Characters of the source that marked omissions may skip before the parts count as several places."""
_MOST_PLACES = 5
"""Places shown for a spliced quotation. By judgement."""
_MOST_STARTS = 50
"""Places where the first part of a quotation is tried; a common phrase stands in many. By judgement."""
LONGEST = 600
"""Words of a quotation that is compared in parts; a longer one is only looked for as a whole."""


class QuotationOutcome(StrEnum):
    """What was found of a quotation."""

    VERBATIM = "verbatim"
    CHANGED_IN_SENSE = "changed_in_sense"
    ALTERED = "altered"
    SPLICED = "spliced"
    WRONG_DOCUMENT = "wrong_document"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where quotation and source part: `quoted` is empty for words left out, `source` for words added."""

    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """The outcome for one quotation, and where its words, or the closest, stand.

    `detail` says in a sentence what the outcome alone does not; `omissions` are what the quotation leaves out.
    """

    outcome: QuotationOutcome
    places: tuple[Citation, ...] = ()
    differences: tuple[Difference, ...] = ()
    detail: str = ""
    omissions: tuple[Omission, ...] = ()


def verify(text: str, sources: Sequence[SourceText], meant: Collection[str] = ()) -> QuotationCheck:
    """What these sources, best first, hold of quoted words; `meant` are the documents the quotation names."""
    is_long = len(text.split()) > LONGEST
    parts = [text] if is_long else [part for part in _GAP.split(text) if letters(part)]
    found = _verbatim(parts, sources, meant) if parts else None
    if found is not None:
        return found
    if is_long:
        detail = f"Longer than {LONGEST} words: it was looked for as a whole only. Quote it in smaller pieces."
        return QuotationCheck(QuotationOutcome.NOT_FOUND, detail=detail)
    return _spliced(parts, sources, meant) or _altered(text, sources) or QuotationCheck(QuotationOutcome.NOT_FOUND)


def _verbatim(parts: Sequence[str], sources: Sequence[SourceText], meant: Collection[str]) -> QuotationCheck | None:
    """Where all parts stand in order and near each other in one document, and whether what is left out matters."""
    runs = [run for source in sources if (run := _in_order(parts, source))]
    if not runs:
        return None
    right = [run for run in runs if run.source.document_id in meant]
    chosen = right or runs
    faithful = [run for run in chosen if run.is_faithful]
    chosen = faithful or chosen
    cited = [citation for run in chosen[:_MOST_PLACES] for span in run.spans for citation in run.source.cite(span)]
    shown = chosen[0].omissions
    detail = said(shown)
    if meant and not right:
        return QuotationCheck(QuotationOutcome.WRONG_DOCUMENT, tuple(cited), (), detail, shown)
    outcome = QuotationOutcome.VERBATIM if faithful else QuotationOutcome.CHANGED_IN_SENSE
    return QuotationCheck(outcome, tuple(cited), (), detail, shown)


@dataclass(frozen=True, slots=True)
class _Run:
    """The parts of a quotation where they stand in a source, and what of it they leave out."""

    source: SourceText
    spans: tuple[Span, ...]
    omissions: tuple[Omission, ...]

    @property
    def is_faithful(self) -> bool:
        """Whether nothing that is left out changes the sense."""
        return not any(omission.flags for omission in self.omissions)


def _in_order(parts: Sequence[str], source: SourceText) -> _Run | None:
    """The parts one after the other in a source, none far from the one before, the first that is faithful first."""
    best: _Run | None = None
    for first in islice(_places(parts[0], source), _MOST_STARTS):
        spans = [first.span]
        for part in parts[1:]:
            end = spans[-1][1]
            following = (p.span for p in _places(part, source, end) if p.span[0] >= end)
            nearest = next(following, None)
            if nearest is None or nearest[0] - end > _NEAR:
                break
            spans.append(nearest)
        if len(spans) == len(parts):
            run = _Run(source, tuple(spans), left_out(source, spans, asks=parts[-1].rstrip("”’\"' ").endswith("?")))
            if run.is_faithful:
                return run
            best = best or run
    return best


@dataclass(frozen=True, slots=True)
class _Place:
    source: SourceText
    span: Span


def _places(part: str, source: SourceText, after: int = 0) -> Iterator[_Place]:
    text = source.lettered
    for span in text.find(letters(part)):
        if span[0] >= after and same_figures(part, text.text[slice(*span)]):
            yield _Place(source, span)


def _spliced(parts: Sequence[str], sources: Sequence[SourceText], meant: Collection[str]) -> QuotationCheck | None:
    """Where the words are runs from several places, joined with a mark of omission or without."""
    ordered = sorted(sources, key=lambda source: source.document_id not in meant)
    runs = [run for part in parts for run in _runs(part, ordered)]
    if len(runs) < 2 or None in runs or len(runs) > _MOST_RUNS + len(parts):
        return None
    places = [place for place in runs if place is not None]
    if len(parts) == 1 and _are_close(places):
        return None  # words left out of, or moved within, one place: that is altered
    cited = tuple(citation for place in places for citation in place.source.cite(place.span))
    how = "shown by a mark of omission" if len(places) == len(parts) else "which the quotation does not show"
    return QuotationCheck(QuotationOutcome.SPLICED, cited, (), f"Joined from {len(places)} places, {how}.")


def _runs(part: str, sources: Sequence[SourceText]) -> Iterator[_Place | None]:
    """A part as the fewest runs that stand somewhere, longest first; None for words that do not."""
    words = part.split()
    at = count = 0
    while at < len(words):
        count += 1
        left = words[at:]
        shortest = _SHORTEST_RUN if at else min(_SHORTEST_RUN, len(words))
        length, place = _longest(left, sources, shortest)
        if place is None or count > _MOST_RUNS:
            yield None
            return
        yield place
        at += length


def _longest(words: Sequence[str], sources: Sequence[SourceText], shortest: int) -> tuple[int, _Place | None]:
    """The longest beginning of the words that stands somewhere, by halving: shorter beginnings stand there too."""
    best: tuple[int, _Place | None] = (0, None)
    for source in sources:
        low, high = max(shortest, best[0] + 1), len(words)
        while low <= high:
            middle = (low + high) // 2
            place = next(_places(" ".join(words[:middle]), source), None)
            if place is None:
                high = middle - 1
            else:
                best, low = (middle, place), middle + 1
    return best


def _are_close(places: Sequence[_Place]) -> bool:
    """Whether runs come from one stretch of one document, not much longer than they are together."""
    if len({id(place.source) for place in places}) > 1:
        return False
    length = sum(end - start for start, end in (place.span for place in places))
    return max(p.span[1] for p in places) - min(p.span[0] for p in places) <= 2 * length + 40


def _altered(text: str, sources: Sequence[SourceText]) -> QuotationCheck | None:
    """The place most alike, when enough words are shared, with the differences."""
    quoted = [word for word in text.split() if letters(word)]
    if not quoted:
        return None
    keys = [key_of(word) for word in quoted]
    best: tuple[float, _Place | None, tuple[Difference, ...]] = (0.0, None, ())
    for source in sources:
        found = _closest(quoted, keys, source)
        if found is not None and found[0] > best[0]:
            best = found
    share, place, differences = best
    if place is None or share < _ALIKE:
        return None
    return QuotationCheck(QuotationOutcome.ALTERED, place.source.cite(place.span), differences)


def _closest(
    quoted: Sequence[str], keys: Sequence[str], source: SourceText
) -> tuple[float, _Place, tuple[Difference, ...]] | None:
    """The stretch of a source with most of the words, the share of words alike, and the differences."""
    said = [key for key, _ in source.words]
    first, last = _window(keys, said)
    matcher = SequenceMatcher(None, keys, said[first:last], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    # Words beside the first and the last shared ones may stand for those that were changed.
    start = max(first, first + blocks[0].b - blocks[0].a)
    end = min(last, first + blocks[-1].b + blocks[-1].size + len(keys) - blocks[-1].a - blocks[-1].size)
    matcher.set_seq2(said[start:end])
    differences = tuple(
        Difference(" ".join(quoted[a:b]), _said(source, start + c, start + d))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )
    shared = sum(block.size for block in matcher.get_matching_blocks())
    span = source.words[start][1][0], source.words[end - 1][1][1]
    return shared / max(len(keys), end - start), _Place(source, span), differences


def _said(source: SourceText, first: int, last: int) -> str:
    return " ".join(source.lettered.text[slice(*span)] for _, span in source.words[first:last])


def _window(keys: Sequence[str], said: Sequence[str]) -> Span:
    """The stretch of words, half as long again as the quotation, that holds most of it; long words tell more."""
    wanted, width = set(keys), len(keys) + len(keys) // 2 + 2
    hits = [len(word) if word in wanted else 0 for word in said]
    count = best = sum(hits[:width])
    at = 0
    for last in range(width, len(said)):
        count += hits[last] - hits[last - width]
        if count > best:
            best, at = count, last - width + 1
    return at, min(at + width, len(said))
