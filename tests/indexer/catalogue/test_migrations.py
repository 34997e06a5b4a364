"""A database of an earlier release is brought to today's tables, with everything in it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from api.answers.abstention import shipped
from api.feedback.cut_history import CutHistory
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.themes.evidence import Evidence, Method
from indexer.catalogue.database import METADATA, open_database
from indexer.catalogue.migrations import STEPS, LaterRelease
from tests.conftest import settings_for
from tests.toy import ToyEmbedder

BEFORE = """
CREATE TABLE schema_steps (name VARCHAR PRIMARY KEY, done INTEGER);
INSERT INTO schema_steps VALUES ('documents', 3), ('questions', 3), ('theme_tags', 1);
CREATE TABLE users (id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, role VARCHAR NOT NULL, created_at VARCHAR NOT NULL);
INSERT INTO users VALUES ('u1', 'Ann', 'admin', '2026'), ('u2', 'Ben', 'admin', '2026'), ('u3', 'Ben', 'admin', '2026');
CREATE TABLE theme_verdicts (number INTEGER PRIMARY KEY, passage VARCHAR NOT NULL, theme VARCHAR NOT NULL,
  verdict VARCHAR NOT NULL, reason VARCHAR NOT NULL, decided_by VARCHAR NOT NULL, decided_at VARCHAR NOT NULL);
INSERT INTO theme_verdicts VALUES (1, 'p', 'D5', 'confirmed', 'plain', 'Ann', '2026'),
  (2, 'p', 'D5', 'rejected', 'no', 'Ben', '2026'), (3, 'p', 'D5', 'confirmed', 'yes', 'Carl', '2026');
CREATE TABLE theme_tags (passage VARCHAR, theme VARCHAR, document VARCHAR NOT NULL, role VARCHAR, sentence VARCHAR
  NOT NULL, score FLOAT NOT NULL, shown BOOLEAN NOT NULL, method VARCHAR NOT NULL, model VARCHAR NOT NULL,
  PRIMARY KEY (passage, theme));
INSERT INTO theme_tags VALUES ('p', 'D5', 'd', 'duty', 'So.', 0.5, 1, 'cues, likeness and shared words, weighed', 'm'),
  ('q', 'D5', 'd', 'duty', 'So.', 0.4, 1, 'cues, weighed; duty by the wording of the sentence', 'm');
CREATE TABLE questions (id VARCHAR PRIMARY KEY, user_id VARCHAR NOT NULL, text VARCHAR NOT NULL, filters JSON NOT NULL,
  asked_at VARCHAR NOT NULL);
"""
"""Tables as they were: names in place of ids, steps counted table by table, and one table older still."""
HELD = {"refuse_below": -1.5, "answer_from": 0.5, "questions": 120, "set_on": "2026-05-01"}


def folder_of_before(folder: Path) -> Path:
    folder.mkdir()
    made = sqlite3.connect(folder / "learning.sqlite")
    made.executescript(BEFORE)
    made.close()
    (folder / "abstention.json").write_text(json.dumps({**HELD, "model": shipped().version}), "utf-8")
    return folder


def test_names_get_the_id_of_the_only_account_of_that_name(tmp_path: Path) -> None:
    folder = folder_of_before(tmp_path / "data")
    database = open_database(f"sqlite:///{folder / 'learning.sqlite'}", folder)
    held = Evidence(database).history("p")
    assert [(d.decided_by, d.decided_by_id) for d in held] == [("Ann", "u1"), ("Ben", None), ("Carl", None)]
    database.dispose()


def test_suggestions_say_what_their_role_was_found_by_as_a_type(tmp_path: Path) -> None:
    folder = folder_of_before(tmp_path / "data")
    database = open_database(f"sqlite:///{folder / 'learning.sqlite'}", folder)
    assert [found.method for found in Evidence(database).suggestions("D5")] == [Method.PASSAGE, Method.SENTENCE]
    database.dispose()


def test_every_table_is_as_it_is_declared_and_no_step_is_taken_twice(tmp_path: Path) -> None:
    folder = folder_of_before(tmp_path / "data")
    for _ in range(2):
        database = open_database(f"sqlite:///{folder / 'learning.sqlite'}", folder)
        for name, table in METADATA.tables.items():
            columns = {column["name"] for column in inspect(database).get_columns(name)}
            assert columns == {column.name for column in table.columns}, name
        with database.connect() as connection:
            assert connection.execute(text("SELECT step FROM schema_version")).scalars().all() == [len(STEPS)]
            assert connection.execute(text("SELECT count(*) FROM abstention_cuts")).scalar() == 1
        database.dispose()


def test_cuts_of_the_old_file_stay_in_force_and_can_be_taken_back(tmp_path: Path) -> None:
    folder = folder_of_before(tmp_path / "data")
    for expected in (0.5, shipped().cuts.answer_from):
        database = open_database(f"sqlite:///{folder / 'learning.sqlite'}", folder)
        cuts = CutHistory(database, shipped().cuts)
        assert cuts.current.answer_from == expected
        cuts.reset(LOCAL_OPERATOR)
        assert cuts.current == shipped().cuts
        database.dispose()


def test_a_broken_file_of_cuts_keeps_no_folder_from_opening(tmp_path: Path) -> None:
    (tmp_path / "abstention.json").write_text("{", "utf-8")
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path)
    assert CutHistory(database, shipped().cuts).current == shipped().cuts
    database.dispose()


def test_a_whole_old_folder_opens(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "data")
    folder = folder_of_before(tmp_path / "data")
    name = settings.database_url.rsplit("/", 1)[1]
    (folder / "learning.sqlite").rename(folder / name)
    with KnowledgeBase.open(settings, ToyEmbedder()) as base:
        assert base.calibration.in_force(LOCAL_OPERATOR).questions == 120
        assert [token.user.name for token in base.accounts.tokens()] == []


def test_a_database_of_a_later_release_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'later.sqlite'}"
    open_database(url).dispose()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE schema_version SET step = :later"), {"later": len(STEPS) + 3})
    with pytest.raises(LaterRelease, match="later release"):
        open_database(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT step FROM schema_version")).scalar() == len(STEPS) + 3
    engine.dispose()
