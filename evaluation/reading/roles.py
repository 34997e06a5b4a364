"""Roles of statements: training of the shipped weights, and how well roles are found where nothing was trained on."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

from evaluation.reading.labels import Label, Labelled
from indexer.embedding import Embedder, Matrix
from indexer.passages import PassageRole
from indexer.roles.assignment import role_together
from indexer.roles.cues import attribution
from indexer.roles.model import Numbers, RoleModel, Surroundings, cue_features, vector_features
from indexer.roles.statements import Read, RoleMethod, ToldRole, likeliest, settled_role
from indexer.text.terms import repaired

FOLDS = 5
PENALTY = 1.0
"""Inverse strength of the L2 penalty, scikit-learn's C; 0.5 to 3 differ by less than a fold's noise."""
BALANCE = 0.5
"""How far rare roles weigh more: 0 not at all, 1 as if all were as frequent. Chosen by `python -m evaluation roles`."""
APPROACHES = ("headings and wording", "likeness alone", "all, weighed", "as shipped: rules, then all weighed")


@dataclass(frozen=True, slots=True)
class Scored:
    """Roles given and roles predicted under cross-validation by one approach."""

    approach: str
    truth: tuple[str, ...]
    predicted: tuple[str, ...]

    @property
    def roles(self) -> list[str]:
        """Roles that occur in the labels."""
        return sorted(set(self.truth))

    def by_role(self) -> dict[str, tuple[float, float, float, int]]:
        """Precision, recall, F1 and number of each role."""
        found = precision_recall_fscore_support(self.truth, self.predicted, labels=self.roles, zero_division=0)
        return {r: (float(p), float(c), float(f), int(n)) for r, p, c, f, n in zip(self.roles, *found, strict=True)}

    def f1(self, role: str) -> float:
        """F1 of a role; 0 where it does not occur."""
        return self.by_role().get(role, (0.0, 0.0, 0.0, 0))[2]

    def macro_f1(self) -> float:
        """Mean of F1 over the roles that occur."""
        return float(np.mean([f for _, _, f, _ in self.by_role().values()]))

    def right(self) -> float:
        """The part that is right."""
        return sum(a == b for a, b in zip(self.truth, self.predicted, strict=True)) / max(len(self.truth), 1)


@dataclass(frozen=True, slots=True)
class Validated:
    """What one approach said of statements whose group was not trained on."""

    approach: str
    statements: tuple[Labelled, ...]
    read: tuple[Read, ...]

    def single(self) -> Scored:
        """Statement by statement, of texts in which every one does the same."""
        kept = [(s.label.role, r.role) for s, r in zip(self.statements, self.read, strict=True) if not s.label.mixed]
        return Scored(self.approach, tuple(str(a) for a, _ in kept), tuple(str(b) for _, b in kept))

    def together(self, keep: Callable[[Label], bool] = lambda label: True) -> Scored:
        """Text by text, mixed ones too: the role that its statements make up."""
        texts: dict[Label, list[Read]] = defaultdict(list)
        for one, read in zip(self.statements, self.read, strict=True):
            texts[one.label].append(read)
        kept = [(label.role, role_together(read)) for label, read in texts.items() if keep(label)]
        return Scored(self.approach, tuple(str(a) for a, _ in kept), tuple(str(b) for _, b in kept))


def train(labelled: Sequence[Labelled], embedder: Embedder) -> RoleModel:
    """Weights from labelled statements; the same data, model and machine give the same weights."""
    learned = [one for one in labelled if not one.label.mixed]
    cues, vectors = features(learned, embedder)
    told = [(one.text, one.passage.text, one.passage.headings, one.label.kind, one.label.role) for one in learned]
    truth = [str(one.label.role) for one in learned]
    fitted, from_cues = _fit(np.hstack([cues, vectors]), truth), _fit(cues, truth)
    return RoleModel(
        roles=tuple(PassageRole(role) for role in fitted.classes_),
        embedding=embedder.name,
        digest=sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest(),
        weights=_weights(fitted),
        cue_weights=_weights(from_cues),
    )


def features(labelled: Sequence[Labelled], embedder: Embedder) -> tuple[Numbers, Numbers]:
    """Cue features and vector features, a row for each statement."""
    cues = [cue_features(one.text, one.passage.headings, one.label.kind, _around(one)) for one in labelled]
    return np.array(cues), np.array([vector_features(_vectors(one, embedder)) for one in labelled])


def cross_validate(
    tested: Sequence[Labelled], added: Sequence[Labelled], embedder: Embedder, group: Callable[[Label], str]
) -> list[Validated]:
    """Every approach, in folds that keep a group together; `added` data are trained on in every fold."""
    everything = [*tested, *added]
    cues, vectors = features(everything, embedder)
    truth = np.array([str(one.label.role) for one in everything])
    numbers = {APPROACHES[0]: cues, APPROACHES[1]: vectors, APPROACHES[2]: np.hstack([cues, vectors])}
    read: dict[str, dict[int, Read]] = {name: {} for name in APPROACHES}
    groups = [group(one.label) for one in tested]
    for training, testing in GroupKFold(FOLDS, shuffle=True, random_state=0).split(groups, groups=groups):
        rows = [n for n in (*training, *range(len(tested), len(everything))) if not everything[n].label.mixed]
        for name, matrix in numbers.items():
            fitted = _fit(matrix[rows], truth[rows].tolist())
            for n, chances in zip(testing, fitted.predict_proba(matrix[testing]), strict=True):
                likely = dict(zip(map(PassageRole, fitted.classes_), chances.tolist(), strict=True))
                read[name][n] = Read(tested[n].text, (0, 0), ToldRole(likely, RoleMethod.WEIGHED, ""))
                if name == APPROACHES[2]:
                    read[APPROACHES[3]][n] = _ruled(tested[n], likely)
    return [Validated(name, tuple(tested), tuple(read[name][n] for n in range(len(tested)))) for name in APPROACHES]


def summary_table(title: str, what: str, scored: Iterable[Scored]) -> Table:
    """Accuracy, macro-F1 and F1 of weakness and strength of each approach."""
    shown = Table(title=title, title_justify="left")
    for column in ("approach", what, "right", "macro-F1", "weakness F1", "strength F1"):
        shown.add_column(column, justify="left" if column == "approach" else "right")
    for s in scored:
        figures = (s.right(), s.macro_f1(), s.f1("weakness"), s.f1("strength"))
        shown.add_row(s.approach, str(len(s.truth)), *(f"{value:.3f}" for value in figures))
    return shown


def role_table(scored: Scored) -> Table:
    """Precision, recall and F1 of each role, and what it was taken for."""
    shown = Table(title=f"By role: {scored.approach}", title_justify="left")
    for column in ("role", "of it", "precision", "recall", "F1", "taken for"):
        shown.add_column(column, justify="left" if column in ("role", "taken for") else "right")
    labels = sorted({*scored.truth, *scored.predicted})
    matrix = confusion_matrix(scored.truth, scored.predicted, labels=labels)
    for role, (precision, recall, f1, count) in scored.by_role().items():
        taken = Counter(dict(zip(labels, matrix[labels.index(role)].tolist(), strict=True))).most_common()
        words = ", ".join(f"{name} {n}" for name, n in taken if n)
        shown.add_row(role, str(count), f"{precision:.2f}", f"{recall:.2f}", f"{f1:.2f}", words)
    return shown


def _ruled(one: Labelled, likely: dict[PassageRole, float]) -> Read:
    """What the indexer does: source named at the end, rows, settling heading, then the likeliest possible role."""
    told = settled_role(one.passage.cells_in(one.span), one.passage.headings, one.label.kind)
    if attribution(one.passage.text):
        told = ToldRole({PassageRole.DUTY: 1.0}, RoleMethod.ATTRIBUTED, "")
    return Read(one.text, (0, 0), told or ToldRole(likeliest(likely, one.label.kind), RoleMethod.WEIGHED, ""))


def _fit(matrix: Numbers, truth: Sequence[str]) -> LogisticRegression:
    counts = Counter(truth)
    weights = [(len(truth) / len(counts) / counts[role]) ** BALANCE for role in truth]
    return LogisticRegression(C=PENALTY, max_iter=3000).fit(matrix, truth, sample_weight=weights)


def _weights(fitted: LogisticRegression) -> Numbers:
    return np.hstack([fitted.coef_, fitted.intercept_[:, None]])


def _around(one: Labelled) -> Surroundings:
    return Surroundings(one.passage.text, one.number, sum(1 for _ in one.passage.units()))


def _vectors(one: Labelled, embedder: Embedder) -> Matrix:
    first, last = one.sentences
    spans = one.passage.sentences[first : last + 1]
    return embedder.encode([" ".join(repaired(one.passage.text[a:b]).split()) for a, b in spans])
