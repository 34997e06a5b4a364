"""Workers: processes of their own for files from outside, with limits of time, memory, file size and open files.

A worker is started afresh, never forked, for its parent has threads and a model in memory. It is given none of the
parent's settings and secrets, and answers one line of JSON with another: nothing it says is ever unpickled.
One warm worker a job is kept, so that its libraries are loaded once; it goes after a failure, after some
hundred questions, or when nobody asks. Where the system knows no such limits (Windows), time alone is limited.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, Any

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
_MOST_QUESTIONS = 200
"""Questions a process answers before a fresh one takes over, so that nothing grows for good. By judgement."""
_IDLE_SECONDS = 60.0
"""Seconds without a question after which it ends and gives its memory back. By judgement."""
_MORE, _ANSWER, _LAST = b"+", b"=", b"."
"""What a line from the child begins with: a wish for more time, an answer, its last answer before it ends."""
_LARGEST_REPLY = 500_000_000
"""Bytes of an answer at most. By judgement."""
_LARGEST_FILE = 1_000_000_000
"""Bytes it may write to a file. By judgement."""
_MOST_OPEN_FILES = 256
"""Files it may have open. By judgement."""


class WorkerFailed(Exception):
    """The worker gave no answer; it was ended, and the next question goes to a new one."""


class TookTooLong(WorkerFailed):
    """The answer was not there in time; `seconds` is how long it had."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer in {seconds:.0f} seconds")
        self.seconds = seconds


class Crashed(WorkerFailed):
    """The worker ended in the midst of its work; the message says how."""


class Worker:
    """The parent's end of one job: `module` is what runs in the child and calls `serve`. Safe in several threads."""

    def __init__(self, module: str, memory_mb: int) -> None:
        self._module = module
        self._memory_mb = memory_mb
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._idle: threading.Timer | None = None

    def ask(self, question: bytes, seconds: float, more: float = 0.0) -> bytes:
        """The answer to one line. It may ask once for `more` seconds at most. Raises TookTooLong or Crashed."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            if self._child is None:
                self._child = _Child(self._module, self._memory_mb)
            try:
                answer = self._child.ask(question, seconds, more)
            except BaseException:
                self._end()
                raise
            if answer.startswith(_LAST) or self._child.asked >= _MOST_QUESTIONS:
                self._end()
            self._idle = threading.Timer(_IDLE_SECONDS, self.close)
            self._idle.daemon = True
            self._idle.start()
            return answer[1:]

    @property
    def pid(self) -> int | None:
        """The process now warm, for those who measure it; None when there is none."""
        return self._child.process.pid if self._child else None

    def close(self) -> None:
        """End the process; the next question starts another."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """One process and the folder it may write to; both go with it."""

    def __init__(self, module: str, memory_mb: int) -> None:
        folder = tempfile.TemporaryDirectory(prefix="worker-")
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-m", module, str(memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent,
            env={**kept, **_ONE_THREAD, "TMPDIR": folder.name, "HOME": folder.name},
            start_new_session=True,
        )
        self.asked = 0
        self.end = weakref.finalize(self, _end, self.process, folder)

    def ask(self, question: bytes, seconds: float, more: float) -> bytes:
        self.asked += 1
        late = threading.Event()
        answer = self._exchange(b"%d %s\n" % (seconds + more + 5, question), seconds, late)
        if answer.startswith(_MORE):
            seconds += min(more, float(answer[1:]))
            answer = self._exchange(b"", seconds, late)
        if answer.endswith(b"\n"):
            return answer
        if late.is_set():
            raise TookTooLong(seconds)
        raise Crashed(_how_it_ended(self.process))

    def _exchange(self, line: bytes, seconds: float, late: threading.Event) -> bytes:
        """Write a line and read one; the process is killed when that takes too long, which ends the reading."""

        def kill() -> None:
            late.set()
            _kill(self.process)

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            _pipe(self.process.stdin).write(line)
            _pipe(self.process.stdin).flush()
            return bytes(_pipe(self.process.stdout).readline(_LARGEST_REPLY))
        except OSError:
            return b""
        finally:
            timer.cancel()


@cache
def worker(module: str, memory_mb: int) -> Worker:
    """The one worker of this process for a job."""
    return Worker(module, memory_mb)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 (both were asked for)
    return pipe


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and what it started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        return


def _end(process: subprocess.Popen[bytes], folder: tempfile.TemporaryDirectory[str]) -> None:
    if process.returncode is None:
        _kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            _pipe(pipe).close()
        except OSError:
            continue
    folder.cleanup()


def _how_it_ended(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return "it stopped answering"
    if code >= 0:
        return f"it ended with code {code}"
    return f"it was ended by {signal.Signals(-code).name}"


# The child's end

_answers: IO[bytes] | None = None


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer the parent's questions, line by line, until it goes. Called by a worker's module, in the child."""
    global _answers
    _answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print is no answer
    memory_mb = int(sys.argv[1])
    _limit(memory_mb)
    for line in sys.stdin.buffer:
        seconds, _, question = line.partition(b" ")
        _limit_processor_time(int(seconds))
        said = answer(question.rstrip(b"\n"))
        _answers.write((_LAST if _is_swollen(memory_mb) else _ANSWER) + said + b"\n")
        _answers.flush()


def more_time(seconds: float) -> None:
    """In a worker, ask its parent for more time, once a question; elsewhere nothing."""
    if _answers is not None:
        _answers.write(_MORE + b"%d\n" % seconds)
        _answers.flush()


def _limit(memory_mb: int) -> None:
    if resource is None:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory_mb * 1_000_000),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_NOFILE, _MOST_OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard: Any = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _limit_processor_time(seconds: int) -> None:
    """A last resort for when the parent is gone and can no longer end this process."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _is_swollen(memory_mb: int) -> bool:
    """Whether half of the memory is still taken after the work: libraries do not give all of it back.

    It is the size that the limit counts; not the peak, which a child inherits from its parent.
    """
    try:
        size = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return False
    return size > memory_mb * 500_000
