"""Golden facts of each reader: a changed reading of a sample file is seen before it is accepted."""

from __future__ import annotations

import json

import pytest

from tests.golden.readings import SAMPLES, facts, golden
from tests.scan import needs_ocr


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs_ocr if name == "scan" else ()) for name in SAMPLES])
def test_a_sample_file_is_read_as_it_was(name: str) -> None:
    """To accept a change on purpose: python -m tests.golden"""
    expected = json.loads(golden(name).read_text("utf-8"))
    if name == "scan":  # how letters are recognised differs from one Tesseract to the next; places and roles do not
        assert without_words(facts(SAMPLES[name])) == without_words(expected)
    else:
        assert json.loads(json.dumps(facts(SAMPLES[name]))) == expected


def without_words(found: dict[str, object]) -> dict[str, object]:
    return {
        name: {k: v for k, v in fact.items() if k not in ("text", "reason")} if isinstance(fact, dict) else fact
        for name, fact in found.items()
    }
