"""The register of themes as people edit it: the codebook it was seeded with, and every change since, in order.

Nothing is overwritten: the register of today is the seed with all changes replayed. A merged theme leaves a pointer,
so what was decided on it follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Engine, Integer, String, Table, func, select
from sqlalchemy.exc import IntegrityError

from api.errors import Invalid
from api.people.users import User
from api.themes.codebook import Register, Theme, seed
from indexer.catalogue.database import METADATA

_CHANGES = Table(
    "theme_changes",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("theme", String, nullable=False),
    Column("values", JSON, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("changed_by_id", String),
    Column("reason", String, nullable=False),
)
_ID = re.compile(r"[A-Z][1-9]\d?")
TEXTS = ("label", "definition", "include", "exclude", "owner")
LISTS = ("other_names", "examples", "cues", "hints", "near")
"""What people can set of a theme: texts, and lists of texts."""
_PHRASES = frozenset({"cues", "hints", "near"})
_LONGEST, _MOST = 2000, 200
"""Characters of a text and texts of a list at most. By judgement."""


class ThemeChangeKind(StrEnum):
    """What can be done to a theme."""

    ADD = "add"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    RETIRE = "retire"
    RESTORE = "restore"


class BadChange(Invalid):
    """A change that cannot be made; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """One change: to which theme, when, by whom and why. `values` are what was set, `before` what they were."""

    kind: ThemeChangeKind
    theme: str
    values: dict[str, Any]
    changed_at: str
    changed_by: str
    reason: str
    before: dict[str, Any] = field(default_factory=dict)


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

    def current(self) -> Register:
        """The register with every change so far; its version counts them."""
        register = self._start
        for change in self.history():
            register = _replay(register, change)
        return register

    def history(self) -> list[ThemeChange]:
        """Every change, in order."""
        with self._database.connect() as connection:
            rows = connection.execute(select(_CHANGES).order_by(_CHANGES.c.number)).mappings().all()
        return [ThemeChange(ThemeChangeKind(r["kind"]), **{k: r[k] for k in ThemeChange.__slots__[1:-1]}) for r in rows]

    def history_of(self, theme_id: str) -> list[ThemeChange]:
        """The changes that touched a theme, also by merging or splitting, with what was before."""
        register, found = self._start, []
        for change in self.history():
            theme = register.theme(change.theme)
            if theme_id in (change.theme, change.values.get("into"), change.values.get("from")):
                before = {k: getattr(theme, k) for k in change.values if theme and k in (*TEXTS, *LISTS)}
                found.append(replace(change, before=before))
            register = _replay(register, change)
        return found

    def free_id(self, group: str) -> str:
        """The first id of a group after all that were ever used. Raises BadChange for an unknown group."""
        register = self.current()
        if group not in register.groups:
            raise BadChange(f"Choose one of the groups {', '.join(register.groups)}.")
        used = {theme.id for theme in self._start.themes} | {change.theme for change in self.history()}
        return f"{group}{max((int(one[1:]) for one in used if one[0] == group), default=0) + 1}"

    def followed(self, theme_id: str) -> str:
        """The theme that what was decided on `theme_id` counts for now: itself, or what it was merged into."""
        return followed(theme_id, self.merged())

    def merged(self) -> dict[str, str]:
        """For each merged theme, the one it was merged into."""
        return {
            change.theme: str(change.values["into"])
            for change in self.history()
            if change.kind is ThemeChangeKind.MERGE
        }

    def add(self, theme_id: str, values: Mapping[str, Any], user: User, reason: str) -> Theme:
        """A new theme under an unused id of a group. Raises BadChange."""
        last = self._last()
        self._require_unused(theme_id)
        return self._changed(last, ThemeChangeKind.ADD, theme_id, _checked(values, whole=True), user, reason)

    def edit(self, theme_id: str, values: Mapping[str, Any], user: User, reason: str, seen: int | None = None) -> Theme:
        """A new label (a rename), definition, limits, names, examples, cues or owner; only what differs is kept.

        `seen` is the theme's version that the person had before them. Raises BadChange, also when it is not the last.
        """
        last, theme = self._last(), self._require(theme_id)
        if seen not in (None, theme.version):
            raise BadChange(f"Somebody changed {theme.id} meanwhile. Load it again, so that nothing is overwritten.")
        held = {name: list(v) if isinstance(v := getattr(theme, name), tuple) else v for name in (*TEXTS, *LISTS)}
        new = {name: value for name, value in _checked(values, whole=False).items() if value != held[name]}
        if not new:
            raise BadChange("Nothing differs from what is held, so nothing was changed.")
        return self._changed(last, ThemeChangeKind.EDIT, theme_id, new, user, reason)

    def merge(self, theme_id: str, into: str, user: User, reason: str) -> Theme:
        """Let a theme go on in another, which takes over its name, examples and cues. Raises BadChange."""
        last = self._last()
        self._require(theme_id)
        self._require(into)
        if theme_id == into:
            raise BadChange("A theme cannot be merged with itself. Name another.")
        return self._changed(last, ThemeChangeKind.MERGE, theme_id, {"into": into}, user, reason)

    def split(self, theme_id: str, new_id: str, values: Mapping[str, Any], user: User, reason: str) -> Theme:
        """Make a part of a theme one of its own; what was decided stays with the old one. Raises BadChange."""
        last = self._last()
        self._require(theme_id)
        self._require_unused(new_id)
        part = {**_checked(values, whole=True), "from": theme_id}
        return self._changed(last, ThemeChangeKind.SPLIT, new_id, part, user, reason)

    def retire(self, theme_id: str, user: User, reason: str) -> None:
        """Use a theme no more; what was decided on it is kept. Raises BadChange."""
        last = self._last()
        self._require(theme_id)
        self._keep(last, ThemeChangeKind.RETIRE, theme_id, {}, user, reason)

    def restore(self, theme_id: str, user: User, reason: str) -> Theme:
        """Use a retired theme again, with what was decided on it. Raises BadChange."""
        last = self._last()
        if theme_id not in {theme.id for theme in self.current().retired}:
            raise BadChange(f"No theme {theme_id[:10]} is retired.")
        return self._changed(last, ThemeChangeKind.RESTORE, theme_id, {}, user, reason)

    def _require(self, theme_id: str) -> Theme:
        theme = self.current().theme(theme_id)
        if theme is None:
            raise BadChange(f"No theme {theme_id[:10]} is in use.")
        return theme

    def _require_unused(self, theme_id: str) -> None:
        register = self.current()
        if not _ID.fullmatch(theme_id) or theme_id[0] not in register.groups:
            letters = ", ".join(register.groups)
            raise BadChange(f"An id is a group's letter ({letters}) and a number, such as A9; not {theme_id[:10]}.")
        if self._start.theme(theme_id) or theme_id in {change.theme for change in self.history()}:
            raise BadChange(f"The id {theme_id} was used before. Take another, so that nothing is mixed up.")

    def _changed(
        self, last: int, kind: ThemeChangeKind, theme_id: str, values: dict[str, Any], user: User, reason: str
    ) -> Theme:
        self._keep(last, kind, theme_id, values, user, reason)
        themes = {theme.id: theme for theme in self.current().themes}
        return themes[str(values.get("into", theme_id))]

    def _last(self) -> int:
        """The number of the last change: read before a change is checked, so that none comes between."""
        with self._database.connect() as connection:
            return int(connection.execute(select(func.max(_CHANGES.c.number))).scalar() or 0)

    def _keep(
        self, last: int, kind: ThemeChangeKind, theme_id: str, values: dict[str, Any], user: User, reason: str
    ) -> None:
        """Keep a change right after the last that its checks knew. Raises BadChange, also when another came first."""
        if not reason.strip():
            raise BadChange("Say in a few words why, so that others can follow.")
        said = {"kind": str(kind), "theme": theme_id, "values": values, "reason": reason.strip()}
        who = {"changed_by": user.name, "changed_by_id": user.id, "changed_at": self._clock().isoformat()}
        row = {**said, **who, "number": last + 1}
        try:
            with self._database.begin() as connection:
                connection.execute(_CHANGES.insert().values(row))
        except IntegrityError:
            raise BadChange("Somebody changed the register meanwhile. Load it again, then change it.") from None


