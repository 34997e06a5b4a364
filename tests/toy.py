"""A real knowledge base over tiny files: real stores, a toy embedder in place of the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest

from indexer.documents import Balance, Document, Part
from indexer.embedding import Matrix
from indexer.readers import Limits
from indexer.readers.account import balanced, warnings_of
from indexer.readers.child import read_apart


class ToyEmbedder:
    """A hashed bag of words: texts that share words get close vectors, so ranking can be tested."""

    name = "toy"
    dimension = 64

    def encode(self, texts: Sequence[str]) -> Matrix:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"[a-z]+", text.lower()):
                vectors[
                    row,
                    int.from_bytes(blake2b(word.encode(), digest_size=2).digest(), "big") % self.dimension,
                ] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(norms == 0, 1, norms)


MANIFEST = """path,title,kind,publisher,area,period_start,period_end,published,sensitivity
report.pdf,Norton Board Annual Report 2016-17,annual_report,Norton Board,Norton,2016-04-01,2017-03-31,2017-09-01,public
review.md,Learning review: Child Q,learning_review,Norton Board,Norton,2018-01-01,2018-12-31,,partnership
audit.csv,Audit of supervision 2019,audit,Norton Board,Norton,2019-04-01,2019-09-30,,restricted
procedure.html,Bruising procedure,procedure,Weston Partnership,Weston,,,2021-05-01,public
"""

REVIEW = """# Learning review: Child Q

## What we found

Fathers were overlooked in the assessments. Nobody asked the father of Child Q about his own childhood.
Management oversight was weak, and supervision notes were missing from half of the files.

## What should change

The board should write a standard for supervision. Every assessment should name the father & what he said.
"""

AUDIT = """Question,Finding,Grade
Was supervision recorded?,Supervision was recorded in four of ten files,Inadequate
Was the father seen?,The father was seen in two of ten files,Requires improvement
"""

PROCEDURE = """<!doctype html><title>Bruising procedure</title><h1>Bruising procedure</h1>
<h2 id="act">What to do</h2><p>A bruise on a baby who cannot move is always referred to the duty team the same day.
Do not wait for a second opinion.</p><script>alert(1)</script>"""

REPORT_PAGES = (
    ("Priorities", "The board trained 120 practitioners in neglect. Fathers are still missing from many plans."),
    ("Escalation", "Escalation was used nine times during the year. Most disagreements were settled within a week."),
)


def write_corpus(folder: Path) -> Path:
    """Four documents in four formats, of three sensitivity classes, with a manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.csv").write_text(MANIFEST, "utf-8")
    (folder / "review.md").write_text(REVIEW, "utf-8")
    (folder / "audit.csv").write_text(AUDIT, "utf-8")
    (folder / "procedure.html").write_text(PROCEDURE, "utf-8")
    write_pdf(folder / "report.pdf", REPORT_PAGES)
    return folder


def write_pdf(path: Path, pages: Sequence[tuple[str, str]], **options: object) -> Path:
    """A PDF with a heading and a paragraph on each page; `options` go to reportlab's canvas."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1, **options)
    for heading, text in pages:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 760, heading)
        canvas.setFont("Helvetica", 11)
        line = canvas.beginText(72, 730)
        for sentence in text.replace(". ", ".\n").split("\n"):
            line.textLine(sentence)
        canvas.drawText(line)
        canvas.showPage()
    canvas.save()
    return path


def hold_parts(monkeypatch: pytest.MonkeyPatch, *parts: Part, account: Sequence[Balance] = ()) -> None:
    """Let every file that is read from now on hold these parts besides its text, and this account."""
    whole = balanced(account, parts)

    def read_more(path: Path, limits: Limits) -> Document:
        read = read_apart(path, limits)
        return replace(read, parts=parts, account=whole, warnings=(*read.warnings, *warnings_of(whole)))

    monkeypatch.setattr("indexer.indexing.pipeline.read_apart", read_more)
