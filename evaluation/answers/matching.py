"""Whether a text holds a quote; both as api.quotations.letters gives them."""

from __future__ import annotations

import math

ENOUGH = 0.8
"""The part of a quote that must stand in one run: a passage that cuts off its last words still answers."""


def holds(text: str, quote: str, part: float = ENOUGH) -> bool:
    """Whether at least `part` of the quote stands in the text in one run; both as letters() gives them."""
    run = math.ceil(part * len(quote))
    return bool(quote) and any(quote[i : i + run] in text for i in range(len(quote) - run + 1))


def overlaps(sentence: str, quote: str) -> bool:
    """Whether a sentence and a quote say the same words: most of one stands in the other."""
    return holds(sentence, quote) or holds(quote, sentence)
