"""Fulfilment: for each term of a question whether a line keeps it, breaks it or does not say, by rule.

The rules look at the document's card, at headings and the numbers of lists, at the first cell of a row, and at the
words of the sentence. Only lines that break nothing are answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from api.answers.term_states import Fulfilment, TermState, broken
from api.query.hints import Hint, HintKind, Understanding
from api.query.understanding import parts_of_area
from api.terms.cases import cases, names_case
from api.terms.figures import BINDING, gives
from api.terms.hint_words import KINDS
from api.terms.negation import holds
from api.terms.numbered import stands_as
from api.terms.periods import days_named
from api.terms.values import Negation, NumberedItem, Period, Wanted
from indexer.documents import DocumentKind
from indexer.passages import PassageRole, Span, StoredPassage
from indexer.roles.wording import WORDING
from indexer.text.agencies import named_in


@dataclass(frozen=True)
class SentenceInPlace:
    """A sentence of a passage with what stands around it."""

    found: StoredPassage
    span: Span

    @cached_property
    def text(self) -> str:
        """The sentence."""
        return " ".join(self.found.passage.text[slice(*self.span)].split())

    @cached_property
    def about(self) -> str:
        """The title of its document and the headings it stands under."""
        return " › ".join((self.found.document.title, *self.found.passage.headings))


def is_row(found: StoredPassage, span: Span) -> bool:
    """Whether a sentence is a row of a table, its cells named by their headers."""
    passage = found.passage
    return passage.locate(span[0]).row is not None or sum(bool(cell.header) for cell in passage.cells_in(span)) > 1


_FOR_ALL = re.compile(r"\b(?:national(?:ly)?|england|statutory|english)\b", re.IGNORECASE)
ALTERNATIVES = frozenset(
    {HintKind.AREA, HintKind.YEARS, HintKind.CASE, HintKind.KIND, HintKind.AGENCY, HintKind.ITEM, HintKind.ROLE}
)
"""Kinds of term of which a line need keep only one: what is of Walsall does not break "Walsall and Dudley"."""


def fulfilment(understanding: Understanding, found: StoredPassage, span: Span) -> tuple[TermState, ...]:
    """What a sentence does to each term of a question, in the order of its words."""
    words = SentenceInPlace(found, span)
    states = [(hint, _RULES[hint.kind](hint, words)) for hint in understanding.hints]
    kept = {hint.kind for hint, state in states if state is Fulfilment.KEPT and hint.kind in ALTERNATIVES}
    figure = any(wanted in BINDING for wanted in understanding.wanted)
    if figure and HintKind.YEARS in kept and _is_of_other_years(understanding.periods, words):
        kept.discard(HintKind.YEARS)
        states = [(h, Fulfilment.BROKEN if h.kind is HintKind.YEARS else state) for h, state in states]
    return tuple(
        TermState(hint.key, Fulfilment.NOT_STATED if state is Fulfilment.BROKEN and hint.kind in kept else state)
        for hint, state in states
    )


def may_fit(understanding: Understanding, found: StoredPassage) -> bool:
    """Whether some sentence of a passage breaks no term."""
    return any(not broken(fulfilment(understanding, found, span)) for span in found.passage.sentences)


def _area(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    area = words.found.document.area
    names = {name.casefold() for name in hint.values}
    if area and names & set(parts_of_area(area.casefold())):
        return Fulfilment.KEPT
    said = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, {*hint.values, hint.typed}))})(?!\w)", re.IGNORECASE)
    if said.search(words.text) or said.search(words.about):
        return Fulfilment.KEPT
    # What is of no area does not say that it is not of this one; of one that is not held only what is for all.
    general = is_for_all(words.found) or (hint.held and not area)
    return Fulfilment.NOT_STATED if general else Fulfilment.BROKEN


def is_for_all(found: StoredPassage) -> bool:
    """Whether a passage is of no area and for every one: statutory guidance, or what calls itself national."""
    about = " ".join((found.document.title, *found.passage.headings))
    general = found.document.kind is DocumentKind.GUIDANCE or _FOR_ALL.search(about) is not None
    return general and found.document.area is None


def _years(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    if not isinstance(hint.term, Period):
        return Fulfilment.NOT_STATED
    if is_vague(hint):
        return Fulfilment.KEPT if hint.term.covers(words.found.document) else Fulfilment.NOT_STATED
    covers = hint.term.covers(words.found.document)
    named = days_named(words.text)
    if covers or any(map(hint.term.meets, named)):
        return Fulfilment.KEPT
    if any(map(hint.term.meets, days_named(words.about))):
        return Fulfilment.KEPT
    return Fulfilment.NOT_STATED if covers is None and not named else Fulfilment.BROKEN


def _is_of_other_years(periods: Iterable[Period], words: SentenceInPlace) -> bool:
    """Whether a sentence names years, and none of them is asked about: its figures are of those."""
    named = days_named(words.text)
    return bool(named) and not any(period.meets(days) for period in periods for days in named)


def _documents(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    if words.found.document.id in hint.values:
        return Fulfilment.KEPT
    return Fulfilment.NOT_STATED if is_vague(hint) else Fulfilment.BROKEN


def is_vague(hint: Hint) -> bool:
    """Whether a term prefers what is newest without binding: "the latest" of nothing in particular, "last year"."""
    if hint.kind is HintKind.DOCUMENTS:
        return re.search(r"(?:report|inspection|audit|review)s?$", hint.typed, re.IGNORECASE) is None
    return isinstance(hint.term, Period) and len(hint.term.filed) == 1


def _kind(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    card = words.found.document
    said = next(pattern for pattern, _, label in KINDS if label == hint.label)
    if card.kind in hint.values or said.search(words.about) or said.search(words.text):
        return Fulfilment.KEPT
    told = card.kind is DocumentKind.OTHER or said.search(words.found.passage.text)
    return Fulfilment.NOT_STATED if told else Fulfilment.BROKEN


def _case(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    if names_case(hint.values, words.about) or names_case(hint.values, words.text):
        return Fulfilment.KEPT
    others = next(cases(words.found.document.title), None) or next(cases(words.text), None)
    return Fulfilment.BROKEN if others or not names_case(hint.values, words.found.passage.text) else Fulfilment.KEPT


def _item(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    kept = isinstance(hint.term, NumberedItem) and stands_as(hint.term, words.found, words.span)
    return Fulfilment.KEPT if kept else Fulfilment.BROKEN


def _role(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    """Weak or strong, by the words of the sentence where they are clear, else by the role of its passage."""
    weak, strong = (role in hint.values for role in (PassageRole.WEAKNESS, PassageRole.STRENGTH))
    role = words.found.passage.role
    if weak is strong:
        return Fulfilment.KEPT if role in hint.values else Fulfilment.NOT_STATED
    said = _polarity(words.text)
    if said:
        return Fulfilment.KEPT if (said > 0) is strong else _contrary(hint, role)
    return Fulfilment.KEPT if role in hint.values else Fulfilment.NOT_STATED


def _contrary(hint: Hint, role: PassageRole | None) -> Fulfilment:
    """SentenceInPlace of the other polarity break the term only where the passage is not of the role asked for."""
    against = role in (PassageRole.WEAKNESS, PassageRole.STRENGTH) and role not in hint.values
    return Fulfilment.BROKEN if against else Fulfilment.NOT_STATED


def _polarity(text: str) -> int:
    """1 for a sentence whose words are good only, -1 for bad only or good ones denied, 0 for neither or both."""
    good, bad, denied = (bool(WORDING[name].search(text)) for name in ("positive", "negative", "negated"))
    if denied:
        return -1 if good and not bad else 0
    return good - bad


def _agency(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    named = {found.agency for found in named_in(words.text)}
    if named & set(hint.values):
        return Fulfilment.KEPT
    return Fulfilment.BROKEN if is_row(words.found, words.span) and named else Fulfilment.NOT_STATED


def _audience(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    return Fulfilment.KEPT if hint.values[0].casefold().rstrip("s") in words.text.casefold() else Fulfilment.NOT_STATED


def _negation(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    said = holds(hint.term, words.text) if isinstance(hint.term, Negation) else None
    return Fulfilment.NOT_STATED if said is None else Fulfilment.KEPT if said else Fulfilment.BROKEN


def _wanted(hint: Hint, words: SentenceInPlace) -> Fulfilment:
    if not isinstance(hint.term, Wanted):
        return Fulfilment.NOT_STATED
    heading = words.found.passage.headings[-1:] if hint.term is Wanted.DURATION else ()
    if any(gives(text, hint.term) for text in (words.text, *heading)):
        return Fulfilment.KEPT
    return Fulfilment.BROKEN if hint.term in BINDING else Fulfilment.NOT_STATED


_RULES: Mapping[HintKind, Callable[[Hint, SentenceInPlace], Fulfilment]] = {
    HintKind.AREA: _area,
    HintKind.YEARS: _years,
    HintKind.DOCUMENTS: _documents,
    HintKind.KIND: _kind,
    HintKind.CASE: _case,
    HintKind.ITEM: _item,
    HintKind.ROLE: _role,
    HintKind.AGENCY: _agency,
    HintKind.AUDIENCE: _audience,
    HintKind.NEGATION: _negation,
    HintKind.WANTED: _wanted,
}
