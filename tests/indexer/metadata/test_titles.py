"""A title is what the document is called: no leftover of a template, no file name, no default of a program."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.metadata.inference import infer
from indexer.metadata.titles import is_title
from indexer.readers import Limits, read


@pytest.mark.parametrize(
    "words",
    [
        "ENTER LA NAME - JTAI inspection report",
        "Insert name of local authority here",
        "Insert title",
        "[Name of board] annual report",
        "<<Area>> safeguarding report",
        "Click to edit Master title style",
        "Click or tap here to enter text.",
        "Title goes here",
        "Report title",
        "LSCB Name Annual Report",
        "Annual report template",
        "Annual report 20XX",
        "XXX Safeguarding Board",
        "Report dd/mm/yyyy",
        "Microsoft Word - foo.doc",
        "Microsoft Word - Annual Report 2016 v3",
        "Microsoft PowerPoint - slides.pptx",
        "Annual_report_final",
        "annual report.pdf",
        r"C:\Users\jane\report",
        "http://intranet/report/1",
        "untitled1",
        "Untitled Document",
        "Document1",
        "Document 2",
        "Presentation 3",
        "PowerPoint Presentation",
        "Microsoft PowerPoint Presentation",
        "Slide 1",
        "Layout 1",
        "Book1",
        "Sheet 1",
        "print",
        "Full page photo",
        "scan_20230401",
        "Scan 2023 04 01",
        "Scanned document",
        "IMG 0034",
        "0012 3456",
        "20230401",
        "No title",
        "\x00\x00report one",
        "þ\ufffdreport one",
        "",
    ],
)
def test_leftovers_are_no_titles(words: str) -> None:
    assert not is_title(words)


@pytest.mark.parametrize(
    "words",
    [
        "Working Together to Safeguard Children 2023",
        "Enter and View report: Rosewood House",
        "Inspection of Dudley local authority children’s services",
        "Learning review: Child S",
        "Report - Coventry - serious youth violence",
        "Annual Report 2016/17",
        "Serious case review (Child A)",
        "Adding years to life: a report",
        "Slide into harm: exploitation in Norton",
        "Bruising in babies: what to do",
    ],
)
def test_titles_are_titles(words: str) -> None:
    assert is_title(words)


TEXT = "<h1>Norton audit of supervision</h1><p>Supervision was recorded in most files that were read.</p>"


@pytest.mark.parametrize("said", ["ENTER LA NAME - audit report", "Untitled Document", "Microsoft Word - audit.doc"])
@pytest.mark.parametrize("name", ["scan_20230401.html", "Document1.html", "print.html"])
def test_what_is_printed_first_is_the_title_where_metadata_and_name_say_nothing(
    tmp_path: Path, said: str, name: str
) -> None:
    file = tmp_path / name
    file.write_text(f"<html><head><title>{said}</title></head><body>{TEXT}</body></html>", "utf-8")
    assert infer(name, read(file, Limits(10**7, 100))).title == "Norton audit of supervision"


def test_without_a_heading_the_first_words_are_the_title(tmp_path: Path) -> None:
    file = tmp_path / "scan0001.txt"
    file.write_text("Norton partnership meeting\n\nThe partners met and nobody had read the plan.\n", "utf-8")
    assert infer(file.name, read(file, Limits(10**7, 100))).title == "Norton partnership meeting"


def test_a_telling_file_name_still_counts(tmp_path: Path) -> None:
    file = tmp_path / "bruising-procedure.txt"
    file.write_text("Call the team at once.\n", "utf-8")
    assert infer(file.name, read(file, Limits(10**7, 100))).title == "Bruising procedure"
