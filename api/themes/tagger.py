"""Tagging: which themes each statement of a passage is about, and how likely; the passage's are those of them all.

For each statement and theme a handful of numbers (cues, likeness to definition and examples, shared words, headings, a
little of the passage around it) goes into one logistic model with an offset and a slope of cues for each theme. Its
coefficients were trained by
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

from api.themes.codebook import Register
from indexer.embedding import Embedder, Matrix
from indexer.passages import Passage, Span
from indexer.text.terms import bm25_weights, terms

COMMAND = "python -m evaluation train-themes"
"""What learns the weights; named in their file."""
SHIPPED = Path(__file__).with_name("theme_weights.json")
Numbers = NDArray[np.float64]

FEATURES = (
    "cue in the statement",
    "cues, of three",
    "cue in the statement before",
    "cue elsewhere in the passage",
    "hint in the statement",
    "hints, of three",
    "only a near miss",
    "cue in a heading",
    "hint in a heading",
    "likeness to the definition",
    "likeness to the examples",
    "likeness of the passage",
    "likeness of the passage above other themes",
    "likeness above other themes",
    "shared words",
    "cue and likeness",
    "share of all cues",
)


@dataclass(frozen=True, slots=True)
class Text:
    """What is tagged: a passage's text, its headings, the spans of its statements and their vectors, shape (n, d)."""

    text: str
    headings: tuple[str, ...]
    statements: tuple[Span, ...]
    vectors: Matrix

    @classmethod
    def of(cls, passage: Passage, vectors: Matrix) -> Text:
        """A passage with the vectors of its sentences; that of a table row is the mean of its sentences'."""
        units = [(first, last) for first, last, _ in passage.units()]
        spans = tuple((passage.sentences[first][0], passage.sentences[last][1]) for first, last in units)
        means = [vectors[first : last + 1].mean(axis=0) for first, last in units if len(vectors)]
        said = np.array([mean / max(float(np.linalg.norm(mean)), 1e-9) for mean in means], dtype=np.float32)
        return cls(passage.text, passage.headings, spans, said)


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme found: how likely (0 to 1), the span of the likeliest statement, and of all that are about it."""

    theme: str
    score: float
    sentence: Span
    said: tuple[Span, ...] = ()


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
        if not text.statements:
            return []
        ids = [theme.id for theme in self.themes]
        scores = np.array([self.model.likelihoods(features, ids) for features in self.measure(text)])
        best, cut = scores.argmax(axis=0), self.model.tag_cut
        found = [
            Tag(
                theme,
                float(scores[best[n], n]),
                text.statements[best[n]],
                tuple(span for i, span in enumerate(text.statements) if scores[i, n] >= cut or i == best[n]),
            )
            for n, theme in enumerate(ids)
            if scores[best[n], n] >= cut or theme in always
        ]
        return sorted(found, key=lambda tag: (-tag.score, tag.theme))

    def measure(self, text: Text) -> Numbers:
        """Features of every statement and theme, shape (statements, themes, features)."""
        said = [text.text[a:b] for a, b in text.statements]
        vectors = text.vectors if len(text.vectors) else np.zeros((len(said), self._definitions.shape[1]), np.float32)
        definition, examples = vectors @ self._definitions.T, self._best_example(vectors)
        whole = vectors.mean(axis=0)
        whole = whole / max(float(np.linalg.norm(whole)), 1e-9)
        around = (self._best_example(whole[None, :]) + (self._definitions @ whole)[None, :]) / 2
        cues, hints, near = (np.array(counts, dtype=float) for counts in zip(*map(self._counted, said), strict=True))
        has = (cues > 0).astype(float)
        before = np.vstack([np.zeros_like(has[:1]), has[:-1]])
        columns = (
            has,
            np.minimum(cues, 3) / 3,
            before,
            (has.sum(axis=0) - has > 0).astype(float),
            (hints > 0).astype(float),
            np.minimum(hints, 3) / 3,
            near * (1 - has),
            *(np.broadcast_to(row, has.shape) for row in self._heading(text.headings)),
            definition,
            examples,
            np.broadcast_to(around, has.shape),
            np.broadcast_to(_above(around), has.shape),
            _above((definition + examples) / 2),
            np.array([self._shared_words(one) for one in said]),
            has * examples,
            cues / np.maximum(cues.sum(axis=1, keepdims=True), 1),
        )
        return np.stack(columns, axis=2)

    def _counted(self, said: str) -> tuple[list[int], list[int], list[bool]]:
        """Of each theme how many cues and hints a statement holds, and whether it holds a near miss."""
        plain = [theme.near_pattern.sub(" ; ", said) for theme in self.themes]
        return (
            [len(theme.cue_pattern.findall(one)) for theme, one in zip(self.themes, plain, strict=True)],
            [len(theme.hint_pattern.findall(one)) for theme, one in zip(self.themes, plain, strict=True)],
            [one != said for one in plain],
        )

    def _heading(self, headings: tuple[str, ...]) -> Numbers:
        """Of each theme whether a heading holds a cue, and a hint, shape (2, themes)."""
        cues, hints, _ = self._counted(" ; ".join(headings))
        return (np.array([cues, hints]) > 0).astype(float)

    def _best_example(self, vectors: Matrix) -> Numbers:
        """The closest example of each theme, shape (statements, themes)."""
        alike = vectors @ self._examples.T
        return np.stack([alike[:, self._owners == n].max(axis=1) for n in range(len(self.themes))], axis=1)

    def _shared_words(self, said: str) -> Numbers:
        """BM25 of the statement's words in each theme's description, as a share of the best of any theme."""
        words = set(terms(said))
        scores = np.array([sum(w * self._rarity[t] for t, w in held.items() if t in words) for held in self._words])
        return np.asarray(scores / max(float(scores.max()), 8.0))


def telling(features: Numbers) -> Numbers:
    """Of features of every statement and theme those of the statement that speaks for each theme most, by its cues.

    Shape (themes, features). It is what is learned from where a person judged a passage as a whole.
    """
    cue, hint, *alike = (
        features[:, :, FEATURES.index(name)]
        for name in ("cues, of three", "hints, of three", "likeness to the definition", "likeness to the examples")
    )
    best = (6 * np.minimum(cue, 2 / 3) + 1.5 * np.minimum(hint, 2 / 3) + sum(alike)).argmax(axis=0)
    return np.asarray(features[best, np.arange(features.shape[1])])


def _above(values: Numbers) -> Numbers:
    """How far each theme stands above the others of its row, in standard deviations."""
    spread = np.maximum(values.std(axis=1, keepdims=True), 1e-6)
    return np.asarray((values - values.mean(axis=1, keepdims=True)) / spread) / 3
