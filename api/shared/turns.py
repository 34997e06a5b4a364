"""Turns: who may have slow work done at once, so that nobody's keeps the service from everybody else."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from api.errors import Busy
from api.people.users import User

_MOST = 8
"""Pieces of slow work that run or wait at once: a fifth of the threads that answer requests. By judgement."""
_SHARE = 2
"""Of them, those of one person. By judgement: one that runs, one that waits."""


class TooMuchAtOnce(Busy):
    """Everybody together has as much work going on as the service does at once."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class Turns:
    """Counts the slow work that goes on; what would be too much is refused at once, not kept waiting."""

    def __init__(self, most: int = _MOST, share: int = _SHARE) -> None:
        self._most = most
        self._share = share
        self._lock = threading.Lock()
        self._going_on: Counter[str] = Counter()

    @contextmanager
    def of(self, user: User) -> Iterator[None]:
        """A turn for one piece of this person's work, while the block runs. Raises Busy or TooMuchAtOnce."""
        with self._lock:
            if self._going_on[user.id] >= self._share:
                raise Busy(f"{self._share} files or texts of yours are being worked on. Send this one again when done.")
            if self._going_on.total() >= self._most:
                raise TooMuchAtOnce("Many files and texts are being worked on just now. Send this one again shortly.")
            self._going_on[user.id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._going_on[user.id] -= 1
                self._going_on += Counter()  # those with none left go
