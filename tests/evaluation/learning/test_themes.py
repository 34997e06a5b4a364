"""Measuring themes: figures by hand, cuts that keep precision, and the same coefficients for the same data."""

from __future__ import annotations

import numpy as np
import pytest

from api.themes.codebook import seed
from api.themes.span import Side
from api.themes.tagger import FEATURES, shipped
from evaluation.learning.theme_cells import Compared, cells_table
from evaluation.learning.themes import Found, Measured, fit, summary_table


def made(seed_number: int = 0) -> tuple[Measured, list[str]]:
    """Texts whose themes are told by their first feature, but for some noise."""
    random = np.random.default_rng(seed_number)
    truth = (random.random((60, 4)) < 0.3).astype(float)
    features = random.random((60, 4, len(FEATURES)))
    features[:, :, 0] = truth
    return Measured(features, truth, ("A1", "B1", "C1", "D1")), [str(n % 10) for n in range(60)]


def test_figures_are_those_counted_by_hand() -> None:
    truth = np.array([[1.0, 0.0], [1.0, 1.0]])
    tags = np.array([[1.0, 1.0], [0.0, 1.0]])
    found = Found(("A1", "B1"), truth, tags, np.array([[1.0, 0.0], [0.0, 0.0]]))
    assert found.micro() == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert found.evidence() == (1.0, pytest.approx(1 / 3), 1)
    assert found.by_theme()["B1"] == (0.5, 1.0, pytest.approx(2 / 3), 1)


def test_training_is_repeatable_and_learns() -> None:
    data, groups = made()
    first, again = fit(data, groups), fit(data, groups)
    assert (first.means.weights == again.means.weights).all() and first.tag_cut == again.tag_cut
    assert first.means.weights[0] == first.means.weights.max() > 1
    assert first.evidence_cut >= first.tag_cut


def test_the_shipped_coefficients_are_of_this_codebook() -> None:
    assert set(shipped().means.offsets) == {theme.id for theme in seed().themes}


def test_tables_say_what_was_measured() -> None:
    compared = Compared("sample", Side.WEAKNESS, both=3, only_found=1, only_true=2)
    assert (compared.precision, compared.recall) == (0.75, 0.6)
    assert cells_table([compared]).row_count == 1
    truth = np.ones((9, 1))
    assert summary_table({"document": Found(("A1",), truth, truth, truth)}).row_count == 1
