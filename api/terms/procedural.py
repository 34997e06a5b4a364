"""Questions about what to do: a person asks what is required of her, what she may do, or how."""

from __future__ import annotations

import re

_ME = r"(?:i|we|you)"
_WHO = r"(?:i|we|you|staff|practitioners?|someone|they|she|he|an? \w+)"
_DUTY = r"(?:must|should|ought to|shall|have to|has to|need to|needs to|may|can|could)"
_ASKS = re.compile(
    rf"\b(?:do|am|are|need)(?:n['’]?t)? {_ME}\b|\b(?:can|could|may|must|should|shall)(?:n['’]?t)? {_WHO}\b|"
    rf"\b{_WHO} (?:\w+ )?(?:{_DUTY}|allowed|meant to|supposed to|expected to|required to) \w+|"
    r"\b(?:do|does|can|must|should|may) (?:\w+ ){1,4}(?:have to|need to|get to|consent|discharge|decide|refuse)\b|"
    r"\bis it (?:ok|okay|safe|all ?right|allowed|fine|right|legal|necessary)\b|"
    r"\bwhat(?:['’]?s| is| are)? (?:to do|now|next)\b|\b(?:how|who|whom|when) to\b|\bwhat happens\b|"
    r"\b(?:what|who) (?:has to|should|must|needs to) (?:happen|be done)\b|\b(?:any|some) advice\b|"
    r"\bwhat(?:['’]?s| is| are) (?:the|my|our) (?:deadline|procedure|process|steps?|rules?)\b|\bwhen['’]?s my\b|"
    r"\b(?:does|do) (?:that|this|it|she|he|they) .{0,40}\b(?:counts?|get)\b|\bstill counts?\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"^\W*why\b|\bwhat do {_ME} (?:\w+ )?know\b|\bdo we know\b|\bwhat (?:did|have|had) {_ME}\b|"
    rf"\b(?:have|did|has|had|were|was) {_ME}\b|\bwhy (?:do|should|did|are) {_ME}\b|"
    r"\b(?:are|do) we (?:still|getting|doing|any|ever|missing)\b|\bhow (?:are|have|did|well) (?:we|do we)\b",
    re.IGNORECASE,
)
"""What was found or done, not what to do."""


def asks_what_to_do(text: str) -> bool:
    """Whether a question asks what to do, what is required or what is allowed."""
    return _ASKS.search(text) is not None and _TELLS.search(text) is None
