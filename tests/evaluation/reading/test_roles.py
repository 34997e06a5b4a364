"""Training of the role weights is reproducible, and measuring keeps documents and mixed texts apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evaluation.reading import labels, roles
from indexer.passages import PassageRole
from tests.toy import ToyEmbedder


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    labelled = labels.own()
    for name in ("one", "two"):
        roles.train(labelled, ToyEmbedder()).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    other = roles.train(labelled[1:], ToyEmbedder())
    assert other.digest != roles.train(labelled, ToyEmbedder()).digest


def test_every_approach_is_measured_on_every_statement() -> None:
    tested = [
        replace(one, label=replace(one.label, document=f"town{n % 7}-report.pdf")) for n, one in enumerate(labels.own())
    ]
    validated = roles.cross_validate(tested, [], ToyEmbedder(), lambda label: label.document)
    assert [v.approach for v in validated] == list(roles.APPROACHES)
    for v in validated:
        assert len(v.single().predicted) == len(tested)
        assert 0.2 < v.single().macro_f1() < 1
    assert validated[0].single().macro_f1() > validated[1].single().macro_f1()
    duties = validated[0].together(lambda label: label.role is PassageRole.DUTY)
    assert set(duties.truth) == {"duty"}


def test_a_mixed_text_counts_as_a_whole_only() -> None:
    label = labels.Label("It was good. But it came late.", (), labels.own()[0].label.kind, PassageRole.WEAKNESS)
    mixed = labels.alone(replace(label, mixed=True, document="town-report.pdf"))
    others = [
        replace(one, label=replace(one.label, document=f"place{n % 5}-report.pdf"))
        for n, one in enumerate(labels.own())
    ]
    found = roles.cross_validate([*others, *mixed], [], ToyEmbedder(), lambda label: label.document)[-1]
    assert len(mixed) == 2
    assert len(found.single().truth) == len(others)
    assert len(found.together(lambda label: label.mixed).truth) == 1
