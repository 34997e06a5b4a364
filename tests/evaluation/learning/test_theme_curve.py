"""The learning curve: nothing learned is the same in both orders, and reviewed passages help."""

from __future__ import annotations

import numpy as np

from api.themes.tagger import FEATURES
from evaluation.learning.theme_curve import CUT, curve, curve_table, untrained
from tests.evaluation.learning.test_themes import made


def test_reviewed_passages_help_and_nothing_learned_is_nothing_learned() -> None:
    data, documents = made()
    chance, more, queue, by_queue = curve(data, documents, seeds=2, steps=(0, 25))
    assert (chance.order, queue.order, more.reviewed) == ("by chance", "by the queue", 25)
    assert chance.micro == queue.micro and len(set(chance.micro)) == 1
    # Two features of the made texts are noise to the weights set by hand.
    assert min(more.ranking) > max(chance.ranking) and min(by_queue.ranking) > max(queue.ranking)
    assert curve_table([chance, more, queue, by_queue]).row_count == 3


def test_a_cue_alone_makes_a_tag_before_anything_is_learned() -> None:
    cue = np.zeros(len(FEATURES))
    cue[FEATURES.index("likeness to the definition")] = cue[FEATURES.index("likeness to the examples")] = 0.5
    model = untrained(("A1",))
    assert model.likelihoods(cue[None, :], ["A1"])[0] < CUT
    cue[FEATURES.index("cue in the statement")] = 1.0
    assert model.likelihoods(cue[None, :], ["A1"])[0] > CUT
