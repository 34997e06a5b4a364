"""Tables to take to a meeting: the training-needs matrix with its evidence in words, and the courses."""

from __future__ import annotations

from collections.abc import Sequence

from api.courses.entries import HEADER as COURSE_HEADER
from api.courses.finding import NUMBERS, Course, Fact
from api.courses.sectors import LABELS, Sector
from api.shared.tabular import TableFormat, write_table
from api.themes.evidence import Verdict
from api.training.gaps import GAP_LABELS, Gap
from api.training.service import NO_NEED, Matrix, NeedRow

DECIDED_LABELS = {**{str(gap): label for gap, label in GAP_LABELS.items()}, NO_NEED: "No training need"}
_HEADER = (
    "Theme",
    "Label",
    "Need",
    "Score (worked out)",
    "Evidence",
    "Recurrence",
    "Recency",
    "Years found weak",
    "Documents",
    "Courses",
    "Places",
    "Attended",
    "Gap suggested",
    "Why",
    "Since last year",
    *(f"{LABELS[sector]}: findings naming it / came" for sector in Sector),
    "Gap decided",
    "Response",
    "Owner",
    "Due",
    "Measure",
    "Reason",
    "Decided by",
    "Decided at",
)


def matrix_table(matrix: Matrix, form: TableFormat) -> bytes:
    """The matrix as CSV or XLSX."""
    title = f"Training needs {matrix.area} {matrix.year}"
    return write_table(_HEADER, [_row(row) for row in matrix.rows], form, title)


def course_table(courses: Sequence[Course], form: TableFormat) -> bytes:
    """Courses as CSV or XLSX that an import takes back; themes and sources stand last."""
    agencies = sorted({agency for course in courses for agency in course.by_agency})
    rows = [_course_row(course, agencies) for course in courses]
    return write_table((*COURSE_HEADER, *agencies, "Themes", "Sources"), rows, form, "Courses")


def gap_words(gaps: tuple[Gap, ...]) -> str:
    """Gaps as they are read out."""
    return " and ".join(GAP_LABELS[gap] for gap in gaps).replace(" and Not", " and not") or "none suggested"


def _row(row: NeedRow) -> list[str | int | float | None]:
    need, decision = row.need, row.decision
    cells = [
        f"{len(cell.findings)} / {'not counted' if cell.came is None else cell.came}" for cell in row.cells.values()
    ]
    decided = ["not decided", *[""] * 7]
    if decision:
        names = ("response", "owner", "due", "measure", "reason", "decided_by", "decided_at")
        decided = [DECIDED_LABELS.get(decision.gap, decision.gap), *(getattr(decision, name) for name in names)]
    return [
        row.theme.id,
        row.theme.label,
        str(need.level),
        round(need.score, 2),
        need.evidence,
        need.recurrence,
        round(need.recency, 2),
        ", ".join(map(str, need.years)),
        "; ".join(card.title for card in need.documents),
        "; ".join(f"{course.title} ({course.year})" for course in row.courses) or "none",
        _sum(row.courses, Fact.PLACES),
        _sum(row.courses, Fact.ATTENDED),
        gap_words(row.suggested.gaps),
        " ".join(row.suggested.reasons),
        row.change or "no change",
        *cells,
        *decided,
    ]


def _sum(courses: tuple[Course, ...], fact: Fact) -> int | None:
    """The sum over courses; None where none states it."""
    counts = [count for course in courses if (count := course.number(fact)) is not None]
    return sum(counts) if counts else None


def _course_row(course: Course, agencies: Sequence[str]) -> list[str | int | None]:
    counts = [stated[0].number if (stated := course.by_agency.get(agency)) else None for agency in agencies]
    facts = [course.number(fact) if fact in NUMBERS else course.text(fact) for fact in Fact]
    themes = [f"{t.theme} ({t.state})" for t in course.themes if t.state != Verdict.REJECTED]
    sources = [card.title for card in course.documents] or ["entered by hand"]
    return [course.area, course.year, course.title, *facts, *counts, "; ".join(themes), "; ".join(sources)]
