"""The register: every change is kept with who and why, and what was decided follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.people.users import Role, User
from api.themes.codebook import Theme, seed
from api.themes.register import BadChange, ThemeChangeKind, ThemeRegister
from indexer.catalogue.database import open_database

ANN, BEN = User("u1", "Ann", Role.BOARD_MANAGER), User("u2", "Ben", Role.BOARD_MANAGER)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[ThemeRegister]:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    yield ThemeRegister(database)
    database.dispose()


def test_a_rename_keeps_the_id_and_the_history(register: ThemeRegister) -> None:
    assert register.edit("A1", {"label": "Daily life"}, ANN, "plainer").label == "Daily life"
    (change,) = register.history_of("A1")
    assert (change.kind, change.changed_by, change.reason) == (ThemeChangeKind.EDIT, "Ann", "plainer")
    assert register.current().version == 2
    assert change.before == {"label": seed().theme("A1").label}  # type: ignore[union-attr]


def test_only_what_differs_is_kept_and_nobody_overwrites_another(register: ThemeRegister) -> None:
    held = register.current().theme("A1")
    assert held is not None and (held.version, held.owner) == (1, "")
    values = {"label": held.label, "examples": list(held.examples), "owner": " Learning  lead "}
    assert register.edit("A1", values, ANN, "named", seen=1).owner == "Learning lead"
    assert register.history_of("A1")[0].values == {"owner": "Learning lead"}
    with pytest.raises(BadChange, match="meanwhile"):
        register.edit("A1", {"label": "x"}, BEN, "late", seen=1)
    with pytest.raises(BadChange, match="Nothing differs"):
        register.edit("A1", values, BEN, "again", seen=2)


def test_a_change_is_told_of_every_theme_it_touched(register: ThemeRegister) -> None:
    register.merge("B1", "B3", ANN, "too close")
    register.split("B3", register.free_id("B"), {"label": "x", "definition": "y"}, ANN, "own plan")
    assert [change.kind for change in register.history_of("B3")] == [ThemeChangeKind.MERGE, ThemeChangeKind.SPLIT]
    assert register.current().theme("B3").version == 2  # type: ignore[union-attr]
    assert [change.theme for change in register.history_of("B7")] == ["B7"]
    with pytest.raises(BadChange, match="groups"):
        register.free_id("Z")


def test_add_and_split_make_themes(register: ThemeRegister) -> None:
    new = {"label": "Loneliness", "definition": "A child with nobody.", "cues": ["lonely"]}
    assert register.add("D7", new, ANN, "seen in two reviews").cues == ("lonely",)
    assert register.split("G3", "G6", {"label": "Young carers", "definition": "Children who care."}, ANN, "own plan")
    ids = [theme.id for theme in register.current().themes]
    assert len(ids) == 51 and ids.index("D7") == ids.index("D6") + 1 and "G3" in ids


def test_a_merged_theme_goes_on_in_the_other(register: ThemeRegister) -> None:
    kept = register.merge("B1", "B3", ANN, "too close")
    assert "curiosity" in kept.cues and "Curiosity: checking what one is told" in kept.other_names
    register.merge("B3", "B2", ANN, "again")
    assert register.followed("B1") == "B2" and register.followed("A1") == "A1"
    assert register.current().theme("B1") is None


def test_a_retired_theme_is_out_of_use_and_its_id_stays_taken(register: ThemeRegister) -> None:
    register.retire("H8", ANN, "never used")
    assert register.current().theme("H8") is None
    with pytest.raises(BadChange, match="used before"):
        register.add("H8", {"label": "x", "definition": "y"}, ANN, "z")
    assert register.free_id("H") == "H9" and [theme.id for theme in register.current().retired] == ["H8"]
    assert register.restore("H8", ANN, "needed after all") == seed().theme("H8")
    assert register.current().retired == ()
    with pytest.raises(BadChange, match="retired"):
        register.restore("H8", ANN, "again")


@pytest.mark.parametrize(
    ("theme_id", "values", "said"),
    [
        ("Z1", {"label": "x", "definition": "y"}, "group's letter"),
        ("A1", {"label": "x", "definition": "y"}, "used before"),
        ("A9", {"label": " ", "definition": "y"}, "needs a label"),
        ("A9", {"label": "x", "definition": "y", "colour": "red"}, "no colour"),
        ("A9", {"label": "x", "definition": "y", "cues": ["*"]}, "met everywhere"),
        ("A9", {"label": "x", "definition": "y", "cues": "lonely"}, "a list"),
        ("A9", {"label": ["x"], "definition": "y"}, "a text"),
        ("A9", {"label": "x", "definition": "y" * 3000}, "2,000"),
    ],
)
def test_what_cannot_be_added(register: ThemeRegister, theme_id: str, values: dict[str, Any], said: str) -> None:
    with pytest.raises(BadChange, match=said):
        register.add(theme_id, values, ANN, "why")


def test_other_changes_that_cannot_be_made(register: ThemeRegister) -> None:
    with pytest.raises(BadChange, match="No theme"):
        register.edit("A9", {"label": "x"}, ANN, "why")
    with pytest.raises(BadChange, match="itself"):
        register.merge("A1", "A1", ANN, "why")
    with pytest.raises(BadChange, match="why"):
        register.retire("A1", ANN, " ")
    assert register.history() == []


def test_of_two_changes_at_once_the_second_is_refused(register: ThemeRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    require = register._require

    def meanwhile(theme_id: str) -> Theme:
        theme = require(theme_id)
        monkeypatch.setattr(register, "_require", require)
        register.merge("A1", "A2", ANN, "one subject")
        return theme

    monkeypatch.setattr(register, "_require", meanwhile)
    with pytest.raises(BadChange, match="meanwhile"):
        register.merge("A1", "A2", BEN, "sent twice")
    assert register.current().theme("A1") is None
    assert [change.changed_by for change in register.history()] == ["Ann"]
