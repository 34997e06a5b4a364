"""Serving: the HTTP server, with an end to every wait for somebody who sends nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEAD_SECONDS = 10.0
"""Seconds in which the head of a request must be there. By judgement."""
_MOST_CONNECTIONS = 400
"""Connections at once; who comes then is told to come again. By judgement, below the files a process may open."""
_LAST_SECONDS = 8
"""Seconds that requests have to end when the service is stopped. By judgement, below what service managers wait."""


class _Hasty(H11Protocol):
    """A connection that closes when it waits too long for the head of a request, whether or not parts of it come."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(_HEAD_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


@contextmanager
def temporary_folder(data_dir: Path) -> Iterator[None]:
    """Let uploads and what reading them leaves lie in the data folder, not where others look; gone afterwards.

    What processes left that were killed goes as well.
    """
    above = data_dir / "temporary"
    for left in above.glob("*"):
        if not left.name.isdigit() or not _runs(int(left.name)) or int(left.name) == os.getpid():
            shutil.rmtree(left, ignore_errors=True)
    own = above / str(os.getpid())
    own.mkdir(parents=True, mode=0o700)
    before, tempfile.tempdir = tempfile.tempdir, str(own)
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(own, ignore_errors=True)


def _runs(pid: int) -> bool:
    if os.name == "nt":  # there asking would end it; what it has open cannot be deleted
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def server_of(app: Any, host: str, port: int) -> uvicorn.Server:
    """A server for the application at this address; `run` serves until it is told to stop."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=_Hasty,
        ws="none",
        log_level="warning",
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    return uvicorn.Server(config)
