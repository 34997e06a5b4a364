"""Opening the database: addresses that cannot be used say what would do, and every table is made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from api.knowledge_base import KnowledgeBase  # so that every noun has declared its tables
from indexer.catalogue.database import METADATA, open_database
from indexer.settings import SettingError
from tests.conftest import settings_for
from tests.toy import ToyEmbedder


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("postgresql+psycopg2://somewhere/held", r'psycopg2 is not installed.*pip install "\.\[postgres\]"'),
        ("nothing at all", "leave it empty for SQLite"),
        ("oddbase://somewhere/held", "leave it empty for SQLite"),
    ],
)
def test_an_address_that_cannot_be_used_says_what_would_do(address: str, advice: str) -> None:
    with pytest.raises(SettingError, match=advice):
        open_database(address)


def test_opening_makes_every_table_that_is_declared(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    with KnowledgeBase.open(settings, ToyEmbedder()):
        database = open_database(settings.database_url)
        assert {*METADATA.tables, "schema_version"} <= set(inspect(database).get_table_names())
        database.dispose()
