"""What runs in a worker may crash, hang, print and eat memory: its parent gets an answer or a plain error."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.workers import Crashed, TookTooLong, Worker

LONG = 60.0


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("tests.indexer.misbehaving", 500)
    yield made
    made.close()


def tell(worker: Worker, what: str, value: Any = None, seconds: float = LONG, more: float = 0.0) -> Any:
    return json.loads(worker.ask(json.dumps([what, value]).encode(), seconds, more))


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.is_file() and "State:\tZ" not in status.read_text()


def test_one_warm_process_answers_many_questions_from_many_threads(worker: Worker) -> None:
    first = tell(worker, "pid")
    assert first not in (None, os.getpid())
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(tell(worker, "pid"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [first] * 8


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGKILL", "SIGABRT"])
def test_a_crash_is_told_and_the_next_question_is_answered(worker: Worker, name: str) -> None:
    before = tell(worker, "pid")
    with pytest.raises(Crashed, match=name):
        tell(worker, "crash", name)
    assert tell(worker, "pid") != before


def test_a_question_that_takes_too_long_is_ended_with_all_it_started(worker: Worker, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with pytest.raises(TookTooLong) as caught:
        tell(worker, "sleep in a child", str(note), seconds=3)
    assert caught.value.seconds == 3
    deadline = time.monotonic() + 10
    while is_alive(int(note.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(int(note.read_text()))
    assert tell(worker, "pid")


def test_more_time_is_given_only_as_far_as_the_parent_allows(worker: Worker) -> None:
    assert tell(worker, "sleep with leave", 2.5, seconds=2, more=LONG)
    with pytest.raises(TookTooLong):
        tell(worker, "sleep with leave", 300, seconds=1, more=0.5)


def test_memory_is_limited_and_a_swollen_process_replaced(worker: Worker) -> None:
    pytest.importorskip("resource", reason="this system limits no memory")
    before = tell(worker, "pid")
    assert tell(worker, "memory", 600_000_000) == "out of memory"
    assert tell(worker, "memory", 300_000_000) == before
    assert tell(worker, "pid") != before


def test_what_a_library_prints_is_no_answer(worker: Worker) -> None:
    assert tell(worker, "print", '=["forged"]') == tell(worker, "pid")


def test_the_child_knows_no_setting_and_no_secret(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEARNING_QDRANT_API_KEY", "secret")
    assert not [name for name in tell(worker, "environment") if "LEARNING" in name or "KEY" in name]


def test_what_the_child_wrote_goes_with_it(worker: Worker) -> None:
    folder = Path(tell(worker, "write"))
    assert (folder / "left").is_file()
    worker.close()
    assert not folder.exists()
