"""The codebook: complete, every pattern usable, and bad files refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.themes.codebook import RegisterError, read_register, seed
from indexer.text.phrases import phrases_pattern


def test_the_seed_holds_49_whole_themes_in_8_groups() -> None:
    register = seed()
    assert len(register.themes) == 49
    assert set(register.groups) == set("ABCDEFGH")
    for theme in register.themes:
        assert theme.label and theme.definition and theme.include and theme.exclude
        assert theme.cues and theme.other_names and len(theme.examples) >= 2
        assert not theme.hint_pattern.search("") and not theme.near_pattern.search("")


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("father*", "Fathers were not seen", True),
        ("father*", "the grandfather came", False),
        ("child's voice*", "the child’s voice", True),
        ("multi agency audit*", "two multi-agency audits", True),
        ("SEND", "send the form", False),
        ("SEND", "the SEND team", True),
        ("took * word", "they took her word", True),
    ],
)
def test_phrases_match_whole_words(phrase: str, text: str, found: bool) -> None:
    assert bool(phrases_pattern([phrase]).search(text)) is found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "groups"),
        ("version = [", "list of themes"),
        ('version = 1\n[groups]\nA = "a"\n[[theme]]\nid = "A1"\n', "definition"),
        ('version = 1\n[groups]\nA = "a"\n[[theme]]\nid = "Z1"\nlabel = "x"\ndefinition = "y"\n', "Z1"),
    ],
)
def test_a_bad_codebook_is_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "themes.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RegisterError, match=said):
        read_register(path)
