"""Roles of passages: training of the shipped weights, and how well roles are found on documents not trained on."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

from evaluation.items import ROOT, shared
from indexer.documents import DocumentKind
from indexer.embedding import Embedder, Matrix
from indexer.passages import PassageRole
from indexer.roles.assignment import possible_roles
from indexer.roles.cues import attribution, decisive
from indexer.roles.model import Numbers, RoleModel, cue_features, vector_features
from indexer.text.sentences import sentence_spans

OWN = ROOT / "evaluation" / "data" / "roles.jsonl"
FOLDS = 5
PENALTY = 1.0
"""Inverse strength of the L2 penalty, scikit-learn's C; 0.5 to 3 differ by less than a fold's noise."""
APPROACHES = ("headings and wording", "likeness alone", "all, weighed", "as shipped: rules, then all weighed")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its headings, the kind of its document and its role. No document: written for training."""

    text: str
    headings: tuple[str, ...]
    kind: DocumentKind
    role: PassageRole
    document: str = ""
    sample: str = "own"

    @property
    def area(self) -> str:
        """The area a document's name begins with."""
        name = re.sub(r"^(?:jtai|wscb)-", lambda m: "walsall-" if m.group() == "wscb-" else "", self.document)
        return name.split("-")[0]


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
        """Precision, recall, F1 and number of passages of each role."""
        found = precision_recall_fscore_support(self.truth, self.predicted, labels=self.roles, zero_division=0)
        return {r: (float(p), float(c), float(f), int(n)) for r, p, c, f, n in zip(self.roles, *found, strict=True)}

    def macro_f1(self) -> float:
        """Mean of F1 over the roles that occur."""
        return float(np.mean([f for _, _, f, _ in self.by_role().values()]))


def gold() -> list[Labelled]:
    """Labelled passages of real reports. Raises Absent."""
    rows = _rows(shared("gold") / "passages.jsonl")
    return [
        Labelled(
            text=row["text"],
            headings=tuple(part.strip() for part in (row["heading"] or "").split(" > ") if part.strip()),
            kind=DocumentKind.ANNUAL_REPORT if "annual-report" in row["doc"] else DocumentKind.INSPECTION,
            role=PassageRole(row["role"]),
            document=row["doc"],
            sample=row["sample"],
        )
        for row in rows
    ]


def own() -> list[Labelled]:
    """Sentences written and labelled for training, on all roles and kinds; fictional."""
    return [
        Labelled(row["text"], tuple(row["headings"]), DocumentKind(row["kind"]), PassageRole(row["role"]))
        for row in _rows(OWN)
    ]


def train(labelled: Sequence[Labelled], embedder: Embedder) -> RoleModel:
    """Weights from labelled texts; the same data, model and machine give the same weights."""
    cues, vectors = features(labelled, embedder)
    packed = json.dumps([(i.text, i.headings, i.kind, i.role) for i in labelled], ensure_ascii=False)
    truth = [str(i.role) for i in labelled]
    fitted, from_cues = _fit(np.hstack([cues, vectors]), truth), _fit(cues, truth)
    return RoleModel(
        roles=tuple(PassageRole(role) for role in fitted.classes_),
        embedding=embedder.name,
        digest=sha256(packed.encode()).hexdigest(),
        weights=_weights(fitted),
        cue_weights=_weights(from_cues),
    )


def features(labelled: Sequence[Labelled], embedder: Embedder) -> tuple[Numbers, Numbers]:
    """Cue features and vector features, a row for each text."""
    cues = np.array([cue_features(i.text, i.headings, i.kind) for i in labelled])
    return cues, np.array([vector_features(_sentence_vectors(i.text, embedder)) for i in labelled])


