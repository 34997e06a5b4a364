"""Intake: whether a request's body is taken at all, how large it may be, and how slowly it may come.

It stands before everything that reads a body. A body is taken from people who are signed in, its bytes are counted as
they come (what a header says of them may be untrue or absent), and one that comes too slowly is given up.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import FROM_INDEXER, ServiceError
from api.people.sign_in import caller

_FORM_OVERHEAD = 1_000_000
"""Bytes a form may have besides its file. By judgement; below it, the largest allowed file is refused."""
_LARGEST_TEXT = 5_000_000
"""Bytes of a body that holds no file: the longest text that is checked, each of its letters escaped, and more."""
_LARGEST_OF_STRANGERS = 65_536
"""Bytes taken from somebody who signs in just now. By judgement."""
_DRAINED = 1_000_000
"""Bytes of a refused body that are read and dropped, so that its sender sees the answer. By judgement."""
_PATIENCE = 20.0
"""Seconds a body may pause, or take before its pace is looked at. By judgement."""
_SLOWEST = 10_000
"""Bytes a second that a long body must come at, on average. By judgement."""
_OPEN = frozenset({"/sign-in"})
"""Addresses that take a body from everybody."""

_REFUSED: tuple[type[Exception], ...] = (HTTPException, ServiceError, *FROM_INDEXER)
Explain = Callable[[Request, Exception], Awaitable[Response]]


class Intake:
    """Takes bodies for the application behind it, or answers in its place as `explain` puts it."""

    def __init__(self, app: ASGIApp, explain: Explain) -> None:
        self._app = app
        self._explain = explain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body counted, or refuse it before its body is read."""
        if scope["type"] == "http" and b"%00" in scope.get("query_string", b"") + scope.get("raw_path", b""):
            response = await self._explain(Request(scope), HTTPException(422, "An address holds no character NUL."))
            await response(scope, receive, send)
            return
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if "transfer-encoding" not in headers and headers.get("content-length", "0") == "0":
            await self._app(scope, receive, send)
            return
        request, body = Request(scope), _Body(receive, 0)
        try:
            body.limit = await _limit(request)
            said = headers.get("content-length", "0")
            if said.isdigit() and int(said) > body.limit:
                raise too_large(body.limit)
        except _REFUSED as error:
            await body.drain()
            response = await self._explain(request, error)
            await response(scope, receive, body.closing(send))
            return
        await self._app(scope, body.receive, body.closing(send))


async def _limit(request: Request) -> int:
    """How many bytes the body may have. Raises NotSignedIn, Forbidden."""
    if request.url.path in _OPEN:
        return _LARGEST_OF_STRANGERS
    base = request.app.state.knowledge_base
    await run_in_threadpool(caller, request, base.accounts, base.settings.https)
    if request.headers.get("content-type", "").startswith("multipart/"):
        return int(base.settings.max_file_mb) * 1_000_000 + _FORM_OVERHEAD
    return _LARGEST_TEXT


def too_large(limit: int) -> HTTPException:
    """What is said of a body with more bytes than this."""
    size = f"{limit / 1e6:.0f} MB" if limit >= 1_000_000 else f"{limit // 1024} KB"
    return HTTPException(413, f"What was sent is larger than {size}. Split it into smaller files.")


class _Body:
    """The body of one request as it comes."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self.limit = limit
        self._size = 0
        self._waited = 0.0  # for its sender alone, not for those who take it
        self._whole = False

    async def receive(self) -> Message:
        """The next part. Raises HTTPException 413 or 408; after the last part it waits for the end, without limits."""
        if self._whole:
            return await self._receive()
        begun = time.monotonic()
        try:
            message = await asyncio.wait_for(self._receive(), _PATIENCE)
        except TimeoutError:
            raise _too_slow() from None
        self._waited += time.monotonic() - begun
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > self.limit:
            raise too_large(self.limit)
        if not self._whole and self._waited > _PATIENCE + self._size / _SLOWEST:
            raise _too_slow()
        return message

    async def drain(self) -> None:
        """Read what there is of a body that was refused, as far as it is small and quick."""
        self.limit = _DRAINED
        deadline = time.monotonic() + 1
        while not self._whole and time.monotonic() < deadline:
            try:
                await asyncio.wait_for(self.receive(), 1)
            except (HTTPException, TimeoutError):
                return

    def closing(self, send: Send) -> Send:
        """A `send` that ends the connection with the answer where parts of the body have not come."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and not self._whole:
                message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)

        return sending


def _too_slow() -> HTTPException:
    return HTTPException(408, "What you sent came too slowly and was given up; nothing was kept. Try again.")
