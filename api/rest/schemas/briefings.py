"""The JSON shapes of briefings. Other programs are written against these names: they do not change."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from api.briefings.briefing import BriefingState, FigureTable, Subject, SubjectKind
from api.briefings.drafting import QuotationOffer
from api.briefings.forms import Form
from api.briefings.lines import LONGEST_LINE, LONGEST_TITLE, MOST_LINES, Do, SentContent, SentLine, place_of
from api.briefings.reading import ReadBriefing, ReadLine
from api.briefings.service import LONGEST_REASON, MOST_BEST, ListedBriefing
from api.briefings.versions import Act, ActKind
from api.rest.schemas.shared import CitationOut, Name, Strict, Year
from indexer.documents import Sensitivity
from indexer.passages import PassageRole

Words = Annotated[str, Field(max_length=LONGEST_LINE)]


class BriefingIn(Strict):
    """A new briefing about exactly one of a theme, a document, a question or, for an overview, a year.

    `best` passages of each panel are chosen at first; 0 leaves all panels empty.
    """

    form: Form = Form.SEVEN_MINUTE
    theme: Annotated[str, Field(max_length=10)] | None = None
    document_id: Name | None = None
    question: Annotated[str, Field(max_length=300)] | None = None
    year: Year | None = None
    area: Name = ""
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    best: Annotated[int, Field(ge=0, le=MOST_BEST)] = 3

    @model_validator(mode="after")
    def _one_subject(self) -> BriefingIn:
        if sum(value is not None for value in (self.theme, self.document_id, self.question, self.year)) != 1:
            raise ValueError("name exactly one of theme, document_id, question and year")
        return self

    def subject(self) -> Subject:
        """As the service takes it."""
        named = {
            SubjectKind.THEME: self.theme,
            SubjectKind.REVIEW: self.document_id,
            SubjectKind.QUESTION: self.question,
            SubjectKind.YEAR: None if self.year is None else str(self.year),
        }
        kind, value = next((kind, value) for kind, value in named.items() if value is not None)
        return Subject(kind, value, area=self.area if kind is SubjectKind.YEAR else "")


class LineIn(Strict):
    """A line: a quotation when it has a `source` as this service gave it, else local words.

    An altered quotation is refused, unless `do` says "repair" (the source's words) or "local" (these, not quoted).
    """

    text: Words = ""
    source: Annotated[str, Field(max_length=80)] = ""
    do: Do = Do.KEEP


class SaveIn(Strict):
    """A new version, `based_on` the number of the one that was edited. Panels not named stay as they are."""

    based_on: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Annotated[str, Field(max_length=LONGEST_TITLE)]
    audience: Name = ""
    review_on: date | None = None
    least: Sensitivity = Sensitivity.PUBLIC
    panels: dict[Name, Annotated[list[LineIn], Field(max_length=MOST_LINES)]] = Field(default_factory=dict)

    def content(self) -> SentContent:
        """As the service takes it."""
        panels = {
            key: [SentLine(line.text, line.source, line.do) for line in lines] for key, lines in self.panels.items()
        }
        return SentContent(self.title, panels, self.audience, self.review_on, self.least)


class SubmitIn(Strict):
    """`names_nobody` says that what looks like personal data in the local words is none."""

    names_nobody: bool = False


class ReasonIn(Strict):
    """Why."""

    reason: Annotated[str, Field(max_length=LONGEST_REASON)]


class LineOut(BaseModel):
    """A line. `source` is what to send back for a quotation, empty for local words, whose `citation` is what they
    were made from, if that is known. `problem` says what became of the source since; `guards` what keeps the line out
    of exports.
    """

    text: str
    is_quotation: bool
    source: str
    citation: CitationOut | None
    problem: str
    guards: list[str]

    @classmethod
    def of(cls, read: ReadLine) -> LineOut:
        """From a line as read."""
        line = read.line
        return cls(
            text=line.text,
            is_quotation=line.citation is not None,
            source=place_of(line.citation) if line.citation else "",
            citation=CitationOut.of(line.source) if line.source else None,
            problem=read.problem,
            guards=[guard.guard for guard in read.guards],
        )


class PanelOut(BaseModel):
    """A panel; one without lines is to be written locally."""

    key: str
    heading: str
    lines: list[LineOut]


class TableOut(BaseModel):
    """Figures the service worked out; `note` says from what."""

    caption: str
    header: list[str]
    rows: list[list[str]]
    note: str

    @classmethod
    def of(cls, table: FigureTable) -> TableOut:
        """From a table."""
        rows = [list(row) for row in table.rows]
        return cls(caption=table.caption, header=list(table.header), rows=rows, note=table.note)


class ActOut(BaseModel):
    """What somebody did with a version, when and why."""

    version: int
    act: ActKind
    by: str
    at: str
    detail: str

    @classmethod
    def of(cls, act: Act) -> ActOut:
        """From an act."""
        return cls(version=act.version, act=act.kind, by=act.user_name, at=act.at, detail=act.detail)


class SubjectOut(BaseModel):
    """What a briefing is about; `value` is the theme's or document's id, the question or the year."""

    kind: SubjectKind
    value: str
    label: str
    area: str


class ListedBriefingOut(BaseModel):
    """A briefing in a list. `marking` is the highest class of its sources."""

    id: str
    form: Form
    subject: SubjectOut
    title: str
    version: int
    state: BriefingState
    marking: Sensitivity
    changed_at: str

    @classmethod
    def of_listed(cls, one: ListedBriefing) -> ListedBriefingOut:
        """From a listed briefing."""
        subject = one.briefing.subject
        return cls(
            id=one.briefing.id,
            form=one.briefing.form,
            subject=SubjectOut(kind=subject.kind, value=subject.value, label=subject.label, area=subject.area),
            title=one.title,
            version=one.version,
            state=one.state,
            marking=one.marking,
            changed_at=one.briefing.acts[-1].at,
        )


class BriefingOut(ListedBriefingOut):
    """A version of a briefing, its sources looked up today. `problems` are what became of them since."""

    audience: str
    review_on: date | None
    least: Sensitivity
    words: int
    panels: list[PanelOut]
    table: TableOut | None
    problems: list[str]
    acts: list[ActOut]

    @classmethod
    def of(cls, read: ReadBriefing, with_acts: bool) -> BriefingOut:
        """From a briefing as read; what was done with it is for those who write briefings."""
        content = read.content
        listed = ListedBriefingOut.of_listed(ListedBriefing(read.briefing, read.version, content.title, read.marking))
        return cls(
            **listed.model_dump(),
            audience=content.audience,
            review_on=content.review_on,
            least=content.least,
            words=content.words,
            panels=[
                PanelOut(key=p.key, heading=p.heading, lines=[LineOut.of(line) for line in read.lines[p.key]])
                for p in content.panels
            ],
            table=TableOut.of(content.table) if content.table else None,
            problems=list(read.problems),
            acts=[ActOut.of(act) for act in read.briefing.acts] if with_acts else [],
        )


class BriefingsOut(BaseModel):
    """A part of the list of briefings, the one last worked on first."""

    items: list[ListedBriefingOut]
    next: str | None


class CandidateOut(BaseModel):
    """A quotation offered: send its `source` as that of a line to choose it."""

    source: str
    citation: CitationOut
    role: PassageRole | None
    note: str
    needs_release: bool

    @classmethod
    def of(cls, candidate: QuotationOffer) -> CandidateOut:
        """From a candidate."""
        return cls(
            source=place_of(candidate.citation),
            citation=CitationOut.of(candidate.citation),
            role=candidate.role,
            note=candidate.note,
            needs_release=candidate.is_guarded,
        )


class CandidatesOut(BaseModel):
    """What is offered for each panel."""

    panels: dict[str, list[CandidateOut]]