def cross_validate(
    tested: Sequence[Labelled], added: Sequence[Labelled], embedder: Embedder, group: Callable[[Labelled], str]
) -> list[Scored]:
    """Every approach, in folds that keep a group together; `added` data are trained on in every fold."""
    everything = [*tested, *added]
    cues, vectors = features(everything, embedder)
    truth = np.array([str(i.role) for i in everything])
    numbers = {APPROACHES[0]: cues, APPROACHES[1]: vectors, APPROACHES[2]: np.hstack([cues, vectors])}
    predicted = {name: np.empty(len(tested), dtype=object) for name in APPROACHES}
    groups = [group(i) for i in tested]
    for training, testing in GroupKFold(FOLDS, shuffle=True, random_state=0).split(groups, groups=groups):
        rows = np.concatenate([training, np.arange(len(tested), len(everything))])
        for name, matrix in numbers.items():
            fitted = _fit(matrix[rows], truth[rows].tolist())
            chances = fitted.predict_proba(matrix[testing])
            predicted[name][testing] = fitted.classes_[chances.argmax(axis=1)]
            if name == APPROACHES[2]:
                ruled = [
                    _ruled(tested[n], dict(zip(fitted.classes_, c, strict=True)))
                    for n, c in zip(testing, chances, strict=True)
                ]
                predicted[APPROACHES[3]][testing] = ruled
    given = tuple(truth[: len(tested)].tolist())
    return [Scored(name, given, tuple(map(str, predicted[name]))) for name in APPROACHES]


def part(scored: Scored, keep: Sequence[bool]) -> Scored:
    """The same, for some of the passages."""
    pick = partial(_pick, keep=keep)
    return Scored(scored.approach, pick(scored.truth), pick(scored.predicted))


def summary_table(title: str, scored: Sequence[Scored]) -> Table:
    """Macro-F1, weakness F1 and accuracy of each approach."""
    shown = Table(title=title, title_justify="left")
    for column in ("approach", "passages", "macro-F1", "weakness F1", "right"):
        shown.add_column(column, justify="left" if column == "approach" else "right")
    for s in scored:
        weakness = s.by_role().get("weakness", (0.0, 0.0, 0.0, 0))[2]
        right = sum(a == b for a, b in zip(s.truth, s.predicted, strict=True)) / len(s.truth)
        shown.add_row(s.approach, str(len(s.truth)), f"{s.macro_f1():.3f}", f"{weakness:.3f}", f"{right:.3f}")
    return shown


def role_table(scored: Scored) -> Table:
    """Precision, recall and F1 of each role, and what its passages were taken for."""
    shown = Table(title=f"By role: {scored.approach}", title_justify="left")
    for column in ("role", "passages", "precision", "recall", "F1", "taken for"):
        shown.add_column(column, justify="left" if column in ("role", "taken for") else "right")
    labels = sorted({*scored.truth, *scored.predicted})
    matrix = confusion_matrix(scored.truth, scored.predicted, labels=labels)
    for role, (precision, recall, f1, count) in scored.by_role().items():
        taken = Counter(dict(zip(labels, matrix[labels.index(role)].tolist(), strict=True))).most_common()
        words = ", ".join(f"{name} {n}" for name, n in taken if n)
        shown.add_row(role, str(count), f"{precision:.2f}", f"{recall:.2f}", f"{f1:.2f}", words)
    return shown


def _ruled(item: Labelled, chances: dict[str, float]) -> str:
    """What the indexer does with text that is no row: source named, settling heading, the likeliest possible role."""
    if attribution(item.text):
        return PassageRole.DUTY
    settled, possible = decisive(item.headings), possible_roles(item.kind)
    if settled and settled[0] in possible:
        return settled[0]
    return max(possible & {PassageRole(role) for role in chances}, key=lambda role: chances[role])


def _fit(matrix: Numbers, truth: Sequence[str]) -> LogisticRegression:
    return LogisticRegression(C=PENALTY, max_iter=3000, class_weight="balanced").fit(matrix, truth)


def _weights(fitted: LogisticRegression) -> Numbers:
    return np.hstack([fitted.coef_, fitted.intercept_[:, None]])


def _sentence_vectors(text: str, embedder: Embedder) -> Matrix:
    return embedder.encode([" ".join(text[a:b].split()) for a, b in sentence_spans(text)])


def _pick(values: Sequence[str], keep: Sequence[bool]) -> tuple[str, ...]:
    return tuple(value for value, kept in zip(values, keep, strict=True) if kept)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
