"""The XML of Office files: names with their namespaces, a parser that fetches nothing, one of two ways of writing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "a": f"{_OFFICE}/drawingml/2006/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": f"{_OFFICE}/drawingml/2006/diagram",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "p": f"{_OFFICE}/presentationml/2006/main",
    "pic": f"{_OFFICE}/drawingml/2006/picture",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


def q(name: str) -> str:
    """A name with its prefix ("w:p") as lxml writes it."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


_ALTERNATE, _CHOICE, _FALLBACK = q("mc:AlternateContent"), q("mc:Choice"), q("mc:Fallback")
_TEXTS = tuple(q(name) for name in ("w:t", "a:t", "m:t"))


def parse(blob: bytes) -> Any:
    """The root of an XML part. Entities are not expanded and nothing is fetched. Raises lxml's XMLSyntaxError."""
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def is_on(element: Any, attribute: str) -> bool:
    """Whether a property that is on or off is on: it is when it stands there without a value."""
    return element is not None and element.get(attribute) not in ("0", "false", "off", "none")


def choose_alternatives(root: Any) -> None:
    """Leave one of what is written in several ways for programs of different age: the newer, if it says anything."""
    for both in list(root.iter(_ALTERNATE)):
        around = both.getparent()
        if around is None:
            continue
        choices, fallback = both.findall(_CHOICE), both.find(_FALLBACK)
        chosen = choices[0] if choices else fallback
        if fallback is not None and choices and not _says_anything(choices[0]) and any(_texts(fallback)):
            chosen = fallback
        place = around.index(both)
        around[place : place + 1] = list(chosen) if chosen is not None else []


def _says_anything(element: Any) -> bool:
    return any(_texts(element)) or next(element.iter(q("a:graphicData"), q("p:oleObj")), None) is not None


def _texts(element: Any) -> Iterator[str]:
    return (text.text for text in element.iter(*_TEXTS) if text.text)
