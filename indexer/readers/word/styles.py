"""Styles of a Word document: the level of a heading, and how a run looks: hidden, struck, as pale as the paper."""

from __future__ import annotations

import re
from typing import Any

from indexer.documents import PartKind
from indexer.readers.office.markup import is_on, q
from indexer.readers.word.grounds import Grounds, is_black, is_coloured, is_pale

_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_DEEPEST = 9
"""Outline levels of headings, as Word counts them from 0; the next, 9, means text."""
_TINY = 4
"""Half points up to which no eye reads a text: two points."""
_VAL, _FILL, _ID = q("w:val"), q("w:fill"), q("w:styleId")
_RPR, _PPR = q("w:rPr"), q("w:pPr")
_SHADES = ("w:pPr/w:shd", "w:rPr/w:shd")


class WordStyles:
    """The styles of a document, by id; one that it does not define says nothing."""

    def __init__(self, root: Any | None) -> None:
        found = [] if root is None else list(root.iter(q("w:style")))
        self._styles = {str(style.get(_ID)): style for style in found}
        self._default = next(
            (str(s.get(_ID)) for s in found if s.get(q("w:type")) == "paragraph" and is_on_default(s)), ""
        )
        defaults = None if root is None else root.find(f"{q('w:docDefaults')}/{q('w:rPrDefault')}")
        self._defaults = [] if defaults is None else [defaults]
        self._chains: dict[str, list[Any]] = {}
        self.grounds = Grounds(self.chain)

    def chain(self, style: str) -> list[Any]:
        """A style and those it is based on, the nearest first; a damaged file may base a style on itself."""
        if style not in self._chains:
            chain: list[Any] = []
            seen: set[str] = set()
            at = style
            while at in self._styles and at not in seen:
                seen.add(at)
                chain.append(self._styles[at])
                based = self._styles[at].find(q("w:basedOn"))
                at = "" if based is None else str(based.get(_VAL))
            self._chains[style] = chain
        return self._chains[style]

    def of_paragraph(self, paragraph: Any) -> str:
        """The id of a paragraph's style; the default one where it names none."""
        named = paragraph.find(f"{_PPR}/{q('w:pStyle')}")
        return self._default if named is None else str(named.get(_VAL))

    def name(self, style: str) -> str:
        """The name of a style as Word knows it ("heading 1", "List Bullet"), small letters as they stand."""
        chain = self.chain(style)
        name = chain[0].find(q("w:name")) if chain else None
        return "" if name is None else str(name.get(_VAL) or "")

    def level(self, paragraph: Any) -> int | None:
        """The level of a heading, 0 for the title; None for text. The paragraph's own goes before its style's."""
        own = _outline_level(paragraph)
        if own is not None:
            return own + 1 if own < _DEEPEST else None
        for style in self.chain(self.of_paragraph(paragraph)):
            name = self.name(str(style.get(_ID)))
            named = _HEADING.match(name)
            if named or name.lower() == "title":
                return int(named.group(1)) if named else 0
            level = _outline_level(style)
            if level is not None:
                return level + 1 if level < _DEEPEST else None
        return None

    def look(self, properties: Any | None, paragraph: Any) -> PartKind | None:
        """How text with these run properties shows in a paragraph; None when it reads as text."""
        of_paragraph = self.chain(self.of_paragraph(paragraph))
        of_run = self._run_chain(properties)
        if self._toggled("w:vanish", properties, of_run, of_paragraph):
            return PartKind.HIDDEN_TEXT
        size = self._value("w:sz", properties, of_run, of_paragraph)
        if size.isdigit() and int(size) <= _TINY:
            return PartKind.HIDDEN_TEXT
        faded = self._faded(properties, of_run, of_paragraph, paragraph)
        if faded is not None:
            return faded
        struck = any(self._toggled(name, properties, of_run, of_paragraph) for name in ("w:strike", "w:dstrike"))
        return PartKind.STRUCK_TEXT if struck else None

    def font(self, properties: Any | None) -> str:
        """The font that a run names itself or by its style; empty where it names none."""
        for style in (properties, *(style.find(_RPR) for style in self._run_chain(properties))):
            fonts = None if style is None else style.find(q("w:rFonts"))
            if fonts is not None and fonts.get(q("w:ascii")):
                return str(fonts.get(q("w:ascii")))
        return ""

    def _run_chain(self, properties: Any | None) -> list[Any]:
        named = None if properties is None else properties.find(q("w:rStyle"))
        return [] if named is None else self.chain(str(named.get(_VAL)))

    def _toggled(self, name: str, properties: Any | None, of_run: list[Any], of_paragraph: list[Any]) -> bool:
        """A property that its own value decides, else the two styles, which undo each other."""
        own = None if properties is None else properties.find(q(name))
        if own is not None:
            return is_on(own, _VAL)
        by_run, by_paragraph = (_first(chain, name) for chain in (of_run, of_paragraph))
        if by_run is None and by_paragraph is None:
            return is_on(_first(self._defaults, name), _VAL)
        return is_on(by_run, _VAL) != is_on(by_paragraph, _VAL)

    def _value(self, name: str, properties: Any | None, of_run: list[Any], of_paragraph: list[Any]) -> str:
        own = None if properties is None else properties.find(q(name))
        if own is None:
            own = _first([*of_run, *of_paragraph, *self._defaults], name)
        return "" if own is None else str(own.get(_VAL) or "")

    def _faded(
        self, properties: Any | None, of_run: list[Any], of_paragraph: list[Any], paragraph: Any
    ) -> PartKind | None:
        """Whether the colour of a text hides it: under a black marker, on a shade of its own colour, pale on paper.

        Black on black is how words are blackened, and counts as covered.
        """
        colour = self._value("w:color", properties, of_run, of_paragraph)
        marker = self._value("w:highlight", properties, of_run, of_paragraph)
        if marker == "black" and colour.lower() in ("", "auto", "000000"):
            return PartKind.COVERED_TEXT
        if colour.lower() in ("", "auto"):
            return None
        shades = [None if properties is None else properties.find(q("w:shd")), paragraph.find(f"{_PPR}/{q('w:shd')}")]
        for style in (*of_run, *of_paragraph):
            shades.extend(style.find("/".join(q(step) for step in path.split("/"))) for path in _SHADES)
        nearest = next((shade for shade in shades if shade is not None), None)
        if nearest is not None and is_coloured(nearest) and colour.lower() == str(nearest.get(_FILL)).lower():
            return PartKind.COVERED_TEXT if is_black(colour) else PartKind.HIDDEN_TEXT
        if not is_pale(colour) or marker not in ("", "none", "white"):
            return None
        stands_out = any(is_coloured(shade) for shade in shades) or not self.grounds.are_paper(paragraph)
        return None if stands_out else PartKind.HIDDEN_TEXT


def is_on_default(style: Any) -> bool:
    """Whether a style is the default of its sort."""
    return style.get(q("w:default")) in ("1", "true", "on")


def _first(chain: list[Any], name: str) -> Any | None:
    """The first of the styles that sets a property of runs."""
    for style in chain:
        found = style.find(f"{_RPR}/{q(name)}")
        if found is not None:
            return found
    return None


def _outline_level(element: Any) -> int | None:
    """The outline level that the properties of a paragraph or style set, from 0; None when they set none."""
    found = element.find(f"{_PPR}/{q('w:outlineLvl')}")
    said = "" if found is None else str(found.get(_VAL) or "")
    return int(said) if said.isascii() and said.isdigit() else None
