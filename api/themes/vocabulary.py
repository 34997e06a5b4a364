"""The words a theme goes by: which of its names stand in texts, so that a change of word does not hide a theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.themes.codebook import Theme
from indexer.text.phrases import phrases_pattern
from indexer.text.terms import terms


@dataclass(frozen=True, slots=True)
class Term:
    """A name of a theme as it stands in texts, its stem, and how often it does."""

    words: str
    stem: str
    count: int


def terms_used(theme: Theme, texts: Iterable[str]) -> tuple[Term, ...]:
    """The names and cues of a theme that stand in the texts, most frequent first; forms of a word count together."""
    pattern = phrases_pattern((*theme.cues, *theme.other_names))
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for match in pattern.finditer(theme.near_pattern.sub(" ; ", text)):
            words = " ".join(match.group().split())
            shown = words if words.isupper() else words.casefold()
            stem = " ".join(terms(words)) or shown
            counts[stem] += 1
            forms.setdefault(stem, Counter())[shown] += 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Term(forms[stem].most_common(1)[0][0], stem, count) for stem, count in ordered)
