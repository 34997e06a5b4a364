"""A question as the search sees it: what it is about, how telling each part is, its vector, and where to look."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from api.errors import Invalid
from api.query.concepts import Concept, Option, share_of
from api.query.hints import Hint, HintKind, Holdings, Understanding, blanked
from api.query.lexicon import WEIGHTS, Expansion, Lexicon, Relation, expansion_key, rewritten
from api.query.phrases import phrase_key, phrase_spans
from api.query.reading import Reading, ReadingPart
from api.query.spelling import NO_SPELLING, Correction, Spelling, corrected
from api.query.understanding import bound_documents, place_words, understand_hints
from api.terms.cases import is_several
from api.terms.fillers import is_filler, is_name
from indexer.documents import Clearance
from indexer.embedding import Embedder, Matrix
from indexer.immutable import Immutable
from indexer.passages import Filters, Span
from indexer.store.passage_store import PassageStore
from indexer.store.vectors import QueryVectors
from indexer.text.terms import case_term, repaired, terms, words_and_terms

LONGEST = 2000
"""Characters a question may have."""

_WHERE_TO_LOOK = (HintKind.AREA, HintKind.YEARS, HintKind.DOCUMENTS)
"""Hints whose words say where to look, not what for: they are left out of the words searched."""


class BadQuestion(Invalid):
    """The text cannot be searched for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Question(Immutable):
    """`missing` are the concepts, as typed, that none of the passages that may be searched contains.

    `text` is as typed; `corrections` were made before anything was read from it. `phrases` are what stood in
    quotation marks: only passages with exactly these words are looked for.
    """

    text: str
    dense: Matrix
    concepts: tuple[Concept, ...]
    missing: tuple[str, ...]
    understanding: Understanding
    expansions: tuple[Expansion, ...] = ()
    ambiguous: tuple[Expansion, ...] = ()
    phrases: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    searched: str = ""
    """The words searched for: put right, in the field's words, without those that say where to look."""

    weights: dict[str, float] = field(default_factory=dict)
    """Each term searched for, with its weight: as typed or by the lexicon."""

    without: tuple[str, ...] = ()
    """Keys of what the person took away."""

    documents: tuple[str, ...] = ()
    """The documents that alone can answer it, where it names a case or a numbered item."""

    absent: tuple[str, ...] = ()
    """Names and short forms in it that no document of the areas named holds."""

    @property
    def reading(self) -> Reading:
        """How the question was understood, as it is shown."""
        return Reading(
            tuple(ReadingPart(h.key, h.kind, h.typed, h.label) for h in self.understanding.hints),
            tuple(ReadingPart(expansion_key(e), e.relation, e.typed, "; ".join(e.also)) for e in self.expansions),
            tuple(ReadingPart(expansion_key(e), e.relation, e.typed, "; ".join(e.also)) for e in self.ambiguous),
            self.without,
            tuple(ReadingPart(c.key, "spelling", c.typed, c.word) for c in self.corrections),
            phrases=tuple(ReadingPart(phrase_key(p), "phrase", p, f"“{p}”") for p in self.phrases),
        )

    @property
    def vectors(self) -> QueryVectors:
        """What the store searches with."""
        return QueryVectors(self.dense, self.weights)

    def share(self, held: Collection[str]) -> float:
        """The part of the question, by weight, that these terms say: 0 to 1."""
        return share_of(self.concepts, held)

    def subject_share(self, held: Collection[str]) -> float:
        """The same of what the question asks about, without the words that say what sort of answer it wants."""
        asks = [hint.typed.casefold() for hint in self.understanding.hints if hint.kind is HintKind.WANTED]
        subject = [c for c in self.concepts if not any(c.typed.casefold() in typed for typed in asks)]
        return share_of(subject or self.concepts, held)


@dataclass(frozen=True, slots=True)
class Asking(Immutable):
    """What questions are understood with: lexicon, holdings, what the person took away, and the words held."""

    lexicon: Lexicon
    holdings: Holdings
    without: frozenset[str] = frozenset()
    spelling: Spelling = NO_SPELLING
    binds: bool = True
    """Whether words in quotation marks bind."""


