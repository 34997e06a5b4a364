"""Outcomes: what a later document suggests became of a commitment. A person decides; this only suggests.

First the plain cases: nothing near enough is "not mentioned", the same promise found again in a document of the body's
own is "promised again". Otherwise the evidence is weighed by a small multinomial logistic model over its wording: in
what others found (inspections, reviews, audits) whether sentences read as strengths or weaknesses; in the body's own
reports also the words of progress tables ("done", "still", "yet to"). Trained by `python -m evaluation train-outcomes`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from api.commitments.matching import EvidenceExcerpt, Numbers
from indexer.documents import DocumentKind
from indexer.immutable import Immutable
from indexer.passages import PassageRole
from indexer.roles.model import cue_features, shipped
from indexer.roles.wording import WORDING

COMMAND = "python -m evaluation train-outcomes"
"""What learns the weights; named in their file."""
SHIPPED = Path(__file__).with_name("outcome_weights.json")
NEAR_ENOUGH = 0.85
"""Score below which the best excerpt is taken to be about something else."""
SAME_PROMISE = 0.6
"""Likeness from which two commitments are taken to promise the same."""
_SHARPNESS = 0.15
"""How fast the weight of a sentence falls with its distance: small means that only the nearest count."""
OUTSIDE = frozenset(
    {DocumentKind.INSPECTION, DocumentKind.LEARNING_REVIEW, DocumentKind.AUDIT, DocumentKind.CHILD_DEATH}
)
"""Kinds of documents in which others, or auditors, judge the work; they recommend, and do not promise."""


class Outcome(StrEnum):
    """What became of a commitment."""

    MET = "met"
    PROGRESS = "progress"
    STILL_WEAK = "still_weak"
    PROMISED_AGAIN = "promised_again"
    NOT_MENTIONED = "not_mentioned"


_CUES = {
    "improving": re.compile(
        r"\b(?:improv(?:ed|ing)|better|progress(?:ed)?|increas(?:ed|ing|e in)|reduc(?:ed|ing)|strengthened|rose|fallen|"
        r"more \w+ than|developing|starting to|beginning to|emerging|some|most|recent(?:ly)?|now|underway|ongoing|"
        r"being)\b",
        re.IGNORECASE,
    ),
    "still": re.compile(
        r"\b(?:still|yet to|not yet|remain(?:s|ed)?|continues? to|too (?:many|few|often|slow|long)|not (?:all|always|"
        r"routinely|consistently|sufficiently|enough|fully)|slow|since the (?:last|previous)|never)\b",
        re.IGNORECASE,
    ),
    "done": re.compile(
        r"\b(?:done|completed?|achieved|in place|launched|introduced|adopted|agreed|published|issued|appointed|"
        r"established|embedded|held|set up|implemented|replaced|in force|delivered|all|every)\b",
        re.IGNORECASE,
    ),
    "not_done": re.compile(
        r"\b(?:not (?:done|been|started|met|achieved|in place)|partly|no (?:\w+ ){0,2}(?:been|was|were|has)|draft|"
        r"overdue|delayed|outstanding|was never|none|nobody)\b",
        re.IGNORECASE,
    ),
    "to_come": re.compile(
        r"\b(?:will|to be|plans? to|by (?:january|february|march|april|may|june|july|august|september|october|"
        r"november|december)|next year)\b",
        re.IGNORECASE,
    ),
}
_COUNTED = ("negative", "positive", "partial", "negated")
_ROLES = (PassageRole.STRENGTH, PassageRole.WEAKNESS)
FEATURES = (
    "outside", "leaning outside", "leaning", *_COUNTED, *_CUES, *_ROLES, "planning",
)  # fmt: skip
"""What the model weighs; all but the first two count in the body's own reports only."""


