"""Load: how long answers take when several people ask at once, and how much memory the service needs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import numpy as np

_START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds each answer took, as its client saw it, seconds in all, and the service's peak memory in MB."""

    seconds: tuple[float, ...]
    total: float
    peak_mb: float | None
    failed: int

    def percentile(self, part: float) -> float:
        """The time that `part` per cent of the answers stayed within, in milliseconds."""
        return float(np.percentile(self.seconds, part)) * 1000


def run_load(data_dir: Path, questions: Sequence[str], clients: int) -> Load:
    """Start the service over a data folder as an operator would, and ask it over HTTP."""
    environment = {**os.environ, "LEARNING_DATA_DIR": str(data_dir)}
    token = _token(environment)
    port = _free_port()
    with _service(environment, port) as process:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        with httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
            start = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                outcomes = list(pool.map(lambda q: _ask(client, q), questions))
            total = time.perf_counter() - start
        peak = peak_mb(process.pid)
    return Load(tuple(s for s, _ in outcomes), total, peak, sum(not good for _, good in outcomes))


def _ask(client: httpx2.Client, question: str) -> tuple[float, bool]:
    start = time.perf_counter()
    response = client.post("/api/v1/answers", json={"question": question, "filters": {}})
    return time.perf_counter() - start, response.status_code == 200


def _token(environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "api", "token", "create", "--role", "admin", "--name", "load measurement"]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return made.stdout.split()[-1]


@contextmanager
def _service(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "api", "serve", "--port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx2.get(f"{address}/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError("The service did not get ready; start it by hand to see why.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def peak_mb(pid: int) -> float | None:
    """Peak resident memory of a process as Linux keeps it; None elsewhere, and when the process is gone."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("utf-8"))
    except OSError:
        return None
    return int(found.group(1)) / 1024 if found else None
