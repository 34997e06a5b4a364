"""A cell of the table: how its file is made, what should become of what it holds, and whether it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.documents import Document, PartKind
from indexer.metadata.markings import Marking, markings_of
from indexer.privacy.screening import look
from indexer.readers import Limits, UnreadableFile, read

BODY = "Every referral should be answered within a day."
"""A sentence that each file holds as plain text, so that it is no empty file."""
NUMBER = "943 476 5919"
SECRET = f"The NHS number is {NUMBER}"

Maker = Callable[[Path], None]
_LIMITS = Limits(10**8, 100)


@dataclass(frozen=True, slots=True)
class Cell:
    """A file of a kind in a format, and what is expected of its reading.

    `says` are words in the text that is searched, `silent` words that are not; with `apart` these stand in a part of
    one of those kinds. `counts` is a kind in the account, `warns` words in a warning, `marked` a marking found. `waits`
    says that a person must look at the file, even when it is said to be public; `quiet` that nobody must, and that
    there is nothing to warn of.
    """

    make: Maker
    says: tuple[str, ...] = (BODY,)
    silent: tuple[str, ...] = ()
    apart: tuple[PartKind, ...] = ()
    counts: PartKind | None = None
    warns: str = ""
    marked: Marking | None = None
    waits: bool = False
    quiet: bool = False


def outcome(cell: Cell, path: Path) -> list[str]:
    """Make and read the file of a cell, without recognising scans; the expectations that are not met."""
    cell.make(path)
    try:
        return list(complaints(cell, read(path, _LIMITS)))
    except UnreadableFile as error:
        return [f"not read: {error}"]


def complaints(cell: Cell, document: Document) -> Iterator[str]:
    """A line for each expectation that is not met; none when all are."""
    text = _single(document.text)
    yield from (f"not in the text: {words}" for words in cell.says if words not in text)
    yield from (f"in the text: {words}" for words in cell.silent if words in text)
    if cell.apart:
        kept = _single(" ".join(part.text for part in document.parts if part.kind in cell.apart))
        yield from (f"not kept apart: {words}" for words in cell.silent if words not in kept)
    if cell.counts and cell.counts not in {balance.kind for balance in document.account}:
        yield f"not in the account: {cell.counts}"
    if cell.warns and not any(cell.warns in line for line in document.warnings):
        yield f"no warning: {cell.warns}"
    if cell.marked and cell.marked not in {found.marking for found in markings_of(document)}:
        yield f"not marked {cell.marked}"
    if cell.waits and not look(document, public=True).waits(public=True):
        yield "it does not wait"
    if cell.quiet:
        yield from (f"warned of: {line}" for line in document.warnings)
        if look(document, public=False).waits(public=False):
            yield "it waits"


def _single(text: str) -> str:
    return " ".join(text.split())
