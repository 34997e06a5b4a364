"""What a question names, as hints on where to look, and the documents held that it is read against."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from api.terms.values import Negation, NumberedItem, Period, TermValue, Wanted
from indexer.catalogue.records import DocumentRecord
from indexer.documents import DocumentCard
from indexer.immutable import Immutable
from indexer.passages import Span


class HintKind(StrEnum):
    """What a hint is about."""

    AREA = "area"
    YEARS = "years"
    KIND = "kind"
    CASE = "case"
    ROLE = "role"
    DOCUMENTS = "documents"
    AGENCY = "agency"
    ITEM = "item"
    AUDIENCE = "audience"
    NEGATION = "negation"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class Hint(Immutable):
    """Something read from a question: its words, where they stand, and what is preferred because of them.

    `values` are area names, years as text, document kinds, roles, agencies or document ids. `label` is what a person is
    shown; `key` what a person sends to take the hint away. `term` is the typed value of what is more than a name.
    """

    kind: HintKind
    typed: str
    span: Span
    values: tuple[str, ...]
    label: str
    term: TermValue | None = None
    held: bool = True
    """Whether anything is held of it, where that can be told: of an area."""

    @property
    def key(self) -> str:
        """Names the hint among those of one question."""
        return f"{self.kind}:{self.typed.casefold()}"


@dataclass(frozen=True, slots=True)
class Understanding(Immutable):
    """All hints of a question, in the order of its words."""

    hints: tuple[Hint, ...] = ()

    def of(self, kind: HintKind) -> frozenset[str]:
        """The values of all hints of one kind."""
        return frozenset(value for hint in self.hints if hint.kind is kind for value in hint.values)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods named."""
        return tuple(hint.term for hint in self.hints if isinstance(hint.term, Period))

    @property
    def items(self) -> tuple[NumberedItem, ...]:
        """The numbered items named."""
        return tuple(hint.term for hint in self.hints if isinstance(hint.term, NumberedItem))

    @property
    def negations(self) -> tuple[Negation, ...]:
        """What is said not to be so."""
        return tuple(hint.term for hint in self.hints if isinstance(hint.term, Negation))

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The sorts of answer wanted."""
        return tuple(hint.term for hint in self.hints if isinstance(hint.term, Wanted))

    def without(self, keys: Collection[str]) -> Understanding:
        """The same without the hints taken away."""
        return Understanding(tuple(hint for hint in self.hints if hint.key not in keys))


@dataclass(frozen=True, slots=True)
class Holdings(Immutable):
    """What may be searched, as far as questions speak of it; `newer` pairs a document with what superseded it."""

    cards: tuple[DocumentCard, ...]
    newer: tuple[tuple[str, str], ...] = ()
    areas: frozenset[str] = field(init=False)
    years: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "areas", frozenset(c.area for c in self.cards if c.area))
        object.__setattr__(self, "years", frozenset(c.year for c in self.cards if c.year))

    @classmethod
    def of(cls, records: Sequence[DocumentRecord]) -> Holdings:
        """Of the records of documents."""
        newer = tuple((record.id, record.superseded_by) for record in records if record.superseded_by)
        return cls(tuple(record.card for record in records), newer)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with the words of hints blanked, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
