"""Reading in a process of its own: a hostile or broken file can end that process, never the service."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from indexer.documents import Document
from indexer.readers import Limits, UnreadableFile, read
from indexer.readers.pdf.scans import seconds_for
from indexer.workers import Crashed, TookTooLong, Worker, serve, worker

_SECONDS_FOR_EACH_MB = 3.0
"""Seconds more for each megabyte: scans and long tables are slow. By judgement."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """The document, or why it cannot be read and what to do."""

    document: Document | None = None
    reason: str = ""
    advice: str = ""


def read_apart(path: Path, limits: Limits) -> Document:
    """Read a file in a worker with these limits. Raises UnreadableFile with a reason and an advice, nothing else.

    It may take `limits.seconds` and three for each megabyte; scanned pages get time of their own.
    """
    question = json.dumps([str(path.absolute()), asdict(limits)]).encode()
    try:
        size = min(path.stat().st_size, limits.max_bytes) / 1e6
    except OSError:
        size = 0.0
    seconds = limits.seconds + _SECONDS_FOR_EACH_MB * size
    for_scans = seconds_for(limits.max_pages) if limits.ocr else 0.0
    try:
        answer = reading_worker(limits).ask(question, seconds, for_scans)
        reply = _replies().validate_json(answer)
    except TookTooLong as error:
        raise UnreadableFile(
            f"reading it took longer than {error.seconds:.0f} seconds and was stopped.",
            "Split it or save it again as a new file; LEARNING_READ_SECONDS sets the time.",
        ) from None
    except (Crashed, ValidationError) as error:
        how = str(error) if isinstance(error, Crashed) else "its answer made no sense"
        raise UnreadableFile(
            f"it broke the program that reads such files ({how}).",
            "Save or print it again as a new file; if it came from outside, ask where it came from.",
        ) from None
    if reply.document is None:
        raise UnreadableFile(reply.reason, reply.advice)
    return reply.document


def reading_worker(limits: Limits) -> Worker:
    """The worker that reads with this much memory."""
    return worker("indexer.readers.child", limits.memory_mb)


@cache
def _replies() -> TypeAdapter[_Reply]:
    return TypeAdapter(_Reply)


def _answer(question: bytes) -> bytes:
    path, fields = json.loads(question)
    try:
        return _replies().dump_json(_Reply(document=read(Path(path), Limits(**fields))))
    except UnreadableFile as error:
        return _replies().dump_json(_Reply(reason=error.reason, advice=error.advice))


if __name__ == "__main__":
    serve(_answer)
