"""Lists given out in parts, by cursor or by number."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.errors import BadRequest

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Item]):
    """A part of a list; `next` is the cursor of the part after, None at the end."""

    items: tuple[Item, ...]
    next: str | None = None


def paged(items: Sequence[Item], limit: int | None, cursor: str | None) -> ListPage[Item]:
    """The part of a list from the cursor on. Raises BadRequest for a wrong cursor."""
    first = offset_of(cursor)
    last = len(items) if limit is None else first + limit
    return ListPage(tuple(items[first:last]), cursor_of(last) if last < len(items) else None)


@dataclass(frozen=True, slots=True)
class ListPart(Generic[Item]):
    """A numbered part of a list, as a page shows it: `number` from 1, `before` and `total` in items."""

    items: tuple[Item, ...]
    number: int
    before: int
    total: int

    @property
    def last(self) -> int:
        """How many items of the list stand up to the end of this part."""
        return self.before + len(self.items)


def part_of(items: Sequence[Item], number: int, size: int) -> ListPart[Item]:
    """A part of a list by its number; the last part for a number beyond it, as when a list has grown shorter."""
    number = max(1, min(number, -(-len(items) // size)))
    before = size * (number - 1)
    return ListPart(tuple(items[before : before + size]), number, before, len(items))


def cursor_of(offset: int) -> str:
    """The cursor of the part that begins at an offset."""
    return base64.urlsafe_b64encode(str(offset).encode()).decode().rstrip("=")


def offset_of(cursor: str | None) -> int:
    """The offset a cursor stands for; 0 without one. Raises BadRequest for one this service did not give."""
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        if not text.isdigit() or len(text) > 9:
            raise ValueError(text)
        return int(text)
    except (binascii.Error, ValueError):
        raise BadRequest("The cursor is not one this service gave; start without it.") from None
