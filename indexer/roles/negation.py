"""Negation: which words of a statement a "not" reaches, and what is left of its praise and blame.

"Not all children experience good practice" praises nothing, and "no child waits" blames nobody. What a negation
reaches is taken to be the next words of its clause (the simple scope of Chapman and others, 2001).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.roles.wording import WORDING

_DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable to|fail(?:s|ed|ing|ure|ures)? to|"
    r"lack(?:s|ed|ing)?(?: of)?|absence of|rather than|too (?:few|little)|few|little|insufficient(?:ly)?|less|"
    r"no longer|rarely|seldom|hardly)\b|\w+n[’']t\b",
    re.IGNORECASE,
)
_NOT_DENYING = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bno (?:later|less|more|fewer) than\b|\bwhether or not\b|\bno doubt\b|"
    r"\b(?:a|the) (?:few|little)\b|\bno\.? ?\d",
    re.IGNORECASE,
)
_LESSENS = re.compile(
    r"\b(?:reduc(?:e[sd]?|ing|tion)|minimis(?:e[sd]?|ing)|prevent(?:s|ed|ing)?|tackl(?:e[sd]?|ing)|"
    r"address(?:es|ed|ing)?|resolv(?:e[sd]?|ing)|overc[oa]m(?:e|es|ing)|eliminat(?:e[sd]?|ing)|avoid(?:s|ed|ing)?|"
    r"clear(?:ed|ing) the|decreas(?:e[sd]?|ing)|fewer|protect(?:s|ed|ing)?|challeng(?:e[sd]?|ing))\b",
    re.IGNORECASE,
)
"""What is good when it is done to something bad: "reduced delay", "minimise the risks"."""
_CLAUSE = re.compile(r"[.,;:!?()–—]|\b(?:but|although|though|however|because|while|whilst|which|who|when|where)\b")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_REACH = 6
"""Words after a negation that it is taken to reach."""


class Polarity(NamedTuple):
    """How many words of praise and of blame a text holds, and how many of each a negation reaches."""

    praise: int
    praise_denied: int
    blame: int
    blame_denied: int


def is_negated(text: str) -> bool:
    """Whether a statement says that something is not so."""
    return bool(_spans(_DENIES, text))


def polarity(text: str) -> Polarity:
    """The words of praise and blame in a text."""
    denied, lessened = _spans(_DENIES, text), _spans(_LESSENS, text)
    praise = [_reached(text, match.start(), denied) for match in WORDING["positive"].finditer(text)]
    blame = [
        _reached(text, match.start(), denied) or _reached(text, match.start(), lessened)
        for match in WORDING["negative"].finditer(text)
    ]
    return Polarity(len(praise) - sum(praise), sum(praise), len(blame) - sum(blame), sum(blame))


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the pattern stands, without phrases that only look like a negation."""
    ignored = [match.span() for match in _NOT_DENYING.finditer(text)]
    found = [match.span() for match in pattern.finditer(text)]
    return [(a, b) for a, b in found if not any(start < b and a < end for start, end in ignored)]


def _reached(text: str, at: int, cues: list[tuple[int, int]]) -> bool:
    """Whether one of the cues before a word reaches it: in its clause, a few words before it at most."""
    for _, end in cues:
        between = text[end:at]
        if end <= at and not _CLAUSE.search(between) and len(_WORD.findall(between)) < _REACH:
            return True
    return False
