"""What of a web page is seen: elements hidden or struck out by their attributes, styles and style sheets in the page.

Style sheets elsewhere are not fetched. Where one of them may give an element a ground of its own, pale words are taken
to be seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import tinycss2
from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

_NEVER_SHOWN = ("template", "noscript", "datalist")
_WEIGHED = frozenset(
    "display visibility opacity font-size text-indent text-decoration text-decoration-line color background "
    "background-color position left top clip clip-path list-style list-style-type".split()
)
_BARE_LISTS = ("breadcrumb", "unstyled", "list-none")
_LONGEST_SHEET = 1_000_000
"""Characters of a style sheet that are read. By judgement."""
_MOST_RULES = 2_000
"""Letters and rules of style sheets that are weighed at most: what is longer comes with a framework, not an author."""
_FAR = -500
"""Pixels to the left or above from which on nothing is on the page."""
_PALE = 235
"""Red, green and blue of a colour that is not seen on white: a judgement, by eye."""
_BLACK = 16
"""Red, green and blue up to which a colour is black."""
_WHITE = (255, 255, 255)
"""Red, green and blue of white."""

Colour = tuple[int, int, int]


class PageStyles:
    """Says of an element of a page whether a reader sees it; made once for a page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._ruled: defaultdict[int, dict[str, str]] = defaultdict(dict)
        self._styled_elsewhere = soup.find("link", rel="stylesheet") is not None
        self._opened = {name for tag in soup.find_all(_opens_another) for name in _controlled(tag)}
        rules = [rule for sheet in soup.find_all("style") for rule in _rules(sheet.get_text()[:_LONGEST_SHEET])]
        for selector, said in rules[:_MOST_RULES]:
            try:
                found = soup.select(selector)
            except (SelectorSyntaxError, NotImplementedError, ValueError):
                continue  # states and parts of elements, which no file shows
            for tag in found:
                self._ruled[id(tag)].update(said)

    def hides(self, tag: Tag) -> bool:
        """Whether what is in an element is not seen and no click on the page shows it."""
        if tag.name in _NEVER_SHOWN or (tag.name == "dialog" and not tag.has_attr("open")):
            return True
        if tag.get("aria-hidden") == "true" and re.search(r"\w{2}", tag.get_text()):
            return True
        styles = self._of(tag)
        shut = (tag.has_attr("hidden") and tag.get("hidden") != "until-found") or styles.get("display") == "none"
        if shut:
            return not (tag.get("role") == "tabpanel" or _named(tag) in self._opened)
        return bool(styles) and (_is_gone(styles) or self._is_pale(tag, styles))

    def blackens(self, tag: Tag) -> bool:
        """Whether the words of an element are black on black, which is how they are blackened."""
        styles = self._of(tag)
        ground = styles.get("background-color") or styles.get("background")
        if ground is None and "color" not in styles:
            return False
        if any({"color", "background", "background-color"} & set(self._of(one)) for one in tag.find_all(True)):
            return False  # what stands in it has a look of its own
        ink = self._nearest(tag, ("color",))
        behind = self._nearest(tag, ("background-color", "background"))
        if ink is None and self._styled_elsewhere:
            return False
        colours = [(0, 0, 0) if ink is None else _colour(ink), None if behind is None else _colour(behind)]
        return all(colour is not None and max(colour) <= _BLACK for colour in colours)

    def _nearest(self, tag: Tag, names: tuple[str, ...]) -> str | None:
        """What an element or the nearest around it says of itself by one of these names."""
        for around in (tag, *tag.parents):
            said = self._of(around)
            value = next((said[name] for name in names if said.get(name)), None)
            if value is not None and value not in ("transparent", "none", "inherit", "initial"):
                return value
        return None

    def strikes(self, tag: Tag) -> bool:
        """Whether the words of an element are struck out."""
        styles = self._of(tag)
        said = f"{styles.get('text-decoration', '')} {styles.get('text-decoration-line', '')}"
        return tag.name in ("del", "s", "strike") or "line-through" in said

    def numbers(self, items: Tag) -> bool:
        """Whether an ordered list shows its numbers."""
        styles = self._of(items)
        named = " ".join(str(name) for name in items.get("class") or ())
        bare = "none" in f"{styles.get('list-style', '')} {styles.get('list-style-type', '')}".split()
        return not bare and not any(name in named for name in _BARE_LISTS)

    def _of(self, tag: Tag) -> Mapping[str, str]:
        own = dict(_declarations(str(tag["style"]))) if tag.get("style") else {}
        if tag.name == "font" and tag.get("color"):
            own.setdefault("color", str(tag["color"]))
        if tag.name == "body" and tag.get("text"):
            own.setdefault("color", str(tag["text"]))
        if tag.get("bgcolor"):
            own.setdefault("background-color", str(tag["bgcolor"]))
        ruled = self._ruled.get(id(tag))
        return {**ruled, **own} if ruled else own

    def _is_pale(self, tag: Tag, styles: Mapping[str, str]) -> bool:
        """Whether words are in the colour of the ground they stand on."""
        ink = _colour(styles.get("color", ""))
        if styles.get("color") == "transparent":
            return True
        if ink is None:
            return False
        for around in (tag, *tag.parents):
            said = styles if around is tag else self._of(around)
            ground = said.get("background-color") or said.get("background")
            if ground and ground not in ("transparent", "none", "inherit", "initial"):
                behind = _colour(ground)
                return behind is not None and all(abs(a - b) < 255 - _PALE for a, b in zip(ink, behind, strict=True))
            if self._styled_elsewhere and (around.get("class") or around.get("id")) and around.name != "body":
                return False
        return min(ink) >= _PALE


