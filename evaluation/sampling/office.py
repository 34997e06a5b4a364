"""Sample Word documents, workbooks, tables and slides, saved so that the same source gives the same bytes."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from pptx import Presentation
from pptx.util import Cm

from evaluation.sampling.text import FICTIONAL, Piece, Runs, Sample, plain

_ZIP_TIME = (2020, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_docx(sample: Sample, target: Path) -> None:
    """Write a source as a Word document with heading styles, lists and tables."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = sample.fields["title"], sample.fields["publisher"]
    properties.created = properties.modified = _made(sample)
    document.sections[0].header.paragraphs[0].text = f"{sample.fields['title']} | {FICTIONAL}"
    document.add_heading(sample.fields["title"], 0)
    document.add_paragraph(f"{FICTIONAL}. Caldermouth, its agencies and every person described in it are invented.")
    for piece in sample.pieces:
        _add(document, piece)
    _save(document, target, _made(sample))


def _add(document: Any, piece: Piece) -> None:
    if piece.kind == "table":
        _add_table(document, piece)
    elif piece.kind == "heading":
        document.add_heading(piece.text, piece.level)
    elif piece.kind != "mark":
        styles = {"bullet": "List Bullet", "number": "List Number", "box": "Intense Quote"}
        _write(document.add_paragraph(style=styles.get(piece.kind, "Normal")), piece.runs)


def _add_table(document: Any, piece: Piece) -> None:
    table = document.add_table(rows=len(piece.rows), cols=len(piece.rows[0]), style="Light Grid Accent 1")
    for cells, row in zip(table.rows, piece.rows, strict=True):
        for cell, runs in zip(cells.cells, row, strict=True):
            _write(cell.paragraphs[0], runs)


def _write(paragraph: Any, runs: Runs) -> None:
    for text, bold in runs:
        paragraph.add_run(text).bold = bold or None


def write_xlsx(sample: Sample, target: Path) -> None:
    """Write a source as a workbook: a sheet for each heading of the first level, a row for each row or line."""
    book = Workbook()
    del book[book.sheetnames[0]]
    book.properties.title, book.properties.creator = sample.fields["title"], sample.fields["publisher"]
    book.properties.created = _made(sample)
    for piece in sample.pieces:
        if piece.kind == "heading" and piece.level == 1:
            sheet = book.create_sheet(piece.text)
            sheet.append([sample.fields["title"]])
            sheet.append([f"{FICTIONAL}. Caldermouth and everyone in it are invented."])
            sheet["A1"].font = Font(bold=True, size=14)
        elif piece.kind == "table":
            _append_table(book.worksheets[-1], piece)
        else:
            sheet = book.worksheets[-1]
            sheet.append([])
            sheet.append([piece.text])
            sheet.cell(sheet.max_row, 1).font = Font(bold=piece.kind == "heading")
    _save(book, target, _made(sample))


def _append_table(sheet: Any, piece: Piece) -> None:
    under_heading = sheet.cell(sheet.max_row, 1).font.bold
    first = sheet.max_row + (1 if under_heading else 2)
    for number, row in enumerate(piece.rows):
        for column, runs in enumerate(row, start=1):
            cell = sheet.cell(first + number, column, _value(plain(runs)))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 0:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6EA")
    for column in range(1, len(piece.rows[0]) + 1):
        longest = max(len(plain(row[column - 1])) for row in piece.rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(12, longest + 2))


def write_csv(sample: Sample, target: Path) -> None:
    """Write the one table of a source as comma separated values under its title and the fictional mark."""
    table = next(piece for piece in sample.pieces if piece.kind == "table")
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([sample.fields["title"]])
        rows.writerow([f"{FICTIONAL}. Caldermouth and everyone in it are invented."])
        rows.writerows([plain(runs) for runs in row] for row in table.rows)


def write_pptx(sample: Sample, target: Path) -> None:
    """Write a source as slides: one for each heading; what follows the mark "notes" is for the speaker."""
    deck = Presentation()
    properties = deck.core_properties
    properties.title, properties.author = sample.fields["title"], sample.fields["publisher"]
    properties.created = properties.modified = _made(sample)
    slide = _add_slide(deck, 0, sample.fields["title"])
    slide.placeholders[1].text = f"{FICTIONAL}. Caldermouth and everyone in it are invented."
    in_notes = False
    for piece in sample.pieces:
        if piece.kind == "heading":
            slide, in_notes = _add_slide(deck, 1, piece.text), False
        elif piece.kind == "mark":
            in_notes = piece.text == "notes"
        elif in_notes:
            slide.notes_slide.notes_text_frame.text = piece.text
        else:
            _add_to_slide(slide, piece)
    _save(deck, target, _made(sample))


def _add_slide(deck: Any, layout: int, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    slide.shapes.title.text = title
    return slide


def _add_to_slide(slide: Any, piece: Piece) -> None:
    if piece.kind == "table":
        rows, columns = len(piece.rows), len(piece.rows[0])
        table = slide.shapes.add_table(rows, columns, Cm(2), Cm(6), Cm(21), Cm(rows)).table
        for row, runs_of_row in enumerate(piece.rows):
            for column, runs in enumerate(runs_of_row):
                table.cell(row, column).text = plain(runs)
        return
    body = slide.placeholders[1].text_frame
    paragraph = body.add_paragraph() if body.text else body.paragraphs[0]
    paragraph.text = piece.text


def _value(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() else text


def _made(sample: Sample) -> datetime:
    return datetime.fromisoformat(sample.fields["published"])


def _save(made: Any, target: Path, moment: datetime) -> None:
    """Save and pack again with fixed times: both libraries write the time of day into the file."""
    buffer = BytesIO()
    made.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
