"""The role of evidence: the passage's where it finds something, else what the sentence alone says."""

from __future__ import annotations

import numpy as np
import pytest

from api.themes.evidence_role import evidence_role
from indexer.documents import DocumentKind
from indexer.passages import PassageRole

WEAK = "Fathers were still overlooked and their views were not recorded."


def role(
    passage: PassageRole | None, sentence: str, kind: DocumentKind = DocumentKind.ANNUAL_REPORT
) -> PassageRole | None:
    return evidence_role(passage, sentence, kind, np.zeros((1, 64), dtype=np.float32), "toy")


@pytest.mark.parametrize("passage", [PassageRole.CASE_NARRATIVE, PassageRole.FIGURES, PassageRole.VOICE])
def test_a_sentence_in_a_story_or_among_figures_can_find_something(passage: PassageRole) -> None:
    assert role(passage, WEAK) is PassageRole.WEAKNESS
    assert role(passage, "The meeting was held on 4 May in the town hall.") is passage


@pytest.mark.parametrize(
    "passage", [PassageRole.STRENGTH, PassageRole.PLANNED_ACTION, PassageRole.RECOMMENDATION, None]
)
def test_what_the_passage_settles_stands(passage: PassageRole | None) -> None:
    assert role(passage, WEAK) is passage


def test_a_procedure_finds_nothing() -> None:
    assert role(PassageRole.DUTY, WEAK, DocumentKind.PROCEDURE) is PassageRole.DUTY
