"""What every command of the service needs of the terminal: where it prints, how it stops, and what it opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from indexer.failures import EXPECTED, explain
from indexer.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.knowledge_base import KnowledgeBase

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def stop(message: str) -> typer.Exit:
    """Print one clear line; the exit to raise."""
    errors.print(message, style="bold red", markup=False)
    return typer.Exit(2)


@contextmanager
def opened() -> Iterator[KnowledgeBase]:
    """The knowledge base; what goes wrong ends the command with one line."""
    from api.answers.question import BadQuestion
    from api.knowledge_base import KnowledgeBase

    try:
        with KnowledgeBase.open(Settings.read()) as base:
            yield base
    except (*EXPECTED, BadQuestion) as error:
        raise stop(explain(error)) from None


@contextmanager
def opened_database() -> Iterator[tuple[Engine, Settings]]:
    """The SQL database alone, which the service shares."""
    from indexer.keeping.database import open_database

    try:
        values = Settings.read()
        database = open_database(values.database_url)
        yield database, values
        database.dispose()
    except EXPECTED as error:
        raise stop(explain(error)) from None
