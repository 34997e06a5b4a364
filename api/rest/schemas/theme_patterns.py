"""The JSON shapes of patterns: the grid of themes, the story of one, links of two, and clusters that are none yet."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.rest.schemas.shared import LocatorOut, Strict
from api.rest.schemas.themes import EvidenceOut
from api.theme_patterns import telling
from api.theme_patterns.emerging import EmergingTheme, UnexplainedWeaknesses
from api.theme_patterns.grid import Grid
from api.theme_patterns.pairs import Links, Unit
from api.theme_patterns.story import Chapter, StorySentence, Trace
from api.theme_patterns.trace import Status, YearSeen
from api.themes.span import Side


class CellOut(BaseModel):
    """Documents with the theme, confirmed or only suggested, out of `held`; 0 held is not a zero but a gap."""

    row: str
    column: str
    confirmed: int
    suggested: int
    held: int


class GridOut(BaseModel):
    """A grid; `coverage` are the documents held for each column, `missing` says what is known to be missing there."""

    role: Side
    rows: list[str]
    columns: list[str]
    coverage: list[int]
    missing: list[str]
    cells: list[CellOut]

    @classmethod
    def of(cls, grid: Grid) -> GridOut:
        """From a grid."""
        cells = [
            CellOut(row=row, column=column, confirmed=c.confirmed, suggested=c.suggested, held=c.held)
            for (row, column), c in grid.cells.items()
        ]
        shape: dict[str, Any] = {
            "rows": list(grid.rows),
            "columns": list(grid.columns),
            "coverage": [held.held for held in grid.coverage],
            "missing": [held.missing for held in grid.coverage],
        }
        return cls(role=grid.side, cells=cells, **shape)


class YearOut(BaseModel):
    """Documents of a year with the theme as a weakness and as a strength, out of those that could speak of it.

    `narrow` documents are held beside those and look at one subject and nowhere at this one; `unsure` count by less
    likely evidence only.
    """

    year: int
    held: int
    weakness: int
    strength: int
    narrow: int
    unsure: int

    @classmethod
    def of(cls, seen: YearSeen) -> YearOut:
        """From a year."""
        return cls.model_validate({name: getattr(seen, name) for name in cls.model_fields})


class WordOut(BaseModel):
    """A name of the theme as it stands in the evidence of a year, and how often."""

    words: str
    count: int


class ToldOut(BaseModel):
    """A sentence that is told, word for word, with its place; `independent` of the board's own words."""

    side: Side
    sentence: str
    independent: bool
    unsure: bool
    passage_id: str
    document_id: str
    title: str
    locator: LocatorOut

    @classmethod
    def of(cls, told: StorySentence) -> ToldOut:
        """From what is told."""
        return cls(
            side=told.side,
            sentence=told.item.suggestion.sentence,
            independent=told.independent,
            unsure=told.unsure,
            passage_id=told.item.suggestion.passage,
            document_id=told.item.document.id,
            title=told.item.document.title,
            locator=LocatorOut.of(told.place),
        )


class ChapterOut(BaseModel):
    """A year of the story: all sources, independent ones, the board's own; status then; words used and not found."""

    all: YearOut
    independent: YearOut
    own: YearOut
    status: Status
    rule: str
    words: list[WordOut]
    not_found: list[str]
    told: list[ToldOut]
    more: int
    lines: list[str]

    @classmethod
    def of(cls, chapter: Chapter) -> ChapterOut:
        """From a chapter; `lines` are its sentences as the page has them."""
        return cls(
            all=YearOut.of(chapter.seen),
            independent=YearOut.of(chapter.independent),
            own=YearOut.of(chapter.own),
            status=chapter.judged.status,
            rule=chapter.judged.rule,
            words=[WordOut(words=term.words, count=term.count) for term in chapter.terms],
            not_found=[term.words for term in chapter.gone],
            told=[ToldOut.of(told) for told in chapter.told],
            more=chapter.more,
            lines=[*telling.counts(chapter), *telling.words(chapter)],
        )


class TraceOut(BaseModel):
    """A theme over the years, its status, and the rule that gave it."""

    theme: str
    label: str
    status: Status
    rule: str
    years: list[YearOut]
    evidence: list[EvidenceOut]
    chapters: list[ChapterOut]

    @classmethod
    def of(cls, trace: Trace) -> TraceOut:
        """From a trace."""
        return cls(
            theme=trace.theme.id,
            label=trace.theme.label,
            status=trace.judged.status,
            rule=trace.judged.rule,
            years=[YearOut.of(seen) for seen in trace.years],
            evidence=[EvidenceOut.of(item) for item in trace.items],
            chapters=[ChapterOut.of(chapter) for chapter in trace.chapters],
        )


class LinkOut(BaseModel):
    """Two themes: units with both, with each, how many would have both by chance, and how many times as often.

    `few` marks counts too small to say anything.
    """

    first: str
    second: str
    together: int
    with_first: int
    with_second: int
    expected: float
    lift: float
    few: bool


class LinksOut(BaseModel):
    """Pairs of themes found together in the same document or case, out of `units`."""

    by: Unit
    role: Side
    units: int
    links: list[LinkOut]

    @classmethod
    def of(cls, found: Links) -> LinksOut:
        """From links."""
        links = [LinkOut.model_validate({n: getattr(link, n) for n in LinkOut.model_fields}) for link in found.links]
        return cls(by=found.by, role=found.side, units=found.units, links=links)


class TogetherOut(BaseModel):
    """A document (by id) or case (by name and area) with both themes, and the evidence of each."""

    unit: str
    first: list[EvidenceOut]
    second: list[EvidenceOut]


Line = Annotated[str, Field(min_length=1, max_length=1000)]


class MiddleOut(Strict):
    """A sentence in the middle of a cluster, word for word."""

    passage_id: str
    document_id: str
    title: str
    sentence: str


class EmergingOut(Strict):
    """A cluster: words that set it apart, middle sentences, passages, documents, years; what was decided, if anything.

    `new` where all of it is of the last year held. A decision without a theme is a dismissal.
    """

    key: str
    words: list[str]
    sentences: list[MiddleOut]
    passages: list[str]
    documents: int
    years: list[int]
    new: bool
    decided: bool
    theme: str | None
    reason: str | None

    @classmethod
    def of(cls, one: EmergingTheme) -> EmergingOut:
        """From a cluster."""
        return cls(
            key=one.cluster.key,
            words=list(one.cluster.words),
            sentences=[
                MiddleOut(passage_id=m.passage, document_id=m.document.id, title=m.document.title, sentence=m.sentence)
                for m in one.middles
            ],
            passages=list(one.cluster.members),
            documents=one.documents,
            years=list(one.years),
            new=one.new,
            decided=one.decision is not None,
            theme=one.decision.theme if one.decision else None,
            reason=one.decision.reason if one.decision else None,
        )


class UnexplainedOut(Strict):
    """Clusters, undecided ones first, out of `passages` that say what was weak without a theme; `apart` are in none."""

    passages: int
    apart: int
    clusters: list[EmergingOut]

    @classmethod
    def of(cls, found: UnexplainedWeaknesses) -> UnexplainedOut:
        """From what was found."""
        clusters = [EmergingOut.of(one) for one in found.clusters]
        return cls(passages=found.passages, apart=found.apart, clusters=clusters)


class DismissIn(Strict):
    """Why a cluster is no theme."""

    reason: Line


class NameIn(Strict):
    """What makes a cluster a theme: a group's letter, a name, a definition, and why."""

    group: Line
    label: Line
    definition: Line
    reason: Line
