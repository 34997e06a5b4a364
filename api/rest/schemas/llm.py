"""The JSON shapes of what a language model wrote beside an answer."""

from __future__ import annotations

from pydantic import BaseModel

from api.answers.written import CitedPassage, SupportState, WrittenAnswer, WrittenSentence
from api.rest.schemas.shared import LocatorOut


class CitedPassageOut(BaseModel):
    """A passage a written sentence rests on; `key` is what the model knew it by."""

    key: str
    passage_id: str
    document_id: str
    document_title: str
    locator: LocatorOut

    @classmethod
    def of(cls, cited: CitedPassage) -> CitedPassageOut:
        """From a cited passage."""
        return cls(
            key=cited.key,
            passage_id=cited.passage_id,
            document_id=cited.document.id,
            document_title=cited.document.title,
            locator=LocatorOut.of(cited.locator),
        )


class WrittenSentenceOut(BaseModel):
    """A sentence by a language model, checked; do not show one whose state is dropped as part of an answer."""

    text: str
    citations: list[CitedPassageOut]
    state: SupportState
    reason: str | None

    @classmethod
    def of(cls, sentence: WrittenSentence) -> WrittenSentenceOut:
        """From a written sentence."""
        citations = [CitedPassageOut.of(cited) for cited in sentence.citations]
        return cls(text=sentence.text, citations=citations, state=sentence.state, reason=sentence.reason)


class WrittenOut(BaseModel):
    """What a language model wrote beside the answer. `prompt_digest` is the SHA-256 of the prompt file.

    `problem` says what went wrong. `passages` were sent to the model, `withheld` were not.
    """

    model: str
    prompt_digest: str
    sentences: list[WrittenSentenceOut]
    passages: int
    withheld: int
    problem: str | None

    @classmethod
    def of(cls, written: WrittenAnswer) -> WrittenOut:
        """From a written answer."""
        return cls(
            model=written.model,
            prompt_digest=written.prompt_digest,
            sentences=[WrittenSentenceOut.of(sentence) for sentence in written.sentences],
            passages=written.passages,
            withheld=written.withheld,
            problem=written.problem,
        )
