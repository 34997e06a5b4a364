"""What a document is before it is cut: its source, its text, and where each part of the text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from indexer.fields import FieldKind, described, said, said_day
from indexer.immutable import Immutable


class DocumentKind(StrEnum):
    """What sort of publication a document is."""

    ANNUAL_REPORT = "annual_report"
    LEARNING_REVIEW = "learning_review"
    AUDIT = "audit"
    PROCEDURE = "procedure"
    CHILD_DEATH = "child_death"
    INSPECTION = "inspection"
    GUIDANCE = "guidance"
    TRAINING = "training"
    BRIEFING = "briefing"
    LOG = "log"
    OTHER = "other"


class Sensitivity(StrEnum):
    """Who may see a document: anyone with access, partner staff, or named roles only."""

    PUBLIC = "public"
    PARTNERSHIP = "partnership"
    RESTRICTED = "restricted"

    def opens(self, other: Sensitivity) -> bool:
        """Whether more people see a document of the other class than of this one."""
        classes = list(Sensitivity)
        return classes.index(other) < classes.index(self)


class Precision(StrEnum):
    """How much of a date is known: one known by its month or year stands at the first day of it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


Clearance = frozenset[Sensitivity]
"""The sensitivity classes a person may see. Every read of the store asks for one."""

EVERYTHING: Clearance = frozenset(Sensitivity)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about a document apart from its text.

    It holds no file path: it is served as it is. `inferred` names the fields that were guessed
    from the text or the file name rather than given by a person; `published_precision` says how much of the day of
    publication is known.
    """

    title: str = said("Title", "What the document is called.", needed=True)
    kind: DocumentKind = said(
        "Kind",
        "What sort of publication it is.",
        kind=FieldKind.CHOICE,
        choices=tuple(DocumentKind),
        needed=True,
        on_upload=True,
        default=DocumentKind.OTHER,
    )
    publisher: str | None = said("Publisher", "Who published it, by its full name.")
    area: str | None = said("Area", "The local authority area it is about.")
    period_start: date | None = said_day("Period from", "First day of the time it reports on.")
    period_end: date | None = said_day("Period to", "Last day of the time it reports on.")
    published: date | None = said_day("Published", "The day it was published.")
    sensitivity: Sensitivity = said(
        "Who may see it",
        "If nothing is said, the class set for this service holds, which is the strictest.",
        kind=FieldKind.CHOICE,
        choices=tuple(Sensitivity),
        needed=True,
        on_upload=True,
        default=Sensitivity.RESTRICTED,
    )
    procedure_level: int | None = said(
        "Procedure level", "1 for all agencies, 2 for several, 3 for one.", FieldKind.CHOICE, choices=("1", "2", "3")
    )
    effective_from: date | None = said_day("In force from", "First day on which a procedure holds.")
    effective_to: date | None = said_day("In force to", "Last day on which a procedure holds.")
    supersedes: str | None = said("Supersedes", "Title, id or file name of the older document.")
    source_url: str | None = said("Source address", "Where it was published on the web.")
    licence: str | None = said("Licence", "The licence under which it may be used.")
    note: str | None = said("Note", "A line shown with the document wherever it is cited.")
    inferred: frozenset[str] = field(default_factory=frozenset)
    published_precision: Precision = Precision.DAY

    def given(self, values: Mapping[str, Any]) -> Source:
        """With these values, which a person gave: none of them is inferred, and a day is a whole day."""
        precision = Precision.DAY if "published" in values else self.published_precision
        return replace(self, **values, inferred=self.inferred - set(values), published_precision=precision)

    @property
    def year(self) -> int | None:
        """The year a reader files it under: end of the period, else publication, else start of effect."""
        for day in (self.period_end, self.published, self.effective_from, self.period_start):
            if day is not None:
                return day.year
        return None


FIELDS = {found.name: found for found in described(Source)}
"""What may be said of a document, by name."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a piece of text stands, in the terms its format really has; what it lacks stays None.

    PDF: `page` (from 1) and `page_label` (as printed). DOCX: `paragraph` (from 1). XLSX and CSV: `sheet`
    and `cells` ("B4:F4"). PPTX: `slide` (from 1). HTML: `anchor`. Markdown and plain text: `lines` ("12-15").
    `row` counts the rows of a table from 1, header included, where rows have no other name.
    """

    page: int | None = None
    page_label: str | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cells: str | None = None
    slide: int | None = None
    anchor: str | None = None
    lines: str | None = None
    row: int | None = None


class BlockKind(StrEnum):
    """What sort of block a run of text is. A description is the service's own words about what the file holds."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A filled cell of a table row, or field of a form: its words stand at `start` to `end` of the text that holds it.

    Where the text holds only a part of the row, a cell that is cut has the place of what is there, and one that stands
    elsewhere an empty place; `text` is whole all the same.

    `header` is the name of its column, or its label in a form, as the table has it; empty where it has none. `number`
    is what the file holds where that is a number, a share as a part of one; it may be exacter than what is shown.
    `row` counts the rows of the text from 0.
    """

    start: int
    end: int
    header: str
    text: str
    number: float | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, table row or heading: `Document.text[start:end]`.

    `headings` is the path of headings above it, outermost first (a heading's own text not included); a box
    that names its source at its end stands under that name as well.
    `continues` marks the rest of a paragraph that a page break cut in two. `caution` is a line for readers
    of this text ("figures as extracted, not safe to quote"). `recognised` marks text recognised from a picture.
    `cells` are those of a table row or a form field, their places in the text of the block.
    """

    start: int
    end: int
    locator: Locator
    headings: tuple[str, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH
    continues: bool = False
    caution: str | None = None
    recognised: bool = False
    cells: tuple[TableCell, ...] = ()


class PartKind(StrEnum):
    """What a file can hold besides running text, whether or not a reader of the open file sees it.

    `HEADER` is what is printed on every page (headers, footers, print titles, masters); `NOTE` footnotes, endnotes and
    speaker notes; `COMMENT` remarks of reviewers (comments, annotations, cell notes); `PROPERTY` what the file says of
    itself; `HIDDEN_TEXT` what no reader of the open file sees (hidden runs, rows, sheets, slides, layers, text that is
    invisible, off the page or as pale as the paper); `COVERED_TEXT` text that lies under a shape; `STRUCK_TEXT` words
    struck out; `REVISION` what a tracked change took away or an earlier state of the file still holds.
    """

    PAGE = "page"
    TABLE = "table"
    TEXT_BOX = "text_box"
    PICTURE = "picture"
    CHART = "chart"
    FORMULA = "formula"
    FORM_FIELD = "form_field"
    HEADER = "header"
    NOTE = "note"
    COMMENT = "comment"
    PROPERTY = "property"
    ATTACHMENT = "attachment"
    HIDDEN_TEXT = "hidden_text"
    COVERED_TEXT = "covered_text"
    STRUCK_TEXT = "struck_text"
    REVISION = "revision"


@dataclass(frozen=True, slots=True)
class Part:
    """Text of a file that is kept out of what is searched and quoted, but is in the file for whoever opens it.

    `hidden` says that a reader of the open file does not see it.
    """

    kind: PartKind
    text: str
    locator: Locator = field(default_factory=Locator)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """How many parts of one kind a file holds, and what became of them.

    `taken` are in the text that is searched, `apart` are kept as `Part`s; what remains of `held` was not read.
    `detail` names what is not in the text, for the person who added the file ("minutes.pdf", "page 3").
    """

    kind: PartKind
    held: int
    taken: int
    apart: int = 0
    detail: str = ""

    @property
    def unread(self) -> int:
        """How many parts nothing was read of."""
        return max(0, self.held - self.taken - self.apart)


@dataclass(frozen=True, slots=True)
class Document(Immutable):
    """A file as read: its text as extracted, and the blocks that say how it is built.

    Blocks stand in reading order, footnotes after their section, and do not overlap; what lies between two
    blocks is white space. `pages` is the number of physical pages, None for formats that have none.
    `title` and `created` are what the file says of itself, when it says so. `warnings` are lines for
    the person who added the file ("2 of 30 pages hold no text"). `parts` are texts of the file kept out of `text`;
    `account` says for each kind of part how many the file holds and what became of them.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    title: str | None = None
    created: date | None = None
    warnings: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    account: tuple[Balance, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCard(Immutable):
    """What is shown of a document beside each of its passages. `sha256` is of the file that was read.

    `superseded_since` is the day from which a newer document stands in its place.
    """

    id: str
    title: str
    kind: DocumentKind
    sensitivity: Sensitivity
    version: int
    sha256: str
    area: str | None = None
    publisher: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    year: int | None = None
    note: str | None = None
    procedure_level: int | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    superseded_since: date | None = None