PLAIN = Asking(Lexicon(()), Holdings(()), binds=False)
"""Nothing is read into a text and no word is added to it."""


def require_short(text: str) -> None:
    """Raise BadQuestion for a text that is too long even before it is cleaned, which would take its time."""
    if len(text) > 10 * LONGEST:
        raise BadQuestion(f"The question has {len(text):,} characters; ask in at most {LONGEST:,}.")


def clean(text: str) -> str:
    """The question without control characters and needless white space. Raises BadQuestion."""
    require_short(text)
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)
    cleaned = " ".join(kept.split())
    if not any(map(str.isalnum, cleaned)):
        raise BadQuestion("Type a question or a few words to search for.")
    if len(cleaned) > LONGEST:
        raise BadQuestion(f"The question has {len(cleaned):,} characters; ask in at most {LONGEST:,}.")
    return cleaned


def understand(
    text: str, store: PassageStore, embedder: Embedder, filters: Filters, clearance: Clearance, asking: Asking
) -> Question:
    """Read a question: hints, expansions, concepts weighed by what the reader's rights and filters leave, vector."""
    cleaned = clean(text)
    corrections = _corrections(cleaned, asking)
    typed, cleaned = cleaned, corrected(cleaned, corrections)
    quoted = phrase_spans(cleaned, asking.without) if asking.binds else []
    understanding = understand_hints(cleaned, asking.holdings).without(asking.without)
    core = blanked(cleaned, [h.span for h in understanding.hints if _says_where(h)])
    core = core if terms(core) else cleaned
    cases = [h for h in understanding.hints if h.kind is HintKind.CASE]
    as_typed = [*quoted, *(h.span for h in cases)]
    met = [e for e in asking.lexicon.expansions(core, as_typed) if expansion_key(e) not in asking.without]
    expansions = [e for e in met if e.relation is not Relation.AMBIGUOUS]
    ambiguous = tuple(e for e in met if e.relation is Relation.AMBIGUOUS)
    frequency = _Frequency(store, filters, clearance)
    documents = bound_documents(understanding, asking.holdings)
    there = _Frequency(store, _scope(understanding, asking.holdings, filters), clearance)
    concepts = (*_cases(cases, frequency), *_concepts(blanked(core, [h.span for h in cases]), expansions, frequency))
    return Question(
        text=typed,
        dense=_embed(core, expansions, embedder),
        concepts=concepts,
        missing=tuple(c.typed for c in concepts if all(frequency.is_missing(o.terms) for o in c.options)),
        understanding=understanding,
        expansions=tuple(expansions),
        ambiguous=ambiguous,
        phrases=tuple(cleaned[a:b] for a, b in quoted),
        corrections=tuple(corrections),
        searched=" ".join(repaired(rewritten(core, expansions)).split()),
        weights=_weights(concepts),
        without=tuple(sorted(asking.without)),
        documents=documents,
        absent=_absent(cleaned, understanding, ambiguous, concepts, there),
    )


def _says_where(hint: Hint) -> bool:
    """Whether a hint's words say only where to look; the name of an area that is not held may stand in a text."""
    return hint.kind in _WHERE_TO_LOOK and hint.held


def _corrections(text: str, asking: Asking) -> list[Correction]:
    """The typing mistakes to be put right: none in quotation marks, none that the person took away."""
    quoted = phrase_spans(text, asking.without)
    found = asking.spelling.corrections(text, quoted, asking.lexicon.words | place_words())
    return [correction for correction in found if correction.key not in asking.without]


class _Frequency:
    """How many of the passages that may be searched hold a term."""

    def __init__(self, store: PassageStore, filters: Filters, clearance: Clearance) -> None:
        self._store, self._filters, self._clearance = store, filters, clearance
        self._held = store.count(filters, clearance=clearance)
        self._counts: dict[str, int] = {}

    def idf(self, term: str) -> float:
        """The inverse document frequency of BM25, never below zero; highest for a term nothing holds."""
        count = self._count(term)
        return math.log(1 + (self._held - count + 0.5) / (count + 0.5))

    def is_missing(self, found: Iterable[str]) -> bool:
        """Whether one of the terms stands in no passage."""
        return any(self._count(term) == 0 for term in found)

    def _count(self, term: str) -> int:
        if term not in self._counts:
            self._counts[term] = self._store.count_with_term(term, self._filters, clearance=self._clearance)
        return self._counts[term]


