"""Kills at random moments, with a toy model; the twenty moments with the model that ships are a command."""

from __future__ import annotations

import sys
from pathlib import Path

from evaluation.reading.crash import crashes
from tests.toy import ToyEmbedder

CHILD = """
import sys
from pathlib import Path
from indexer.documents import Sensitivity
from indexer.index import Index
from tests.conftest import settings_for
from tests.toy import ToyEmbedder
index = Index.open(settings_for(Path(sys.argv[1])), ToyEmbedder())
print("ready", flush=True)
index.indexer.add([Path(sys.argv[2])], sensitivity=Sensitivity.PUBLIC)
index.close()
"""


def test_kills_at_random_moments_lose_and_double_nothing(corpus: Path, tmp_path: Path) -> None:
    for crash in crashes(corpus, tmp_path, 3, 7, ToyEmbedder(), [sys.executable, "-c", CHILD]):
        assert (crash.findings, crash.lost, crash.doubled) == ((), 0, 0), crash