def followed(theme_id: str, merged: Mapping[str, str]) -> str:
    """The theme that another goes on in; `merged` names for each merged theme the one it was merged into."""
    while theme_id in merged:
        theme_id = merged[theme_id]
    return theme_id


def _checked(values: Mapping[str, Any], whole: bool) -> dict[str, Any]:
    unknown = sorted(set(values) - {*TEXTS, *LISTS})
    if unknown:
        raise BadChange(f"A theme has no {', '.join(unknown)}; it has {', '.join((*TEXTS, *LISTS))}.")
    empty = [n for n in ("label", "definition") if (whole or n in values) and not str(values.get(n, "")).strip()]
    if empty:
        raise BadChange(f"A theme needs a {' and a '.join(empty)}.")
    return {name: _cleaned(name, value) for name, value in values.items()}


def _cleaned(name: str, value: object) -> str | list[str]:
    """A text, or a list of different texts none of which is empty. Raises BadChange."""
    if name in TEXTS:
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise BadChange(f"{_named(name)} is a text of at most {_LONGEST:,} characters.")
        return " ".join(value.split())
    given = list(value) if isinstance(value, list | tuple) else None
    if given is None or len(given) > _MOST or any(not isinstance(v, str) or len(v) > _LONGEST for v in given):
        raise BadChange(f"{_named(name)} is a list of at most {_MOST} texts.")
    texts = list(dict.fromkeys(" ".join(text.split()) for text in given if text.strip()))
    short = [text for text in texts if name in _PHRASES and sum(map(str.isalpha, text)) < 2]
    if short:
        raise BadChange(f"{_named(name)}: {short[0][:20]!r} would be met everywhere. Write a word or a phrase.")
    return texts


