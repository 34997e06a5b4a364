"""Rows of tables reach courses, commitments, the learning log and roles as cells, whatever marks their words hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from api.commitments.finding import find_commitments
from api.courses.finding import Fact, told_of_courses
from api.learning_log.learning_points import LogPart, learning_points
from api.shared.table_rows import table_rows
from indexer.documents import DocumentCard, DocumentKind, Sensitivity
from indexer.indexing.chunking import chunk
from indexer.passages import PassageRole, StoredPassage
from indexer.readers import Limits, read
from indexer.roles.assignment import with_roles
from tests.indexer.readers.test_tables import Grid, as_docx, as_xlsx

PROGRAMME = [
    ["Course", "Audience: who; level", "Places", "Schools", "Police", "Attended"],
    ["Neglect; Level: 2: the toolkit", "Managers; Attended: 99; Places: 1", "30", "10", "8", "18"],
    ["Loss: a course; half a day", "Everyone: all agencies", "20", "5", "7", "12"],
]
LOG = [
    ["Learning point", "Source", "Action", "Owner", "Due", "Status"],
    [
        "Fathers: left out; seen late",
        "Child Q; Owner: none",
        "Write a guide; Due: when known: ask the fathers",
        "Board; Status: closed",
        "31/03/2018",
        "Open: awaiting staff; Owner: nobody",
    ],
    ["Bruises are missed", "Audit: 2016", "Agree: one pathway; for babies", "Health; Police", "2018-06-30", "Closed"],
]
TEXT = getSampleStyleSheet()["BodyText"]


def as_pdf(path: Path, grid: Grid) -> Path:
    rows = [[f"<b>{name}</b>" for name in grid[0]], *grid[1:]]
    cells = [[Paragraph(cell, TEXT) for cell in row] for row in rows]
    table = Table(cells, colWidths=[110, 100, 230, 80, 80, 90], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(str(path.with_suffix(".pdf")), pagesize=landscape(A4), invariant=1).build([table])
    return path.with_suffix(".pdf")


FORMATS = pytest.mark.parametrize("write", [as_xlsx, as_docx, as_pdf])
Write = Callable[[Path, Grid], Path]


def stored(path: Path, kind: DocumentKind) -> list[StoredPassage]:
    """The passages of a file as the store gives them back, their roles found by rows and headings alone."""
    passages = chunk(read(path, Limits(10**7, 100)), "one")
    vectors = [np.zeros((len(passage.sentences), 4), dtype=np.float32) for passage in passages]
    card = DocumentCard("one", "A document", kind, Sensitivity.PUBLIC, 1, "0" * 64, area="Norton", year=2018)
    return [StoredPassage(passage, card) for passage in with_roles(passages, kind, vectors, "toy")]


@FORMATS
def test_courses_are_read_cell_by_cell(write: Write, tmp_path: Path) -> None:
    told = told_of_courses(stored(write(tmp_path / "programme", PROGRAMME), DocumentKind.TRAINING))
    assert [one.title for one in told] == [row[0] for row in PROGRAMME[1:]]
    assert [one.values[Fact.ATTENDED].number for one in told] == [18, 12]
    assert [one.values[Fact.PLACES].number for one in told] == [30, 20]
    assert [{name: stated.number for name, stated in one.by_agency.items()} for one in told] == [
        {"Schools": 10, "Police": 8},
        {"Schools": 5, "Police": 7},
    ]
    audience = told[0].values[Fact.AUDIENCE]
    assert audience.citation and audience.text == audience.citation.quote == PROGRAMME[1][1]


@FORMATS
def test_the_learning_log_is_read_cell_by_cell(write: Write, tmp_path: Path) -> None:
    points = learning_points(stored(write(tmp_path / "log", LOG), DocumentKind.LOG))
    parts = [LogPart.TEXT, LogPart.SOURCE, LogPart.ACTION, LogPart.OWNER, LogPart.DUE, LogPart.STATUS]
    assert [[point.text(part) for part in parts] for point in points] == LOG[1:]
    assert [point.due for point in points] == [date(2018, 3, 31), date(2018, 6, 30)]


@FORMATS
def test_commitments_and_roles_are_read_cell_by_cell(write: Write, tmp_path: Path) -> None:
    passages = stored(write(tmp_path / "log", LOG), DocumentKind.LOG)
    assert {one.passage.role for one in passages if not one.passage.by_service} == {PassageRole.PLANNED_ACTION}
    vectors = [np.zeros((len(one.passage.sentences), 4), dtype=np.float32) for one in passages]
    found = find_commitments(list(zip(passages, vectors, strict=True)))
    assert [(one.owner, one.stated) for one in found] == [(row[3], row[5]) for row in LOG[1:]]
    assert [one.due for one in found] == [date(2018, 3, 31), date(2018, 6, 30)]


@pytest.mark.parametrize("write", [as_xlsx, as_docx])
def test_a_row_longer_than_a_passage_is_one_row(write: Write, tmp_path: Path) -> None:
    action = " ".join(f"Write part {n} of the guide; ask: who reads it, and how soon?" for n in range(14))
    grid = [LOG[0], [*LOG[1][:2], action, *LOG[1][3:]], LOG[2]]
    passages = [one for one in stored(write(tmp_path / "log", grid), DocumentKind.LOG) if one.passage.cells]
    assert len(passages) > 1
    rows = table_rows(passages)
    assert [[cell.text for cell in row.cells] for row in rows] == grid[1:]
    for cell in rows[0].cells:
        assert cell.citation.quote in cell.text
    assert [cell.citation.quote for cell in rows[0].cells][3:] == LOG[1][3:]
    vectors = [np.zeros((len(one.passage.sentences), 4), dtype=np.float32) for one in passages]
    found = find_commitments(list(zip(passages, vectors, strict=True)))
    assert [one.owner for one in found] == ["Board; Status: closed", "Health; Police"]
