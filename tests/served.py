"""The service on a port of the loopback address, as `python -m api serve` runs it, for tests of connections."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

import uvicorn

from api import serving
from api.app import create_app
from api.knowledge_base import KnowledgeBase


@contextlib.contextmanager
def served(base: KnowledgeBase) -> Iterator[tuple[uvicorn.Server, int, threading.Thread]]:
    server = serving.server_of(create_app(base), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield server, server.servers[0].sockets[0].getsockname()[1], thread
    finally:
        server.should_exit = True
        thread.join(20)
