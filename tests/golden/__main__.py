"""Writes what the tests hold the API and the readers to, to accept a change on purpose: `python -m tests.golden`."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from api.app import create_app
from api.knowledge_base import KnowledgeBase
from indexer.readers.pdf import scans
from tests.conftest import settings_for
from tests.golden.readings import SAMPLES, as_json, facts, golden
from tests.toy import ToyEmbedder

with TemporaryDirectory() as folder, KnowledgeBase.open(settings_for(Path(folder)), ToyEmbedder()) as base:
    described = create_app(base).openapi()
Path(__file__).with_name("openapi.json").write_text(json.dumps(described, indent=1, sort_keys=True) + "\n", "utf-8")
for name, path in SAMPLES.items():
    if name != "scan" or scans.can_recognise():
        golden(name).write_text(as_json(facts(path)), "utf-8")
