"""Tagging: which themes a passage is about, how likely, and which sentence says so.

For each passage and theme a handful of numbers (cues, likeness to definition and examples, shared words, headings)
goes into one logistic model with an offset and a slope of cues for each theme. Its coefficients were trained by
`python -m evaluation train-themes` and lie beside this module as JSON; nothing of the labelled texts is in them. What
a partnership decides moves them on (`api/themes/refit.py`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.themes.codebook import Register, Theme
from indexer.embedding import Embedder, Matrix
from indexer.passages import Span
from indexer.text.terms import bm25_weights, terms

COMMAND = "python -m evaluation train-themes"
"""What learns the weights; named in their file."""
SHIPPED = Path(__file__).with_name("theme_weights.json")
METHOD = "cues, likeness and shared words, weighed"
Numbers = NDArray[np.float64]

FEATURES = (
    "cue in the passage",
    "cues, of three",
    "sentences with a cue",
    "first sentence with a cue",
    "hint in the passage",
    "hints, of three",
    "only a near miss",
    "cue in a heading",
    "hint in a heading",
    "likeness to the definition",
    "likeness to the examples",
    "likeness of the whole",
    "likeness of the whole above other themes",
    "likeness above other themes",
    "shared words",
    "cue and likeness",
    "share of all cues",
)


@dataclass(frozen=True, slots=True)
class Text:
    """What is tagged: a passage's text, its headings, the spans of its sentences and their vectors, shape (n, d)."""

    text: str
    headings: tuple[str, ...]
    sentences: tuple[Span, ...]
    vectors: Matrix


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme found: how likely (0 to 1), and the span of the sentence that speaks for it most."""

    theme: str
    score: float
    sentence: Span


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A number for each of FEATURES, one for all themes together, and for each theme an offset and a slope of cues."""

    weights: Numbers
    intercept: float
    offsets: dict[str, float]
    slopes: dict[str, float]

    def packed(self) -> dict[str, Any]:
        """Rounded for JSON, so that the same training gives the same bytes."""
        return {
            "weights": self.weights.round(3).tolist(),
            "intercept": round(self.intercept, 3),
            "offsets": {theme: round(value, 3) for theme, value in self.offsets.items()},
            "slopes": {theme: round(value, 3) for theme, value in self.slopes.items()},
        }

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Coefficients:
        """From what `packed` gave. Raises ValueError when they are not of this program's features."""
        weights = np.array(packed["weights"])
        if weights.shape != (len(FEATURES),):
            raise ValueError("They are not of this version's features.")
        return cls(weights, packed["intercept"], dict(packed["offsets"]), dict(packed["slopes"]))


@dataclass(frozen=True, slots=True)
class ThemeModel:
    """A logistic model: what its coefficients are, how sure they are, and two cuts.

    `precisions` are the inverse variances of the coefficients: how much it takes to move them
    (`api/themes/refit.py`). Scores from `tag_cut` on make a tag; from `evidence_cut` on it is shown as evidence.
    `digest` is the SHA-256 of what the model was learned from, `version` its first letters.
    """

    embedding: str
    digest: str
    means: Coefficients
    precisions: Coefficients
    tag_cut: float
    evidence_cut: float

    @property
    def version(self) -> str:
        """What a prediction names as its model."""
        return self.digest[:12]

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> ThemeModel:
        """From what `packed` gave. Raises ValueError when it is not of this program's features."""
        parts = {name: Coefficients.unpacked(packed[name]) for name in ("means", "precisions")}
        return cls(**{**packed, **parts})

    def packed(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "embedding": self.embedding,
            "digest": self.digest,
            "means": self.means.packed(),
            "precisions": self.precisions.packed(),
            "tag_cut": round(self.tag_cut, 3),
            "evidence_cut": round(self.evidence_cut, 3),
        }

    @classmethod
    def load(cls, path: Path = SHIPPED) -> ThemeModel:
        """Read coefficients. Raises OSError or ValueError when they are missing or not of this program's features."""
        try:
            packed = json.loads(path.read_text("utf-8"))
            packed.pop("command", None)
            return cls.unpacked(packed)
        except (KeyError, TypeError, ValueError) as error:
            advice = f"run `{COMMAND}`"
            raise ValueError(f"{path.name} does not fit this version; {advice}.") from error

    def save(self, path: Path) -> None:
        """Write the coefficients."""
        path.write_text(json.dumps({"command": COMMAND, **self.packed()}, indent=1) + "\n", "utf-8")

    def likelihoods(self, features: Numbers, themes: Sequence[str]) -> Numbers:
        """How likely each theme is, 0 to 1, from features of shape (themes, features)."""
        means = self.means
        offsets = np.array([means.offsets.get(theme, 0.0) for theme in themes])
        slopes = np.array([means.slopes.get(theme, 0.0) for theme in themes])
        odds = features @ means.weights + means.intercept + offsets + slopes * features[:, 0]
        return np.asarray(1 / (1 + np.exp(-odds)))


@cache
def shipped() -> ThemeModel:
    """The coefficients that come with the program, read once."""
    return ThemeModel.load()


