"""An index of the test's own, and a folder of four documents to bring in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.index import Index
from tests.conftest import settings_for
from tests.toy import ToyEmbedder, write_corpus


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index.open(settings_for(tmp_path / "data", MAX_FILE_MB="2"), ToyEmbedder())
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "in")
