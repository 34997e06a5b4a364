"""Judging: a question asked becomes one whose right answer is known, and is asked again to see what comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.answers.citations import Answer, Band, cite
from api.answers.letters import letters
from api.people.access import Action, clearance, require
from api.people.judgements import Answering, Judgement, Judgements
from api.people.questions import Asked, Questions
from api.people.users import User
from indexer.index import Index
from indexer.passages import Filters, Span, StoredPassage

Ask = Callable[[str, Filters, User], Answer]

_FIRST = 3
"""Lines of an answer among which the right one must be."""


@dataclass(frozen=True, slots=True)
class Review:
    """A judged question asked again now: what came, and whether that is right."""

    judgement: Judgement
    band: Band
    is_right: bool


class JudgingDesk:
    """What people with the right to judge do with questions."""

    def __init__(self, index: Index, ask: Ask, questions: Questions) -> None:
        self._index = index
        self._ask = ask
        self._questions = questions
        self._judgements = Judgements(index.database)

    def note(self, question_id: str, answer: Answer, user: User) -> None:
        """Keep how sure the answer to a person's own question was."""
        self._questions.note_band(question_id, answer.band, user)

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

    def unanswered(self, user: User) -> list[Asked]:
        """Questions that found nothing or only close passages, newest first; never who asked."""
        require(user, Action.JUDGE_QUESTIONS)
        return self._questions.unanswered()

    def all(self, user: User) -> list[Judgement]:
        """Every judgement, newest first."""
        require(user, Action.JUDGE_QUESTIONS)
        return self._judgements.all()

    def review(self, judgements: list[Judgement], user: User) -> list[Review]:
        """Ask judged questions again, those that go wrong first."""
        require(user, Action.JUDGE_QUESTIONS)
        reviews = []
        for judgement in judgements:
            answer = self._ask(judgement.question, judgement.filters, user)
            reviews.append(Review(judgement, answer.band, _is_right(judgement, answer)))
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
