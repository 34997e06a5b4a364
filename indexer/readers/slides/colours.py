"""Colours of a slide, so far as they can be told: whether text is as pale as what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import q

_NEAR = 0x10
"""How far apart each channel of two colours may be that the eye does not tell apart."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of a theme by the names that slides use (`bg1`, `tx1`), in six hexadecimal digits."""

    named: dict[str, str]

    def colour(self, fill: Any | None) -> str:
        """The colour of a solid fill; empty when it is none, or one that is mixed or changed."""
        solid = None if fill is None else fill.find(q("a:solidFill"))
        return self.of(solid)

    def is_black(self, properties: Any | None) -> bool:
        """Whether a shape is filled with black."""
        return _same(self.colour(properties), "000000")

    def of(self, around: Any | None) -> str:
        """The plain colour that an element holds; empty when it holds none or one that is changed."""
        for child in [] if around is None else around:
            if len(child):
                return ""
            if child.tag == q("a:srgbClr"):
                return str(child.get("val") or "")
            if child.tag == q("a:schemeClr"):
                return self.named.get(str(child.get("val")), "")
            if child.tag == q("a:prstClr"):
                return {"white": "FFFFFF", "black": "000000"}.get(str(child.get("val")), "")
            if child.tag == q("a:sysClr"):
                return str(child.get("lastClr") or "")
        return ""


@dataclass(frozen=True, slots=True)
class Colours:
    """The ground of a text; empty when it cannot be told, and then nothing is hidden by its colour."""

    scheme: Scheme
    ground: str

    def blacken(self, run_properties: Any) -> bool:
        """Whether a run is black, or of a colour it does not name itself, under a black marker."""
        marker = self.scheme.of(run_properties.find(q("a:highlight")))
        own = run_properties.find(q("a:solidFill"))
        return _same(marker, "000000") and (own is None or _same(self.scheme.of(own), "000000"))

    def hide(self, run_properties: Any) -> bool:
        """Whether a run's own colour is that of the ground, or of its marker."""
        marker = self.scheme.of(run_properties.find(q("a:highlight")))
        return _same(self.scheme.colour(run_properties), marker or self.ground)


def scheme_of(theme: Any | None, master: Any | None) -> Scheme:
    """The colours of a theme under the names that the map of a master gives them."""
    found = None if theme is None else next(theme.iter(q("a:clrScheme")), None)
    scheme = Scheme({})
    own = (
        {} if found is None else {str(e.tag).rpartition("}")[2]: scheme.of(e) for e in found if isinstance(e.tag, str)}
    )
    mapped = None if master is None else master.find(q("p:clrMap"))
    names = {} if mapped is None else {str(name): own.get(str(value), "") for name, value in mapped.attrib.items()}
    return Scheme({**own, **names})


def background(scheme: Scheme, roots: list[Any]) -> str:
    """The colour behind a slide: its own, else its layout's, else its master's; empty when it is a picture or mixed."""
    for root in roots:
        found = root.find(f"{q('p:cSld')}/{q('p:bg')}")
        if found is None:
            continue
        reference = found.find(q("p:bgRef"))
        if reference is not None:
            return scheme.of(reference) if reference.get("idx") == "1001" else ""
        return scheme.colour(found.find(q("p:bgPr")))
    return "FFFFFF"


def _same(one: str, other: str) -> bool:
    try:
        pairs = list(zip(bytes.fromhex(one), bytes.fromhex(other), strict=True))
    except ValueError:
        return False
    return bool(pairs) and all(abs(a - b) <= _NEAR for a, b in pairs)
