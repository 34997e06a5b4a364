"""The learning curve of the tagger: how well it finds themes after so many reviewed passages, from nothing.

The shipped coefficients were trained on these passages, so they are not used: it starts from cues and likeness with
weights set by hand (`untrained`), and learns as the service learns (`api/themes/refit.py`) from passages of other
documents than those it is measured on, chosen by chance or in the order of the review queue. A reviewed passage is one
of which every theme was decided. The codebook's cues were written with such reports at hand, so the start flatters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rich.table import Table
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from api.theme_review.queue import OpenSuggestion, in_order
from api.themes.refit import NEW_THEME, Lesson, learn
from api.themes.tagger import FEATURES, Coefficients, ThemeModel
from evaluation.learning.themes import FOLDS, Found, Measured, Rows

STEPS = (0, 50, 100, 200)
BATCH = 25
"""Passages reviewed between two rounds of learning."""
CUT = 0.35
"""Likelihood that makes a tag: half of the F1 hoped for (Lipton et al. 2014), and the same however much is learned."""
_BY_HAND = {
    "cue in the statement": 4.0,
    "likeness to the definition": 2.0,
    "likeness to the examples": 2.0,
    "likeness above other themes": 2.0,
}
_INTERCEPT = -6.0


@dataclass(frozen=True, slots=True)
class Point:
    """Figures after so many reviewed passages, a value for each seed."""

    order: str
    reviewed: int
    micro: tuple[float, ...]
    macro: tuple[float, ...]
    ranking: tuple[float, ...]
    """Average precision over all passages and themes: needs no cut."""


def untrained(themes: Sequence[str]) -> ThemeModel:
    """Cues and likeness, weighed by hand before anything was reviewed."""
    weights = np.array([_BY_HAND.get(name, 0.0) for name in FEATURES])
    means = Coefficients(weights, _INTERCEPT, dict.fromkeys(themes, 0.0), dict.fromkeys(themes, 0.0))
    loose = dict.fromkeys(themes, NEW_THEME)
    precisions = Coefficients(np.ones(len(FEATURES)), 1.0, loose, dict(loose))
    return ThemeModel("", "untrained", means, precisions, tag_cut=CUT, evidence_cut=CUT)


def curve(data: Measured, documents: Sequence[str], seeds: int, steps: Sequence[int] = STEPS) -> list[Point]:
    """Both orders, each seed with folds and chances of its own."""
    orders: dict[str, Callable[[Measured, Sequence[str], Rows, int], Iterator[ThemeModel]]] = {
        "by chance": _by_chance,
        "by the queue": _by_queue,
    }
    points = []
    for name, order in orders.items():
        found = [_seed(data, documents, seed, order, steps) for seed in range(seeds)]
        for n, reviewed in enumerate(steps):
            figures = zip(*(values[n] for values in found), strict=True)
            micro, macro, ranking = (tuple(values) for values in figures)
            points.append(Point(name, reviewed, micro, macro, ranking))
    return points


def curve_table(points: Sequence[Point]) -> Table:
    """Means over seeds with their standard deviation."""
    shown = Table(title="Themes found after so many reviewed passages, mean ± spread over seeds", title_justify="left")
    for column in ("reviewed", "chosen", "micro-F1", "macro-F1", "average precision"):
        shown.add_column(column, justify="left" if column == "chosen" else "right")
    drawn = [point for point in points if point.reviewed or point.order == points[0].order]
    for point in sorted(drawn, key=lambda p: p.reviewed):
        figures = (f"{np.mean(v):.3f} ± {np.std(v):.3f}" for v in (point.micro, point.macro, point.ranking))
        shown.add_row(str(point.reviewed), point.order if point.reviewed else "", *figures)
    return shown


def _seed(
    data: Measured,
    documents: Sequence[str],
    seed: int,
    order: Callable[[Measured, Sequence[str], Rows, int], Iterator[ThemeModel]],
    steps: Sequence[int],
) -> list[tuple[float, float, float]]:
    """The figures at each step, over all passages, each scored by a model that saw no passage of its document."""
    scores = np.zeros((len(steps), *data.truth.shape))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed).split(data.truth, groups=documents)
    for training, testing in folds:
        for n, model in _at(steps, order(data, documents, training, seed)):
            scores[n, testing] = [model.likelihoods(row, data.themes) for row in data.features[testing]]
    figures = []
    for each in scores:
        tags = (each >= CUT).astype(float)
        found = Found(data.themes, data.truth, tags, tags)
        ranking = float(average_precision_score(data.truth.ravel(), each.ravel()))
        figures.append((found.micro()[2], found.macro_f1(), ranking))
    return figures


def _at(steps: Sequence[int], models: Iterator[ThemeModel]) -> Iterator[tuple[int, ThemeModel]]:
    """The models after as many reviewed passages as the steps say; where there are no more, the last."""
    last, models_seen = None, 0
    for n, step in enumerate(steps):
        while last is None or models_seen <= step // BATCH:
            last = next(models, last)
            models_seen += 1
        yield n, last


def _by_chance(data: Measured, documents: Sequence[str], training: Rows, seed: int) -> Iterator[ThemeModel]:
    prior = untrained(data.themes)
    order = np.random.default_rng(seed).permutation(training)
    yield prior
    for end in range(BATCH, len(order) + BATCH, BATCH):
        yield learn(prior, _lessons(data, documents, order[:end]))


def _by_queue(data: Measured, documents: Sequence[str], training: Rows, seed: int) -> Iterator[ThemeModel]:
    """As the service asks: the pairs of the queue in order, each with its whole passage; by chance when none wait."""
    prior = untrained(data.themes)
    left, model = [int(i) for i in np.random.default_rng(seed).permutation(training)], prior
    reviewed: list[int] = []
    yield model
    while left:
        decided = _suggested(data, documents, model, reviewed)
        on_theme = Counter(one.theme for one in decided)
        in_document = Counter(one.document for one in decided)
        asked = in_order(_suggested(data, documents, model, left), on_theme, in_document)
        ordered = dict.fromkeys([int(one.candidate.passage) for one in asked] + left)
        chosen = list(ordered)[:BATCH]
        reviewed, left = reviewed + chosen, [i for i in left if i not in set(chosen)]
        model = learn(prior, _lessons(data, documents, reviewed))
        yield model


def _suggested(
    data: Measured, documents: Sequence[str], model: ThemeModel, rows: Sequence[int]
) -> list[OpenSuggestion]:
    found = []
    for i in rows:
        scores = model.likelihoods(data.features[i], data.themes)
        found += [
            OpenSuggestion(str(i), theme, documents[i], float(score))
            for theme, score in zip(data.themes, scores, strict=True)
            if score >= model.tag_cut
        ]
    return found


def _lessons(data: Measured, documents: Sequence[str], rows: Sequence[int] | Rows) -> list[Lesson]:
    return [
        Lesson(f"{i:05} {theme}", documents[i], theme, data.features[i, n], bool(data.truth[i, n]))
        for i in rows
        for n, theme in enumerate(data.themes)
    ]
