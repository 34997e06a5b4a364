"""Migrations: what brings an older database to today's tables, step by numbered step."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, inspect, select, text

_METADATA = MetaData()
_SCHEMA = Table("schema_steps", _METADATA, Column("name", String, primary_key=True), Column("done", Integer))


def migrate(database: Engine, metadata: MetaData, name: str, steps: Sequence[str]) -> None:
    """Create the tables that are missing and take the steps not taken yet, all in one transaction.

    `steps` are SQL statements ("ALTER TABLE …"); step n is the nth. They are only ever added to, never changed. A
    database without the table `name` is new: it gets today's tables and counts every step as taken. So does a single
    table that is made now: what would alter it is passed over.
    """
    held = set(inspect(database).get_table_names())
    is_new = name not in held
    mine = _SCHEMA.c.name == name
    with database.begin() as connection:
        _METADATA.create_all(connection)
        metadata.create_all(connection)
        done = connection.execute(select(_SCHEMA.c.done).where(mine)).scalar()
        for step in () if is_new else steps[done or 0 :]:
            if step.split()[2] in held:
                connection.execute(text(step))
        if done is None:
            connection.execute(_SCHEMA.insert().values(name=name, done=len(steps)))
        else:
            connection.execute(_SCHEMA.update().where(mine).values(done=len(steps)))
