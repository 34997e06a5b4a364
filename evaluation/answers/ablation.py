"""Ablation: each ingredient of the search and the answer taken out in turn, and what that costs.

Ingredients of the index (title and headings, stemming) need an index without them, built once under `.evaluation/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from rich.table import Table

from api.answers import extract
from api.query.hints import Understanding
from api.retrieval import linear_ranker
from evaluation.answers.measure import Outcome, measure
from evaluation.answers.results import Difference, compare, values_of
from evaluation.indexes import cached_model, indexed
from evaluation.items import Benchmark

MEASURES = ("nDCG@10", "Success@1", "Success@10", "strict@1", "cited")

Replacements = Mapping[str, Any]
"""Values to put in place of attributes, by their dotted names."""


def _without(weights: Mapping[str, float], *names: str) -> dict[str, float]:
    return {name: 0.0 if name in names else weight for name, weight in weights.items()}


def _nothing(*_: object) -> tuple[()]:
    return ()


def _no_context(*_: object) -> str:
    return ""


_NEVER_SUBJECT: Replacements = {"api.retrieval.linear_ranker.SENTENCE_LEAD": -9.0}
_FUSION_ALONE = {"lexical": 6.0, "dense": 2.0, "sentence": 2.0}
"""The weights of the fusion before re-ranking, on the scale of the re-ranking, so that preferences weigh the same."""

OF_ANSWERING: Mapping[str, Replacements] = {
    "passage and sentence vectors": {
        "api.retrieval.search.DENSE_SHARE": 0.0,
        "api.retrieval.linear_ranker.WEIGHTS": _without(linear_ranker.WEIGHTS, "dense", "sentence"),
        "api.answers.extract.WEIGHTS": _without(extract.WEIGHTS, "cosine"),
        **_NEVER_SUBJECT,
    },
    "sentence vectors": {
        "api.retrieval.linear_ranker.WEIGHTS": _without(linear_ranker.WEIGHTS, "sentence"),
        "api.answers.extract.WEIGHTS": _without(extract.WEIGHTS, "cosine"),
        **_NEVER_SUBJECT,
    },
    "BM25": {
        "api.retrieval.search.DENSE_SHARE": 1.0,
        "api.retrieval.linear_ranker.WEIGHTS": _without(linear_ranker.WEIGHTS, "lexical", "share", "best_sentence"),
        "api.retrieval.linear_ranker.SUBJECT_WEIGHTS": _without(linear_ranker.SUBJECT_WEIGHTS, "lexical"),
        "api.answers.extract.WEIGHTS": _without(extract.WEIGHTS, "bm25", "share"),
    },
    "re-ranking": {"api.retrieval.linear_ranker.WEIGHTS": _FUSION_ALONE, **_NEVER_SUBJECT},
    "subjects apart from facts": _NEVER_SUBJECT,
    "lexicon": {"api.query.lexicon.Lexicon.expansions": _nothing},
    "hints of where to look": {"api.query.question.understand_hints": lambda *_: Understanding()},
    "typing mistakes put right": {"api.query.question._corrections": lambda *_: []},
    "type of answer": {"api.answers.extract.WEIGHTS": _without(extract.WEIGHTS, "type")},
}
OF_INDEX: Mapping[str, Replacements] = {
    "title and headings in the index": {
        "indexer.indexing.pipeline.context": _no_context,
        "api.retrieval.candidates.context": _no_context,
    },
    "stemming": {"indexer.text.terms._stemmer": SimpleNamespace(stemWord=str)},
}


def ablate(benchmark: Benchmark, on_index: bool = True) -> Iterator[tuple[str, list[Outcome]]]:
    """The whole, then the outcomes without each ingredient."""
    benchmark = replace(benchmark, foreign=())
    with indexed(benchmark, cached_model(), reuse=True) as base:
        yield "nothing", measure(base, benchmark)
        for name, replacements in OF_ANSWERING.items():
            with replaced(replacements):
                yield name, measure(base, benchmark)
    for name, replacements in OF_INDEX.items() if on_index else ():
        other = replace(benchmark, name=f"{benchmark.name}, without {name}")
        with replaced(replacements), indexed(other, cached_model()) as base:
            yield name, measure(base, benchmark)


@contextmanager
def replaced(replacements: Replacements) -> Iterator[None]:
    """Attributes replaced inside the block; what is kept of terms is forgotten before and after."""
    with ExitStack() as stack:
        for dotted, value in replacements.items():
            owner, name = _owner(dotted)
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, value)
        _forget()
        stack.callback(_forget)
        yield


def _owner(dotted: str) -> tuple[Any, str]:
    """The module or class an attribute belongs to, and its name there."""
    path, name = dotted.rsplit(".", 1)
    try:
        return import_module(path), name
    except ModuleNotFoundError:
        module, owner = path.rsplit(".", 1)
        return getattr(import_module(module), owner), name


def _forget() -> None:
    """Caches of terms hold what the replaced parts gave."""
    from api.retrieval import candidates
    from indexer.text import terms

    caches: Sequence[Callable[..., Any]] = (terms.stem, terms._pairs, candidates._lexed)
    for cached in caches:
        cached.cache_clear()  # type: ignore[attr-defined]


def table(name: str, rows: Sequence[tuple[str, list[Outcome]]]) -> Table:
    """Each measure, and what is lost without each ingredient; * marks losses whose 95 % interval excludes zero."""
    shown = Table(title=f"{name}: what is lost without", title_justify="left")
    for column in ("without", *MEASURES):
        shown.add_column(column, justify="left" if column == "without" else "right")
    (_, whole), *others = rows
    baseline = values_of(whole)
    kept = {d.measure: d for d in compare(baseline, baseline)}
    shown.add_row("nothing", *(f"{kept[m].now:.3f}" if m in kept else "" for m in MEASURES))
    for ingredient, outcomes in others:
        found = {d.measure: d for d in compare(baseline, values_of(outcomes))}
        shown.add_row(ingredient, *(_cell(found.get(m)) for m in MEASURES))
    return shown


def _cell(difference: Difference | None) -> str:
    if difference is None:
        return ""
    return f"{difference.now - difference.baseline:+.3f}{'*' if difference.is_clear else ''}"
