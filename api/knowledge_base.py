"""Everything a person can do with the service, one short method each: check the right, do it."""

from __future__ import annotations

import gc
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from api.answers.abstention import shipped
from api.answers.answer import Answer
from api.briefings.service import BriefingService
from api.briefings.sources import BriefingSources
from api.commitments.service import CommitmentService
from api.courses.service import CourseService
from api.documents.corrections import require_meant, values_of, wanted_of
from api.documents.originals import OriginalFile, Originals
from api.documents.quarantine import QuarantineService
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
from api.query.lexicon_service import LexiconService
from api.query.question import Asking, require_short
from api.query.spelling_service import SpellingService
from api.query.understanding import Holdings
from api.quotations.service import QuotationService
from api.retrieval.facets import Facets, count_facets
from api.retrieval.hits import SearchPage
from api.shared.paging import ListPage, cursor_of, offset_of, paged
from api.shared.turns import Turns
from api.theme_patterns.service import ThemePatternService
from api.theme_review.service import ThemeReviewService
from api.themes.learning import ThemeModelService
from api.themes.service import ThemeService
from api.themes.tagging import ThemeTagging
from api.training.service import TrainingService
from indexer.catalogue.class_changes import ClassChange, Decider, class_changes
from indexer.catalogue.database import DatabaseError
from indexer.catalogue.records import DocumentRecord
from indexer.catalogue.succession import without_secret
from indexer.documents import EVERYTHING, Sensitivity
from indexer.embedding import Embedder
from indexer.index import Index
from indexer.indexing.discovery import Missing
from indexer.indexing.indexer import Progress
from indexer.indexing.reports import IndexReport
from indexer.passages import NO_FILTERS, Filters, StoredPassage
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
        self._originals = Originals(index.files)
        cuts = CutHistory(index.database, shipped().cuts)
        self._answers = AnswerPath(index.store, index.embedder, cuts, rerankers(index.settings, index.embedder))
        self.accounts = Accounts(index.database, index.settings.session_hours)
        self._tagging = tagging = ThemeTagging(index)
        self._turns = turns = Turns()
        self.themes = ThemeService(index, tagging)
        self.patterns = ThemePatternService(index, self.themes, tagging)
        self.learning = ThemeModelService(self.themes, tagging)
        self.review = ThemeReviewService(index, self.themes, tagging)
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

    # Reading

    def documents(
        self, user: User, limit: int | None = None, cursor: str | None = None, unread: bool = False
    ) -> ListPage[DocumentRecord]:
        """Documents the person may see, newest year first; with `unread` those that hold parts which were not read."""
        require(user, Action.READ_DOCUMENTS)
        records = self._catalogue.documents(clearance(user))
        ids = {record.id for record in records}
        visible = [without_secret(record, ids) for record in records if record.unread or not unread]
        visible.sort(key=lambda r: (-(r.source.year or 0), r.source.title.casefold(), r.id))
        return paged(visible, limit, cursor)

    def document(self, document_id: str, user: User) -> DocumentRecord:
        """One document. Raises NotFound."""
        require(user, Action.READ_DOCUMENTS)
        record = self._catalogue.document(document_id, clearance(user))
        if record is None:
            raise NotFound(f"No document {document_id[:40]} is held.")
        newer = record.superseded_by and self._catalogue.document(record.superseded_by, clearance(user))
        return without_secret(record, {newer.id} if newer else ())

    def versions(self, document_id: str, user: User) -> tuple[DocumentRecord, ...]:
        """The versions of a document, newest first: the one in use, then those it replaced. Raises NotFound."""
        record = self.document(document_id, user)
        return (record, *self._catalogue.versions(document_id, clearance(user)))

    def version(self, document_id: str, number: int | None, user: User) -> DocumentRecord:
        """One version of a document, or the one in use. Raises NotFound."""
        for record in self.versions(document_id, user):
            if number in (None, record.version):
                return record
        raise NotFound(f"No version {number} of this document is held.")

    def replacement(self, found: StoredPassage, user: User) -> DocumentRecord | None:
        """The version that replaced the one a passage is of; None when that is in use. Raises NotFound."""
        newer = [v for v in self.versions(found.document.id, user) if v.version > found.document.version]
        return newer[-1] if newer else None

    def related(self, record: DocumentRecord, user: User) -> tuple[DocumentRecord | None, tuple[DocumentRecord, ...]]:
        """The document that supersedes one, and those it supersedes itself, as far as the person may see them."""
        held = self._catalogue.documents(clearance(user))
        newer = next((other for other in held if other.id == record.superseded_by), None)
        return newer, tuple(other for other in held if other.superseded_by == record.id)

    def passages(
        self, document_id: str, user: User, limit: int | None = None, cursor: str | None = None
    ) -> ListPage[StoredPassage]:
        """A document's passages in order. Raises NotFound."""
        self.document(document_id, user)
        return paged(self._store.passages(document_id, clearance=clearance(user)), limit, cursor)

    def passage(self, passage_id: str, user: User, version: int | None = None) -> StoredPassage:
        """One passage, as the version in use has it, else the newest that does, or as `version` does. Raises NotFound.

        So a citation stays good when its document changes.
        """
        require(user, Action.READ_DOCUMENTS)
        found = self._store.get(passage_id, clearance=clearance(user), version=version)
        if found is None or self._catalogue.document(found.document.id, clearance(user)) is None:
            raise NotFound("This passage is not held. Its document may have been removed.")
        return found

    def neighbours(self, found: StoredPassage, user: User) -> tuple[StoredPassage | None, StoredPassage | None]:
        """The passages before and after one in the same version of its document; None at either end."""
        require(user, Action.READ_DOCUMENTS)
        here = found.passage
        around = self._store.passages(
            here.document_id,
            clearance=clearance(user),
            positions=(here.position - 1, here.position + 1),
            version=found.document.version,
        )
        by_position = {stored.passage.position: stored for stored in around}
        return by_position.get(here.position - 1), by_position.get(here.position + 1)

    def original(self, document_id: str, user: User, version: int | None = None) -> OriginalFile:
        """The file a version of a document was read from, or the version in use. Raises NotFound, Forbidden."""
        return self._originals.file(self.version(document_id, version, user), user)

    def picture(self, document_id: str, page: int, user: User, version: int | None = None) -> tuple[OriginalFile, Path]:
        """The file to draw a page from, and where its picture is kept once drawn. Raises NotFound, Forbidden."""
        return self._originals.picture(self.version(document_id, version, user), page, user)

    # Keeping

    def add(
        self,
        paths: Sequence[Path],
        user: User,
        manifest: Path | None = None,
        sensitivity: Sensitivity | None = None,
        progress: Progress = lambda done, total, name: None,
        missing: Missing = Missing.REMOVE,
    ) -> IndexReport:
        """Bring the index in step with files and folders of this machine. Raises ManifestError for a named manifest."""
        require(user, Action.ADD_DOCUMENTS)
        return self._tagging.after(self._index.indexer.add(paths, manifest, sensitivity, progress, missing))

    def add_file(self, path: Path, name: str, given: Mapping[str, str], user: User) -> IndexReport:
        """Index one uploaded file. Raises BadRequest when what is said of it cannot be used."""
        require(user, Action.ADD_DOCUMENTS)
        with self._turns.of(user):
            return self._tagging.after(self._index.indexer.add_file(path, name, values_of(given)))

    def correct_document(
        self,
        document_id: str,
        changes: Mapping[str, str],
        user: User,
        despite_marking: bool = False,
        reason: str = "",
    ) -> DocumentRecord:
        """Set what is known of a document, for good; an empty value clears it. Raises NotFound, BadRequest.

        `despite_marking`: it may be made public although its file bears a protective marking. `reason` is why more
        people may see it, and is kept.
        """
        require(user, Action.CORRECT_DOCUMENTS)
        record = self.document(document_id, user)
        wanted = wanted_of(record, changes)
        require_meant(record, wanted, despite_marking, reason)
        return self._index.indexer.correct(record, wanted, Decider(user.name, user.id, reason.strip()))

    def class_changes(self, document_id: str, user: User) -> list[ClassChange]:
        """Who changed who may see a document, and why, for those who may do so. Raises NotFound."""
        require(user, Action.CORRECT_DOCUMENTS)
        return class_changes(self._index.database, self.document(document_id, user).id)

    def remove_document(self, document_id: str, user: User) -> DocumentRecord:
        """Remove a document with its versions, passages, files, pictures and evidence of themes. Raises NotFound."""
        require(user, Action.REMOVE_DOCUMENTS)
        record = self.document(document_id, user)
        self._index.indexer.remove(document_id)
        self._tagging.forget(document_id)
        return record

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