class Tagger:
    """A register made ready: vectors of its definitions and examples, and the words of its descriptions."""

    def __init__(self, register: Register, embedder: Embedder, model: ThemeModel | None = None) -> None:
        self.themes = register.themes
        self.model = model
        self._definitions = embedder.encode([f"{theme.label}. {theme.definition}" for theme in self.themes])
        told = [
            (n, e) for n, theme in enumerate(self.themes) for e in (theme.label, *theme.other_names, *theme.examples)
        ]
        self._owners = np.array([n for n, _ in told])
        self._examples = embedder.encode([example for _, example in told])
        self._words = [bm25_weights(terms(theme.description)) for theme in self.themes]
        held = Counter(term for words in self._words for term in words)
        count = len(self.themes)
        self._rarity = {term: float(np.log(1 + (count - n + 0.5) / (n + 0.5))) for term, n in held.items()}

    def tag(self, text: Text, always: Collection[str] = ()) -> list[Tag]:
        """The themes of a passage, the likeliest first, and those of `always`. Raises ValueError without a model."""
        if self.model is None:
            raise ValueError("A tagger without a model only measures.")
        features, best = self.measure(text)
        scores = self.model.likelihoods(features, [theme.id for theme in self.themes])
        found = [
            Tag(theme.id, float(scores[n]), text.sentences[best[n]])
            for n, theme in enumerate(self.themes)
            if text.sentences and (scores[n] >= self.model.tag_cut or theme.id in always)
        ]
        return sorted(found, key=lambda tag: (-tag.score, tag.theme))

    def measure(self, text: Text) -> tuple[Numbers, list[int]]:
        """Features of every theme, shape (themes, features), and the sentence that speaks for it most."""
        sentences = [text.text[a:b] for a, b in text.sentences]
        vectors = text.vectors if len(text.vectors) else np.zeros((1, self._definitions.shape[1]), dtype=np.float32)
        whole = vectors.mean(axis=0)
        whole = whole / max(float(np.linalg.norm(whole)), 1e-9)
        to_definition = vectors @ self._definitions.T
        to_examples = self._best_example(vectors)
        overall = (self._best_example(whole[None, :])[0] + self._definitions @ whole) / 2
        likeness = (to_definition.max(axis=0) + to_examples.max(axis=0)) / 2
        shared = self._shared_words(text)
        cues = [_cues(theme, sentences, text.headings) for theme in self.themes]
        total = max(sum(sum(c.by_sentence) for c in cues), 1)
        rows, best = [], []
        for n in range(len(self.themes)):
            found = cues[n]
            alike = (float(to_definition[:, n].max()), float(to_examples[:, n].max()))
            above = (float(overall[n]), _above(overall, n), _above(likeness, n))
            row = (*found.features(), *alike, *above, shared[n], found.has * alike[1], sum(found.by_sentence) / total)
            rows.append(row)
            best.append(found.best(to_definition[:, n] + to_examples[:, n]))
        return np.array(rows), best

    def _best_example(self, vectors: Matrix) -> Numbers:
        """The closest example of each theme, shape (sentences, themes)."""
        alike = vectors @ self._examples.T
        return np.stack([alike[:, self._owners == n].max(axis=1) for n in range(len(self.themes))], axis=1)

    def _shared_words(self, text: Text) -> Numbers:
        """BM25 of the passage's words in each theme's description, as a share of the best of any theme."""
        words = set(terms(text.text))
        scores = np.array([sum(w * self._rarity[t] for t, w in held.items() if t in words) for held in self._words])
        return np.asarray(scores / max(float(scores.max()), 8.0))


@dataclass(frozen=True, slots=True)
class _Cues:
    by_sentence: tuple[int, ...]
    hints: tuple[int, ...]
    near: bool
    heading: tuple[float, float]

    @property
    def has(self) -> float:
        return float(any(self.by_sentence))

    def features(self) -> tuple[float, ...]:
        hit = [count > 0 for count in self.by_sentence]
        return (
            self.has,
            min(sum(self.by_sentence), 3) / 3,
            sum(hit) / max(len(hit), 1),
            float(bool(hit) and hit[0]),
            float(any(self.hints)),
            min(sum(self.hints), 3) / 3,
            float(self.near and not self.has),
            *self.heading,
        )

    def best(self, likeness: Numbers) -> int:
        count = min(len(self.by_sentence), len(likeness))
        weight = [2 * min(self.by_sentence[i], 2) + min(self.hints[i], 2) / 2 + likeness[i] for i in range(count)]
        return int(np.argmax(weight)) if weight else 0


def _cues(theme: Theme, sentences: Sequence[str], headings: Sequence[str]) -> _Cues:
    plain = [theme.near_pattern.sub(" ; ", sentence) for sentence in sentences]
    above = theme.near_pattern.sub(" ; ", " ; ".join(headings))
    return _Cues(
        by_sentence=tuple(len(theme.cue_pattern.findall(sentence)) for sentence in plain),
        hints=tuple(len(theme.hint_pattern.findall(sentence)) for sentence in plain),
        near=any(a != b for a, b in zip(plain, sentences, strict=True)),
        heading=(float(bool(theme.cue_pattern.search(above))), float(bool(theme.hint_pattern.search(above)))),
    )


def _above(values: Numbers, n: int) -> float:
    """How far a theme stands above the others, in standard deviations."""
    return float((values[n] - values.mean()) / max(float(values.std()), 1e-6)) / 3
