"""E-mails and Outlook messages: subject, body, what is attached, and what cannot be read of them."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from indexer.documents import BlockKind, PartKind
from indexer.readers import Limits, UnreadableFile, read
from tests.compound_files import outlook
from tests.office_files import docx, p

LIMITS = Limits(10**8, 1000)


def message(text: str = "Please come on 4 May.") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "Training dates", "Ann <ann@x.example>", "Bo <bo@x.example>"
    made["Date"] = "Mon, 02 Mar 2020 09:30:00 +0000"
    made.set_content(text)
    return made


def saved(path: Path, made: EmailMessage) -> Path:
    path.write_bytes(made.as_bytes())
    return path


def test_a_message_is_its_subject_and_body(tmp_path: Path) -> None:
    document = read(saved(tmp_path / "a.eml", message()), LIMITS)
    assert document.text == "Training dates\n\nPlease come on 4 May."
    assert (document.title, document.created) == ("Training dates", date(2020, 3, 2))
    assert document.blocks[1].headings == ("Training dates",)
    (people,) = document.parts
    assert people.kind is PartKind.PROPERTY
    assert "ann@x.example" in people.text


def test_the_formatted_body_is_read_with_its_table(tmp_path: Path) -> None:
    made = message()
    rows = "<tr><th>Course</th><th>Places</th></tr><tr><td>Neglect</td><td>12</td></tr>"
    made.add_alternative(f"<p>Please come on 4 May.</p><table>{rows}</table>", subtype="html")
    document = read(saved(tmp_path / "a.eml", made), LIMITS)
    assert document.text.count("4 May") == 1
    assert document.blocks[-1].kind is BlockKind.TABLE_ROW
    assert document.text.endswith("Course: Neglect; Places: 12")


def test_attached_files_are_read_apart_or_named(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(
        docx(tmp_path / "x.docx", p("Minutes of the board.")).read_bytes(),
        maintype="application",
        subtype="octet-stream",
        filename="minutes.docx",
    )
    made.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="old.xyz")
    made.add_attachment(message("Sent before."))
    document = read(saved(tmp_path / "a.eml", made), LIMITS)
    assert [part.text for part in document.parts if part.kind is PartKind.ATTACHMENT] == [
        "Minutes of the board.",
        "Training dates\n\nSent before.",
    ]
    assert document.warnings == (
        "1 attached file not read: minutes.docx; old.xyz; message.eml.",
        "2 attached files kept out of the search: minutes.docx; old.xyz; message.eml.",
    )


def test_messages_inside_messages_end_somewhere(tmp_path: Path) -> None:
    made = message("The innermost.")
    for depth in range(6):
        outer = message(f"Depth {depth}.")
        outer.add_attachment(made)
        made = outer
    document = read(saved(tmp_path / "a.eml", made), LIMITS)
    assert "Depth 4." in document.parts[1].text
    assert "1 attached file not read: message.eml; message.eml: message.eml" in document.warnings[0]


def test_no_message_and_a_sealed_one_are_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text("Just words.")
    with pytest.raises(UnreadableFile, match="not an e-mail"):
        read(tmp_path / "a.eml", LIMITS)
    sealed = EmailMessage()
    sealed["From"] = "a@x.example"
    sealed.set_content(b"x", maintype="application", subtype="pkcs7-mime")
    with pytest.raises(UnreadableFile, match=r"encrypted.*PDF"):
        read(saved(tmp_path / "b.eml", sealed), LIMITS)


def test_an_unknown_encoding_loses_no_more_than_letters(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: x\nContent-Type: text/plain; charset=none-such\n\nThe board met \xe9.")
    assert "The board met" in read(tmp_path / "a.eml", LIMITS).text


def test_an_outlook_message_is_read_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "a.msg"
    path.write_bytes(
        outlook({0x0037: "Training dates", 0x1000: "Please come on 4 May."}, {"notes.txt": b"Bring the forms."})
    )
    document = read(path, LIMITS)
    assert document.text == "Training dates\n\nPlease come on 4 May."
    assert [part.text for part in document.parts if part.kind is PartKind.ATTACHMENT] == ["Bring the forms."]
    assert document.warnings == ("1 attached file kept out of the search: notes.txt.",)


def test_the_formatted_body_of_an_outlook_message(tmp_path: Path) -> None:
    path = tmp_path / "a.msg"
    html = b"<p>Come on <b>4 May</b> please</p>" + b" " * 5000
    path.write_bytes(outlook({0x0037: "Dates", 0x1000: "old", 0x1013: html}))
    assert read(path, LIMITS).text == "Dates\n\nCome on 4 May please"


def test_an_outlook_message_without_a_body_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.msg"
    path.write_bytes(outlook({0x0037: "Dates"}))
    with pytest.raises(UnreadableFile, match="save it as HTML, text or PDF"):
        read(path, LIMITS)
