"""Groups of RTF: how what stands in one is written and where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.documents import PartKind


@dataclass(slots=True)
class RtfGroup:
    """What holds within a group of the file: what it is for, how its text looks, what its paragraphs are.

    `nested` is within a table that stands in a cell; `skip` is how many letters stand in for a Unicode character.
    `ground` and `shade` are the numbers of the colours behind its text and its paragraphs, `marked` says that the text
    is under a marker.
    """

    purpose: str = ""
    apart: PartKind | None = None
    passed: bool = False
    looks: frozenset[PartKind] = frozenset()
    font: int | None = None
    colour: int = 0
    size: int = 24
    ground: int = 0
    marked: bool = False
    shade: int = 0
    in_box: bool = False
    skip: int = 1
    in_table: bool = False
    nested: bool = False
    style: int = 0
    level: int | None = None
