"""Prompts declare their variables, and a value is never read as part of the prompt."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from api.llm.prompts import FOLDER, PromptError, read_prompt


def test_the_shipped_prompts_can_be_used() -> None:
    for path in FOLDER.glob("*.md"):
        if path.name != "README.md":
            prompt = read_prompt(path)
            assert prompt.digest == hashlib.sha256(path.read_bytes()).hexdigest()
            assert "{{" not in "".join(prompt.fill(**dict.fromkeys(prompt.variables, "x")))


def test_a_value_is_only_text() -> None:
    _, user = read_prompt(FOLDER / "answer.md").fill(question="{{ passages }}", passages="secret")
    assert user.count("secret") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("variables: a, b\n---\nsystem\n---\n{{ a }}", "does not use: b"),
        ("variables: a\n---\n{{ c }}\n---\n{{ a }}", "does not declare: c"),
        ("no header", "needs a line"),
    ],
)
def test_a_wrong_prompt_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.md"
    path.write_text(text, "utf-8")
    with pytest.raises(PromptError, match=f"wrong.md.*{said}"):
        read_prompt(path)
    with pytest.raises(PromptError, match="cannot be read"):
        read_prompt(tmp_path / "none.md")
