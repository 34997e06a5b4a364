"""What an export prints, before any format: sections of marked lines, tables, sources, and what it is and is not.

Quotations stand in curly double quotation marks and name their source after them, which is how `verify` finds them
again in any format; double marks inside one become single ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.briefings.briefing import BriefingState
from api.briefings.forms import FORMS, Form, Layout, PanelPlan, share_of
from api.briefings.reading import ReadBriefing, ReadLine
from api.briefings.versions import Act, ActKind
from api.errors import BadRequest
from api.shared.citations import Citation
from api.wording import KIND_LABELS, SENSITIVITY_LABELS, long_date, place

NOTHING = "No source passage: write locally."
LOCALLY = "Written locally"
_MARKS = str.maketrans('“”„"', "‘’‘’")
_BRACKET = re.compile(r"\s*[(\[]")
_RECORD_ROWS = 3
"""Empty rows of the record of use, to be filled in by hand. By judgement."""


class LineKind(StrEnum):
    """What a printed line is."""

    QUOTATION = "quotation"
    LOCAL = "local"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A printed line; `cited` names the source after a quotation, or what local words were made from."""

    kind: LineKind
    text: str
    cited: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; `number` is that of a panel, 0 where panels are not counted."""

    heading: str
    lines: tuple[PaperLine, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with a header row; the first column names the rows."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is printed. `marking` stands on every page, and `draft` with it where nobody has approved it."""

    title: str
    form: str
    layout: Layout
    marking: str
    draft: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    tables: tuple[PaperTable, ...]
    sources: PaperTable
    foot: str
    publisher: str


def paper(read: ReadBriefing, layout: Layout, publisher: str) -> Paper:
    """What a layout of a briefing prints. Raises BadRequest for a layout that its form does not have."""
    form = FORMS[read.briefing.form]
    if layout not in form.layouts:
        raise BadRequest(f"{form.label} has no layout {layout.replace('_', ' ')}; it has {', '.join(form.layouts)}.")
    sections, printed = _sections(read, layout)
    return Paper(
        title=read.content.title,
        form=form.label if layout is Layout.FULL else f"{form.label}, as a {layout.replace('_', ' ')}",
        layout=layout,
        marking=SENSITIVITY_LABELS[read.marking],
        draft="" if read.state is BriefingState.APPROVED else "DRAFT, not approved",
        facts=tuple(_facts(read) if layout is Layout.FULL else _short_facts(read)),
        sections=sections,
        tables=tuple(_tables(read)) if layout is Layout.FULL else (),
        sources=_sources(printed),
        foot="Lines in quotation marks are word for word from the source named after each; lines "
        "marked as written locally are not. To check them later: python -m api verify FILE, or Check quotations.",
        publisher=publisher,
    )


def _sections(read: ReadBriefing, layout: Layout) -> tuple[tuple[Section, ...], list[ReadLine]]:
    """The sections a layout prints, and the lines in them."""
    plans = {plan.key: plan for plan in FORMS[read.briefing.form].panels}
    numbered = read.briefing.form is Form.SEVEN_MINUTE and layout is Layout.FULL
    sections: list[Section] = []
    printed: list[ReadLine] = []
    for number, panel in enumerate(read.content.panels, start=1):
        held = read.lines[panel.key]
        plan = plans.get(panel.key) or PanelPlan(panel.key, panel.heading, "")
        taken = held[: share_of(plan, layout, len(held))]
        if taken or layout is Layout.FULL:
            lines = tuple(_line(line) for line in taken) or (PaperLine(LineKind.EMPTY, NOTHING),)
            sections.append(Section(panel.heading, lines, number if numbered else 0))
            printed += taken
    return tuple(sections), printed


def _line(read: ReadLine) -> PaperLine:
    line = read.line
    if line.citation:
        return PaperLine(LineKind.QUOTATION, f"“{line.text.translate(_MARKS)}”", f"({_named(line.citation)})")
    return PaperLine(LineKind.LOCAL, line.text, f"(after {_named(line.after)})" if line.after else "")


def _named(cited: Citation) -> str:
    """Title and place; brackets in them become commas, for brackets are what holds the name together."""
    named = f"{cited.document.title}, {place(cited.locator)}"
    return _BRACKET.sub(", ", named).replace(")", "").replace("]", "")


def _facts(read: ReadBriefing) -> Iterator[tuple[str, str]]:
    content = read.content
    approved, saved = read.act(ActKind.APPROVED), read.act(ActKind.SAVED)
    if content.audience:
        yield "For", content.audience
    yield "About", read.briefing.subject.label.translate(_MARKS)
    if saved:
        yield "Version", f"{read.version}, saved by {saved.user_name} on {_day(saved)}"
    yield "Approval", f"by {approved.user_name} on {_day(approved)}" if approved else "not approved"
    if content.review_on:
        yield "To be reviewed", long_date(content.review_on)


def _short_facts(read: ReadBriefing) -> Iterator[tuple[str, str]]:
    approved = read.act(ActKind.APPROVED)
    yield f"Version {read.version}", f"approved on {_day(approved)}" if approved else "not approved"


def _day(act: Act) -> str:
    return long_date(date.fromisoformat(act.at[:10]))


def _tables(read: ReadBriefing) -> Iterator[PaperTable]:
    table = read.content.table
    if table:
        yield PaperTable(table.caption, table.header, table.rows, table.note)
    if read.briefing.form is Form.SEVEN_MINUTE:
        header = ("Date", "Team and number of people", "Led by", "What we will do differently")
        note = "Fill in where you used this briefing, and send it back to the learning and development lead."
        yield PaperTable("Record of use", header, (("", "", "", ""),) * _RECORD_ROWS, note)


def _sources(lines: list[ReadLine]) -> PaperTable:
    """Each document cited, with its places, in the order of the lines."""
    cited: dict[tuple[str, int], list[ReadLine]] = {}
    for read in lines:
        if read.line.source:
            cited.setdefault((read.line.source.document.id, read.line.source.document.version), []).append(read)
    rows = []
    for number, reads in enumerate(cited.values(), start=1):
        first = reads[0].line.source
        assert first is not None  # noqa: S101 (only lines with a source were kept)
        card = first.document
        where = dict.fromkeys(place(read.line.source.locator) for read in reads if read.line.source)
        since = next((read.problem.removeprefix(f"{card.title}. ") for read in reads if read.problem), "In use")
        days = (
            f"{long_date(card.period_start)} to {long_date(card.period_end)}"
            if card.period_end
            else str(card.year or "not known")
        )
        about = f"{card.title} ({KIND_LABELS[card.kind].lower()})".translate(_MARKS)
        rows.append((str(number), about, "; ".join(where), days or str(card.year or "not known"), since))
    header = ("No.", "Document", "Where", "Period or year", "Standing today")
    return PaperTable("Sources", header, tuple(rows), "" if rows else "No document is quoted.")
