"""The verdict on an answer: its band by the terms of the question, and which of them nothing held keeps, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.answers.answer import Band
from api.answers.fulfilment import is_for_all, is_vague
from api.answers.lines import AnswerLine, Extraction
from api.answers.term_states import Fulfilment, UnmetTerm, broken
from api.query.hints import Hint, HintKind, Holdings
from api.query.question import Question
from api.retrieval.candidates import Candidate
from api.terms.cases import names_case
from api.terms.figures import BINDING
from api.terms.fillers import is_place
from api.terms.numbered import numbers_of
from api.terms.values import NumberedItem, Wanted

_MUST_KEEP = frozenset(
    {HintKind.AREA, HintKind.CASE, HintKind.ITEM, HintKind.YEARS, HintKind.KIND, HintKind.DOCUMENTS, HintKind.WANTED}
)
"""Kinds of term that some line must keep for the question to count as answered."""
_PLACES = frozenset({HintKind.AREA, HintKind.CASE})
"""What is broken of these is about somebody else: it is not even shown as close."""
_FITS = 0.5
"""Part of the best line's share of the question that a line must say to be about the same thing."""
_FIGURE_FITS = 0.4
"""The same of a line with the figure wanted, whose subject the sentence before it may name."""
_LACKS = {
    Wanted.COUNT: "No figure is given; these are the nearest passages.",
    Wanted.PERCENTAGE: "No percentage is given; these are the nearest passages.",
    Wanted.RATE: "No rate is given; these are the nearest passages.",
    Wanted.DURATION: "No length of time is given; these are the nearest passages.",
    Wanted.MONEY: "No amount of money is given; these are the nearest passages.",
    Wanted.CONTACT: "No telephone number or address is given; these are the nearest passages.",
}


@dataclass(frozen=True, slots=True)
class TermVerdict:
    """How sure the answer is, its lines, and the terms that none of them keeps."""

    band: Band
    lines: tuple[AnswerLine, ...]
    unmet: tuple[UnmetTerm, ...]


def verdict(
    question: Question, candidates: Sequence[Candidate], found: Extraction, band: Band, holdings: Holdings
) -> TermVerdict:
    """What the terms of the question make of an answer that its scores put in a band."""
    fitting = tuple(line for line in found.lines if line.fits)
    if found.listed and fitting:
        return TermVerdict(Band.ANSWER, fitting, _counted(question, fitting))
    if found.listed:
        return TermVerdict(Band.CLOSEST, found.lines, _unmet(question, found.lines, candidates, (), holdings))
    beside = _speaks_elsewhere(question, fitting, found.nearest)
    lines = _of_no_other_place(_close(found.nearest, question) if beside or not fitting else fitting, question)
    unmet = (*_absent(question), *_unmet(question, _told(question, lines), candidates, found.nearest, holdings))
    if not lines:
        return TermVerdict(Band.NONE, (), unmet)
    if band is Band.ANSWER and (beside or not fitting or _fails(question, lines)):
        band = Band.CLOSEST
    if band is Band.NONE and _is_exact(question, fitting):
        band = Band.ANSWER
    return TermVerdict(band, lines, unmet)


def _counted(question: Question, lines: Sequence[AnswerLine]) -> tuple[UnmetTerm, ...]:
    """That an item was found by counting, where its list prints no numbers."""
    kept = _kept(lines)
    items = [hint for hint in question.understanding.hints if hint.kind is HintKind.ITEM and hint.key not in kept]
    why = "The list prints no numbers as it was read; this is {} in its order."
    return tuple(UnmetTerm(hint.key, why.format(hint.label)) for hint in items)


def _speaks_elsewhere(question: Question, fitting: Sequence[AnswerLine], nearest: Sequence[AnswerLine]) -> bool:
    """Whether the lines that break nothing speak of much less of the question than one that breaks a term."""
    return bool(fitting) and not set(fitting) & set(_told(question, [*fitting, *nearest]))


def _told(question: Question, lines: Sequence[AnswerLine]) -> list[AnswerLine]:
    """Of lines those that speak of about as much of the question as the one that speaks of most."""
    alone = any(wanted in BINDING for wanted in question.understanding.wanted)
    least = (_FIGURE_FITS if alone else _FITS) * max((line.says(alone) for line in lines), default=0.0)
    return [line for line in lines if line.says(alone) >= least]


def _close(nearest: Sequence[AnswerLine], question: Question) -> tuple[AnswerLine, ...]:
    """The nearest lines, without those about another place or person, and of that place or person if some are."""
    keys = {hint.key for hint in question.understanding.hints if hint.kind in _PLACES}
    lines = [line for line in nearest if not keys & broken(line.terms)]
    kept = [line for line in lines if any(t.term in keys and t.state is Fulfilment.KEPT for t in line.terms)]
    return tuple(kept or lines)


def _of_no_other_place(lines: tuple[AnswerLine, ...], question: Question) -> tuple[AnswerLine, ...]:
    """The lines; those for every place only, where the question is about a place that nothing held mentions."""
    if not any(is_place(name, question.text) for name in question.absent):
        return lines
    return tuple(line for line in lines if is_for_all(line.candidate.found))


def _is_exact(question: Question, lines: Sequence[AnswerLine]) -> bool:
    """Whether a numbered item that was asked for stands in the lines: that is the answer, whatever its words."""
    keys = {hint.key for hint in question.understanding.hints if hint.kind is HintKind.ITEM}
    return any(term.term in keys and term.state is Fulfilment.KEPT for line in lines for term in line.terms)


