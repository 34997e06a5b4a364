"""Fitting: weights of ranking and of sentences from judged questions, and how good any weights are.

A linear model over pairs, what answers against what does not (RankSVM with logistic loss; Joachims, 2002), so that
only the order within one question counts. Figures of fitted weights are of questions whose document was not fitted on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from api.answers import extract
from api.retrieval import linear_ranker
from evaluation.answers.features import Numbers, Recorded

FOLDS = 5
OPPONENTS = 20
"""What does not answer that each answering row is paired with: the best by the weights in force."""
_PENALTY = 1.0
"""Inverse strength of the L2 penalty, scikit-learn's C."""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Task:
    """What is ordered: its features with the weights in force, its rows and right ones, and how an order is judged."""

    name: str
    features: tuple[str, ...]
    weights: Numbers
    rows: Callable[[Recorded], tuple[Numbers, Numbers]]
    judge: Callable[[Recorded, Numbers], Figures]

    def figures(self, questions: Sequence[Recorded], weights: Numbers) -> Figures:
        """The mean of each measure over the questions."""
        return mean([self.judge(q, self.rows(q)[0] @ weights) for q in questions])

    def fit(self, groups: Sequence[Sequence[Recorded]]) -> Numbers:
        """Weights from groups of questions that count equally, scaled so that they add up to those in force."""
        pairs, counts = [], []
        for questions in groups:
            found = [self._pairs(q) for q in questions]
            pairs += found
            counts += [np.full(len(p), 1 / max(1, len(p)) / len(found)) for p in found]
        differences, count = np.vstack(pairs), np.concatenate(counts)
        both = np.vstack([differences, -differences])
        truth = np.r_[np.ones(len(differences)), np.zeros(len(differences))]
        model = LogisticRegression(C=_PENALTY, fit_intercept=False, max_iter=2000)
        model.fit(both, truth, sample_weight=np.r_[count, count] * len(counts))
        fitted = np.maximum(model.coef_[0], 0)
        scaled: Numbers = fitted * (self.weights.sum() / max(fitted.sum(), 1e-9))
        return scaled

    def _pairs(self, question: Recorded) -> Numbers:
        features, right = self.rows(question)
        if not right.any() or right.all():
            return np.zeros((0, len(self.features)))
        others = features[right == 0]
        hardest = others[np.argsort(-(others @ self.weights), kind="stable")[:OPPONENTS]]
        return np.vstack([row - hardest for row in features[right > 0]])


def mean(figures: Sequence[Figures]) -> Figures:
    """The mean of each measure."""
    return {name: float(np.mean([f[name] for f in figures])) for name in figures[0]} if figures else {}


def cross_validated(task: Task, sets: Mapping[str, Sequence[Recorded]], own: str) -> Figures:
    """Figures of one set by weights fitted on the other sets and on those of its documents not in the fold."""
    questions = list(sets[own])
    clusters = [q.cluster for q in questions]
    others = [list(members) for name, members in sets.items() if name != own]
    found: list[Figures] = []
    for training, testing in GroupKFold(FOLDS, shuffle=True, random_state=0).split(clusters, groups=clusters):
        weights = task.fit([*others, [questions[i] for i in training]])
        found += [task.judge(questions[i], task.rows(questions[i])[0] @ weights) for i in testing]
    return mean(found)


def learning_curve(task: Task, questions: Sequence[Recorded], sizes: Sequence[int], draws: int) -> dict[int, Figures]:
    """Figures on held-out documents by weights fitted on so many judged questions alone, mean of draws; 0: in force."""
    clusters = sorted({q.cluster for q in questions})
    found: dict[int, list[Figures]] = {size: [] for size in sizes}
    for draw in range(draws):
        order = np.random.default_rng(draw).permutation(len(clusters))
        half = {clusters[i] for i in order[: len(clusters) // 2]}
        testing = [q for q in questions if q.cluster not in half]
        pool = [q for q in questions if q.cluster in half]
        shuffled = [pool[i] for i in np.random.default_rng(draw).permutation(len(pool))]
        for size in sizes:
            if size <= len(shuffled):
                found[size].append(task.figures(testing, task.fit([shuffled[:size]]) if size else task.weights))
    return {size: mean(figures) for size, figures in found.items() if figures}


def _ranked(question: Recorded) -> tuple[Numbers, Numbers]:
    return question.ranking, np.array(question.gains)


def _judge_ranking(question: Recorded, scores: Numbers) -> Figures:
    """nDCG@10 and success of the first ten units."""
    order = np.argsort(-scores, kind="stable")
    units: dict[int, float] = {}
    for place in order:
        units.setdefault(question.units[place], question.gains[place])
    gains = np.array(list(units.values())[:10])
    discounts = 1 / np.log2(np.arange(2, 12))
    ideal = float(np.array(question.ideal[:10]) @ discounts[: len(question.ideal[:10])])
    ndcg = float(gains @ discounts[: len(gains)]) / ideal if ideal else 0.0
    hits = {f"Success@{n}": float(gains[:n].any()) for n in (1, 5, 10)}
    return {"nDCG@10": ndcg, **hits}


def _judge_sentences(question: Recorded, scores: Numbers) -> Figures:
    """Whether the best sentences answer, before likeness to those chosen plays a part."""
    right = np.array(question.right)[np.argsort(-scores, kind="stable")]
    return {f"strict@{n}": float(right[:n].any()) for n in (1, 3, 5)}


def _sentences(question: Recorded) -> tuple[Numbers, Numbers]:
    return question.sentences, np.array(question.right, dtype=np.float64)


def _of(names: Sequence[str], weights: Mapping[str, float]) -> Numbers:
    return np.array([weights.get(name, 0.0) for name in names])


RANKING = Task(
    "ranking",
    (*linear_ranker.FEATURES, "preference"),
    np.r_[_of(linear_ranker.FEATURES, linear_ranker.WEIGHTS), 1.0],
    _ranked,
    _judge_ranking,
)
SUBJECTS = Task(
    "subjects",
    (*linear_ranker.FEATURES, "preference"),
    np.r_[_of(linear_ranker.FEATURES, linear_ranker.SUBJECT_WEIGHTS), 1.0],
    _ranked,
    _judge_ranking,
)
SENTENCES = Task("sentences", extract.FEATURES, _of(extract.FEATURES, extract.WEIGHTS), _sentences, _judge_sentences)


def rows_for(task: Task, questions: Sequence[Recorded]) -> list[Recorded]:
    """The questions a task is judged on: those with an answer, and of the kind the weights are for."""
    answerable = [q for q in questions if q.kind == "answerable" and len(task.rows(q)[0])]
    if task is SENTENCES:
        return [q for q in answerable if q.right]
    return [q for q in answerable if q.subject == (task is SUBJECTS)]


def as_row(weights: Numbers) -> list[Any]:
    """Weights as they are shown."""
    return [round(float(w), 2) for w in weights]
