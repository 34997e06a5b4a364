"""Fields: what may be said of a document, each described once, in the line of `Source` that holds it.

Manifest, forms, corrections, the API's shapes and the README's table are made of these descriptions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

_KEY = "described"


class FieldKind(StrEnum):
    """How a value is written: words, a day, or one of a list."""

    WORDS = "words"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may be said of a document.

    `meaning` is a line for whoever fills it in; `choices` are the values of a choice. A `needed` field cannot be
    cleared. `on_upload` puts it on the form that adds files.
    """

    name: str
    label: str
    meaning: str
    kind: FieldKind = FieldKind.WORDS
    choices: tuple[str, ...] = ()
    needed: bool = False
    on_upload: bool = False


def said(label: str, meaning: str, kind: FieldKind = FieldKind.WORDS, **more: Any) -> Any:
    """A dataclass field that is described; `default` is its value when nothing is said."""
    held = {"default": more.pop("default")} if "default" in more else {"default": None}
    if more.get("needed") and held["default"] is None:
        held = {}
    return field(**held, metadata={_KEY: {"label": label, "meaning": meaning, "kind": kind, **more}})


def said_day(label: str, meaning: str) -> Any:
    """A described field that holds a day."""
    return said(label, meaning, FieldKind.DAY)


def described(holder: type) -> tuple[Field, ...]:
    """The described fields of a dataclass, in its order."""
    found = holder.__dataclass_fields__.values()  # type: ignore[attr-defined]
    return tuple(Field(f.name, **f.metadata[_KEY]) for f in found if _KEY in f.metadata)