def _fails(question: Question, lines: Sequence[AnswerLine]) -> bool:
    """Whether the lines keep none of the terms of some kind that must be kept, or a name is nowhere mentioned."""
    kept = _kept(lines)
    hints = [hint for hint in question.understanding.hints if _must(hint)]
    kinds = {hint.kind for hint in hints}
    return bool(question.absent) or any(
        not any(hint.key in kept for hint in hints if hint.kind is kind) for kind in kinds
    )


def _must(hint: Hint) -> bool:
    if hint.kind is HintKind.WANTED:
        return hint.term in BINDING
    # "Last year" of nothing in particular prefers: the last of which something is held may lie further back.
    return hint.kind in _MUST_KEEP and not is_vague(hint)


def _kept(lines: Iterable[AnswerLine]) -> set[str]:
    return {term.term for line in lines for term in line.terms if term.state is Fulfilment.KEPT}


def _absent(question: Question) -> tuple[UnmetTerm, ...]:
    """Names and short forms that nothing held of the areas named mentions."""
    areas = sorted(question.understanding.of(HintKind.AREA))
    where = f" of {' or '.join(areas)}" if areas else ""
    return tuple(
        UnmetTerm(
            f"words:{name.casefold()}",
            f"Nothing is held on {name}." if is_place(name, question.text) else f"No passage{where} mentions {name}.",
        )
        for name in question.absent
    )


def _unmet(
    question: Question,
    lines: Sequence[AnswerLine],
    candidates: Sequence[Candidate],
    nearest: Sequence[AnswerLine],
    holdings: Holdings,
) -> tuple[UnmetTerm, ...]:
    """Each term that must be kept and that no line keeps, and each that lines only contradict."""
    unheld = [
        hint
        for hint in question.understanding.hints
        if hint.kind in _PLACES and not _is_held(hint, candidates, holdings)
    ]
    if unheld:
        return tuple(UnmetTerm(hint.key, f"Nothing is held on {hint.label}.") for hint in unheld)
    kept = _kept(lines)
    denied = {t.term for line in nearest for t in line.terms if t.state is Fulfilment.BROKEN}
    item = next((hint for hint in question.understanding.hints if hint.kind is HintKind.ITEM), None)
    if item is not None and item.key not in kept:
        return (UnmetTerm(item.key, _why(item, question, candidates, nearest)),)
    found: list[UnmetTerm] = []
    for hint in question.understanding.hints:
        contradicted = hint.kind is HintKind.NEGATION and hint.key in denied
        if hint.key not in kept and (_must(hint) or contradicted):
            found.append(UnmetTerm(hint.key, _why(hint, question, candidates, nearest)))
    return tuple(found)


def _is_held(hint: Hint, candidates: Sequence[Candidate], holdings: Holdings) -> bool:
    """Whether anything is held of an area, or a document or passage names a case."""
    if hint.kind is HintKind.AREA:
        return hint.held
    return any(names_case(hint.values, card.title) for card in holdings.cards) or any(
        names_case(hint.values, candidate.found.passage.text) for candidate in candidates
    )


def _why(hint: Hint, question: Question, candidates: Sequence[Candidate], nearest: Sequence[AnswerLine]) -> str:
    """What is lacking, in a sentence for people."""
    match hint.kind:
        case HintKind.AREA:
            return f"Nothing found on this is of {hint.label}."
        case HintKind.CASE:
            return f"Nothing found on this is about {hint.label}."
        case HintKind.YEARS:
            return _other_years(hint, question, nearest)
        case HintKind.ITEM:
            return _no_item(hint, question, candidates)
        case HintKind.NEGATION:
            return f"No line found says “{hint.typed}”; some say the contrary."
        case HintKind.WANTED:
            return _LACKS[Wanted(hint.values[0])]
        case _:
            return f"Nothing found on this is from {hint.label}."


def _other_years(hint: Hint, question: Question, nearest: Sequence[AnswerLine]) -> str:
    """ "Held for 2016, not for 2024", by the lines that break no other term."""
    most = max((line.share for line in nearest), default=0.0)
    lines = [line for line in nearest if broken(line.terms) == {hint.key} and line.share >= _FITS * most]
    years = sorted({line.candidate.found.document.year or 0 for line in lines} - {0})
    asked = (
        hint.label if hint.label.startswith(("the last", "after", "before", "since", "until")) else f"for {hint.label}"
    )
    if not years:
        return f"Nothing found on this is {asked.replace('for', 'of', 1)}."
    named = ", ".join(map(str, years[:-1])) + (" and " if years[1:] else "") + str(years[-1])
    return f"Held for {named}, not {asked}."


def _no_item(hint: Hint, question: Question, candidates: Sequence[Candidate]) -> str:
    """ "Child J's review has no recommendation 9", where the review's other recommendations are held."""
    cases = [h.label for h in question.understanding.hints if h.kind is HintKind.CASE]
    bound = [c.found.passage for c in candidates if c.found.document.id in question.documents]
    noun = hint.term.noun if isinstance(hint.term, NumberedItem) else hint.label
    numbered = any(numbers_of(noun, passage, span, mentions=False) for passage in bound for span in passage.sentences)
    if cases and question.documents:
        name = cases[0][:1].upper() + cases[0][1:]
        none = f"has no {hint.label}" if numbered else f"has no numbered {noun}s"
        return f"{name}’s review {none}."
    return f"No {hint.label} was found."
