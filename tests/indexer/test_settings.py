"""Settings: read once, typed, and refused with a line that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.settings import SETTINGS, SettingError, Settings


def test_without_any_the_defaults_hold() -> None:
    settings = Settings.read({"PATH": "/bin"})
    assert (settings.port, settings.https, settings.llm_url, settings.reranker, settings.token_vectors) == (
        8000,
        False,
        "",
        "",
        False,
    )
    assert settings.database_url == f"sqlite:///{Path('data').resolve() / 'catalogue.sqlite'}"
    assert {s.name.lower() for s in SETTINGS} == set(Settings.__slots__)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "eighty", "whole number from 0 to 65535"),
        ("PORT", "-1", "whole number"),
        ("PORT", "70000", "whole number"),
        ("THREADS", "٣", "whole number"),
        ("HTTPS", "maybe", "must be yes or no"),
        ("TOKEN_VECTORS", "perhaps", "must be yes or no"),
        ("OCR", "always", "must be auto or no"),
        ("DEFAULT_SENSITIVITY", "secret", "public, partnership or restricted"),
        ("LLM_SEND", "everything", "public, partnership or restricted"),
        ("LLM_SECONDS", "0", "whole number from 1 to 600"),
        ("LLM_URL", "http://127.0.0.1/v1", "go together"),
        ("LLM_MODEL", "some", "go together"),
        ("LLM_MODLE", "some", "is not a setting"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(name: str, value: str, words: str) -> None:
    with pytest.raises(SettingError, match=words) as error:
        Settings.read({f"LEARNING_{name}": value})
    assert "LEARNING_" in str(error.value)


def test_white_space_and_spellings_of_yes_do_not_matter() -> None:
    settings = Settings.read({"LEARNING_HTTPS": " TRUE ", "LEARNING_PORT": " 81 ", "LEARNING_TOKEN_VECTORS": "1"})
    assert (settings.https, settings.port, settings.token_vectors) == (True, 81, True)
