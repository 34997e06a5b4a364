"""The account of each file of a folder: what it holds against what was read of it, and the sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from indexer.catalogue.files import files_below
from indexer.documents import Balance
from indexer.readers import Limits, UnreadableFile
from indexer.readers.account import WORDS, balanced, unread
from indexer.readers.child import read_apart


@dataclass(frozen=True, slots=True)
class Accounted:
    """A file's account, or why it could not be read."""

    name: str
    account: tuple[Balance, ...] = ()
    failure: str = ""


def accounts(folder: Path, limits: Limits) -> Iterator[Accounted]:
    """Every file of a folder, each read in the process that reads when files are added."""
    for path in files_below(folder):
        name = path.relative_to(folder).as_posix() if path != folder else path.name
        try:
            yield Accounted(name, read_apart(path, limits).account)
        except UnreadableFile as error:
            yield Accounted(name, failure=str(error))


def account_table(accounted: Iterable[Accounted]) -> Table:
    """A row for each file and kind of part, then the sums of each kind."""
    made = Table("File", "Part", "Held", "Read", "Apart", "Not read", "Detail")
    every: list[Balance] = []
    for one in accounted:
        name = one.name[-40:]
        for balance in one.account:
            made.add_row(name, *_cells(balance), balance.detail[:60])
            name = ""
        every += one.account
        if one.account:
            made.add_section()
    for number, balance in enumerate(balanced(every, ())):
        made.add_row("all files" if number == 0 else "", *_cells(balance), "")
    return made


def account_lines(accounted: Iterable[Accounted]) -> Iterator[str]:
    """What was not read, file by file, and of how many files; a file that cannot be read is all unaccounted for."""
    accounted = list(accounted)
    for one in accounted:
        if one.failure:
            yield f"{one.name}: {one.failure}"
        for balance in one.account:
            if balance.unread:
                yield f"{one.name}: {WORDS[balance.kind][1]}: {balance.unread} of {balance.held} not read"
    partly = sum(unread(one.account) > 0 for one in accounted)
    failed = sum(bool(one.failure) for one in accounted)
    yield f"{len(accounted)} files: {partly} with parts that were not read, {failed} not read at all."


def _cells(balance: Balance) -> tuple[str, ...]:
    numbers = (balance.held, balance.taken, balance.apart, balance.unread)
    return (WORDS[balance.kind][1], *(f"{number:,}" for number in numbers))
