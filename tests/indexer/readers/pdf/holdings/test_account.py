"""Whatever a PDF holds besides its text is entered into its account, and kept apart where it is words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject, TextStringObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evaluation.items import Absent, shared
from indexer.documents import PartKind
from tests.indexer.readers.pdf.pages import (
    SEEN,
    UNSEEN,
    annotated,
    apart,
    changed,
    opened,
    saved_again,
    write,
)
from tests.scan import picture

MARKING = "OFFICIAL-SENSITIVE: NHS number 943 476 5919"


def seen(canvas: Canvas) -> None:
    canvas.drawString(60, 700, SEEN)


def test_remarks_are_kept_apart_and_counted(tmp_path: Path) -> None:
    path = annotated(
        write(tmp_path / "file.pdf", seen),
        "/Text",
        Contents=TextStringObject("Ring her mother."),
        T=TextStringObject("Ada Formby"),
    )
    document = opened(path)
    assert apart(document, PartKind.COMMENT) == "Ada Formby: Ring her mother."
    assert document.warnings == ("1 comment kept out of the search: page 1.",)


def test_a_box_of_text_laid_on_the_page_is_text(tmp_path: Path) -> None:
    path = annotated(
        write(tmp_path / "file.pdf", lambda canvas: None),
        "/FreeText",
        Contents=TextStringObject(SEEN),
        DA=TextStringObject("/Helv 10 Tf"),
    )
    document = opened(path)
    assert SEEN in document.text
    assert document.warnings == ()

    def hide(writer: PdfWriter) -> None:
        writer.pages[0]["/Annots"][0].get_object()[NameObject("/F")] = NumberObject(2)

    assert SEEN not in opened(changed(path, hide)).text


def test_headers_stamps_and_watermarks_are_kept_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 820, MARKING)
        canvas.drawString(60, 600, f"{SEEN} {canvas.getPageNumber()}")
        canvas.translate(150, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 80)
        canvas.drawString(0, 0, "DRAFT")

    path = write(tmp_path / "file.pdf", draw, draw, draw, draw)
    document = opened(annotated(path, "/Watermark", b"BT /F1 12 Tf 5 5 Td (NOT FOR PUBLICATION) Tj ET"))
    assert set(apart(document, PartKind.HEADER).splitlines()) >= {MARKING, "DRAFT", "NOT FOR PUBLICATION"}
    assert "DRAFT" not in document.text
    assert MARKING not in document.text
    assert document.warnings == ()


def test_attached_files_are_named_and_checked(tmp_path: Path) -> None:
    inner = io.BytesIO()
    canvas = Canvas(inner, pagesize=(595, 842), invariant=1)
    canvas.drawString(60, 700, UNSEEN)
    canvas.save()

    def attach(writer: PdfWriter) -> None:
        writer.add_attachment("minutes.pdf", inner.getvalue())
        writer.add_attachment("visits.zip", b"PK\x03\x04")

    document = opened(changed(write(tmp_path / "file.pdf", seen), attach))
    assert UNSEEN not in document.text
    assert apart(document, PartKind.ATTACHMENT) == f"minutes.pdf\n{UNSEEN}"
    (entry,) = (entry for entry in document.account if entry.kind is PartKind.ATTACHMENT)
    assert (entry.held, entry.taken, entry.apart, entry.unread) == (2, 0, 1, 1)
    assert "1 attached file not read: minutes.pdf, visits.zip (not read)." in document.warnings
    # The end of an attached PDF is no earlier state of the file that holds it.
    assert not apart(document, PartKind.REVISION)


def test_files_attached_to_attached_files_are_read_two_deep(tmp_path: Path) -> None:
    data = b""
    for number in range(5):
        path = write(tmp_path / f"{number}.pdf", seen)
        if data:
            changed(path, lambda writer, data=data: writer.add_attachment("inner.pdf", data))  # type: ignore[misc]
        data = path.read_bytes()
    assert apart(opened(path), PartKind.ATTACHMENT).count(SEEN) == 2


def test_attached_files_of_one_name_are_all_read(tmp_path: Path) -> None:
    def attach(writer: PdfWriter) -> None:
        writer.add_attachment("note.txt", b"The first note of the two.")
        writer.add_attachment("note.txt", b"The second note of the two.")

    held = apart(opened(changed(write(tmp_path / "file.pdf", seen), attach)), PartKind.ATTACHMENT)
    assert "The first note" in held
    assert "The second note" in held


def test_what_the_file_says_of_itself_is_kept_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "file.pdf", seen)
    entries = {"/Title": "Child Q", "/Keywords": "943 476 5919", "/Author": "Ada Formby", "/Subject": "unspecified"}
    document = opened(changed(path, lambda writer: writer.add_metadata(entries)))
    assert set(apart(document, PartKind.PROPERTY).splitlines()) == {
        "Title: Child Q",
        "Keywords: 943 476 5919",
        "Author: Ada Formby",
    }
    assert document.warnings == ()


def test_words_of_an_earlier_state_of_the_file_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "file.pdf", lambda canvas: canvas.drawString(60, 700, UNSEEN))
    document = opened(saved_again(path, UNSEEN, SEEN))
    assert SEEN in document.text
    assert apart(document, PartKind.REVISION) == UNSEEN
    assert document.warnings == ("1 deleted text of a revision kept out of the search: page 1.",)


def test_a_picture_with_writing_is_said_to_be_unread_and_a_small_one_is_not(tmp_path: Path) -> None:
    def letter(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture().crop((150, 280, 1500, 900))), 60, 300, 450, 207)

    def logo(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture().crop((150, 280, 1500, 900))), 60, 600, 90, 41)

    document = opened(write(tmp_path / "file.pdf", letter, logo))
    (pictures,) = (entry for entry in document.account if entry.kind is PartKind.PICTURE)
    assert (pictures.held, pictures.unread) == (1, 1)
    assert document.warnings == ("1 picture not read: page 1.",)


def test_empty_pages_are_not_missed(tmp_path: Path) -> None:
    path = write(tmp_path / "file.pdf", seen)
    document = opened(changed(path, lambda writer: writer.add_blank_page()))
    assert (document.pages, document.warnings) == (2, ())


@pytest.mark.parametrize(
    ("name", "kept", "kind", "gone"),
    [
        ("f01-form-fields.pdf", "Osmund Carrick", None, ""),
        ("f08-portfolio.pdf", "Overham", PartKind.ATTACHMENT, "Welshtext"),
        ("f11-invisible-text.pdf", "Viewton", PartKind.HIDDEN_TEXT, "Whitetext"),
        ("f14-black-box-redaction.pdf", "Ossington", PartKind.COVERED_TEXT, "Redactbox"),
    ],
)
def test_files_on_which_others_failed(name: str, kept: str, kind: PartKind | None, gone: str) -> None:
    try:
        folder = shared("cases")
    except Absent as error:
        pytest.skip(str(error))
    document = opened(folder / name)
    assert kept in document.text
    if kind:
        assert gone not in document.text
        assert gone in apart(document, kind)