def _opens_another(tag: Tag) -> bool:
    return tag.has_attr("aria-controls") or tag.has_attr("data-toggle") or tag.has_attr("data-bs-toggle")


def _controlled(tag: Tag) -> Iterator[str]:
    """The ids of what a button or tab opens."""
    yield from str(tag.get("aria-controls") or "").split()
    for name in ("href", "data-target", "data-bs-target"):
        said = str(tag.get(name) or "")
        if said.startswith("#"):
            yield said[1:]


def _named(tag: Tag) -> str:
    return str(tag.get("id") or "")


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a style sheet that can hide anything, those for a screen among those for some media."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        yield from _of_rule(rule)


def _of_rule(rule: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
        media = tinycss2.serialize(rule.prelude).lower()
        if "print" not in media and "width" not in media:
            for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                yield from _of_rule(inner)
    elif rule.type == "qualified-rule":
        said = dict(_declarations(rule.content))
        if said:
            yield tinycss2.serialize(rule.prelude).strip(), said


def _declarations(source: Any) -> Iterator[tuple[str, str]]:
    for one in tinycss2.parse_declaration_list(source, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in _WEIGHED:
            yield one.lower_name, tinycss2.serialize(one.value).strip().lower()


def _is_gone(styles: Mapping[str, str]) -> bool:
    """Whether styles leave nothing to see: no visibility, no size, a place off the page or a window of no size."""
    if styles.get("visibility") in ("hidden", "collapse") or styles.get("opacity") in ("0", "0%", "0.0", ".0"):
        return True
    if re.fullmatch(r"0+(?:\.0+)?[a-z%]*", styles.get("font-size", "")):
        return True
    off = [_pixels(styles.get(name, "")) for name in ("left", "top")] if "position" in styles else []
    if any(place <= _FAR for place in (*off, _pixels(styles.get("text-indent", "")))):
        return True
    window = re.findall(r"[\d.]+", styles.get("clip", ""))
    return window in (["0"] * 4, ["1"] * 4) or styles.get("clip-path", "").startswith(("inset(50%", "inset(100%"))


def _pixels(said: str) -> float:
    found = re.match(r"(-?[\d.]+)(px|em|rem|pt|%)?$", said)
    try:
        return float(found[1]) * (16 if found[2] in ("em", "rem") else 1) if found else 0.0
    except ValueError:
        return 0.0


def _colour(said: str) -> Colour | None:
    """A colour in hexadecimal digits, as rgb(…) or one of the pale names; None for another."""
    said = said.replace("!important", "").strip()
    if said in ("white", "snow", "ivory", "ghostwhite", "whitesmoke", "floralwhite"):
        return _WHITE
    if said == "black":
        return (0, 0, 0)
    digits = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?", said)
    if digits:
        full = digits[1] if len(digits[1]) == 6 else "".join(2 * digit for digit in digits[1])
        return int(full[:2], 16), int(full[2:4], 16), int(full[4:], 16)
    parts = re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", said)
    return (int(parts[1]), int(parts[2]), int(parts[3])) if parts else None
