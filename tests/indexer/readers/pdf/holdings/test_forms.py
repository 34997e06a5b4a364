"""Form fields are read with the labels printed beside them; what only the file knows of them is kept apart."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import Document, PartKind
from indexer.indexing.chunking import chunk
from tests.indexer.readers.pdf.pages import ORDINARY, UNSEEN, apart, changed, opened, write


def form(canvas: Canvas) -> None:
    fields = canvas.acroForm
    canvas.drawString(60, 740, "Name of worker:")
    fields.textfield(name="t1", x=160, y=732, width=120, height=20, value="Osmund Carrick")
    canvas.drawString(300, 740, "Date of visit:")
    fields.textfield(name="t2", x=380, y=732, width=120, height=20, value="12 May 2017")
    canvas.drawString(60, 710, "Consent obtained:")
    for number, words in enumerate(("Yes", "No")):
        canvas.drawString(175 + 65 * number, 710, words)
        fields.checkbox(name=f"c{number}", x=200 + 65 * number, y=706, size=16, checked=number == 0)
    for number, words in enumerate(("Police were told", "Health were told")):
        fields.checkbox(name=f"d{number}", x=60, y=676 - 24 * number, size=16, checked=number == 0)
        canvas.drawString(82, 680 - 24 * number, words)
    canvas.drawString(60, 630, "How urgent is it?")
    for number, (value, words) in enumerate((("now", "At once"), ("day", "In a day"), ("week", "In a week"))):
        fields.radio(name="urgent", value=value, selected=value == "day", x=170 + 100 * number, y=626, size=16)
        canvas.drawString(190 + 100 * number, 630, words)
    canvas.drawString(60, 600, "Agency")
    options = [("Police", "pol"), ("School", "sch")]
    fields.choice(name="agency", options=options, value="sch", x=160, y=592, width=120, height=20)
    canvas.drawString(60, 570, "Views of the child")
    words = "She said that nobody had asked her."
    fields.textfield(name="t3", x=60, y=500, width=450, height=60, value=words, fieldFlags="multiline")
    canvas.drawString(60, 480, "Next steps ..........................................")
    fields.textfield(name="t4", x=120, y=474, width=300, height=18, value="")
    fields.textfield(name="t5", x=60, y=430, width=300, height=18, value="Not held", tooltip="Other children")


READ = [
    "Name of worker: Osmund Carrick",
    "Date of visit: 12 May 2017",
    "Consent obtained: Yes",
    "Police were told: yes",
    "Health were told: no",
    "How urgent is it? In a day",
    "Agency: School",
    "Views of the child: She said that nobody had asked her.",
    "Next steps: (left empty)",
    "Other children: Not held",
]


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_fields_are_read_with_their_labels_one_by_one(tmp_path: Path) -> None:
    document = opened(write(tmp_path / "form.pdf", form))
    assert texts(document) == [ORDINARY, *READ]
    (fields,) = (entry for entry in document.account if entry.kind is PartKind.FORM_FIELD)
    assert (fields.held, fields.taken, fields.apart) == (13, 13, 0)
    assert document.warnings == ()


def test_what_was_entered_is_a_cell_under_its_label(tmp_path: Path) -> None:
    (passage,) = chunk(opened(write(tmp_path / "form.pdf", form)), "one")
    held = [(cell.header, cell.text) for row in passage.rows for cell in row]
    assert held[:3] == [
        ("Name of worker", "Osmund Carrick"),
        ("Date of visit", "12 May 2017"),
        ("Consent obtained", "Yes"),
    ]
    assert ("How urgent is it?", "In a day") in held
    assert len(held) == len(READ) - 1  # what was left empty is none
    assert all(passage.text[cell.start : cell.end] == cell.text for cell in passage.cells)


def test_a_field_that_is_not_shown_is_kept_apart(tmp_path: Path) -> None:
    path = write(
        tmp_path / "form.pdf",
        lambda canvas: canvas.acroForm.textfield(name="note", x=60, y=700, width=300, height=20, value=UNSEEN),
    )

    def hide(writer: PdfWriter) -> None:
        writer.pages[0]["/Annots"][0].get_object()[NameObject("/F")] = NumberObject(2)

    document = opened(changed(path, hide))
    assert document.text == ORDINARY
    assert UNSEEN in apart(document, PartKind.FORM_FIELD)


def test_a_form_that_only_one_program_shows_is_said_to_be_unread(tmp_path: Path) -> None:
    def add(writer: PdfWriter) -> None:
        packet = DecodedStreamObject()
        packet.set_data(f"<xfa:data><form1><Name>{UNSEEN}</Name></form1></xfa:data>".encode())
        entries = {NameObject("/Fields"): ArrayObject(), NameObject("/XFA"): writer._add_object(packet)}
        writer._root_object[NameObject("/AcroForm")] = DictionaryObject(entries)

    document = opened(changed(write(tmp_path / "form.pdf", lambda canvas: None), add))
    assert document.warnings == ("1 form field not read: a form that only Adobe Reader shows (XFA).",)
    assert apart(document, PartKind.FORM_FIELD) == UNSEEN
