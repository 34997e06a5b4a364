"""Numbers of lists and headings of an OpenDocument text, as it prints them: they are counted, not stored."""

from __future__ import annotations

import re
from typing import Any

from indexer.readers.office.numerals import numeral
from indexer.readers.opendocument.names import q
from indexer.readers.opendocument.package import PackageStyles

_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_PLACE = re.compile(r"%(\d{1,2})%")
_LEVELS = 11
"""Levels of a list, from 0: OpenDocument has ten."""


class ListNumbering:
    """Counts items and headings in their order."""

    def __init__(self, styles: PackageStyles) -> None:
        self._styles = styles
        self._counts: dict[str, list[int]] = {}
        self._lists: dict[str, str] = {}

    def begin(self, element: Any, style: str) -> None:
        """A list begins: it counts anew unless it goes on with one before it."""
        identity = str(element.get("{http://www.w3.org/XML/1998/namespace}id") or "")
        goes_on = element.get(q("text:continue-numbering")) == "true" or element.get(q("text:continue-list"))
        if not goes_on:
            self._counts.pop(style, None)
        self._lists[identity] = style

    def item(self, style: str, level: int, start: str) -> str:
        """The label of the next item of a list at a level, from 1; empty for bullets."""
        found = self._styles.lists.get(style)
        return "" if found is None else self._label(style, _levels(found), level, start)

    def heading(self, level: int) -> str:
        """The number of the next heading of a level, from 1; empty where headings have none."""
        outline = self._styles.outline
        return "" if outline is None else self._label("", _levels(outline), level, "")

    def _label(self, key: str, levels: dict[int, Any], level: int, start: str) -> str:
        counts = self._counts.setdefault(key, [0] * _LEVELS)
        if not 0 < level < _LEVELS:
            return ""
        counts[level] = int(start) if start.isdigit() else (counts[level] or _start(levels.get(level)) - 1) + 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        definition = levels.get(level)
        form = None if definition is None else definition.get(q("style:num-format"))
        if definition is None or not form:
            return ""

        def figure(at: int) -> str:
            above = levels.get(at)
            said = "" if above is None else str(above.get(q("style:num-format")) or "")
            return numeral(counts[at] or _start(above), _FORMS.get(said, "decimal")) if said else ""

        pattern = definition.get(q("style:num-list-format")) or definition.get(q("loext:num-list-format"))
        if pattern:
            text = _PLACE.sub(lambda found: figure(int(found.group(1))), str(pattern))
        else:
            shown = str(definition.get(q("text:display-levels")) or "1")
            first = max(1, level - (int(shown) if shown.isdigit() else 1) + 1)
            numbers = ".".join(filter(None, (figure(at) for at in range(first, level + 1))))
            before, after = (str(definition.get(q(f"style:num-{end}")) or "") for end in ("prefix", "suffix"))
            text = f"{before}{numbers}{after}"
        return f"{text.strip()} " if text.strip() else ""


def _levels(style: Any) -> dict[int, Any]:
    found = ((str(level.get(q("text:level")) or ""), level) for level in style)
    return {int(number): level for number, level in found if number.isdigit()}


def _start(definition: Any | None) -> int:
    said = "" if definition is None else str(definition.get(q("text:start-value")) or "1")
    return int(said) if said.isdigit() else 1