def _named(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _replay(register: Register, change: ThemeChange) -> Register:
    values: dict[str, Any] = {
        k: tuple(v) if k in LISTS else v for k, v in change.values.items() if k in (*TEXTS, *LISTS)
    }
    themes = {theme.id: theme for theme in register.themes}
    retired = {theme.id: theme for theme in register.retired}
    if change.kind in (ThemeChangeKind.ADD, ThemeChangeKind.SPLIT):
        themes[change.theme] = Theme(change.theme, **values)
    elif change.kind is ThemeChangeKind.EDIT:
        theme = themes[change.theme]
        themes[change.theme] = replace(theme, **values, version=theme.version + 1)
    elif change.kind is ThemeChangeKind.MERGE:
        into = themes[str(change.values["into"])]
        themes[into.id] = _joined(into, themes.pop(change.theme))
    elif change.kind is ThemeChangeKind.RETIRE:
        retired[change.theme] = themes.pop(change.theme)
    else:
        themes[change.theme] = retired.pop(change.theme)
    in_order = (tuple(sorted(some.values(), key=_order)) for some in (themes, retired))
    return Register(register.version + 1, register.groups, *in_order)


def _joined(theme: Theme, gone: Theme) -> Theme:
    lists: dict[str, Any] = {
        name: (*getattr(theme, name), *getattr(gone, name)) for name in ("examples", "cues", "hints", "near")
    }
    names = (*theme.other_names, gone.label, *gone.other_names)
    return replace(theme, other_names=names, version=theme.version + 1, **lists)


def _order(theme: Theme) -> tuple[str, int]:
    return theme.id[0], int(theme.id[1:])
