"""Briefings: content before format. Panels of lines, each a quotation with its source or words written locally.

A line with a citation says exactly what the citation says: a quotation in other words cannot be made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from api.shared.citations import Citation
from indexer.documents import Sensitivity
from indexer.immutable import Immutable

_CLASSES = tuple(Sensitivity)


class BriefingState(StrEnum):
    """How far a version of a briefing has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class SubjectKind(StrEnum):
    """What a briefing can be about."""

    THEME = "theme"
    REVIEW = "review"
    QUESTION = "question"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Subject(Immutable):
    """What a briefing is about: a theme's id, a document's, a question's words or a year, and how it is called.

    `area` narrows a year.
    """

    kind: SubjectKind
    value: str
    label: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class BriefingLine(Immutable):
    """One line: a quotation with white space made single, or without a citation, words written locally.

    `after` is what local words were made from; they share its class, and whatever keeps it out of exports.
    Raises ValueError when a quotation does not say what its citation says.
    """

    text: str
    citation: Citation | None = None
    after: Citation | None = None

    def __post_init__(self) -> None:
        if self.citation is not None and self.text != " ".join(self.citation.quote.split()):
            raise ValueError("A quotation must say what its source says.")

    @property
    def source(self) -> Citation | None:
        """What it quotes or was made from."""
        return self.citation or self.after

    @classmethod
    def quoting(cls, citation: Citation) -> BriefingLine:
        """The line that a citation makes."""
        return cls(" ".join(citation.quote.split()), citation)


@dataclass(frozen=True, slots=True)
class Panel(Immutable):
    """A part of a briefing under its heading; `key` is how forms and programs name it."""

    key: str
    heading: str
    lines: tuple[BriefingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureTable(Immutable):
    """Figures the service worked out; `note` says from what, and on which day. The first column names the rows.

    `sensitivity` is the highest class of the documents counted.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    sensitivity: Sensitivity = Sensitivity.PUBLIC


@dataclass(frozen=True, slots=True)
class BriefingContent(Immutable):
    """What a briefing says, whatever it is printed as.

    `least` is the class it has even where all its sources are lower. `review_on` is when it is to be looked at again.
    """

    title: str
    panels: tuple[Panel, ...]
    audience: str = ""
    review_on: date | None = None
    least: Sensitivity = Sensitivity.PUBLIC
    table: FigureTable | None = None

    @property
    def lines(self) -> tuple[BriefingLine, ...]:
        """All lines in order."""
        return tuple(line for panel in self.panels for line in panel.lines)

    @property
    def words(self) -> int:
        """Words of all lines."""
        return sum(len(line.text.split()) for line in self.lines)


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What differs between two versions in one place: `before` is empty for what was added, `after` for what went."""

    where: str
    before: str
    after: str


def highest(classes: Sequence[Sensitivity]) -> Sensitivity:
    """The highest of some classes; public when there are none."""
    return max(classes, key=_CLASSES.index, default=Sensitivity.PUBLIC)


def changes(old: BriefingContent, new: BriefingContent) -> list[VersionChange]:
    """What a later version changed, in the order of its panels."""
    found = [change for change in _facts(old, new) if change.before != change.after]
    before = {panel.key: panel for panel in old.panels}
    for panel in new.panels:
        was = before.pop(panel.key, Panel(panel.key, panel.heading))
        found += _lines(panel.heading, was.lines, panel.lines)
    for gone in before.values():
        found += _lines(gone.heading, gone.lines, ())
    return found


def _facts(old: BriefingContent, new: BriefingContent) -> Iterator[VersionChange]:
    yield VersionChange("Title", old.title, new.title)
    yield VersionChange("Audience", old.audience, new.audience)
    yield VersionChange("Review on", str(old.review_on or ""), str(new.review_on or ""))
    yield VersionChange("Lowest marking", old.least, new.least)


def _lines(where: str, old: Sequence[BriefingLine], new: Sequence[BriefingLine]) -> Iterator[VersionChange]:
    said, says = [_shown(line) for line in old], [_shown(line) for line in new]
    for kind, a, b, c, d in SequenceMatcher(None, said, says, autojunk=False).get_opcodes():
        if kind != "equal":
            yield VersionChange(where, "\n".join(said[a:b]), "\n".join(says[c:d]))


def _shown(line: BriefingLine) -> str:
    return f"“{line.text}” ({line.citation.document.title})" if line.citation else line.text
