"""Everything a person can do with the service, one short method each: check the right, do it."""

from __future__ import annotations

import gc
from collections.abc import Collection
from contextlib import AbstractContextManager
from types import TracebackType

from api.answers.abstention import shipped
from api.answers.answer import Answer
from api.briefings.service import BriefingService
from api.briefings.sources import BriefingSources
from api.commitments.service import CommitmentService
from api.courses.service import CourseService
from api.documents.quarantine import QuarantineService
from api.documents.service import DocumentService
from api.errors import NotFound
from api.feedback.calibration import CalibrationService
from api.feedback.conversation import ConversationService
from api.feedback.cut_history import CutHistory
from api.feedback.explaining import ExplanationService
from api.feedback.judging import JudgementService
from api.feedback.questions import KeptQuestion, Questions
from api.learning_log.service import LearningLogService
from api.llm.service import SummaryService
from api.people.access import Action, clearance, require
from api.people.accounts import Accounts
from api.people.users import LOCAL_OPERATOR, User
from api.query.hints import Holdings
from api.query.lexicon_service import LexiconService
from api.query.question import Asking, require_short
from api.query.spelling import SpellingService
from api.quotations.service import QuotationService
from api.retrieval.facets import Facets, count_facets
from api.retrieval.hits import SearchPage
from api.shared.paging import cursor_of, offset_of
from api.shared.turns import Turns
from api.theme_patterns.service import ThemePatternService
from api.theme_review.service import ThemeReviewService
from api.themes.learning import ThemeModelService
from api.themes.service import ThemeService
from api.themes.tagging import ThemeTagging
from api.training.service import TrainingService
from indexer.catalogue.database import DatabaseError
from indexer.documents import EVERYTHING
from indexer.embedding import Embedder
from indexer.index import Index
from indexer.passages import NO_FILTERS, Filters
from indexer.settings import Settings


class KnowledgeBase(AbstractContextManager["KnowledgeBase"]):
    """One partnership's documents, index and people."""

    def __init__(self, index: Index) -> None:
        # Here, because Haystack takes seconds to import and --help needs none of it.
        from api.answers.pipeline import AnswerPath
        from api.retrieval.rerankers import rerankers

        self.settings = index.settings
        self._index = index
        self._store = index.store
        self._catalogue = index.catalogue
        self.lexicon = LexiconService(index)
        cuts = CutHistory(index.database, shipped().cuts)
        self._answers = AnswerPath(index.store, index.embedder, cuts, rerankers(index.settings, index.embedder))
        self.accounts = Accounts(index.database, index.settings.session_hours)
        tagging = ThemeTagging(index)
        turns = Turns()
        self.themes = ThemeService(index, tagging)
        self.patterns = ThemePatternService(index, self.themes, tagging)
        self.learning = ThemeModelService(self.themes, tagging)
        self.review = ThemeReviewService(index, self.themes, tagging)
        self.documents = DocumentService(index, tagging.after, tagging.forget, turns)
        self.quarantine = QuarantineService(index, tagging.after)
        self.writing = SummaryService(index)
        self._questions = Questions(index.database, index.settings.question_days)
        self.verification = QuotationService(index, self._answers, turns)
        self.judging = JudgementService(index, self.ask, self._questions)
        self.commitments = CommitmentService(index, tagging)
        sources = BriefingSources(index, self.themes, self.patterns, self.search)
        self.briefings = BriefingService(index, sources, self.verification, self.quarantine.require_no_name)
        self.calibration = CalibrationService(cuts, self.judging, self.ask)
        self.explaining = ExplanationService(self._answers, self._asking)
        self.courses = CourseService(index, self.themes, tagging, turns)
        self.learning_log = LearningLogService(index, self.themes, tagging, self.commitments, turns)
        self.training = TrainingService(index, self.themes, tagging, self.courses, self._questions)
        self.spelling = SpellingService(index.catalogue)
        self.conversation = ConversationService(self, self._asking)

    @classmethod
    def open(cls, settings: Settings, embedder: Embedder | None = None) -> KnowledgeBase:
        """Open what the settings point to. Raises what Index.open raises."""
        index = Index.open(settings, embedder)
        try:
            return cls(index)
        except BaseException:
            index.close()
            raise

    def close(self) -> None:
        """Give store and database back."""
        self._index.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Asking

    def ask(self, question: str, filters: Filters, user: User, without: Collection[str] = ()) -> Answer:
        """Answer a question in the sources' own words. Raises BadQuestion.

        `without` are keys of what was read into the question, to be taken away.
        """
        require(user, Action.SEARCH_PASSAGES)
        return self._answers.ask(question, filters, clearance(user), self._asking(user, without))

    def search(
        self,
        query: str,
        filters: Filters,
        user: User,
        limit: int = 10,
        cursor: str | None = None,
        without: Collection[str] = (),
    ) -> SearchPage:
        """Passages that fit the query, best first. Raises BadQuestion, BadRequest for a wrong cursor."""
        require(user, Action.SEARCH_PASSAGES)
        first = offset_of(cursor)
        allowed = clearance(user)
        ranking = self._answers.search(query, filters, allowed, self._asking(user, without))
        hits = ranking.hits(first, first + limit, self._store, allowed)
        after = cursor_of(first + limit) if first + limit < ranking.total else None
        return SearchPage(ranking.question.text, ranking.total, hits, after, ranking.reading)

    def _asking(self, user: User, without: Collection[str] = ()) -> Asking:
        holdings = Holdings.of(self._catalogue.documents(clearance(user)))
        spelling = self.spelling.of(user, holdings.cards)
        return Asking(self.lexicon.current(user), holdings, frozenset(without), spelling)

    def search_part(
        self, query: str, filters: Filters, user: User, part: int, without: Collection[str] = ()
    ) -> SearchPage:
        """The `part`th ten passages, from 1, as pages of the web interface count."""
        return self.search(query, filters, user, 10, cursor_of(10 * (part - 1)), without)

    def facets(self, filters: Filters, user: User) -> Facets:
        """What the filters leave, counted by kind, area, year, role and document."""
        require(user, Action.SEARCH_PASSAGES)
        return count_facets(self._store, self._catalogue, filters, clearance(user))

    def keep_question(self, asked: KeptQuestion, user: User, names_nobody: bool = False) -> str:
        """Keep a question under an id, so that its words stand in no address.

        Raises NamesAPerson for one that seems to name somebody, unless the person says that it does not.
        """
        require(user, Action.SEARCH_PASSAGES)
        require_short(asked.text)
        if not names_nobody:
            self.quarantine.require_no_name(asked.text)
        return self._questions.keep(asked, user)

    def kept_question(self, question_id: str, user: User) -> KeptQuestion:
        """A question this person asked. Raises NotFound."""
        require(user, Action.SEARCH_PASSAGES)
        found = self._questions.find(question_id, user)
        if found is None:
            raise NotFound("This question is not kept any more. Ask it again.")
        return found

    def warm_up(self) -> None:
        """Load model and word lists now, so that the first question does not wait for them.

        What is loaded by then stays for good: the garbage collector is told not to look it through again, which took
        a quarter of a second each time (`python -m evaluation grid-speed`, 95th percentile).
        """
        self._index.embedder.encode(["warm up"])
        self.spelling.of(LOCAL_OPERATOR).corrections("worm upp")
        gc.collect()
        gc.freeze()

    def ready(self) -> str | None:
        """None when questions can be answered, else why not."""
        try:
            self._store.count(NO_FILTERS, clearance=EVERYTHING)
            self._catalogue.documents(EVERYTHING)
        except (OSError, RuntimeError, DatabaseError) as error:
            return str(error)
        return None
