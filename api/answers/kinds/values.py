"""What an answer holds besides its lines: the procedure in force, a lead, pages of this service that answer."""

from __future__ import annotations

from dataclasses import dataclass

from api.shared.citations import Citation
from indexer.documents import DocumentCard


@dataclass(frozen=True, slots=True)
class ProcedureSection:
    """A section of a procedure: the headings over it, outermost first, and its steps in their order, each quoted.

    `whole` is False where it is too long to be shown to its end.
    """

    headings: tuple[str, ...]
    steps: tuple[Citation, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class ProcedureInForce:
    """The procedure that a question about what to do is answered from.

    `sections` are those that answer, the most fitting first. `superseded` are the procedures that it replaced, newest
    first. The first `statements` lines of the answer are these sections.
    """

    document: DocumentCard
    sections: tuple[ProcedureSection, ...]
    superseded: tuple[DocumentCard, ...] = ()
    statements: int = 0


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A page of this service that answers a question, by its title and address."""

    title: str
    address: str
