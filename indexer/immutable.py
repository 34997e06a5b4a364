"""Values that are never changed once made."""

from __future__ import annotations

from typing import Self


class Immutable:
    """A value that is never changed once made, so that a copy of it may be itself.

    Haystack deep-copies what passes between components; without this a question spends more time being
    copied than being answered.
    """

    __slots__ = ()

    def __deepcopy__(self, memo: object) -> Self:
        return self
