"""Themes: what recurs in learning reviews, as a codebook of definitions, limits, other names, examples and cues."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from api.errors import Unavailable
from indexer.text.phrases import phrases_pattern

SEED = Path(__file__).resolve().parents[2] / "corpus" / "themes.toml"
"""The codebook a new service starts with."""


class RegisterError(Unavailable):
    """The codebook cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Theme:
    """One theme. `cues` nearly always mean it, `hints` often do, `near` look like a cue and mean something else.

    `owner` answers for its wording; `version` counts how often it was changed, from 1.
    """

    id: str
    label: str
    definition: str
    include: str = ""
    exclude: str = ""
    other_names: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    owner: str = ""
    version: int = 1

    @property
    def group(self) -> str:
        """The letter of the group."""
        return self.id[0]

    @property
    def description(self) -> str:
        """Everything that says in words what the theme is."""
        return " ".join((self.label, self.definition, self.include, *self.other_names, *self.examples))

    @cached_property
    def cue_pattern(self) -> re.Pattern[str]:
        """Matches any cue."""
        return phrases_pattern(self.cues)

    @cached_property
    def hint_pattern(self) -> re.Pattern[str]:
        """Matches any hint."""
        return phrases_pattern(self.hints)

    @cached_property
    def near_pattern(self) -> re.Pattern[str]:
        """Matches what only looks like a cue."""
        return phrases_pattern(self.near)


@dataclass(frozen=True, slots=True)
class Register:
    """The themes in use, in order, those retired, and the names of the groups by letter."""

    version: int
    groups: dict[str, str]
    themes: tuple[Theme, ...]
    retired: tuple[Theme, ...] = ()

    def theme(self, theme_id: str) -> Theme | None:
        """The theme of an id; None when no such theme is in use."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    def labels(self) -> dict[str, str]:
        """Each theme's label by its id."""
        return {theme.id: theme.label for theme in self.themes}


@cache
def seed() -> Register:
    """The codebook that comes with the program, read once. Raises RegisterError."""
    return read_register(SEED)


def read_register(path: Path) -> Register:
    """A codebook from a TOML file. Raises RegisterError."""
    try:
        packed: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        groups, rows = dict(packed["groups"]), packed["theme"]
        themes = tuple(_theme(row) for row in rows)
        version = int(packed["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterError(f"{path.name} cannot be used as a list of themes: {error}.") from error
    ids = [theme.id for theme in themes]
    wrong = sorted({i for i in ids if ids.count(i) > 1 or i[:1] not in groups})
    if wrong:
        raise RegisterError(f"{path.name}: these ids stand twice or begin with no group's letter: {', '.join(wrong)}.")
    return Register(version, groups, themes)


def _theme(row: dict[str, Any]) -> Theme:
    lists = ("other_names", "examples", "cues", "hints", "near")
    values: dict[str, Any] = {name: tuple(value) if name in lists else str(value) for name, value in row.items()}
    return Theme(**values)
