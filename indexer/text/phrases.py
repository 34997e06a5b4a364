"""Phrases as patterns: lists of words in data files, found in texts as whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence


def phrases_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, the longest first.

    A star ends any word or stands for one; a space also matches a hyphen; phrases in capitals keep their case.
    """
    if not phrases:
        return re.compile(r"(?!)")
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(phrase_pattern(phrase) for phrase in longest_first) + r")(?!\w)")


def phrase_pattern(phrase: str) -> str:
    """One phrase as part of a pattern, without groups that count."""
    words = (re.escape(word).replace("'", "['’]").replace(r"\*", r"[\w’']*") for word in re.split(r"[\s-]+", phrase))
    pattern = r"[\s‐‑–/-]+".join(words)
    return pattern if phrase.isupper() else f"(?i:{pattern})"
