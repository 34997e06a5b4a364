"""Learning from decisions: the coefficients that find themes, moved on by what people confirmed and rejected.

The model before is the prior: each coefficient is normal, with its mean and its precision. The new coefficients are
the likeliest after the decisions, found by Newton's method, and their precisions grow by what the decisions tell:
regularised logistic regression with batch updates (Chapelle and Li, "An Empirical Evaluation of Thompson Sampling",
NeurIPS 2011, algorithm 3; a Laplace approximation with a diagonal). No chance is in it: the same prior and the same
decisions give the same numbers. Decisions are mostly on what the model before suggested. That is no bias of a model of
the likelihood of a theme given its features, but what was never suggested is never learned.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from api.themes.tagger import FEATURES, Coefficients, Numbers, ThemeModel

NEW_THEME = 4.0
"""Precision of the offset and slope of a theme that the prior does not know: how freely themes move in training."""
FOLDS = 5
"""Parts of the documents, each left out in turn. By judgement; more is slower."""
FEWEST = 20
"""Decisions, in at least two documents, from which a model can be tried on decisions not learned from."""
_STEPS, _SETTLED = 50, 1e-9
"""Newton steps at most, and the change of a coefficient that counts as none. By judgement."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a person decided of a passage and a theme; `key` names both, `features` are the tagger's for that theme."""

    key: str
    document: str
    theme: str
    features: Numbers
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """A model tried on decisions in documents not learned from, before learning and after.

    `right` counts likelihoods on the decided side of one half; `loss` is the mean logarithmic loss, less is better.
    """

    decisions: int
    documents: int
    right_before: int
    right_after: int
    loss_before: float
    loss_after: float


def learn(prior: ThemeModel, lessons: Sequence[Lesson], codebook: int = 0) -> ThemeModel:
    """The model after the lessons, whose order does not matter; the prior itself when there are none.

    Its version is made of the prior's, the lessons and the version of the codebook. The cuts stay: they are
    likelihoods, and mean the same.
    """
    if not lessons:
        return prior
    ordered = sorted(lessons, key=lambda lesson: lesson.key)
    told = [prior.digest, codebook, [[lesson.key, lesson.theme, lesson.confirmed] for lesson in ordered]]
    themes = sorted({*prior.means.offsets, *(lesson.theme for lesson in ordered)})
    matrix, truth = _matrix(ordered, themes), np.array([float(lesson.confirmed) for lesson in ordered])
    mean, precision = _flat(prior.means, themes, 0.0), _flat(prior.precisions, themes, NEW_THEME)
    found = _likeliest(matrix, truth, mean, precision)
    sure = precision + (matrix**2).T @ _spread(matrix @ found)
    digest = sha256(json.dumps(told).encode()).hexdigest()
    return replace(prior, digest=digest, means=_shaped(found, themes), precisions=_shaped(sure, themes))


def tried(prior: ThemeModel, lessons: Sequence[Lesson]) -> Trial | None:
    """Whether learning helps, in folds over documents; None when the decisions are too few to say."""
    documents = sorted({lesson.document for lesson in lessons})
    if len(lessons) < FEWEST or len(documents) < 2:
        return None
    fold = {document: n % FOLDS for n, document in enumerate(documents)}
    before, after = np.zeros(len(lessons)), np.zeros(len(lessons))
    for left_out in sorted(set(fold.values())):
        model = learn(prior, [lesson for lesson in lessons if fold[lesson.document] != left_out])
        for n, lesson in enumerate(lessons):
            if fold[lesson.document] == left_out:
                before[n], after[n] = (
                    m.likelihoods(lesson.features[None, :], [lesson.theme])[0] for m in (prior, model)
                )
    truth = np.array([lesson.confirmed for lesson in lessons])
    right_before, right_after = (int(((scores >= 0.5) == truth).sum()) for scores in (before, after))
    losses = _loss(truth, before), _loss(truth, after)
    return Trial(len(lessons), len(documents), right_before, right_after, *losses)


def _likeliest(matrix: Numbers, truth: Numbers, mean: Numbers, precision: Numbers) -> Numbers:
    """Newton's method; a step that makes it worse is halved."""

    def cost(values: Numbers) -> float:
        odds = matrix @ values
        return float((precision * (values - mean) ** 2).sum() / 2 + (np.logaddexp(0, odds) - truth * odds).sum())

    found, now = mean.copy(), cost(mean)
    for _ in range(_STEPS):
        odds = matrix @ found
        slope = precision * (found - mean) + matrix.T @ (1 / (1 + np.exp(-odds)) - truth)
        bend = np.diag(precision) + (matrix * _spread(odds)[:, None]).T @ matrix
        step = np.linalg.solve(bend, slope)
        while (then := cost(found - step)) > now and float(np.abs(step).max()) > _SETTLED:
            step = step / 2
        found, now = found - step, then
        if float(np.abs(step).max()) <= _SETTLED:
            break
    return found


def _matrix(lessons: Sequence[Lesson], themes: Sequence[str]) -> Numbers:
    """A row for each lesson: its features, one, and the offset and slope of its theme."""
    size, place = len(FEATURES), {theme: n for n, theme in enumerate(themes)}
    rows = np.zeros((len(lessons), size + 1 + 2 * len(themes)))
    for row, lesson in zip(rows, lessons, strict=True):
        row[:size], row[size] = lesson.features, 1.0
        row[size + 1 + place[lesson.theme]] = 1.0
        row[size + 1 + len(themes) + place[lesson.theme]] = lesson.features[0]
    return rows


def _flat(given: Coefficients, themes: Sequence[str], otherwise: float) -> Numbers:
    each = [values.get(theme, otherwise) for values in (given.offsets, given.slopes) for theme in themes]
    return np.concatenate([given.weights, [given.intercept], each])


def _shaped(flat: Numbers, themes: Sequence[str]) -> Coefficients:
    size, count = len(FEATURES), len(themes)
    offsets, slopes = flat[size + 1 : size + 1 + count].tolist(), flat[size + 1 + count :].tolist()
    each = (dict(zip(themes, values, strict=True)) for values in (offsets, slopes))
    return Coefficients(flat[:size], float(flat[size]), *each)


def _spread(odds: Numbers) -> Numbers:
    """How much an observation tells: p(1 - p)."""
    likely = 1 / (1 + np.exp(-odds))
    return np.asarray(likely * (1 - likely))


def _loss(truth: Numbers, scores: Numbers) -> float:
    near = np.clip(np.where(truth, scores, 1 - scores), 1e-12, 1)
    return float(-np.log(near).mean())
