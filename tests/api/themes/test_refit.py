"""Learning from decisions: they move the model, the order does not matter, and too few are not tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from api.themes.refit import FEWEST, Lesson, learn, tried
from api.themes.tagger import FEATURES, ThemeModel, shipped

CUE = np.zeros(len(FEATURES))
CUE[0] = 1.0


def lessons(confirmed: Sequence[bool], theme: str = "G3") -> list[Lesson]:
    return [Lesson(f"p{n} {theme}", f"d{n % 4}", theme, CUE, said) for n, said in enumerate(confirmed)]


def likelihood(model: ThemeModel, theme: str) -> float:
    return float(model.likelihoods(CUE[None, :], [theme])[0])


def test_rejections_make_a_theme_less_likely_and_leave_others_nearly_alone() -> None:
    model = learn(shipped(), lessons([True] * 12))
    assert likelihood(model, "G3") > likelihood(shipped(), "G3") + 0.1
    down = learn(model, lessons([False] * 30))
    assert likelihood(down, "G3") < likelihood(model, "G3")
    moved, beside = (abs(likelihood(model, t) - likelihood(shipped(), t)) for t in ("G3", "A1"))
    assert beside < moved / 3
    assert (model.tag_cut, model.evidence_cut) == (shipped().tag_cut, shipped().evidence_cut)


def test_the_same_decisions_give_the_same_model_in_any_order() -> None:
    told = lessons([True, False, True, True, False])
    first, again = learn(shipped(), told), learn(shipped(), told[::-1])
    assert first.packed() == again.packed() and first.version != shipped().version
    assert learn(shipped(), lessons([True] * 5)).version != first.version
    assert learn(shipped(), told, codebook=2).version != first.version
    assert learn(shipped(), []) is shipped()


def test_the_likeliest_coefficients_are_found() -> None:
    """At the top of the hill no small step in any direction goes up: by numbers, not by the formula used."""
    told = lessons([True, True, False, True])
    model = learn(shipped(), told)

    def cost(offset: float) -> float:
        prior, precision = shipped().means.offsets["G3"], shipped().precisions.offsets["G3"]
        means = replace(model.means, offsets={**model.means.offsets, "G3": model.means.offsets["G3"] + offset})
        likely = likelihood(replace(model, means=means), "G3")
        said = sum(np.log(likely if lesson.confirmed else 1 - likely) for lesson in told)
        return float(precision * (means.offsets["G3"] - prior) ** 2 / 2 - said)

    assert cost(0.0) < min(cost(0.01), cost(-0.01))


def test_certainty_grows_with_decisions_and_a_new_theme_can_be_learned() -> None:
    model = learn(shipped(), lessons([True] * 8, theme="G9"))
    assert model.means.offsets["G9"] > 0 and model.precisions.offsets["G9"] > 4
    assert model.precisions.intercept > shipped().precisions.intercept
    assert (model.precisions.weights >= shipped().precisions.weights).all()


def test_a_trial_leaves_documents_out_and_too_few_are_not_tried() -> None:
    assert tried(shipped(), lessons([True] * (FEWEST - 1))) is None
    one_document = [replace(lesson, document="d") for lesson in lessons([True] * FEWEST)]
    assert tried(shipped(), one_document) is None
    found = tried(shipped(), lessons([True] * FEWEST))
    assert found is not None and (found.decisions, found.documents) == (FEWEST, 4)
    assert found.loss_after < found.loss_before / 2 and found.right_after >= found.right_before


def test_a_model_comes_back_the_same_from_what_is_kept() -> None:
    model = learn(shipped(), lessons([True, False]))
    assert ThemeModel.unpacked(model.packed()).packed() == model.packed()
    with pytest.raises(ValueError, match="features"):
        ThemeModel.unpacked({**model.packed(), "means": {**model.packed()["means"], "weights": [1.0]}})
