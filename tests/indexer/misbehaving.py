"""A worker's module that does what it is told, good or bad; run in a child by test_workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from indexer.workers import more_time, serve

kept: list[bytearray] = []


def answer(question: bytes) -> bytes:
    what, value = json.loads(question)
    if what == "crash":
        os.kill(os.getpid(), getattr(signal, value))
    elif what == "sleep":
        time.sleep(value)
    elif what == "sleep with leave":
        more_time(60)
        time.sleep(value)
    elif what == "sleep in a child":
        Path(value).write_text(str(subprocess.Popen(["sleep", "300"]).pid))
        time.sleep(300)
    elif what == "print":
        print(value, flush=True)
        sys.stdout.flush()
    elif what == "memory":
        try:
            kept.append(bytearray(value))
        except MemoryError:
            return json.dumps("out of memory").encode()
    elif what == "environment":
        return json.dumps(sorted(os.environ)).encode()
    elif what == "write":
        Path(os.environ["TMPDIR"], "left").write_text("x")
        return json.dumps(os.environ["TMPDIR"]).encode()
    return json.dumps(os.getpid()).encode()


if __name__ == "__main__":
    serve(answer)
