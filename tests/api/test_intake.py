"""Bodies from strangers, too large or too slow ones: refused before they are kept, whatever their headers say."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time

import pytest
from starlette.testclient import TestClient

from api import intake, serving
from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from tests.served import served

MB = 1_000_000


def test_a_body_without_a_length_is_counted(client: TestClient) -> None:
    found = client.post(
        "/api/v1/verify", content=(b"x" * MB for _ in range(7)), headers={"content-type": "application/json"}
    )
    assert found.status_code == 413, found.text


def test_no_more_is_taken_than_the_limit() -> None:
    taken = 0

    async def endless() -> dict[str, object]:
        nonlocal taken
        taken += MB
        return {"type": "http.request", "body": b"x" * MB, "more_body": True}

    async def take() -> None:
        body = intake._Body(endless, 3 * MB)
        while True:
            await body.receive()

    with pytest.raises(intake.HTTPException) as raised:
        asyncio.run(take())
    assert (raised.value.status_code, taken) == (413, 4 * MB)


def test_a_long_question_is_refused_by_its_length_alone(client: TestClient) -> None:
    began = time.monotonic()
    found = client.post("/api/v1/answers", json={"question": "why " * 2 * MB})
    assert found.status_code == 413
    assert time.monotonic() - began < 5


def test_nobody_signed_in_sends_a_body(stranger: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def spooled(*_: object, **__: object) -> None:
        raise AssertionError("a body was read of somebody who is not signed in")

    monkeypatch.setattr("starlette.requests.Request.form", spooled)
    files = {"file": ("a.txt", b"x" * 3 * MB)}
    for address in ("/api/v1/verify", "/api/v1/documents", "/api/v1/courses/import"):
        assert stranger.post(address, files=files).status_code == 401
    page = stranger.post("/verify", files=files, headers={"accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in")
    assert page.headers["content-security-policy"]


def test_signing_in_takes_a_small_body_only(stranger: TestClient) -> None:
    assert stranger.post("/sign-in", data={"token": "x" * 100}).status_code == 401
    assert stranger.post("/sign-in", data={"token": "x" * 100_000}).status_code == 413


@pytest.mark.parametrize("pause", [0.05, 10.0])
def test_a_body_that_drips_or_stops_is_given_up(pause: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_PATIENCE", 0.3)

    async def dripping() -> dict[str, object]:
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def take() -> None:
        body = intake._Body(dripping, MB)
        while True:
            await body.receive()

    began = time.monotonic()
    with pytest.raises(intake.HTTPException) as raised:
        asyncio.run(take())
    assert raised.value.status_code == 408
    assert time.monotonic() - began < 3


def ended(connection: socket.socket) -> bool:
    """Whether the other side closes within a while."""
    connection.settimeout(10)
    try:
        while connection.recv(65_536):
            pass
    except ConnectionError:
        pass
    except TimeoutError:
        return False
    return True


def test_unfinished_and_dripped_heads_are_closed(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_HEAD_SECONDS", 0.5)
    with served(base) as (_, port, _thread):
        silent, dripping = (socket.create_connection(("127.0.0.1", port)) for _ in range(2))
        with silent, dripping:
            dripping.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            with contextlib.suppress(ConnectionError):
                for _ in range(20):
                    dripping.sendall(b"x-a: b\r\n")
                    time.sleep(0.1)
            assert ended(silent) and ended(dripping)


def test_the_server_stops_while_a_request_is_half_sent(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_LAST_SECONDS", 1)
    token = base.accounts.create_token(Role.READER, "slow")
    head = f"POST /api/v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    with served(base) as (server, port, thread), socket.create_connection(("127.0.0.1", port)) as half:
        half.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{".encode())
        time.sleep(0.3)
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def test_a_refused_body_ends_its_connection(base: KnowledgeBase) -> None:
    with served(base) as (_, port, _thread), socket.create_connection(("127.0.0.1", port)) as stranger:
        stranger.sendall(b"POST /api/v1/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        sent = 0
        with contextlib.suppress(ConnectionError):
            for _ in range(400):
                stranger.sendall(b"F4240\r\n" + b"x" * MB + b"\r\n")
                sent += MB
        assert sent < 50 * MB
        assert ended(stranger)


def test_a_text_with_nul_is_refused_before_a_database_sees_it(client: TestClient) -> None:
    for body in ({"query": "super\0vision"}, {"query": "a", "filters": {"areas": ["No\0rton"]}}):
        found = client.post("/api/v1/search", json=body)
        assert (found.status_code, "NUL" in found.json()["detail"]) == (422, True)
    assert client.get("/api/v1/documents?cursor=%00").status_code == 422
    assert client.get("/api/v1/documents/a%00b").status_code == 422
