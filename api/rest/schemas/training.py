"""The JSON shapes of training needs, and of before and after a course."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.courses.sectors import Sector
from api.rest.schemas.shared import CitationOut, Name, Strict, ThemeOut
from api.training.before_after import BeforeAfter, YearFindings
from api.training.decisions import NeedDecision
from api.training.gaps import AudienceCell, Gap
from api.training.needs import Level, Need, Weakness
from api.training.service import Matrix, NeedRow
from indexer.documents import DocumentKind


class WeaknessOut(BaseModel):
    """A sentence that found a theme weak, word for word. `confirmed`: by a person, else only suggested."""

    passage_id: str
    sentence: str
    document_id: str
    document_title: str
    kind: DocumentKind
    year: int | None
    confirmed: bool

    @classmethod
    def of(cls, weakness: Weakness) -> WeaknessOut:
        """From a finding."""
        card = weakness.document
        return cls(
            passage_id=weakness.passage_id,
            sentence=weakness.sentence,
            document_id=card.id,
            document_title=card.title,
            kind=card.kind,
            year=card.year,
            confirmed=weakness.confirmed,
        )


class NeedOut(BaseModel):
    """A need with the parts its score is the sum of, the years it was found weak in, and its findings in the period."""

    level: Level
    score: float
    evidence: float
    recurrence: float
    recency: float
    years: list[int]
    documents: int
    findings: list[WeaknessOut]

    @classmethod
    def of(cls, need: Need) -> NeedOut:
        """From a need."""
        return cls(
            level=need.level,
            score=round(need.score, 2),
            evidence=need.evidence,
            recurrence=need.recurrence,
            recency=round(need.recency, 2),
            years=list(need.years),
            documents=len(need.documents),
            findings=[WeaknessOut.of(weakness) for weakness in need.findings],
        )


class AudienceCellOut(BaseModel):
    """A theme for one sector: passages that name it, ids of courses meant for it, who came where counted."""

    findings: list[str]
    courses: list[str]
    came: int | None
    gap: Gap | None

    @classmethod
    def of(cls, cell: AudienceCell) -> AudienceCellOut:
        """From a cell."""
        return cls(
            findings=[weakness.passage_id for weakness in cell.findings],
            courses=[course.id for course in cell.courses],
            came=cell.came,
            gap=cell.gap,
        )


class NeedDecisionOut(BaseModel):
    """What a person decided of a need."""

    gap: str
    response: str
    owner: str
    due: str
    measure: str
    reason: str
    decided_by: str
    decided_at: str

    @classmethod
    def of(cls, decision: NeedDecision) -> NeedDecisionOut:
        """From a decision."""
        return cls(**{name: getattr(decision, name) for name in cls.model_fields})


class NeedRowOut(BaseModel):
    """A theme in the matrix. `gaps` are suggested by rules, with `reasons`; `change` is against the year before.
    `told` are sentences of running text that tell of training on it.

    `questions` are different questions on it that found nothing; null unless you may decide needs.
    """

    id: str
    theme: ThemeOut
    need: NeedOut
    course_ids: list[str]
    told: list[CitationOut]
    gaps: list[Gap]
    reasons: list[str]
    cells: dict[Sector, AudienceCellOut]
    change: str
    level_before: Level
    decision: NeedDecisionOut | None
    questions: int | None

    @classmethod
    def of(cls, row: NeedRow) -> NeedRowOut:
        """From a row."""
        return cls(
            id=row.id,
            theme=ThemeOut(id=row.theme.id, label=row.theme.label),
            need=NeedOut.of(row.need),
            course_ids=[course.id for course in row.courses],
            told=[CitationOut.of(one.citation) for one in row.told],
            gaps=list(row.suggested.gaps),
            reasons=list(row.suggested.reasons),
            cells={sector: AudienceCellOut.of(cell) for sector, cell in row.cells.items()},
            change=row.change,
            level_before=row.before.level,
            decision=NeedDecisionOut.of(row.decision) if row.decision else None,
            questions=row.questions,
        )


class MatrixOut(BaseModel):
    """The needs of an area from the first year to `year`; `documents` could have said so, by kind.

    `programmes` are the years for which courses are known; `silent` themes have neither findings nor courses.
    """

    area: str
    first: int
    year: int
    documents: dict[DocumentKind, int]
    programmes: list[int]
    silent: int
    rows: list[NeedRowOut]

    @classmethod
    def of(cls, matrix: Matrix) -> MatrixOut:
        """From a matrix."""
        kinds = [card.kind for card in matrix.documents]
        return cls(
            area=matrix.area,
            first=matrix.first,
            year=matrix.year,
            documents={kind: kinds.count(kind) for kind in DocumentKind if kind in kinds},
            programmes=list(matrix.programmes),
            silent=matrix.silent,
            rows=[NeedRowOut.of(row) for row in matrix.rows],
        )


Line = Annotated[str, Field(max_length=1000)]


class NeedDecisionIn(Strict):
    """A decision: which gap it is ("no_need": none), what is done, by whom, by when, how it is known, and why."""

    gap: Name
    response: Line = ""
    owner: Name = ""
    due: Name = ""
    measure: Line = ""
    reason: Line


class SeenOut(BaseModel):
    """A year: documents that found the theme weak, of those held; the last two of inspections, reviews, audits."""

    year: int
    offered: bool
    found: int
    held: int
    independent: int
    held_independent: int
    findings: list[WeaknessOut]

    @classmethod
    def of(cls, seen: YearFindings) -> SeenOut:
        """From a year."""
        names = ("year", "offered", "found", "held", "independent", "held_independent")
        counts = {name: getattr(seen, name) for name in names}
        return cls(**counts, findings=[WeaknessOut.of(weakness) for weakness in seen.findings])


class BeforeAfterOut(BaseModel):
    """A theme of a course in the years before it was first offered, and from then on."""

    theme: ThemeOut
    offered: list[int]
    before: list[SeenOut]
    after: list[SeenOut]

    @classmethod
    def of(cls, found: BeforeAfter) -> BeforeAfterOut:
        """From a comparison."""
        return cls(
            theme=ThemeOut(id=found.theme, label=found.label),
            offered=list(found.offered),
            before=[SeenOut.of(seen) for seen in found.before],
            after=[SeenOut.of(seen) for seen in found.after],
        )


class CourseEvidenceOut(BaseModel):
    """Before and after one course, with the caution that goes with it."""

    course_id: str
    caution: str
    themes: list[BeforeAfterOut]
