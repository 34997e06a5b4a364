"""Negation: whether a statement says that something is not so."""

from __future__ import annotations

import re

_DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable to|fail(?:s|ed|ing|ure|ures)? to|"
    r"lack(?:s|ed|ing)?(?: of)?|absence of|rarely|seldom|hardly)\b|\w+n[’']t\b",
    re.IGNORECASE,
)
_NOT_DENYING = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bno (?:later|less|more|fewer) than\b|\b(?:whether )?or not\b|\bno doubt\b|"
    r"\bno\.? ?\d",
    re.IGNORECASE,
)


def is_negated(text: str) -> bool:
    """Whether a statement says that something is not so; phrases such as "not only" deny nothing."""
    return _DENIES.search(_NOT_DENYING.sub(" ", text)) is not None
