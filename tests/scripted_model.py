"""A language model that says what a test tells it to, over real HTTP, as OpenAI's chat completions stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


class ScriptedModel(ThreadingHTTPServer):
    """`reply` makes the text from the messages; `status`, `raw` and `hold` spoil it. `asked` keeps what was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply: Callable[[str], str] = lambda said: ""
        self.status = 200
        self.raw: bytes | None = None
        self.hold = False
        self.released = Event()
        self.asked: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedModel

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.send_response(self.server.status)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        text = self.server.reply(asked["messages"][1]["content"])
        try:
            if self.server.raw is not None:
                self.wfile.write(self.server.raw)
                return
            for start in range(0, len(text), 40):
                self._event(json.dumps(_chunk({"role": "assistant", "content": text[start : start + 40]})))
            if self.server.hold:
                self.server.released.wait(30)
            self._event(json.dumps(_chunk({}, "stop")))
            self._event("[DONE]")
        except OSError:
            pass  # the service stopped listening, as it should

    def _event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


@contextmanager
def scripted_model() -> Iterator[ScriptedModel]:
    server = ScriptedModel()
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
