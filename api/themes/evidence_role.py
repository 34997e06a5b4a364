"""What a sentence says of its theme: the role of its passage, or, where that is no finding, the sentence's own.

A table row, a story of a case or what somebody said often holds one sentence that finds something weak: "Nobody asked
the father." Where the passage as a whole is no finding, the sentence that speaks for the theme is read alone, without
its headings, by the model that finds roles. `python -m evaluation themes` compares what comes of it with the written
truth: more weaknesses were found so, and no more strengths, so only weaknesses are taken from sentences.
"""

from __future__ import annotations

from indexer.documents import DocumentKind
from indexer.embedding import Matrix
from indexer.passages import PassageRole
from indexer.roles.assignment import possible_roles
from indexer.roles.model import cue_features, shipped

LIKELY = 0.4
"""Likelihood from which a sentence alone is taken for a weakness."""
_SETTLED = frozenset(
    {PassageRole.WEAKNESS, PassageRole.STRENGTH, PassageRole.RECOMMENDATION, PassageRole.PLANNED_ACTION, None}
)
"""Roles of passages that stand: findings, and what is planned or asked for, whose sentences tell of what is to come."""


def evidence_role(
    passage: PassageRole | None, sentence: str, kind: DocumentKind, vector: Matrix, embedding: str
) -> PassageRole | None:
    """The role that a sentence of a passage has as evidence.

    `vector` is the sentence's, shape (1, d), made by the embedding model named `embedding`.
    """
    if passage in _SETTLED:
        return passage
    model = shipped()
    likely = model.likelihoods(cue_features(sentence, (), kind), vector if embedding == model.embedding else None)
    is_weak = likely[PassageRole.WEAKNESS] >= LIKELY and PassageRole.WEAKNESS in possible_roles(kind)
    return PassageRole.WEAKNESS if is_weak else passage
