"""The JSON shapes of what stands in the cells of tables, and of what became of an imported one."""

from __future__ import annotations

from pydantic import BaseModel

from api.courses.finding import StatedValue
from api.rest.schemas.citations import CitationOut
from api.shared.tabular import ImportReport


class StatedOut(BaseModel):
    """A value as stated, with its cell; `by` is who entered it, where no document says so."""

    text: str
    number: int | None
    citation: CitationOut | None
    caution: str | None
    by: str | None

    @classmethod
    def of(cls, stated: StatedValue) -> StatedOut:
        """From a stated value."""
        return cls(
            text=stated.text,
            number=stated.number,
            citation=CitationOut.of(stated.citation) if stated.citation else None,
            caution=stated.caution,
            by=stated.by,
        )


class RefusedLineOut(BaseModel):
    """A line of a file that could not be used, and why."""

    line: int
    reason: str


class ImportOut(BaseModel):
    """What became of the lines of a file."""

    added: int
    changed: int
    unchanged: int
    refused: list[RefusedLineOut]

    @classmethod
    def of(cls, report: ImportReport) -> ImportOut:
        """From a report."""
        refused = [RefusedLineOut(line=line, reason=reason) for line, reason in report.refused]
        return cls(added=report.added, changed=report.changed, unchanged=report.unchanged, refused=refused)
