"""The trained part of finding roles: a statement with its headings and passage to numbers, these to likelihoods.

Multinomial logistic regression. Its weights were trained by `python -m evaluation train-roles` and lie beside
this module as JSON; nothing of the labelled texts is in them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.documents import DocumentKind
from indexer.embedding import Matrix
from indexer.passages import PassageRole
from indexer.roles.cues import decisive, leanings
from indexer.roles.wording import WORDING

COMMAND = "python -m evaluation train-roles"
"""What learns the weights; named in their file."""
SHIPPED = Path(__file__).with_name("weights.json")
Numbers = NDArray[np.float64]

_PER_WORDS = 30
"""Wording is counted per so many words, so that a short text and a long one are measured alike."""
_MOST = 3.0
"""Occurrences from which more say nothing more. By judgement; the weights learnt hold for it."""
_VECTOR_WEIGHT = 2.0
"""How much the vector weighs beside the cues under one penalty; chosen by `python -m evaluation roles`."""
_TURN = ("negative", "partial", "positive", "negated")
"""Wording counted again in the last sentence and after a "however": there a mixed text says what it means."""
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z“‘\"'])")
_ENUMERATED = re.compile(r"^\W*\d{1,3}[.)]\s+(?=\S)")
"""The number of a paragraph or of a line in a list, which is no figure."""
_LEANS_BACK = re.compile(
    r"^\W*(?:this|these|those|they|it|he|she|as a result|consequently|therefore|also|in addition|such)\b", re.IGNORECASE
)
_TURNS = re.compile(
    r"^\W*(?:however|but|nevertheless|nonetheless|despite this|yet|conversely|in contrast|on the other hand)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|should|must|been|do|does|did)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Weights over cues and vector, and over cues alone for vectors of another model than `embedding`.

    `weights` are of shape (roles, features + 1): the last column is the intercept. `digest` is the SHA-256 of
    the labelled data they were trained on.
    """

    roles: tuple[PassageRole, ...]
    embedding: str
    digest: str
    weights: Numbers
    cue_weights: Numbers

    @classmethod
    def load(cls, path: Path = SHIPPED) -> RoleModel:
        """Read weights. Raises OSError or ValueError when they are missing or not of this program's features."""
        packed: dict[str, Any] = json.loads(path.read_text("utf-8"))
        model = cls(
            roles=tuple(PassageRole(role) for role in packed["roles"]),
            embedding=packed["embedding"],
            digest=packed["digest"],
            weights=np.array(packed["weights"]),
            cue_weights=np.array(packed["cue_weights"]),
        )
        expected = len(cue_features("", (), DocumentKind.OTHER)) + 1
        if model.cue_weights.shape != (len(model.roles), expected):
            raise ValueError(f"{path.name} does not fit this version; run `{COMMAND}`.")
        return model

    def save(self, path: Path) -> None:
        """Write the weights, rounded, so that the same training gives the same bytes."""
        packed = {
            "command": COMMAND,
            "roles": [str(role) for role in self.roles],
            "embedding": self.embedding,
            "digest": self.digest,
            "weights": self.weights.round(3).tolist(),
            "cue_weights": self.cue_weights.round(3).tolist(),
        }
        path.write_text(json.dumps(packed) + "\n", "utf-8")

    def likelihoods(self, cues: Numbers, sentences: Matrix | None) -> dict[PassageRole, float]:
        """How likely each role is, 0 to 1; `sentences` None leaves the vector out."""
        features = cues if sentences is None else np.concatenate([cues, vector_features(sentences)])
        weights = self.cue_weights if sentences is None else self.weights
        scores = weights[:, :-1] @ features + weights[:, -1]
        odds = np.exp(scores - scores.max())
        return dict(zip(self.roles, (odds / odds.sum()).tolist(), strict=True))


@cache
def shipped() -> RoleModel:
    """The weights that come with the program, read once."""
    return RoleModel.load()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a statement stands in: its passage's text, its number there, from 0, and how many statements that has."""

    text: str
    number: int = 0
    count: int = 1


def vector_features(sentences: Matrix) -> Numbers:
    """The direction of the mean of a text's sentence vectors, shape (d,)."""
    mean = sentences.astype(np.float64).mean(axis=0)
    return np.asarray(_VECTOR_WEIGHT * mean / max(float(np.linalg.norm(mean)), 1e-9))


def cue_features(
    text: str, headings: tuple[str, ...], kind: DocumentKind, around: Surroundings | None = None
) -> Numbers:
    """What headings, kind, wording and shape of a statement and of its passage say, each about 0 to 1.

    Without `around` the text stands alone.
    """
    around, text = around or Surroundings(text), _ENUMERATED.sub("", text)
    turn = _after_turn(text)
    last = _SENTENCE.split(text.strip())[-1]
    negative, positive = _count("negative", text) + _count("partial", text), _count("positive", text)
    return np.array(
        [
            *_heading_features(headings),
            *(float(kind is known) for known in DocumentKind),
            *_worded(text),
            *(min(_count(name, part), 2) / 2 for part in (last, turn) for name in _TURN),
            (negative - positive) / (negative + positive + 1),
            around.number / max(around.count - 1, 1),
            float(around.number == 0),
            float(around.count == 1),
            float(_LEANS_BACK.search(text) is not None),
            float(_TURNS.search(text) is not None),
            *_worded(around.text),
        ]
    )


@lru_cache(maxsize=4096)
def _heading_features(headings: tuple[str, ...]) -> tuple[float, ...]:
    settled, leaning = decisive(headings), leanings(headings)
    return (
        *(float(role in leaning) for role in PassageRole),
        *(float(settled is not None and settled[0] is role) for role in PassageRole),
    )


# A passage is looked at once for each of its statements.
@lru_cache(maxsize=256)
def _worded(text: str) -> tuple[float, ...]:
    return (*(_rate(name, text) for name in WORDING), *_shape(text))


def _after_turn(text: str) -> str:
    turns = list(WORDING["contrast"].finditer(text))
    return text[turns[-1].start() :] if turns else ""


def _count(name: str, text: str) -> int:
    return sum(1 for _ in WORDING[name].finditer(text))


def _rate(name: str, text: str) -> float:
    units = max(1.0, len(text.split()) / _PER_WORDS)
    return min(_count(name, text) / units, _MOST) / _MOST


def _shape(text: str) -> tuple[float, ...]:
    words = max(len(text.split()), 1)
    return (
        min(10 * _count("number", text) / words, 2.0),
        float(text[:1].islower()),
        float(not text.rstrip().endswith((".", "!", "?", "”", "’"))),
        float(_FINITE.search(text) is None),
    )
