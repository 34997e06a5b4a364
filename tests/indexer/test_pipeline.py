"""What is embedded of a passage: its words as they are searched."""

from __future__ import annotations

from indexer.terms import repaired


def test_words_broken_at_line_ends_and_ligatures_are_put_right_for_search() -> None:
    assert repaired("A multi-\nagency o\ufb03ce") == "A multi-agency office"
    assert repaired("p a r t n e r s met") == "partners met"
