"""Agreement: kappa as it is computed by hand and by scikit-learn, and no figure where it would mean nothing."""

from __future__ import annotations

import pytest
from sklearn.metrics import cohen_kappa_score

from api.theme_review.agreement import FEWEST, agreement


def pairs(both: int, first: int, second: int, neither: int) -> list[tuple[bool, bool]]:
    return [(True, True)] * both + [(True, False)] * first + [(False, True)] * second + [(False, False)] * neither


def test_kappa_of_cohens_kind() -> None:
    """20 yes and 15 no together, 5 and 10 apart: 0.70 observed, 0.50 expected."""
    found = agreement(pairs(20, 5, 10, 15))
    assert (found.pairs, found.agreed) == (50, 35) and found.kappa == pytest.approx(0.4)
    assert found.low is not None and found.high is not None and found.low < 0.4 < found.high
    assert found.words == "kappa 0.40 (95 % interval 0.12 to 0.62); 35 of 50 agree"


@pytest.mark.parametrize("counts", [(30, 2, 4, 9), (5, 10, 8, 3), (12, 0, 0, 12)])
def test_kappa_is_that_of_scikit_learn(counts: tuple[int, int, int, int]) -> None:
    told = pairs(*counts)
    expected = cohen_kappa_score([a for a, _ in told], [b for _, b in told])
    assert agreement(told).kappa == pytest.approx(expected)


def test_full_agreement_still_has_an_interval() -> None:
    found = agreement(pairs(12, 0, 0, 12))
    assert found.kappa == 1 and found.low is not None and found.low < 0.8


def test_where_kappa_would_mean_nothing_only_counts_are_given() -> None:
    few = agreement(pairs(FEWEST - 1, 0, 0, 0))
    assert few.kappa is None and few.words == "19 of 19 agree; too few for kappa, which needs 20"
    same = agreement(pairs(30, 0, 0, 0))
    assert same.kappa is None and "not defined" in same.words
    assert agreement([]).words.startswith("0 of 0")
