"""Training of the role weights is reproducible, and measuring keeps documents apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.items import Absent
from evaluation.reading import roles
from indexer.passages import PassageRole
from tests.toy import ToyEmbedder


def test_the_projects_own_sentences_cover_every_role() -> None:
    labelled = roles.own()
    assert {item.role for item in labelled} == set(PassageRole)
    assert len({item.text for item in labelled}) == len(labelled)


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    labelled = roles.own()
    for name in ("one", "two"):
        roles.train(labelled, ToyEmbedder()).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    other = roles.train(labelled[1:], ToyEmbedder())
    assert other.digest != roles.train(labelled, ToyEmbedder()).digest


def test_every_approach_is_measured_on_every_passage() -> None:
    tested = [replace(item, document=f"town{n % 7}-report.pdf") for n, item in enumerate(roles.own())]
    scored = roles.cross_validate(tested, [], ToyEmbedder(), lambda item: item.document)
    assert [s.approach for s in scored] == list(roles.APPROACHES)
    for s in scored:
        assert len(s.predicted) == len(tested)
        assert 0.2 < s.macro_f1() < 1
    assert scored[0].macro_f1() > scored[1].macro_f1()
    some = roles.part(scored[0], [item.role is PassageRole.DUTY for item in tested])
    assert set(some.truth) == {"duty"}


def test_labelled_passages_name_their_area() -> None:
    try:
        areas = {item.area for item in roles.gold()}
    except Absent as absent:
        pytest.skip(str(absent))
    assert "walsall" in areas and not areas & {"jtai", "wscb"}
