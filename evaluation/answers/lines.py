"""Lines: what an answer is wanted to say or must not say, and whether the lines it shows do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.answers.answer import Answer, Statement
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.quotations.letters import letters
from evaluation.answers.matching import overlaps

Names = Mapping[str, str]
"""The file name of each document, by its id."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one document, by its file name; without a quote, whatever stands in it."""

    document: str
    quote: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Line:
        """From a row of labelled data, whose document is a path."""
        return cls(Path(row["document"]).name, row.get("quote", ""))

    def is_said_by(self, statement: Statement, names: Names) -> bool:
        """Whether the statement cites this document and, if there is a quote, says its words."""
        cited = [c.quote for c in statement.citations if names[c.document.id] == self.document]
        return any(not self.quote or overlaps(letters(quote), letters(self.quote)) for quote in cited)


def names_of(base: KnowledgeBase) -> Names:
    """The names of all documents of a knowledge base."""
    return {record.id: Path(record.name).name for record in base.documents.all(LOCAL_OPERATOR).items}


def places(lines: Sequence[Line], answer: Answer, names: Names) -> list[int | None]:
    """For each line, the place (from 0) of the first statement that says it; None where none does."""
    return [next((n for n, s in enumerate(answer.statements) if line.is_said_by(s, names)), None) for line in lines]


def as_shown(answer: Answer, names: Names, most: int = 3) -> str:
    """The first lines of an answer, for a person who looks into a failure."""
    lines = [f"  {n}. {s.text[:150]} [{names[s.citations[0].document.id]}]" for n, s in enumerate(answer.statements, 1)]
    terms = f", missing: {', '.join(answer.missing_terms)}" if answer.missing_terms else ""
    return "\n".join([f"  band {answer.band}{terms}", *lines[:most]])


def share(part: int, whole: int) -> str:
    """A share with its denominator."""
    return f"{part / whole:.2f} of {whole}" if whole else "none"
