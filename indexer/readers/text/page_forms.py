"""Forms of web pages: fields with what is filled into them and boxes with their state, as they are seen."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

TICKED, NOT_TICKED = "☑", "☐"
_NOT_FILLED_IN = ("submit", "button", "reset", "image", "search", "file")
_SEARCHES = frozenset({"q", "query", "search", "s", "keyword", "keywords", "searchterm"})
_SAYS_SOMETHING = re.compile(r"\S\s+\S|@|\d{8}|(?:\d[ -]?){10}")
"""Words, an address or a long number: what a hidden field of a program's own rarely holds."""


def is_search(form: Tag) -> bool:
    """Whether a form searches the site, rather than holds the page or asks for anything."""
    if form.find(["p", "h1", "h2", "h3", "table", "li", "textarea"]) is not None:
        return False
    fields = form.find_all("input")
    named = any(str(field.get("name") or "").lower() in _SEARCHES for field in fields)
    return form.get("role") == "search" or named or any(field.get("type") == "search" for field in fields)


def field_text(field: Tag) -> str | None:
    """What a field shows: its value, the choice made, a box with its state; None for one that shows nothing."""
    if field.name == "textarea":
        return field.get_text().strip() or None
    if field.name == "select":
        options = field.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")]
        chosen = chosen or ([] if field.has_attr("multiple") else options[:1])
        return ", ".join(" ".join(option.get_text().split()) for option in chosen) or None
    kind = str(field.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return TICKED if field.has_attr("checked") else NOT_TICKED
    if kind in _NOT_FILLED_IN or kind in ("hidden", "password"):
        return None
    return str(field.get("value") or "").strip() or None


def unseen_value(field: Tag) -> str:
    """What a hidden or secret field holds, where it says something."""
    kind = str(field.get("type") or "text").lower()
    value = str(field.get("value") or "").strip() if kind in ("hidden", "password") else ""
    is_token = len(value) > 40 and not re.search(r"\s", value)
    return value if _SAYS_SOMETHING.search(value) and not is_token else ""


def label_of(field: Tag, soup: BeautifulSoup) -> str:
    """The words that name a field elsewhere on the page; empty where they stand beside it or are missing."""
    said = str(field.get("aria-label") or "")
    name = field.get("id")
    label = soup.find("label", attrs={"for": name}) if name else None
    return said or (" ".join(label.get_text().split()) if isinstance(label, Tag) else "")
