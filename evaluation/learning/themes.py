"""Themes of statements: training of the shipped coefficients, and how well themes are found in what was not seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from api.themes.codebook import SEED, Register, seed
from api.themes.tagger import FEATURES, Coefficients, Numbers, Tagger, Text, ThemeModel, telling
from evaluation.items import shared
from evaluation.reading.labels import Label, Labelled, as_read
from evaluation.reading.labels import gold as labelled
from indexer.embedding import Embedder, Matrix
from indexer.passages import Passage
from indexer.text.terms import repaired

Rows = NDArray[np.intp]
FOLDS = 5
PENALTY = 1.0
"""Inverse strength of the L2 penalty, scikit-learn's C."""
THEME_SCALE = 0.5
"""How freely offsets and slopes of single themes move beside the shared coefficients."""
PRECISION = 0.84
"""How often evidence is right in the inner folds: above the 0.80 wanted, since a cut does a little worse elsewhere."""
OFTEN = 8
"""Themes with at least so many examples count in the macro mean."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text and its statements, as they were read."""

    label: Label
    statements: tuple[Labelled, ...]

    @property
    def document(self) -> str:
        """The name of its document."""
        return self.label.document


@dataclass(frozen=True, slots=True)
class Measured:
    """Features and labels of texts: shapes (texts, themes, features) and (texts, themes).

    `features` are those of the statement that speaks most for each theme; `statements` are those of every statement
    of each text, shape (statements, themes, features), where these are known.
    """

    features: Numbers
    truth: Numbers
    themes: tuple[str, ...]
    statements: tuple[Numbers, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Labels, tags and what is shown as evidence under cross-validation, each of shape (texts, themes)."""

    themes: tuple[str, ...]
    truth: Numbers
    tags: Numbers
    shown: Numbers

    def by_theme(self) -> dict[str, tuple[float, float, float, int]]:
        """Precision, recall, F1 and number of texts of each theme."""
        return {
            theme: (*_precision_recall_f1(self.truth[:, n], self.tags[:, n]), int(self.truth[:, n].sum()))
            for n, theme in enumerate(self.themes)
        }

    def micro(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of all tags together."""
        return _precision_recall_f1(self.truth, self.tags)

    def evidence(self) -> tuple[float, float, int]:
        """Precision and recall of what is shown as evidence, and how many it is."""
        precision, recall, _ = _precision_recall_f1(self.truth, self.shown)
        return precision, recall, int(self.shown.sum())

    def macro_f1(self) -> float:
        """Mean F1 over the themes with at least OFTEN examples."""
        return float(np.mean([f for _, _, f, n in self.by_theme().values() if n >= OFTEN]))


def gold() -> list[Example]:
    """Labelled passages of real reports, as far as they are found as read. Raises Absent."""
    found: dict[Label, list[Labelled]] = {}
    for one in as_read(labelled(), shared("corpus")):
        found.setdefault(one.label, []).append(one)
    return [Example(label, tuple(statements)) for label, statements in found.items()]


def measure(examples: Sequence[Example], embedder: Embedder, register: Register) -> Measured:
    """Features of every text and theme."""
    tagger = Tagger(register, embedder)
    passages = {one.passage.id: one.passage for example in examples for one in example.statements}
    measured = {key: tagger.measure(Text.of(passage, _vectors(passage, embedder))) for key, passage in passages.items()}
    statements = tuple(np.array([measured[s.passage.id][s.number] for s in example.statements]) for example in examples)
    themes = tuple(theme.id for theme in register.themes)
    truth = np.array([[float(theme in example.label.themes) for theme in themes] for example in examples])
    return Measured(np.array([telling(rows) for rows in statements]), truth, themes, statements)


def train(examples: Sequence[Example], embedder: Embedder) -> ThemeModel:
    """Coefficients from labelled texts; the same data, codebook and model give the same coefficients."""
    data = measure(examples, embedder, seed())
    told = [
        ([s.text for s in e.statements], e.statements[0].passage.headings, sorted(e.label.themes)) for e in examples
    ]
    packed = json.dumps([FEATURES, told], ensure_ascii=False)
    digest = sha256(packed.encode() + SEED.read_bytes()).hexdigest()
    model = fit(data, [example.document for example in examples])
    return replace(model, embedding=embedder.name, digest=digest)


def fit(data: Measured, groups: Sequence[str]) -> ThemeModel:
    """Coefficients and cuts; the cuts are chosen on inner folds, so that they hold for documents not seen."""
    scores = np.zeros_like(data.truth)
    for training, testing in GroupKFold(FOLDS, shuffle=True, random_state=1).split(data.truth, groups=groups):
        scores[testing] = _scores(_fit(data, training), data, testing)
    tag_cut, evidence_cut = _cuts(data.truth, scores)
    model = _fit(data, np.arange(len(data.truth)))
    return replace(model, tag_cut=tag_cut, evidence_cut=max(tag_cut, evidence_cut))


def cross_validate(examples: Sequence[Example], data: Measured, group: Callable[[Label], str]) -> Found:
    """Tags of texts whose group was not trained on: the themes of their statements."""
    names = [group(example.label) for example in examples]
    tags, shown = np.zeros_like(data.truth), np.zeros_like(data.truth)
    for training, testing in GroupKFold(FOLDS, shuffle=True, random_state=0).split(names, groups=names):
        part = Measured(
            data.features[training], data.truth[training], data.themes, tuple(data.statements[i] for i in training)
        )
        model = fit(part, [names[i] for i in training])
        scores = _scores(model, data, testing)
        tags[testing], shown[testing] = scores >= model.tag_cut, scores >= model.evidence_cut
    return Found(data.themes, data.truth, tags, shown)


def summary_table(rows: dict[str, Found]) -> Table:
    """The figures that have targets, one row for each way of leaving out."""
    shown = Table(title="Themes of labelled texts, by their statements", title_justify="left")
    names = ("folds by", "texts", "micro-F1", "macro-F1", "evidence precision", "evidence recall", "shown")
    for column in names:
        shown.add_column(column, justify="left" if column == "folds by" else "right")
    for name, found in rows.items():
        precision, recall, count = found.evidence()
        figures = (found.micro()[2], found.macro_f1(), precision, recall)
        shown.add_row(name, str(len(found.truth)), *(f"{value:.3f}" for value in figures), str(count))
    return shown


def theme_table(found: Found) -> Table:
    """Precision, recall and F1 of each theme that occurs or was found."""
    labels = seed().labels()
    shown = Table(title="By theme", title_justify="left")
    for column in ("theme", "passages", "precision", "recall", "F1"):
        shown.add_column(column, justify="left" if column == "theme" else "right")
    for n, (theme, (precision, recall, f1, count)) in enumerate(found.by_theme().items()):
        if count or found.tags[:, n].any():
            shown.add_row(f"{theme} {labels[theme]}", str(count), f"{precision:.2f}", f"{recall:.2f}", f"{f1:.2f}")
    return shown


def _fit(data: Measured, rows: Rows) -> ThemeModel:
    """Logistic regression; offsets and slopes of themes are further columns, kept small by the same penalty."""
    texts, themes, _ = data.features[rows].shape
    shared_part = data.features[rows].reshape(texts * themes, -1)
    each = np.tile(np.eye(themes), (texts, 1)) * THEME_SCALE
    matrix = np.hstack([shared_part, each, each * shared_part[:, :1]])
    fitted = LogisticRegression(C=PENALTY, max_iter=3000).fit(matrix, data.truth[rows].ravel())
    found, likely = fitted.coef_[0], fitted.predict_proba(matrix)[:, 1]
    # How sure each coefficient is: the penalty, and what the texts tell of it (a Laplace approximation).
    spread = likely * (1 - likely)
    sure = 1 / PENALTY + (matrix**2).T @ spread
    means = _coefficients(found, float(fitted.intercept_[0]), data.themes, THEME_SCALE)
    precisions = _coefficients(sure, float(spread.sum()), data.themes, 1 / THEME_SCALE**2)
    return ThemeModel("", "", means, precisions, tag_cut=0.5, evidence_cut=0.5)


def _coefficients(found: Numbers, intercept: float, themes: Sequence[str], scale: float) -> Coefficients:
    size = len(FEATURES)
    each = (found[size:] * scale).reshape(2, len(themes)).tolist()
    offsets, slopes = (dict(zip(themes, values, strict=True)) for values in each)
    return Coefficients(found[:size], intercept, offsets, slopes)


def _scores(model: ThemeModel, data: Measured, rows: Rows) -> Numbers:
    """How likely each theme is of each text: as likely as of the likeliest of its statements."""
    every = [data.statements[n] if data.statements else data.features[n][None] for n in rows]
    return np.array([np.max([model.likelihoods(one, data.themes) for one in said], axis=0) for said in every])


def _cuts(truth: Numbers, scores: Numbers) -> tuple[float, float]:
    """The cut of the best micro-F1, and the lowest from which evidence is right often enough."""
    cuts = np.arange(0.10, 0.96, 0.01)
    figures = [_precision_recall_f1(truth, (scores >= cut).astype(float)) for cut in cuts]
    best = float(cuts[int(np.argmax([f for _, _, f in figures]))])
    good = [float(cut) for cut, (precision, _, _) in zip(cuts, figures, strict=True) if precision >= PRECISION]
    return best, min(good, default=float(cuts[-1]))


def _precision_recall_f1(truth: Numbers, found: Numbers) -> tuple[float, float, float]:
    right = float((truth * found).sum())
    precision = right / max(float(found.sum()), 1.0)
    recall = right / max(float(truth.sum()), 1.0)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _vectors(passage: Passage, embedder: Embedder) -> Matrix:
    return embedder.encode([" ".join(repaired(passage.text[a:b]).split()) for a, b in passage.sentences])