def _concepts(text: str, expansions: Sequence[Expansion], frequency: _Frequency) -> Iterator[Concept]:
    """Expanded words as one concept each, every other word with a term as its own; each term counts once."""
    seen: set[str] = set()
    spans: dict[Span, list[Expansion]] = {}
    for expansion in expansions:
        spans.setdefault((expansion.start, expansion.end), []).append(expansion)
    rest = blanked(text, list(spans))
    for (start, end), found in spans.items():
        typed = text[start:end]
        options = [_option(typed, 1.0, frequency)]
        options += [_option(name, WEIGHTS[e.relation], frequency) for e in found for name in e.also]
        options = [option for option in options if option.terms]
        if options and not set(options[0].terms) <= seen:
            seen.update(options[0].terms)
            yield Concept(typed, _concept_weight(options, frequency), tuple(options))
    for word, term in words_and_terms(rest):
        if term not in seen and not (is_filler(word) and frequency.is_missing([term])):
            seen.add(term)
            weight = frequency.idf(term)
            yield Concept(word, weight, (Option({term: weight}),))


def _scope(understanding: Understanding, holdings: Holdings, filters: Filters) -> Filters:
    """Where what a question names would have to be mentioned: in the documents of the areas named."""
    areas = tuple(sorted(understanding.of(HintKind.AREA) & holdings.areas))
    return replace(filters, areas=areas) if areas and not filters.areas else filters


def _absent(
    text: str,
    understanding: Understanding,
    ambiguous: Iterable[Expansion],
    concepts: Iterable[Concept],
    frequency: _Frequency,
) -> tuple[str, ...]:
    """Names and short forms that no passage there holds: without them no line is about what is asked.

    Those of areas and cases, and short forms that may mean several things, are left out.
    """
    told = [h.typed for h in understanding.hints if h.kind in (HintKind.AREA, HintKind.CASE)]
    told += [expansion.typed for expansion in ambiguous]
    return tuple(
        concept.typed
        for concept in concepts
        if not any(concept.typed in typed for typed in told)
        and is_name(concept.typed, text)
        and all(frequency.is_missing(option.terms) for option in concept.options)
    )


def _cases(hints: Iterable[Hint], frequency: _Frequency) -> Iterator[Concept]:
    """Each case named is one concept: no passage about another child says it."""
    for hint in hints:
        name = hint.values[0]
        found = terms(name) if is_several(name) else [case_term(name)]
        weights = {term: frequency.idf(term) for term in found}
        yield Concept(hint.typed, 2 * max(weights.values()), (Option(weights),))


def _option(text: str, factor: float, frequency: _Frequency) -> Option:
    return Option({term: frequency.idf(term) for term in terms(text)}, factor)


def _concept_weight(options: Sequence[Option], frequency: _Frequency) -> float:
    """The idf of the words typed when they are held, else of the best way to say them."""
    held = [option for option in options if not frequency.is_missing(option.terms)]
    return max(max(option.terms.values()) for option in (held or options)[:1])


def _weights(concepts: Iterable[Concept]) -> dict[str, float]:
    """Weights of BM25: what an expansion adds weighs as much in all as the concept it stands for, by its factor."""
    weights: dict[str, float] = {}
    for concept in concepts:
        for number, option in enumerate(concept.options):
            total = sum(option.terms.values())
            scale = 1.0 if number == 0 else option.factor * min(1.0, concept.weight / total) if total else 0.0
            for term, idf in option.terms.items():
                weights[term] = max(weights.get(term, 0.0), idf * scale)
    return weights


def _embed(text: str, expansions: Sequence[Expansion], embedder: Embedder) -> Matrix:
    """The vector of the question; the mean of it as typed and in the field's words, where the lexicon has some."""
    said = " ".join(repaired(text).split())
    in_other_words = " ".join(repaired(rewritten(text, expansions)).split())
    vectors = embedder.encode([said] if in_other_words == said else [said, in_other_words])
    mean: Matrix = vectors.mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean
