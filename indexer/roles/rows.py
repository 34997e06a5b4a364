"""Rows of tables: the role that the names of their columns, or a grade in them, tell.

Rules for English safeguarding documents in general.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.documents import TableCell
from indexer.passages import PassageRole

_R = PassageRole

_PROMISED = re.compile(
    r"^(?:(?:planned|agreed|improvement|further|our|key) )?actions?\b(?! taken)"
    r"|^what (?:we|the \w+) (?:said|will|would|plan)|^(?:promise|commitment|next step|priority|objective)s?\b",
    re.IGNORECASE,
)
_ANSWERED_FOR = re.compile(
    r"^(?:owner|lead|who\b|by\b|by when|due|deadline|target date|timescale|responsib\w+|status|for\b|first made"
    r"|where it stands|progress|when\b|completed)",
    re.IGNORECASE,
)
_RECOMMENDED = re.compile(r"^recommendations?\b|^areas? for (?:priority|immediate|urgent) action", re.IGNORECASE)
_GOOD = re.compile(r"^(?:strengths?|good practice|positive|what (?:went|works?|worked) well)$", re.IGNORECASE)
_BAD = re.compile(
    r"^(?:areas? (?:to|for) (?:develop\w*|improve\w*|concern)|weakness(?:es)?|gaps?|concerns?)$", re.IGNORECASE
)
_GRADED_GOOD = re.compile(r"^(?:outstanding|good)$", re.IGNORECASE)
_GRADED_BAD = re.compile(r"^(?:requires improvement(?: to be good)?|inadequate|adequate)$", re.IGNORECASE)
_COUNT = re.compile(r"^[£\d][\d,. ]*%?$")


def row_role(row: Sequence[TableCell]) -> tuple[PassageRole, str] | None:
    """The role that a row tells, and what tells it; None where it tells none."""
    cells = [(cell.header.strip(), cell.text.strip(" .")) for cell in row if cell.header]
    names = [name for name, _ in cells]
    for name, value in cells:
        if _RECOMMENDED.search(name):
            return _R.RECOMMENDATION, name
        if _GOOD.match(value) or _BAD.match(value):
            return (_R.STRENGTH if _GOOD.match(value) else _R.WEAKNESS), value
    promised = next((name for name in names if _PROMISED.search(name)), None)
    if promised and any(_ANSWERED_FOR.search(name) for name in names):
        return _R.PLANNED_ACTION, promised
    counts = [value for _, value in cells if _COUNT.match(value)]
    if counts:
        return (_R.FIGURES, "; ".join(counts[:3])) if len(counts) > 1 and 2 * len(counts) >= len(cells) else None
    graded = next((value for _, value in cells if _GRADED_GOOD.match(value) or _GRADED_BAD.match(value)), None)
    if graded is None:
        return None
    return (_R.STRENGTH if _GRADED_GOOD.match(graded) else _R.WEAKNESS), graded
