"""Commitments: what a document says will be done, or should be, with owner and due date where it states them.

They are found sentence by sentence (a table row counts as one): in passages that plan or recommend, and elsewhere
where the wording leaves no doubt ("the board will", "by March 2021"). What reports on an earlier promise ("what we
said we would do … done") is none.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.shared.excerpts import Embedded, Excerpt, single
from indexer.documents import DocumentKind, TableCell
from indexer.immutable import Immutable
from indexer.passages import PassageRole
from indexer.roles.cues import decisive
from indexer.roles.wording import WORDING

NO_COMMITMENTS = frozenset({DocumentKind.PROCEDURE, DocumentKind.GUIDANCE})
"""Kinds of documents whose "must" and "will" are rules for everybody, not promises, and that report on none."""
_PROMISING = frozenset({PassageRole.PLANNED_ACTION, PassageRole.RECOMMENDATION})
_NEVER = frozenset({PassageRole.PROCEDURE_STEP, PassageRole.CASE_NARRATIVE, PassageRole.VOICE})
_FEWEST_WORDS, _MOST_WORDS = 4, 90
"""Words of a commitment: fewer are headings, more are whole paragraphs. By judgement."""
_LONGEST_OWNER = 80
"""Characters of an owner that are kept; a longer cell lists tasks. By judgement."""

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_WHEN = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?:(?P<month>{_MONTH}) )?(?P<year>20\d\d)\b(?![-/–]\d)"
_BY = re.compile(rf"\b(?:by|before|no later than|until)(?: the)?(?: end of)? {_WHEN}", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom (?={_MONTH}|\d{{1,2}}(?:st|nd|rd|th)? ){_WHEN}", re.IGNORECASE)
_ONLY_WHEN = re.compile(rf"\b{_WHEN}", re.IGNORECASE)
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_NUMBERED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](20\d\d)")

_BODY = (
    r"(?:(?i:boards?|partnerships?|councils?|trusts?|(?:sub-?)?groups?|services?|police|constabulary|schools?|agencies|"
    r"providers|partners|teams?|committee|executive|chairs?|authority|practices?|health|care|colleges?|managers?|"
    r"leads?|director|leaders)|[A-Z]{3,6}|GPs?)"
)
_NAME = rf"(?:(?i:the|our|all|each) )?(?:[\w’'&-]+ ){{0,4}}?{_BODY}(?: (?:of|for) [\w’' ]{{3,30}}?)?"
_OWNER = re.compile(
    r"^(?:\W|\d+[.)])*(?:(?i:from|in|by|during) [^,]{3,30}?,? )?"
    rf"(?P<owner>{_NAME}(?:(?:,| and|, and) {_NAME}){{0,3}})"
    r" (?:will|shall|should|must|needs? to|intends? to|plans? to|to)\b(?! be\b)"
)
_PLANNED = re.compile(r"\b(?:is|are) planned (?:for|from|in|to)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?i:we) (?:will|shall|intend to|plan to)\b")
_OVER = re.compile(
    rf"^(?:from|in|for|during)? ?[\d/–-]*,? ?(?P<owner>{_NAME}) (?:moving \S+ \S+ )?will\W*$", re.IGNORECASE
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|does|did|do)\b(?!-)", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|has been|have been|did)\b(?!-)", re.IGNORECASE)
_OPENS_ITEM = re.compile(r"^(?:[^\w“‘\"'(]|\d{1,3}[.)])")
_OPENS_OTHERWISE = re.compile(r"^\W*(?:rationale|links? to|background|context|note|source|this section|as of)\b", re.I)
_REPORTS = re.compile(
    r"(?:said we would|we said|where it stands|promised?(?: in)?:|first made|set in 20|priority (?:set|for) |you said|"
    r"what (?:became|happened|we did)|earlier promise)",
    re.IGNORECASE,
)
_ACTION_CELL = re.compile(r"\b(?:actions?|recommendations?|next steps?|tasks?|commitment|what (?:we )?will)\b", re.I)
_OWNER_CELL = re.compile(r"^(?:\w+ )?(?:owner|lead(?: \w+)?|responsib\w+|who|by whom|accountable\w*|agency)\b", re.I)
_STATUS_CELL = re.compile(r"\bstatus\b|\brag\b|^progress$|^state$", re.IGNORECASE)
_DONE = re.compile(r"\b(?:closed?|complete[d]?|done|met|embedded|green)\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"reopened|\bnot\b|\bto be\b|partly|partial|incomplete", re.IGNORECASE)
_DUE_CELL = re.compile(
    r"^by$|\b(?:due|deadline|time ?scales?|by when|when|target date|complet\w+ (?:by|date)|date)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Commitment(Immutable):
    """A promise or recommendation and where it stands. `owner` and `due` only where the document states them.

    The id is made of the document and the words, so a decision on it survives indexing again.
    """

    id: str
    excerpt: Excerpt
    owner: str | None = None
    due: date | None = None

    @property
    def text(self) -> str:
        """Its words, as they stand in the document."""
        return self.excerpt.text

    @property
    def stated(self) -> str | None:
        """What its own row says of how it stands ("Closed late, September 2022"); None where no column does."""
        return next((cell.text for cell in self.excerpt.cells if _STATUS_CELL.search(cell.header)), None)

    @property
    def is_stated_done(self) -> bool:
        """Whether its own row says that it is closed or done."""
        return bool(self.stated and _DONE.search(self.stated) and not _NOT_DONE.search(self.stated))

    @property
    def is_recommended(self) -> bool:
        """Whether somebody else asked for it, rather than the body promising it itself."""
        return self.excerpt.found.passage.role is PassageRole.RECOMMENDATION


def find_commitments(passages: Sequence[Embedded]) -> list[Commitment]:
    """The commitments of one document, in order."""
    found: list[Commitment] = []
    seen: Counter[str] = Counter()
    for stored, vectors in passages:
        passage = stored.passage
        if stored.document.kind in NO_COMMITMENTS or passage.by_service:
            continue
        for excerpt in single(stored, vectors):
            words = " ".join(excerpt.text.split())
            if passage.role in _NEVER and not _is_action_row(excerpt.cells):
                continue
            if not _promises(words, excerpt):
                continue
            name = commitment_id(passage.document_id, words, seen[words])
            seen[words] += 1
            owner = owner_of(words, passage.headings, stored.document.publisher, excerpt.cells)
            found.append(Commitment(name, excerpt, owner, due_of(words, excerpt.cells)))
    return found


def commitment_id(document_id: str, words: str, occurrence: int = 0) -> str:
    """A UUID of the document and the words; `occurrence` tells apart the same words twice."""
    key = "\x1f".join((document_id, words, str(occurrence)))
    return str(UUID(bytes=hashlib.sha256(key.encode()).digest()[:16]))


def owner_of(
    words: str, headings: Sequence[str] = (), publisher: str | None = None, cells: Sequence[TableCell] = ()
) -> str | None:
    """Who is to do it, in the document's words; None where it does not say.

    The cells of a row count before its words. A heading such as "From 2017-18 the board will" names who; "we" is the
    publisher.
    """
    named = next((cell.text for cell in cells if _OWNER_CELL.search(cell.header)), None)
    if named:
        return named[:_LONGEST_OWNER]
    match = _OWNER.match(words) or next((m for h in reversed(headings) if (m := _OVER.match(h))), None)
    if match is not None and not _imperative(match["owner"]):
        return re.sub(r"^(?:the|our) ", "", match["owner"], flags=re.IGNORECASE).strip(" ,")
    return publisher if _WE.search(words) else None


def due_of(words: str, cells: Sequence[TableCell] = ()) -> date | None:
    """The last day of the time it is to be done by, as a cell says, else the words; None where neither does.

    "by March 2018" is due on 31 March 2018; "from April 2018" is due by the end of that month.
    """
    stated = (day_in(cell.text) for cell in cells if _DUE_CELL.search(cell.header))
    day = next((day for day in stated if day is not None), None)
    return day or _last_day(_BY.search(words) or _FROM.search(words))


def day_in(value: str) -> date | None:
    """The day that a cell names, the last of a month or year named alone; None for none."""
    if iso := _ISO.search(value):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbered := _NUMBERED.search(value):
        return _day(int(numbered[3]), int(numbered[2]), int(numbered[1]))
    return _last_day(_ONLY_WHEN.search(value))


def _promises(words: str, excerpt: Excerpt) -> bool:
    passage, cells = excerpt.found.passage, excerpt.cells
    count = len(words.split())
    if not _FEWEST_WORDS <= count <= _MOST_WORDS or _REPORTS.search(words) or _OPENS_OTHERWISE.match(words):
        return False
    if any(cell.header for cell in cells):
        return passage.begins(cells[0]) and _is_action_row(cells)
    if _PLANNED.search(words):
        return True
    if passage.role not in _PROMISING:
        return passage.role is not PassageRole.DUTY and _is_plain_promise(words)
    if _imperative(words) or _OWNER.match(words):
        return True
    if _PAST.search(words):
        return False
    settled = decisive(passage.headings)
    planned = settled is not None and settled[0] is PassageRole.PLANNED_ACTION
    is_item = planned or (settled and (_OPENS_ITEM.match(words) or not _FINITE.search(words)))
    return bool(is_item or WORDING["future"].search(words) or WORDING["should"].search(words))


def _is_plain_promise(words: str) -> bool:
    """Whether the wording alone makes it a promise, whatever its passage is."""
    if _PAST.search(words):
        return False
    owned, has_verb = _OWNER.match(words), bool(_FINITE.search(words))
    says_will = _WE.search(words) or (owned and re.search(r" (?:will|shall|intends? to|plans? to)$", owned.group()))
    return bool(says_will or (not has_verb and (owned or _BY.search(words))))


def _imperative(words: str) -> bool:
    return WORDING["imperative"].match(re.sub(r"^\W+", "", words)) is not None


def _is_action_row(cells: Sequence[TableCell]) -> bool:
    """An action plan names the action and who does it or by when."""
    labels = [cell.header for cell in cells]
    about = any(_OWNER_CELL.search(label) or _DUE_CELL.search(label) for label in labels)
    return about and any(_ACTION_CELL.search(label) for label in labels)


def _last_day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    year, month = int(match["year"]), _MONTHS.get((match["month"] or "december").lower(), 12)
    last = calendar.monthrange(year, month)[1]
    return _day(year, month, int(match["day"] or last))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
