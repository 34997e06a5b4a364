"""Automatic numbering of a Word document: the label that a list or heading prints ("Recommendation 4:", "1.1", "(a)").

A label is counted, not stored: each abstract list has a counter for each of its nine levels. A paragraph moves its
level on by one and sets those below back; a list (`w:num`) may set a level to its own start when it is first used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer.readers.office.markup import is_on, q
from indexer.readers.office.numerals import numeral
from indexer.readers.word.styles import WordStyles

_VAL, _ILVL, _NUM_ID, _ABSTRACT_ID = q("w:val"), q("w:ilvl"), q("w:numId"), q("w:abstractNumId")
_PLACE = re.compile(r"%([1-9])")
_NUMBER_OF = f"{q('w:pPr')}/{q('w:numPr')}"
_LEVELS = 9
"""Levels of a list: Word has nine."""


@dataclass(slots=True)
class _List:
    """A list as it is used: its abstract list, the levels that it defines anew and the starts it sets."""

    abstract: str
    levels: dict[int, Any]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of a document in their order and gives each its label."""

    def __init__(self, root: Any | None, styles: WordStyles) -> None:
        self._styles = styles
        elements = {} if root is None else {str(a.get(_ABSTRACT_ID)): a for a in root.findall(q("w:abstractNum"))}
        self._lists = (
            {} if root is None else {str(n.get(_NUM_ID)): _list(n, elements) for n in root.findall(q("w:num"))}
        )
        self._links = {abstract: _value(element, "w:numStyleLink") for abstract, element in elements.items()}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def is_numbered(self, paragraph: Any) -> bool:
        """Whether a paragraph is an item of a list, by itself or by its style."""
        return self._place(paragraph) is not None

    def label(self, paragraph: Any) -> str:
        """The label that stands before a paragraph, with what parts it from the text; empty for bullets and text.

        Each call counts: it is to be called once for each paragraph, in the order of the document.
        """
        place = self._place(paragraph)
        if place is None:
            return ""
        number, level = place
        found = self._resolved(number)
        definition = found.levels.get(level) if found is not None else None
        if found is None or definition is None:
            return ""
        counters = self._count(found, number, level)
        return _label(definition, level, counters, found.levels)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph; the list 0 takes it out of any."""
        own = paragraph.find(_NUMBER_OF)
        style = self._styles.of_paragraph(paragraph)
        by_style = [found for s in self._styles.chain(style) if (found := s.find(_NUMBER_OF)) is not None]
        found = [own, *by_style] if own is not None else by_style
        number = next((value for f in found if (value := _value(f, "w:numId"))), "0")
        if number == "0" or number not in self._lists:
            return None
        said = next((value for f in found if (value := _value(f, "w:ilvl"))), "")
        level = int(said) if said.isdigit() else 0
        if not (own is not None and _value(own, "w:ilvl")):
            level = self._level_of_style(number, style, level)
        return (number, level) if level < _LEVELS else None

    def _level_of_style(self, number: str, style: str, level: int) -> int:
        """The level that a list ties to a style, else the one given."""
        found = self._resolved(number)
        tied = [at for at, lvl in (found.levels.items() if found else ()) if _value(lvl, "w:pStyle") == style]
        return tied[0] if tied else level

    def _resolved(self, number: str) -> _List | None:
        """The list; one whose levels stand in a style of lists, by that style."""
        found = self._lists.get(number)
        link = self._links.get(found.abstract, "") if found is not None else ""
        if found is not None and link and not found.levels:
            for style in self._styles.chain(link):
                linked = self._lists.get(_value(style.find(_NUMBER_OF), "w:numId"))
                if linked is not None and linked.levels:
                    return _List(linked.abstract, linked.levels, {**linked.starts, **found.starts})
        return found

    def _count(self, found: _List, number: str, level: int) -> list[int | None]:
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        at, start = counters[level], _start(found.levels, level)
        if level in found.starts and (number, level) not in self._started:
            counters[level] = found.starts[level]
        else:
            counters[level] = start if at is None else at + 1
        self._started.add((number, level))
        for above in range(level):
            if counters[above] is None:
                counters[above] = found.starts.get(above, _start(found.levels, above))
        for below in range(level + 1, _LEVELS):
            if _restarts(found.levels.get(below), below, level):
                counters[below] = None
        return counters


def _list(number: Any, elements: Mapping[str, Any]) -> _List:
    abstract = _value(number, "w:abstractNumId")
    element = elements.get(abstract)
    levels = _levels(element) if element is not None else {}
    starts: dict[int, int] = {}
    for override in number.findall(q("w:lvlOverride")):
        levels.update(_levels(override))
        said, level = _value(override, "w:startOverride"), str(override.get(_ILVL) or "")
        if said.isdigit() and level.isdigit():
            starts[int(level)] = int(said)
    return _List(abstract, levels, starts)


def _levels(element: Any) -> dict[int, Any]:
    found = ((str(level.get(_ILVL) or ""), level) for level in element.findall(q("w:lvl")))
    return {int(number): level for number, level in found if number.isdigit()}


def _value(element: Any | None, name: str) -> str:
    found = None if element is None else element.find(q(name))
    return "" if found is None else str(found.get(_VAL) or "")


def _start(levels: Mapping[int, Any], level: int) -> int:
    said = _value(levels.get(level), "w:start")
    return int(said) if said.isdigit() else 0 if levels.get(level) is not None and not said else 1


def _restarts(definition: Any | None, level: int, counted: int) -> bool:
    """Whether a level begins anew after one above it was counted; `w:lvlRestart` names the level, 0 for none."""
    said = _value(definition, "w:lvlRestart")
    if not said.isdigit():
        return True
    return int(said) != 0 and counted < int(said)


def _label(definition: Any, level: int, counters: list[int | None], levels: Mapping[int, Any]) -> str:
    hidden = definition.find(f"{q('w:rPr')}/{q('w:vanish')}")
    if _form(definition) == "bullet" or is_on(hidden, _VAL):
        return ""
    in_figures = is_on(definition.find(q("w:isLgl")), _VAL)

    def figure(found: re.Match[str]) -> str:
        at = int(found.group(1)) - 1
        count = counters[at]
        if at > level or count is None:
            return ""
        form = "decimal" if in_figures else _form(levels.get(at))
        return str(count).zfill(len(form)) if form.isdigit() else numeral(count, form)

    text = _PLACE.sub(figure, _value(definition, "w:lvlText"))
    return f"{text.rstrip()} " if text.strip() else ""


def _form(definition: Any | None) -> str:
    """The form of a level's numbers; "001" for numbers that are filled up with zeros."""
    found = None if definition is None else next(definition.iter(q("w:numFmt")), None)
    if found is None:
        return "decimal"
    first = str(found.get(q("w:format")) or "").split(",")[0].strip()
    return first if found.get(_VAL) == "custom" and first.isdigit() else str(found.get(_VAL) or "decimal")
