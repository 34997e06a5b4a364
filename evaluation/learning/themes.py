"""Themes of passages: training of the shipped coefficients, and how well themes are found on documents not seen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from api.themes.codebook import SEED, Register, seed
from api.themes.tagger import FEATURES, Coefficients, Numbers, Tagger, Text, ThemeModel
from evaluation.items import shared
from indexer.embedding import Embedder
from indexer.text.sentences import sentence_spans

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
class Labelled:
    """A passage with its headings, its themes and the name of its document."""

    text: str
    headings: tuple[str, ...]
    themes: frozenset[str]
    document: str

    @property
    def area(self) -> str:
        """The area a document's name begins with."""
        name = re.sub(r"^(?:jtai|wscb)-", lambda m: "walsall-" if m.group() == "wscb-" else "", self.document)
        return name.split("-")[0]


@dataclass(frozen=True, slots=True)
class Measured:
    """Features and labels of texts: shapes (texts, themes, features) and (texts, themes)."""

    features: Numbers
    truth: Numbers
    themes: tuple[str, ...]


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


def gold() -> list[Labelled]:
    """Labelled passages of real reports. Raises Absent."""
    rows = _rows(shared("gold") / "passages.jsonl")
    return [
        Labelled(
            text=row["text"],
            headings=tuple(part.strip() for part in (row["heading"] or "").split(" > ") if part.strip()),
            themes=frozenset(row["themes"]),
            document=row["doc"],
        )
        for row in rows
    ]


def measure(labelled: Sequence[Labelled], embedder: Embedder, register: Register) -> Measured:
    """Features of every text and theme."""
    tagger = Tagger(register, embedder)
    features = np.array([tagger.measure(_text(item, embedder))[0] for item in labelled])
    themes = tuple(theme.id for theme in register.themes)
    truth = np.array([[float(theme in item.themes) for theme in themes] for item in labelled])
    return Measured(features, truth, themes)


def train(labelled: Sequence[Labelled], embedder: Embedder) -> ThemeModel:
    """Coefficients from labelled texts; the same data, codebook and model give the same coefficients."""
    data = measure(labelled, embedder, seed())
    packed = json.dumps([(i.text, i.headings, sorted(i.themes)) for i in labelled], ensure_ascii=False)
    digest = sha256(packed.encode() + SEED.read_bytes()).hexdigest()
    model = fit(data, [item.document for item in labelled])
    return replace(model, embedding=embedder.name, digest=digest)


def fit(data: Measured, groups: Sequence[str]) -> ThemeModel:
    """Coefficients and cuts; the cuts are chosen on inner folds, so that they hold for documents not seen."""
    scores = np.zeros_like(data.truth)
    for training, testing in GroupKFold(FOLDS, shuffle=True, random_state=1).split(data.truth, groups=groups):
        scores[testing] = _scores(_fit(data, training), data, testing)
    tag_cut, evidence_cut = _cuts(data.truth, scores)
    model = _fit(data, np.arange(len(data.truth)))
    return replace(model, tag_cut=tag_cut, evidence_cut=max(tag_cut, evidence_cut))


def cross_validate(labelled: Sequence[Labelled], data: Measured, group: Callable[[Labelled], str]) -> Found:
    """Tags of texts whose group was not trained on."""
    names = [group(item) for item in labelled]
    tags, shown = np.zeros_like(data.truth), np.zeros_like(data.truth)
    for training, testing in GroupKFold(FOLDS, shuffle=True, random_state=0).split(names, groups=names):
        part = Measured(data.features[training], data.truth[training], data.themes)
        model = fit(part, [names[i] for i in training])
        scores = _scores(model, data, testing)
        tags[testing], shown[testing] = scores >= model.tag_cut, scores >= model.evidence_cut
    return Found(data.themes, data.truth, tags, shown)


def summary_table(rows: dict[str, Found]) -> Table:
    """The figures that have targets, one row for each way of leaving out."""
    shown = Table(title="Themes of passages", title_justify="left")
    names = ("folds by", "passages", "micro-F1", "macro-F1", "evidence precision", "evidence recall", "shown")
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
    return np.array([model.likelihoods(features, data.themes) for features in data.features[rows]])


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


def _text(item: Labelled, embedder: Embedder) -> Text:
    spans = sentence_spans(item.text)
    return Text(item.text, item.headings, spans, embedder.encode([" ".join(item.text[a:b].split()) for a, b in spans]))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
