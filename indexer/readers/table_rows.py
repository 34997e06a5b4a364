"""Rows of a table to be imported: the first sheet shown of a CSV or XLSX file, read in a process of its own."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from indexer.readers import UnreadableFile
from indexer.readers.sheets.reader import BROKEN, visible_rows
from indexer.readers.sheets.workbook import Workbook
from indexer.readers.text.separated import read_rows
from indexer.workers import Crashed, TookTooLong, serve, worker

Numbered = tuple[int, list[str]]
"""A row's number in its file, from 1, and its cells."""

_LARGEST = 20_000_000
"""Bytes of a file, and characters of its rows, at most. By judgement, far above a table that a person keeps."""
_SECONDS = 30.0
"""Seconds that reading may take. By judgement."""
_MEMORY_MB = 800
"""Memory that reading may take. By judgement."""
_TOO_MUCH = "Take out what is not needed, or split it."


def rows_apart(path: Path, suffix: str, most: int) -> list[Numbered]:
    """The rows that are not empty, at most so many. Raises UnreadableFile, also for one that takes too much to read."""
    size = path.stat().st_size
    if size > _LARGEST:
        raise UnreadableFile(f"it is too large for a table ({size / 1e6:.0f} MB).", _TOO_MUCH)
    question = json.dumps([str(path.absolute()), suffix, most]).encode()
    try:
        answer = json.loads(worker("indexer.readers.table_rows", _MEMORY_MB).ask(question, _SECONDS))
    except TookTooLong as error:
        raise UnreadableFile(f"reading it took longer than {error.seconds:.0f} seconds.", _TOO_MUCH) from None
    except (Crashed, ValueError):
        raise UnreadableFile("it broke the program that reads such files.", "Save it again as a new file.") from None
    if "reason" in answer:
        raise UnreadableFile(answer["reason"], answer["advice"])
    return [(number, cells) for number, cells in answer["rows"]]


def _answer(question: bytes) -> bytes:
    path, suffix, most = json.loads(question)
    try:
        rows = _csv_rows(Path(path)) if suffix == ".csv" else _xlsx_rows(Path(path))
        held = ((number, [cell.strip() for cell in cells]) for number, cells in rows)
        said: dict[str, object] = {"rows": _bounded(islice((row for row in held if any(row[1])), most))}
    except UnreadableFile as error:
        said = {"reason": error.reason, "advice": error.advice}
    except MemoryError:
        said = {"reason": "reading it needs too much memory.", "advice": _TOO_MUCH}
    return json.dumps(said).encode()


def _bounded(rows: Iterable[Numbered]) -> list[Numbered]:
    found, size = [], 0
    for number, cells in rows:
        size += sum(map(len, cells))
        if size > _LARGEST:
            raise UnreadableFile("its cells hold too much text for a table.", _TOO_MUCH)
        found.append((number, cells))
    return found


def _csv_rows(path: Path) -> Iterator[Numbered]:
    try:
        rows = read_rows(path.read_bytes()).rows
    except csv.Error as error:
        raise UnreadableFile(f"it is not a table ({error}).", "Save it as CSV with commas.") from None
    return iter(enumerate(rows, start=1))


def _xlsx_rows(path: Path) -> Iterator[Numbered]:
    try:
        with Workbook(path) as book:
            shown = next((sheet for sheet in book.sheets if not sheet.hidden and sheet.kind == "worksheet"), None)
            if shown is not None:
                yield from ((row.number, row.held) for row in visible_rows(book.read(shown)))
    except (UnreadableFile, *BROKEN):
        raise UnreadableFile("it cannot be read.", "Open it, save it again as XLSX, and retry.") from None


if __name__ == "__main__":
    serve(_answer)