@dataclass(frozen=True, slots=True)
class OutcomeModel(Immutable):
    """Weights of shape (outcomes, features + 1), the intercept last. `digest` is of the rows learnt from."""

    outcomes: tuple[Outcome, ...]
    digest: str
    weights: Numbers

    @classmethod
    def load(cls, path: Path = SHIPPED) -> OutcomeModel:
        """Read weights. Raises OSError or ValueError when they are missing or not of this program's features."""
        packed: dict[str, Any] = json.loads(path.read_text("utf-8"))
        outcomes = tuple(Outcome(name) for name in packed["outcomes"])
        model = cls(outcomes, packed["digest"], np.array(packed["weights"]))
        if model.weights.shape != (len(outcomes), len(FEATURES) + 1):
            raise ValueError(f"{path.name} does not fit this version; run `{COMMAND}`.")
        return model

    def save(self, path: Path) -> None:
        """Write the weights, rounded, so that the same training gives the same bytes."""
        weights = self.weights.round(3).tolist()
        names = [str(outcome) for outcome in self.outcomes]
        packed = {"command": COMMAND, "outcomes": names, "digest": self.digest, "weights": weights}
        path.write_text(json.dumps(packed) + "\n", "utf-8")

    def likeliest(self, features: Numbers) -> Outcome:
        """The outcome that fits best."""
        scores = self.weights[:, :-1] @ features + self.weights[:, -1]
        return self.outcomes[int(np.argmax(scores))]


@cache
def shipped_outcomes() -> OutcomeModel:
    """The weights that come with the program, read once."""
    return OutcomeModel.load()


def suggest(kind: DocumentKind, evidence: Sequence[EvidenceExcerpt], promised_again: bool, embedding: str) -> Outcome:
    """What evidence from a document of a kind suggests. `embedding` names the model of its vectors."""
    if not evidence or evidence[0].score < NEAR_ENOUGH:
        return Outcome.PROMISED_AGAIN if promised_again else Outcome.NOT_MENTIONED
    if promised_again:
        return Outcome.PROMISED_AGAIN
    return shipped_outcomes().likeliest(features_of(kind, evidence, embedding))


def features_of(kind: DocumentKind, evidence: Sequence[EvidenceExcerpt], embedding: str) -> Numbers:
    """FEATURES of the evidence, each the mean over its sentences, the nearest weighing most."""
    best = max(one.score for one in evidence)
    rows, weights = [], []
    for one in evidence:
        for n in range(len(one.excerpt.sentences)):
            rows.append(_sentence(one, n, kind, embedding))
            weights.append(math.exp((0.5 * (one.score - best) + one.nearness[n]) / _SHARPNESS))
    mean: Numbers = np.average(np.array(rows), axis=0, weights=weights)
    outside = float(kind in OUTSIDE)
    return np.array([outside, outside * mean[0], *((1 - outside) * mean)])


def _sentence(one: EvidenceExcerpt, n: int, kind: DocumentKind, embedding: str) -> tuple[float, ...]:
    passage = one.excerpt.found.passage
    vector = one.excerpt.vectors[n].astype(np.float32).tobytes() if embedding == shipped().embedding else b""
    return _read(one.excerpt.sentences[n], passage.headings, kind, passage.role, vector)


# One sentence of a later document is often near to many commitments.
@lru_cache(maxsize=4096)
def _read(
    text: str, headings: tuple[str, ...], kind: DocumentKind, role: PassageRole | None, vector: bytes
) -> tuple[float, ...]:
    """How one sentence reads: leaning, counts of wording, cues, the role of its passage, whether it plans."""
    row = np.frombuffer(vector, np.float32)[None, :] if vector else None
    likely = shipped().likelihoods(cue_features(text, headings, kind), row)
    chance = {known: likely.get(known, 0.0) for known in PassageRole}
    return (
        chance[PassageRole.STRENGTH] - chance[PassageRole.WEAKNESS],
        *(min(len(WORDING[name].findall(text)), 2) for name in _COUNTED),
        *(float(cue.search(text) is not None) for cue in _CUES.values()),
        *(float(role is known) for known in _ROLES),
        chance[PassageRole.PLANNED_ACTION] + chance[PassageRole.RECOMMENDATION],
    )
