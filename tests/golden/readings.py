"""Golden facts of each reader: what a sample file of each format is read as, passage by passage.

Roles are those by headings and wording: no model takes part, so that the facts are the same on every machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from indexer.documents import DocumentKind
from indexer.indexing.chunking import chunk
from indexer.metadata.inference import infer
from indexer.passages import Passage
from indexer.readers import Limits, read
from indexer.roles.assignment import with_roles
from tests.conftest import ROOT

FOLDER = Path(__file__).parent
CORPUS = ROOT / "corpus"
SAMPLES = {
    "pdf": CORPUS / "annual_reports" / "annual-report-2016-17.pdf",
    "columns": CORPUS / "briefings" / "learning-bulletin-spring-2018.pdf",
    "scan": CORPUS / "briefings" / "board-minutes-june-2015.pdf",
    "docx": CORPUS / "learning_reviews" / "siblings-k-l-m-learning-review-2018.docx",
    "xlsx": CORPUS / "logs" / "learning-and-improvement-log.xlsx",
    "csv": CORPUS / "training" / "training-programme-2018-19.csv",
    "pptx": CORPUS / "briefings" / "learning-from-child-r-slides-2022.pptx",
    "html": CORPUS / "learning_reviews" / "baby-w-learning-summary-2021.html",
    "md": CORPUS / "procedures" / "was-not-brought.md",
    "txt": FOLDER / "flattened-report.txt",
}
"""A file of each format; of PDF also one set in two columns and one whose pages are pictures."""
_LIMITS = Limits(10**8, 1000, ocr=True)
_NO_MODEL = "none"


def golden(name: str) -> Path:
    """The file that holds the facts of a sample."""
    return FOLDER / f"{name}.json"


def facts(path: Path) -> dict[str, Any]:
    """How many passages a file gives, and what is known of its first, tenth (or middle, of fewer) and last."""
    document = read(path, _LIMITS)
    cut = chunk(document, path.stem)
    kind = infer(path.name, document).kind or DocumentKind.OTHER
    found = with_roles(cut, kind, [np.ones((1, 1), dtype=np.float32)] * len(cut), _NO_MODEL)
    middle = 10 if len(found) > 10 else (len(found) + 1) // 2
    chosen = {1: "first", middle: f"passage {middle}", len(found): "last"}
    return {
        "passages": len(found),
        "pages": document.pages,
        "kind": kind,
        **{name: _fact(found[number - 1]) for number, name in chosen.items()},
    }


def as_json(found: dict[str, Any]) -> str:
    """Facts as they stand in their file."""
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _fact(passage: Passage) -> dict[str, Any]:
    places = [{k: v for k, v in asdict(place.locator).items() if v is not None} for place in passage.places]
    return {
        "headings": list(passage.headings),
        "places": places,
        "role": passage.role,
        "reason": passage.role_reason,
        "caution": passage.caution,
        "recognised": passage.recognised,
        "by_service": passage.by_service,
        "text": passage.text.split("\n"),
    }
