"""Equations of Office in one line: fractions with a stroke, roots with their sign, powers raised by a caret."""

from __future__ import annotations

from typing import Any

from indexer.readers.office.markup import q

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def linear(element: Any) -> str:
    """The text of an equation or a part of one, from left to right."""
    return "".join(_part(child) for child in element if isinstance(child.tag, str))


def _part(element: Any) -> str:
    if element.tag == q("m:t"):
        return element.text or ""
    if element.tag == q("m:f"):
        return f"{_within(element, 'm:num')}/{_within(element, 'm:den')}"
    if element.tag in (q("m:sSup"), q("m:sSub"), q("m:sSubSup")):
        below, above = _script(element, "m:sub", "_", _LOWERED), _script(element, "m:sup", "^", _RAISED)
        return f"{_child(element, 'm:e')}{below}{above}"
    if element.tag == q("m:rad"):
        return f"{_child(element, 'm:deg')}√{_within(element, 'm:e')}"
    if element.tag == q("m:d"):
        return f"({', '.join(linear(part) for part in element.findall(q('m:e')))})"
    return linear(element)


def _child(element: Any, name: str) -> str:
    found = element.find(q(name))
    return "" if found is None else linear(found)


def _within(element: Any, name: str) -> str:
    """A part of a fraction or root, in brackets when it is more than one word."""
    text = _child(element, name)
    return text if text.replace(".", "").isalnum() else f"({text})"


def _script(element: Any, name: str, mark: str, small: dict[int, int]) -> str:
    text = _child(element, name)
    if not text:
        return ""
    return text.translate(small) if all(letter in "0123456789+-" for letter in text) else f"{mark}{text}"
