"""An index of a benchmark is used again until anything it is made of changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.indexes import SHAPING, digest, files_of


def test_code_words_and_weights_shape_an_index() -> None:
    names = {path.name for path in files_of(SHAPING)}
    assert {"chunking.py", "weights.json", "agencies.toml", "theme_weights.json", "tagger.py"} <= names
    assert not any(name.endswith(".pyc") for name in names)


@pytest.mark.parametrize("changed", ["code/read.py", "code/words.toml", "code/weights.json", "corpus/report.txt"])
def test_a_change_of_any_of_them_asks_for_a_new_index(tmp_path: Path, changed: str) -> None:
    for name in ("code/read.py", "code/words.toml", "code/weights.json", "corpus/report.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("before", "utf-8")
    before = digest(tmp_path / "corpus", "toy", [tmp_path / "code"])
    assert before == digest(tmp_path / "corpus", "toy", [tmp_path / "code"])
    (tmp_path / changed).write_text("after", "utf-8")
    assert digest(tmp_path / "corpus", "toy", [tmp_path / "code"]) != before
    assert digest(tmp_path / "corpus", "another", [tmp_path / "code"]) != before
