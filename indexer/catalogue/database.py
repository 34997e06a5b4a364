"""The SQL database beside the index: SQLite in the data folder, or PostgreSQL by URL.

Each noun declares its tables on METADATA where it keeps them; all are made once, when the database is opened.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from indexer.catalogue.migrations import migrate
from indexer.settings import SettingError

METADATA = MetaData()
"""The tables of the whole service, as far as the modules that declare them are imported."""

DatabaseError = DBAPIError
"""What the database could not do: a full disk, a lost connection, a broken file."""


def open_database(url: str, folder: Path | None = None) -> Engine:
    """An engine for the address, its tables as they are today: older ones brought up to date, missing ones made.

    SQLite gets a write-ahead log, foreign keys and patience with locks. `folder` is the data folder, where earlier
    releases kept what stands in the database now. Raises SettingError when the address cannot be understood or its
    driver is not installed, DatabaseError when the database cannot be used.
    """
    if folder is not None:
        make_private(folder)
    try:
        parsed = make_url(url)
        # What is kept may be personal: no statement's values in an error, and so none in a log.
        engine = create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise SettingError(
            f"LEARNING_DATABASE_URL cannot be used: its driver {error.name} is not installed. For PostgreSQL: "
            'pip install ".[postgres]", and an address that begins with postgresql+psycopg://.'
        ) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise SettingError(f"LEARNING_DATABASE_URL cannot be used ({error}); leave it empty for SQLite.") from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        migrate(engine, folder)
        METADATA.create_all(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def make_private(folder: Path) -> None:
    """Make a folder that nobody else on the machine can look into, or make it so."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):  # another's folder, whose rights are theirs to set
        folder.chmod(0o700)


def damage(database: Engine) -> list[str]:
    """Lines about what of the database cannot be read: pages, links between rows, rows; none when all is well."""
    try:
        with database.connect() as connection:
            if database.dialect.name == "sqlite":
                told = connection.execute(text("PRAGMA integrity_check(20)")).scalars().all()
                loose = connection.execute(text("PRAGMA foreign_key_check")).all()
                found = [line for line in told if line != "ok"]
                if found or loose:
                    return [*found, *(f"a row of {row[0]} points to a row that is gone" for row in loose)]
            for table in METADATA.sorted_tables:
                for _ in connection.execute(select(table)):  # each value is read as what it should be
                    pass
    except (DBAPIError, ValueError, TypeError) as error:
        return [str(getattr(error, "orig", error))]
    return []


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
