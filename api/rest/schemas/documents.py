"""The JSON shapes of documents: what is known of one, an upload's outcome, a correction, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.documents.quarantine import FoundWords, WaitingDocument
from api.rest.schemas.shared import CardOut, LocatorOut, Name, Strict
from indexer.catalogue.records import DocumentRecord
from indexer.documents import FIELDS, Balance, PartKind, Precision, Source
from indexer.metadata.markings import Marking
from indexer.privacy.personal_data import PersonalData
from indexer.privacy.quarantine import ReleaseVerdict

_TYPES: dict[str, Any] = get_type_hints(Source)

_MORE: dict[str, Any] = {name: (_TYPES[name], ...) for name in FIELDS if name not in CardOut.model_fields}

_Described = create_model("_Described", __base__=CardOut, **_MORE)


class BalanceOut(BaseModel):
    """How many parts of a kind the file holds, and what became of them; `detail` names what is not in the text.

    `taken` are in the text that is searched, `apart` were read and are kept out of it, `unread` were not read.
    """

    kind: PartKind
    held: int
    taken: int
    apart: int
    unread: int
    detail: str

    @classmethod
    def of(cls, balance: Balance) -> BalanceOut:
        """From a balance of the account."""
        return cls(**{name: getattr(balance, name) for name in cls.model_fields})


class DocumentOut(_Described):  # type: ignore[misc, valid-type]
    """All that is known of a document. `inferred` names what was worked out from its text or file name.

    `published_precision` says how much of that day is known: of "2017" the first day stands for the year.
    `corrected` names what a person set here, which neither a manifest nor the text overrules.
    `supersedes` is what was said of it; `superseded_by` the id of the document that says so of this one.
    `account` says what its file holds against what was read of it, null where an earlier release read it; `markings`
    are the protective markings that the file bears.
    """

    sha256: str
    name: str
    media_type: str
    size: int
    pages: int | None
    passages: int
    added_at: datetime
    published_precision: Precision
    superseded_by: str | None
    inferred: list[str]
    corrected: list[str]
    warnings: list[str]
    account: list[BalanceOut] | None
    markings: list[Marking]

    @classmethod
    def of_record(cls, record: DocumentRecord) -> DocumentOut:
        """From a catalogue record."""
        source = record.source
        values = {name: getattr(source, name) for name in cls.model_fields if hasattr(source, name)}
        values.update({name: getattr(record, name) for name in cls.model_fields if hasattr(record, name)})
        marks = {"inferred": sorted(source.inferred), "corrected": sorted(record.corrected)}
        lists = {"warnings": list(record.warnings), "markings": list(record.markings)}
        account = record.account if record.account is None else [BalanceOut.of(balance) for balance in record.account]
        return cls(**{**values, **marks, **lists, "account": account})


class DocumentsOut(BaseModel):
    """A part of the list of documents."""

    items: list[DocumentOut]
    next: str | None


class VersionOut(BaseModel):
    """A version of a document; `sha256` is of its file, as citations name it."""

    version: int
    sha256: str
    name: str
    added_at: datetime
    pages: int | None
    passages: int
    current: bool


class VersionsOut(BaseModel):
    """The versions of a document, newest first."""

    items: list[VersionOut]

    @classmethod
    def of(cls, records: Sequence[DocumentRecord]) -> VersionsOut:
        """From catalogue records, the one in use first."""
        names = [name for name in VersionOut.model_fields if name != "current"]
        facts = [{name: getattr(record, name) for name in names} for record in records]
        return cls(items=[VersionOut(**fact, current=place == 0) for place, fact in enumerate(facts)])


class NearDuplicateOut(BaseModel):
    """A document held that is much like another; `share` estimates the part of three-word runs both have, 0 to 1."""

    document_id: str
    document_title: str
    share: float


class AddedOut(BaseModel):
    """An upload's outcome: indexed, updated, unchanged, a duplicate of a document that is held, or waiting.

    A waiting document has no `document` yet: `waiting_id` is its id in the quarantine, `found` counts the
    personal data found in it by kind, `concerns` are lines on why else it waits.
    """

    status: str
    document: DocumentOut | None
    waiting_id: str | None = None
    found: dict[PersonalData, int] = {}
    concerns: list[str] = []
    near_duplicates: list[NearDuplicateOut] = []


_SET: dict[str, Any] = {
    field.name: ((_TYPES[field.name] if field.needed and field.choices else Name) | None, None)
    for field in FIELDS.values()
}

_Corrections = create_model("_Corrections", __base__=Strict, **_SET)


class CorrectionIn(_Corrections):  # type: ignore[misc, valid-type]
    """What a person sets of a document; an empty text clears a field that may be empty.

    `despite_marking` says that a document which bears a protective marking is to be public all the same. `reason` is
    needed where more people would see it, and is kept with who said it.
    """

    despite_marking: bool = False
    reason: str = Field("", max_length=300)

    def values(self) -> dict[str, str]:
        """The fields that were sent, as text."""
        said = self.model_dump(exclude_none=True, exclude={"despite_marking", "reason"})
        return {name: str(value) for name, value in said.items()}


class FindingOut(BaseModel):
    """Personal data in its sentence: `before` + `words` + `after`. A decision names it by its `number`.

    `part` is the kind of part of the file that holds it, null for the text that would be searched; `place` says both in
    words ("in a comment, page 3").
    """

    number: int
    kind: PersonalData
    locator: LocatorOut
    part: PartKind | None
    place: str
    before: str
    words: str
    after: str

    @classmethod
    def of(cls, found: FoundWords) -> FindingOut:
        """From a finding in its sentence."""
        values = {name: getattr(found, name) for name in cls.model_fields}
        return cls(**{**values, "locator": LocatorOut.of(found.locator)})


class WaitingOut(BaseModel):
    """A document that waits for a person, with what was found in it. It is in no search, list or answer.

    `concerns` are lines on why it waits besides what was found.
    """

    id: str
    name: str
    sha256: str
    arrived_at: datetime
    publisher: str | None
    found: dict[PersonalData, int]
    concerns: list[str]
    findings: list[FindingOut]

    @classmethod
    def of(cls, shown: WaitingDocument) -> WaitingOut:
        """From a waiting document."""
        held = shown.waiting
        return cls(
            id=held.id,
            name=held.name,
            sha256=held.sha256,
            arrived_at=held.arrived_at,
            publisher=held.publisher,
            found=held.counts,
            concerns=list(held.concerns),
            findings=[FindingOut.of(found) for found in shown.found],
        )


class QuarantineOut(BaseModel):
    """A part of the list of waiting documents, and what the check cannot find."""

    items: list[WaitingOut]
    next: str | None
    limits: str


class DecisionIn(BaseModel):
    """A decision on a waiting document. `findings` are the numbers to redact; all when left out."""

    model_config = ConfigDict(extra="forbid")

    decision: ReleaseVerdict
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    findings: list[int] | None = None


class ReleaseAlikeIn(BaseModel):
    """The release of all waiting documents like one; `looked`: a person looked at what was found in that one."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    looked: Literal[True]


class ReleasedOut(BaseModel):
    """The documents released, as they are held now, and how many of those alike still wait since they changed."""

    documents: list[DocumentOut]
    waiting: int


class DecidedOut(BaseModel):
    """What was decided, and the document as it is held now; none when it was refused."""

    decision: ReleaseVerdict
    document: DocumentOut | None
