"""Verification of a text or file: each quotation in it against the documents a person may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from api.people.access import Action, clearance, require
from api.people.users import User
from api.query.question import PLAIN
from api.quotations.attribution import NamedDocument, meant, page_named
from api.quotations.currency import Currency, SourceState
from api.quotations.quoted import FEWEST_WORDS, LoneMark, Quotation, QuotedText, in_document, in_text
from api.quotations.sources import SourceText
from api.quotations.verification import QuotationCheck, QuotationOutcome, verify
from api.shared.citations import Citation
from api.shared.turns import Turns
from indexer.documents import Clearance
from indexer.index import Index
from indexer.passages import NO_FILTERS
from indexer.readers import UnreadableFile
from indexer.readers.child import read_apart

if TYPE_CHECKING:
    from api.answers.pipeline import AnswerPath

LONGEST_TEXT = 200_000
"""Characters of a text that is checked."""
_BARE = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".csv"})
_MOST_BYTES = 10 * LONGEST_TEXT
"""Bytes of a file that holds text and marks alone: more can hardly be as few characters, and is not read to see."""
_SHORT_TEXT = 10_000
"""Characters of a text that is checked without a turn: a line of a briefing, a page. By judgement."""
MOST_QUOTATIONS = 100
"""Quotations checked of one text; how many were left is said."""
_MOST_CANDIDATES = 8
"""Documents a quotation is looked for in, for each search; more is slower, seldom better. By judgement."""
_MOST_NAMED = 8
"""Documents looked through because the text names them. By judgement."""
_SEARCHED_WORDS = 60
"""Words of a long quotation that are searched for, from each end. By judgement."""


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """Where words stand, and what became of that document or version since, in a sentence."""

    citation: Citation
    state: SourceState
    detail: str


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation, what was found of it, and its sources."""

    quotation: Quotation
    finding: QuotationCheck
    sources: tuple[CheckedSource, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The quotations of a text, in order.

    Not checked were those that are `too_short`, those `left` beyond the limit, and what marks without a partner open.
    """

    quotations: tuple[CheckedQuotation, ...]
    too_short: int
    left: int
    unclosed: tuple[LoneMark, ...] = ()

    @property
    def counts(self) -> dict[QuotationOutcome, int]:
        """Quotations of each outcome."""
        found = Counter(checked.finding.outcome for checked in self.quotations)
        return {outcome: found[outcome] for outcome in QuotationOutcome}

    @property
    def is_clean(self) -> bool:
        """Whether every quotation was checked and is verbatim."""
        return not (self.left or self.unclosed) and all(
            c.finding.outcome is QuotationOutcome.VERBATIM for c in self.quotations
        )


class QuotationService:
    """Checks texts; it reads through the same clearance as every search."""

    def __init__(
        self,
        index: Index,
        answers: AnswerPath,
        turns: Turns,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._index = index
        self._turns = turns
        self._answers = answers
        self._today = today

    def text(self, text: str, user: User) -> Verification:
        """Check the quotations of a text or Markdown; it has at most LONGEST_TEXT characters, as the caller sees to."""
        require(user, Action.SEARCH_PASSAGES)
        with self._turns.of(user) if len(text) > _SHORT_TEXT else nullcontext():
            return self._check(in_text(text), user)

    def file(self, path: Path, user: User) -> Verification:
        """Check the quotations of a file. Raises UnreadableFile, Busy."""
        require(user, Action.SEARCH_PASSAGES)
        size = path.stat().st_size
        if path.suffix.lower() in _BARE and size > _MOST_BYTES:
            raise UnreadableFile(f"it has {size:,} bytes; at most {_MOST_BYTES:,} are checked at once.", "Split it.")
        with self._turns.of(user):
            document = read_apart(path, self._index.limits)
            if len(document.text) > LONGEST_TEXT:
                long = f"it has {len(document.text):,} characters; at most {LONGEST_TEXT:,} are checked at once."
                raise UnreadableFile(long, "Split it.")
            return self._check(in_document(document), user)

    def _check(self, quoted: QuotedText, user: User) -> Verification:
        found = quoted.quotations
        long_enough = [q for q in found if len(q.text.split()) >= FEWEST_WORDS]
        reading = _Reading(self._index, self._answers, clearance(user), self._today())
        checked = tuple(reading.check(quotation) for quotation in long_enough[:MOST_QUOTATIONS])
        too_short, left = len(found) - len(long_enough), len(long_enough) - len(checked)
        return Verification(checked, too_short, left, quoted.unclosed)


class _Reading:
    """One text being checked: what was read of the sources is kept until it is done."""

    def __init__(self, index: Index, answers: AnswerPath, allowed: Clearance, today: date) -> None:
        self._catalogue = index.catalogue
        self._store = index.store
        self._answers = answers
        self._allowed = allowed
        self._currency = Currency(index.catalogue, allowed, today)
        self._records = self._currency.records
        self._named = [NamedDocument.of(record) for record in self._records.values()]
        self._texts: dict[str, list[SourceText]] = {}

    def check(self, quotation: Quotation) -> CheckedQuotation:
        """What is held of one quotation."""
        named = meant(self._named, quotation.attributed_to, quotation.lead_in)
        ids = dict.fromkeys([*sorted(named)[:_MOST_NAMED], *self._candidates(quotation.text)])
        sources = [text for document_id in ids for text in self._versions(document_id)]
        sources.sort(key=lambda source: not source.passages[0].current)
        finding = self._explained(verify(quotation.text, sources, named), quotation, named)
        return CheckedQuotation(quotation, finding, tuple(self._source(citation) for citation in finding.places))

    def _candidates(self, text: str) -> list[str]:
        """Documents with the passages most like the quotation."""
        words = text.split()
        queries = [words[:_SEARCHED_WORDS], words[_SEARCHED_WORDS:][-_SEARCHED_WORDS:]]
        ids: list[str] = []
        for query in (" ".join(query)[:1500] for query in queries if query):
            ranking = self._answers.search(query, NO_FILTERS, self._allowed, PLAIN)
            found = dict.fromkeys(candidate.found.document.id for candidate in ranking.best)
            ids += [document_id for document_id in found if document_id in self._records][:_MOST_CANDIDATES]
        return ids

    def _versions(self, document_id: str) -> list[SourceText]:
        """The texts of a document: as it is now, then as older versions had it, newest first."""
        if document_id not in self._texts:
            older = [record.version for record in self._catalogue.versions(document_id, self._allowed)]
            read = (self._store.passages(document_id, clearance=self._allowed, version=v) for v in (None, *older))
            texts = [SourceText.of(passages) for passages in read]
            self._texts[document_id] = [text for text in texts if text.passages]
        return self._texts[document_id]

    def _explained(self, finding: QuotationCheck, quotation: Quotation, named: Collection[str]) -> QuotationCheck:
        """The finding with what is to be said of the attribution."""
        said = [finding.detail] if finding.detail else []
        if finding.outcome is QuotationOutcome.VERBATIM and quotation.attributed_to:
            if not named:
                said.append("What it is attributed to could not be told from the titles of documents held; compare it.")
            page = page_named(quotation.attributed_to)
            if page and not any(_may_be(page, place) for place in finding.places):
                said.append(f"It does not stand on page {page}, which is named.")
        return replace(finding, detail=" ".join(said))

    def _source(self, citation: Citation) -> CheckedSource:
        return CheckedSource(citation, *self._currency.of(citation.document))


def _may_be(page: int, place: Citation) -> bool:
    """Whether a citation stands on this page, counted or as printed, or on none that is known."""
    locator = place.locator
    return locator.page in (None, page) or locator.page_label == str(page)
