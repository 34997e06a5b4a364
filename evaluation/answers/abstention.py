"""Abstention: several ways to tell answerable questions from others, on documents not trained on; the shipped model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from rich.table import Table
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from api.answers.abstention import SIGNALS, AbstentionModel
from api.answers.thresholds import ANSWERED, Cuts, cuts_for
from evaluation.answers.features import Numbers, Recorded
from evaluation.answers.measure import auroc

FOLDS = 5
_FOR_CUTS = ("real", "sample")
"""Questions on reports set the shipped cuts: the mean of those of each set."""
_LITTLE = 0.1
"""What a small set counts beside the public collection in training."""
_MIX: Mapping[str, tuple[tuple[str, float], ...]] = {
    "squad": (("answerable", 1.0), ("hidden", 0.9), ("unanswerable", 0.1)),
    "real": (("answerable", _LITTLE), ("unanswerable", 0.7 * _LITTLE), ("foreign", 0.3 * _LITTLE)),
    "sample": (("answerable", _LITTLE), ("unanswerable", 0.6 * _LITTLE), ("foreign", 0.4 * _LITTLE)),
}
"""What each kind of question counts in training. That the same is said in no other report is not known, so reports
have no `hidden` ones."""

Scorer = Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of all sets with signals, in one table."""

    sets: tuple[str, ...]
    kinds: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    clusters: tuple[str, ...]
    signals: Numbers

    @classmethod
    def of(cls, recorded: Mapping[str, Sequence[Recorded]]) -> Asked:
        """Those of each set that came to lines at all."""
        rows = [(name, q) for name, questions in recorded.items() for q in questions if q.signals is not None]
        return cls(
            tuple(name for name, _ in rows),
            tuple(q.kind for _, q in rows),
            tuple(q.tags for _, q in rows),
            tuple(f"{name} {q.cluster}" for name, q in rows),
            np.array([q.signals for _, q in rows]),
        )

    def weights(self) -> Numbers:
        """What each question counts in training; 0 leaves it out."""
        found = np.zeros(len(self.sets))
        for name, kinds in _MIX.items():
            for kind, share in kinds:
                members = self.where(name, kind)
                found[members] = share / max(1, members.sum())
        return found * len(found)

    def where(self, name: str, kind: str) -> NDBool:
        """The questions of a set and kind."""
        return np.array([s == name and k == kind for s, k in zip(self.sets, self.kinds, strict=True)])

    def groups(self) -> Iterator[tuple[str, str, NDBool]]:
        """Set, label and members of each kind of question that should not be answered."""
        near = np.array(["near-miss" in tags for tags in self.tags])
        for name in dict.fromkeys(self.sets):
            unanswerable = self.where(name, "unanswerable")
            parts = {
                "document left out": self.where(name, "hidden") & (name == "squad"),
                "near misses": unanswerable & (near if near[unanswerable].any() else unanswerable),
                "the rest": unanswerable & ~near & near[unanswerable].any(),
                "from elsewhere": self.where(name, "foreign"),
            }
            yield from ((name, label, members) for label, members in parts.items() if members.any())


NDBool = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def _signal(name: str) -> Callable[[Asked, NDBool], Scorer]:
    column = SIGNALS.index(name)
    return lambda asked, training: lambda signals: signals[:, column]


def _logistic(names: Sequence[str]) -> Callable[[Asked, NDBool], Scorer]:
    columns = [SIGNALS.index(name) for name in names]

    def train(asked: Asked, training: NDBool) -> Scorer:
        model = fit(asked, training, columns)
        return lambda signals: np.asarray(model.decision_function(signals[:, columns]))

    return train


def _trees(asked: Asked, training: NDBool) -> Scorer:
    weights = asked.weights()
    rows = training & (weights > 0)
    model = HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=8, learning_rate=0.06, random_state=0)
    model.fit(asked.signals[rows], _truth(asked)[rows], sample_weight=weights[rows])
    return lambda signals: np.asarray(model.decision_function(signals))


APPROACHES: Mapping[str, Callable[[Asked, NDBool], Scorer]] = {
    "passage cosine": _signal("top_passage"),
    "words covered": _signal("covered_by_passages"),
    "four signals": _logistic(SIGNALS[:4]),
    "six signals": _logistic(SIGNALS),
    "six, boosted trees": _trees,
}


def fit(asked: Asked, training: NDBool, columns: Sequence[int]) -> LogisticRegression:
    """Logistic regression over some of the signals."""
    weights = asked.weights()
    rows = training & (weights > 0)
    model = LogisticRegression(C=10, max_iter=5000)
    return model.fit(asked.signals[rows][:, list(columns)], _truth(asked)[rows], sample_weight=weights[rows])


def out_of_fold(asked: Asked, approach: Callable[[Asked, NDBool], Scorer]) -> Numbers:
    """The score of every question by a model that saw no question of its document."""
    scores = np.zeros(len(asked.sets))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for training, testing in folds.split(asked.signals, groups=asked.clusters):
        chosen = np.zeros(len(asked.sets), dtype=np.bool_)
        chosen[training] = True
        scores[testing] = approach(asked, chosen)(asked.signals[testing])
    return scores


def train(asked: Asked) -> AbstentionModel:
    """The model to ship, its cuts chosen by scores out of fold, so that they hold for documents not seen."""
    everything = np.ones(len(asked.sets), dtype=np.bool_)
    model = fit(asked, everything, range(len(SIGNALS)))
    version = sha256(asked.signals.tobytes() + ",".join(asked.kinds).encode()).hexdigest()[:12]
    scores = out_of_fold(asked, APPROACHES["six signals"])
    each = [cuts_for(scores[asked.where(name, "answerable")].tolist(), version) for name in _FOR_CUTS]
    refuse, answer = (float(np.mean([getattr(c, side) for c in each])) for side in ("refuse_below", "answer_from"))
    weights = dict(zip(SIGNALS, map(float, model.coef_[0]), strict=True))
    return AbstentionModel(version, float(model.intercept_[0]), weights, Cuts(refuse, answer, version))


def table(asked: Asked) -> Table:
    """Each approach against each kind of question: AUROC / part refused while 90 % of the answerable are answered."""
    shown = Table(title="Abstention, folds by document: AUROC / refused at 90 % answered", title_justify="left")
    for column in ("set", "against", "questions", *APPROACHES):
        shown.add_column(column, justify="left" if column in ("set", "against") else "right")
    scores = {name: out_of_fold(asked, approach) for name, approach in APPROACHES.items()}
    for name, label, members in asked.groups():
        right = asked.where(name, "answerable")
        cells = [
            f"{auroc(s[right].tolist(), s[members].tolist()):.3f} / {refused(s[right], s[members]):.2f}"
            for s in scores.values()
        ]
        shown.add_row(name, label, str(int(members.sum())), *cells)
    return shown


def refused(answerable: Numbers, others: Numbers, answered: float = ANSWERED) -> float:
    """The part of others below the cut that answers so many of the answerable."""
    return float(np.mean(others < np.quantile(answerable, 1 - answered)))


def _truth(asked: Asked) -> NDBool:
    return np.array([kind == "answerable" for kind in asked.kinds])
