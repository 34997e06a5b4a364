"""The register of themes as people edit it: the codebook it was seeded with, and every change since, in order.

Nothing is overwritten: the register of today is the seed with all changes replayed. A merged theme leaves a pointer,
so what was decided on it follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Engine, Integer, MetaData, String, Table, select

from api.learning.themes import Register, Theme, seed

_METADATA = MetaData()
_CHANGES = Table(
    "theme_changes",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("theme", String, nullable=False),
    Column("values", JSON, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("reason", String, nullable=False),
)
_ID = re.compile(r"[A-Z][1-9]\d?")
_TEXTS = ("label", "definition", "include", "exclude")
_LISTS = ("other_names", "examples", "cues", "hints", "near")


class Change(StrEnum):
    """What can be done to a theme."""

    ADD = "add"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    RETIRE = "retire"


class BadChange(ValueError):
    """A change that cannot be made; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """One change: to which theme, when, by whom and why. `values` are what was set."""

    kind: Change
    theme: str
    values: dict[str, Any]
    changed_at: str
    changed_by: str
    reason: str


class ThemeRegister:
    """The themes in use and the history of each."""

    def __init__(
        self,
        database: Engine,
        start: Register | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._start = start or seed()
        self._clock = clock
        _METADATA.create_all(database)

    def current(self) -> Register:
        """The register with every change so far; its version counts them."""
        register = self._start
        for change in self.history():
            register = _replay(register, change)
        return register

    def history(self, theme_id: str | None = None) -> list[ThemeChange]:
        """Every change in order, or those of one theme."""
        query = select(_CHANGES).order_by(_CHANGES.c.number)
        if theme_id is not None:
            query = query.where(_CHANGES.c.theme == theme_id)
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [ThemeChange(Change(r["kind"]), **{k: r[k] for k in ThemeChange.__slots__[1:]}) for r in rows]

    def followed(self, theme_id: str) -> str:
        """The theme that what was decided on `theme_id` counts for now: itself, or what it was merged into."""
        return followed(theme_id, self.merged())

    def merged(self) -> dict[str, str]:
        """For each merged theme, the one it was merged into."""
        return {change.theme: str(change.values["into"]) for change in self.history() if change.kind is Change.MERGE}

    def add(self, theme_id: str, values: Mapping[str, Any], who: str, reason: str) -> Theme:
        """A new theme under an unused id of a group. Raises BadChange."""
        self._require_unused(theme_id)
        return self._changed(Change.ADD, theme_id, _checked(values, whole=True), who, reason)

    def edit(self, theme_id: str, values: Mapping[str, Any], who: str, reason: str) -> Theme:
        """A new label (a rename), definition, limits, names, examples or cues. Raises BadChange."""
        self._require(theme_id)
        return self._changed(Change.EDIT, theme_id, _checked(values, whole=False), who, reason)

    def merge(self, theme_id: str, into: str, who: str, reason: str) -> Theme:
        """Let a theme go on in another, which takes over its name, examples and cues. Raises BadChange."""
        self._require(theme_id)
        self._require(into)
        if theme_id == into:
            raise BadChange("A theme cannot be merged with itself. Name another.")
        return self._changed(Change.MERGE, theme_id, {"into": into}, who, reason)

    def split(self, theme_id: str, new_id: str, values: Mapping[str, Any], who: str, reason: str) -> Theme:
        """Make a part of a theme one of its own; what was decided stays with the old one. Raises BadChange."""
        self._require(theme_id)
        self._require_unused(new_id)
        return self._changed(Change.SPLIT, new_id, {**_checked(values, whole=True), "from": theme_id}, who, reason)

    def retire(self, theme_id: str, who: str, reason: str) -> None:
        """Use a theme no more; what was decided on it is kept. Raises BadChange."""
        self._require(theme_id)
        self._keep(Change.RETIRE, theme_id, {}, who, reason)

    def _require(self, theme_id: str) -> None:
        if self.current().theme(theme_id) is None:
            raise BadChange(f"No theme {theme_id[:10]} is in use.")

    def _require_unused(self, theme_id: str) -> None:
        register = self.current()
        if not _ID.fullmatch(theme_id) or theme_id[0] not in register.groups:
            letters = ", ".join(register.groups)
            raise BadChange(f"An id is a group's letter ({letters}) and a number, such as A9; not {theme_id[:10]}.")
        if self._start.theme(theme_id) or self.history(theme_id):
            raise BadChange(f"The id {theme_id} was used before. Take another, so that nothing is mixed up.")

    def _changed(self, kind: Change, theme_id: str, values: dict[str, Any], who: str, reason: str) -> Theme:
        self._keep(kind, theme_id, values, who, reason)
        themes = {theme.id: theme for theme in self.current().themes}
        return themes[str(values.get("into", theme_id))]

    def _keep(self, kind: Change, theme_id: str, values: dict[str, Any], who: str, reason: str) -> None:
        if not reason.strip():
            raise BadChange("Say in a few words why, so that others can follow.")
        row = {"kind": str(kind), "theme": theme_id, "values": values, "changed_by": who, "reason": reason.strip()}
        with self._database.begin() as connection:
            connection.execute(_CHANGES.insert().values({**row, "changed_at": self._clock().isoformat()}))


def followed(theme_id: str, merged: Mapping[str, str]) -> str:
    """The theme that another goes on in; `merged` names for each merged theme the one it was merged into."""
    while theme_id in merged:
        theme_id = merged[theme_id]
    return theme_id


def _checked(values: Mapping[str, Any], whole: bool) -> dict[str, Any]:
    unknown = sorted(set(values) - {*_TEXTS, *_LISTS})
    if unknown:
        raise BadChange(f"A theme has no {', '.join(unknown)}; it has {', '.join((*_TEXTS, *_LISTS))}.")
    empty = [n for n in ("label", "definition") if (whole or n in values) and not str(values.get(n, "")).strip()]
    if empty:
        raise BadChange(f"A theme needs a {' and a '.join(empty)}.")
    return {name: list(value) if name in _LISTS else str(value).strip() for name, value in values.items()}


def _replay(register: Register, change: ThemeChange) -> Register:
    themes = list(register.themes)
    values: dict[str, Any] = {
        k: tuple(v) if k in _LISTS else v for k, v in change.values.items() if k in (*_TEXTS, *_LISTS)
    }
    if change.kind in (Change.ADD, Change.SPLIT):
        themes.append(Theme(change.theme, **values))
    elif change.kind is Change.EDIT:
        themes = [replace(t, **values) if t.id == change.theme else t for t in themes]
    else:
        gone = next(t for t in themes if t.id == change.theme)
        into = change.values.get("into")
        themes = [_joined(t, gone) if t.id == into else t for t in themes if t.id != change.theme]
    return replace(register, version=register.version + 1, themes=tuple(sorted(themes, key=_order)))


def _joined(theme: Theme, gone: Theme) -> Theme:
    lists: dict[str, Any] = {
        name: (*getattr(theme, name), *getattr(gone, name)) for name in ("examples", "cues", "hints", "near")
    }
    return replace(theme, other_names=(*theme.other_names, gone.label, *gone.other_names), **lists)


def _order(theme: Theme) -> tuple[str, int]:
    return theme.id[0], int(theme.id[1:])
