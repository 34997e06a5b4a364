"""Judging: a question asked becomes one whose right answer is known, and is asked again to see what comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from api.answers.answer import Answer, Band
from api.errors import NotFound
from api.feedback.judgements import Answering, Judgement, Judgements
from api.feedback.questions import AskedQuestion, KeptQuestion, QuestionResult, Questions
from api.people.access import Action, clearance, require
from api.people.users import User
from api.quotations.letters import letters
from api.shared.citations import cite
from indexer.index import Index
from indexer.passages import Filters, Span, StoredPassage

Ask = Callable[[str, Filters, User, Collection[str]], Answer]

_FIRST = 3
"""Lines of an answer among which the right one must be."""
_SHOWN = 3
"""Passages kept of what a question found."""


@dataclass(frozen=True, slots=True)
class Review:
    """A judged question asked again now: what came, whether that is right, and why not."""

    judgement: Judgement
    answer: Answer
    is_right: bool

    @property
    def why(self) -> str:
        """Why what came is wrong; empty when it is right."""
        wanted = self.judgement.answering
        if self.is_right:
            return ""
        if wanted is None:
            return "Sentences were given as an answer, though nothing held answers it."
        ids = [hit.found.passage.id for hit in self.answer.nearest]
        place = f"is number {ids.index(wanted.passage_id) + 1}" if wanted.passage_id in ids else "is not"
        found = f"The passage that answers {place} among the nearest {len(ids)}"
        if self.answer.band is Band.NONE:
            return f"{found}, and nothing was given. {reason(self.answer.band, self.answer.missing_terms)}"
        return f"{found}, and other sentences were given."


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that found no answer, with the passages shown for it that the judge may see and are still held."""

    asked: AskedQuestion
    passages: tuple[StoredPassage, ...]

    @property
    def why(self) -> str:
        """Why it found no answer."""
        return reason(Band(self.asked.returned.band), self.asked.returned.missing)


def reason(band: Band, missing: Sequence[str]) -> str:
    """Why a question came to a band that is no answer."""
    if missing:
        return f"No passage holds {', '.join(missing)}."
    return "Passages are close, none is near enough." if band is Band.CLOSEST else "No passage says enough of it."


class JudgementService:
    """What people with the right to judge do with questions."""

    def __init__(self, index: Index, ask: Ask, questions: Questions) -> None:
        self._index = index
        self._ask = ask
        self._questions = questions
        self._judgements = Judgements(index.database)

    def note(self, question_id: str, answer: Answer, user: User) -> None:
        """Keep what came of a person's own question."""
        require(user, Action.SEARCH_PASSAGES)
        shown = tuple(hit.found.passage.id for hit in answer.nearest[:_SHOWN])
        self._questions.note(question_id, QuestionResult(answer.band, answer.missing_terms, shown), user)

    def judge(self, question: str, filters: Filters, user: User, found: StoredPassage | None, span: Span) -> Judgement:
        """Say that a span of a passage answers a question, or with no passage that nothing held does.

        Raises ValueError for a span that is not in the passage.
        """
        require(user, Action.JUDGE_QUESTIONS)
        if found is None:
            return self._judgements.add(question, filters, None, user)
        citation = cite(found, span)
        record = self._index.catalogue.document(found.document.id, clearance(user))
        name = record.name if record else found.document.title
        answering = Answering(found.document.id, name, citation.passage_id, citation.quote)
        return self._judgements.add(question, filters, answering, user)

    def unanswered(self, user: User) -> list[AskedQuestion]:
        """Questions that found nothing or only close passages and nobody judged, newest first; never who asked."""
        require(user, Action.JUDGE_QUESTIONS)
        judged = {judgement.question for judgement in self._judgements.all()}
        return [asked for asked in self._questions.unanswered() if asked.text not in judged]

    def with_passages(self, asked: Sequence[AskedQuestion], user: User) -> list[UnansweredQuestion]:
        """Questions with the passages that were shown for them."""
        require(user, Action.JUDGE_QUESTIONS)
        return [self._looked_up(one, user) for one in asked]

    def one_unanswered(self, question_id: str, user: User) -> tuple[UnansweredQuestion, KeptQuestion]:
        """A question of anybody that found no answer, and how it was asked. Raises NotFound."""
        require(user, Action.JUDGE_QUESTIONS)
        found = self._questions.find_unanswered(question_id)
        if found is None:
            raise NotFound("This question is not kept any more.")
        asked, kept = found
        return self._looked_up(asked, user), kept

    def _looked_up(self, asked: AskedQuestion, user: User) -> UnansweredQuestion:
        store, allowed = self._index.store, clearance(user)
        held = (store.get(passage_id, clearance=allowed) for passage_id in asked.returned.passages)
        return UnansweredQuestion(asked, tuple(found for found in held if found is not None))

    def all(self, user: User) -> list[Judgement]:
        """Every judgement, newest first."""
        require(user, Action.JUDGE_QUESTIONS)
        return self._judgements.all()

    def review(self, judgements: list[Judgement], user: User) -> list[Review]:
        """Ask judged questions again, those that go wrong first."""
        require(user, Action.JUDGE_QUESTIONS)
        reviews = []
        for judgement in judgements:
            answer = self._ask(judgement.question, judgement.filters, user, ())
            reviews.append(Review(judgement, answer, _is_right(judgement, answer)))
        return sorted(reviews, key=lambda review: review.is_right)


def _is_right(judgement: Judgement, answer: Answer) -> bool:
    """Whether one of the first lines says what was judged to answer; where nothing does, whether none is given."""
    wanted = judgement.answering
    if wanted is None:
        return answer.band is not Band.ANSWER
    right = letters(wanted.quote)
    cited = [c for statement in answer.statements[:_FIRST] for c in statement.citations]
    said = [letters(c.quote) for c in cited if c.document.id == wanted.document_id]
    return any(quote in right or right in quote for quote in said if quote)
