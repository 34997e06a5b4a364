"""The words a theme goes by: forms of a word count together, near misses do not count."""

from __future__ import annotations

from api.themes.codebook import seed
from api.themes.vocabulary import terms_used


def test_terms_used() -> None:
    theme = seed().theme("C2")
    assert theme is not None
    found = terms_used(
        theme, ["Thresholds were unclear; one threshold was high.", "Levels of need, and Channel thresholds."]
    )
    assert [(term.words, term.count) for term in found] == [("thresholds", 2), ("levels of need", 1)]
    assert terms_used(theme, ["Nothing of the sort."]) == ()
