"""A real knowledge base over tiny files, for every test that needs one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from indexer.settings import Settings
from tests.toy import ToyEmbedder, write_corpus

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"


def settings_for(folder: Path, **more: str) -> Settings:
    return Settings.read({"LEARNING_DATA_DIR": str(folder), **{f"LEARNING_{k}": v for k, v in more.items()}})


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def base(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The tiny corpus, indexed. Shared by a module: tests that change it take `own_base`."""
    with KnowledgeBase.open(settings_for(tmp_path_factory.mktemp("data")), ToyEmbedder()) as opened:
        report = opened.documents.add([corpus], LOCAL_OPERATOR)
        assert not report.failed, report.failed
        yield opened


@pytest.fixture
def own_base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    """An empty knowledge base of the test's own."""
    with KnowledgeBase.open(settings_for(tmp_path / "data"), ToyEmbedder()) as opened:
        yield opened


def client_for(base: KnowledgeBase, role: Role | None = Role.ADMIN) -> TestClient:
    client = TestClient(create_app(base), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
    if role is not None:
        client.headers["Authorization"] = f"Bearer {base.accounts.create_token(role, f'test {role}')}"
    return client


@pytest.fixture
def client(base: KnowledgeBase) -> Iterator[TestClient]:
    with client_for(base) as opened:
        yield opened


@pytest.fixture
def stranger(base: KnowledgeBase) -> Iterator[TestClient]:
    """A client nobody signed in."""
    with client_for(base, None) as opened:
        yield opened


PYTHON = sys.executable
