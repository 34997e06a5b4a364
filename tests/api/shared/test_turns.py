"""Slow work has its places: nobody takes them all, and the rest of the service answers meanwhile."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from api.errors import Busy
from api.knowledge_base import KnowledgeBase
from api.people.users import Role, User
from api.shared.turns import TooMuchAtOnce, Turns
from indexer.documents import Document
from indexer.readers import Limits, UnreadableFile
from tests.conftest import client_for
from tests.served import served


def person(number: int) -> User:
    return User(str(number), "Sam", Role.READER)


def test_one_person_has_a_share_and_all_have_a_limit() -> None:
    turns = Turns(most=3, share=2)
    with ExitStack() as held:
        for who in (1, 1, 2):
            held.enter_context(turns.of(person(who)))
        with pytest.raises(Busy), turns.of(person(1)):
            pass
        with pytest.raises(TooMuchAtOnce), turns.of(person(3)):
            pass
    for _ in range(5):
        with turns.of(person(1)), turns.of(person(3)):
            pass


def test_a_reader_who_sends_many_files_stops_nobody(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def slow(path: Path, limits: Limits) -> Document:
        done.wait(20)
        raise UnreadableFile("it is a test.", "")

    monkeypatch.setattr("api.quotations.service.read_apart", slow)
    token = base.accounts.create_token(Role.READER, "many")
    with served(base) as (_, port, _thread), ThreadPoolExecutor(60) as pool:
        at = f"http://127.0.0.1:{port}"
        headers = {"Authorization": f"Bearer {token}"}

        def send(_: int) -> tuple[int, str]:
            files = {"file": ("a.html", b"<p>x</p>" * 100)}
            found = httpx2.post(f"{at}/api/v1/verify", files=files, headers=headers, timeout=60)
            return found.status_code, found.headers.get("retry-after", "")

        sent = [pool.submit(send, number) for number in range(60)]
        time.sleep(0.5)
        for address in ("/healthz", "/readyz"):
            assert httpx2.get(f"{at}{address}", timeout=10).status_code == 200
        assert httpx2.get(f"{at}/api/v1/documents", headers=headers, timeout=20).status_code == 200
        done.set()
        found = Counter(each.result() for each in sent)
    assert found[429, "10"] >= 50
    assert found[422, ""] >= 2
    assert sum(found.values()) == 60


def test_a_file_too_large_to_be_checked_is_not_read(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, limits: Limits) -> Document:
        raise AssertionError("it was read")

    monkeypatch.setattr("api.quotations.service.read_apart", read)
    with client_for(base) as client:
        found = client.post("/api/v1/verify", files={"file": ("a.html", b"<p>x</p>" * 600_000)})
    assert found.status_code == 422
    assert "bytes" in found.json()["detail"]
