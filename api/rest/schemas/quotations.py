"""The JSON shapes of verification. Other programs are written against these names: they do not change."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.quotations.currency import SourceState
from api.quotations.omissions import Omission, OmissionPlace
from api.quotations.quoted import LoneMark
from api.quotations.sense import SenseChange
from api.quotations.service import LONGEST_TEXT, CheckedQuotation, CheckedSource, Verification
from api.quotations.verification import Difference, QuotationOutcome
from api.rest.schemas.shared import LocatorOut, Strict


class VerifyIn(Strict):
    """A text or Markdown with quotations."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class DifferenceOut(BaseModel):
    """Where quotation and source part: `quoted` is empty for words left out, `source` for words added."""

    quoted: str
    source: str

    @classmethod
    def of(cls, difference: Difference) -> DifferenceOut:
        """From a difference."""
        return cls(quoted=difference.quoted, source=difference.source)


class SenseFlagOut(BaseModel):
    """Words left out that change the sense, and why."""

    why: SenseChange
    words: str


class OmissionOut(BaseModel):
    """Words of the source that a quotation leaves out: between its parts, or before or after it in the sentence."""

    where: OmissionPlace
    words: str
    flags: list[SenseFlagOut]

    @classmethod
    def of(cls, omission: Omission) -> OmissionOut:
        """From an omission."""
        flags = [SenseFlagOut(why=flag.why, words=flag.words) for flag in omission.flags]
        return cls(where=omission.where, words=omission.words, flags=flags)


class LoneMarkOut(BaseModel):
    """A quotation mark without its partner: what it opens or closes was not checked."""

    start: int
    line: int
    words: str

    @classmethod
    def of(cls, unclosed: LoneMark) -> LoneMarkOut:
        """From such a mark."""
        return cls(start=unclosed.start, line=unclosed.line, words=unclosed.words)


class CheckedSourceOut(BaseModel):
    """Where words stand: `quote` is the text of the passage from `start` to `end`, in that version."""

    passage_id: str
    document_id: str
    document_title: str
    locator: LocatorOut
    quote: str
    start: int
    end: int
    document_sha256: str
    version: int
    state: SourceState
    state_detail: str

    @classmethod
    def of(cls, source: CheckedSource) -> CheckedSourceOut:
        """From a source."""
        citation = source.citation
        return cls(
            passage_id=citation.passage_id,
            document_id=citation.document.id,
            document_title=citation.document.title,
            locator=LocatorOut.of(citation.locator),
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
            document_sha256=citation.document.sha256,
            version=citation.document.version,
            state=source.state,
            state_detail=source.detail,
        )


class CheckedOut(BaseModel):
    """A quotation: it stands from `start` to `end` in the text sent, or in the text read from the file."""

    text: str
    start: int
    end: int
    attributed_to: str | None
    verdict: QuotationOutcome
    detail: str
    differences: list[DifferenceOut]
    omissions: list[OmissionOut]
    sources: list[CheckedSourceOut]

    @classmethod
    def of(cls, checked: CheckedQuotation) -> CheckedOut:
        """From a checked quotation."""
        quotation, finding = checked.quotation, checked.finding
        return cls(
            text=quotation.text,
            start=quotation.start,
            end=quotation.end,
            attributed_to=quotation.attributed_to,
            verdict=finding.outcome,
            detail=finding.detail,
            differences=[DifferenceOut.of(difference) for difference in finding.differences],
            omissions=[OmissionOut.of(omission) for omission in finding.omissions],
            sources=[CheckedSourceOut.of(source) for source in checked.sources],
        )


class VerificationOut(BaseModel):
    """All quotations of a text, and how many of each verdict; `too_short`, `not_checked` and `unclosed` were not."""

    quotations: list[CheckedOut]
    counts: dict[QuotationOutcome, int]
    too_short: int
    not_checked: int
    unclosed: list[LoneMarkOut]

    @classmethod
    def of(cls, verification: Verification) -> VerificationOut:
        """From a verification."""
        return cls(
            quotations=[CheckedOut.of(checked) for checked in verification.quotations],
            counts=verification.counts,
            too_short=verification.too_short,
            not_checked=verification.left,
            unclosed=[LoneMarkOut.of(mark) for mark in verification.unclosed],
        )
