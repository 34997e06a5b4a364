"""The cuts of abstention that a service set on its own judged questions, each with who set it."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Column, Engine, Float, Integer, String, Table, select

from api.answers.thresholds import Cuts
from api.people.users import User
from indexer.catalogue.database import METADATA

_CUTS = Table(
    "abstention_cuts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("refuse_below", Float, nullable=False),
    Column("answer_from", Float, nullable=False),
    Column("model", String, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("set_on", String, nullable=False),
    Column("set_by", String),  # not known of cuts that an earlier release kept in a file
    Column("set_by_id", String),
)


class CutHistory:
    """The cuts of a service in SQL; the latest is in force, none is overwritten."""

    def __init__(self, database: Engine, shipped: Cuts) -> None:
        self._database = database
        self._shipped = shipped
        self.current = self._read() or shipped

    def _read(self) -> Cuts | None:
        """None when there are none, or when they cut the scores of another model."""
        query = select(*(_CUTS.c[name] for name in Cuts.__slots__)).order_by(_CUTS.c.number.desc()).limit(1)
        with self._database.connect() as connection:
            row = connection.execute(query).mappings().first()
        return Cuts(**row) if row is not None and row["model"] == self._shipped.model else None

    def keep(self, cuts: Cuts, user: User) -> None:
        """Put cuts in force."""
        row = {**asdict(cuts), "set_by": user.name, "set_by_id": user.id}
        with self._database.begin() as connection:
            connection.execute(_CUTS.insert().values(row))
        self.current = cuts

    def reset(self, user: User) -> None:
        """Go back to the shipped cuts."""
        self.keep(self._shipped, user)
