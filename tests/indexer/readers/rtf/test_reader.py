"""RTF as its reader sees it: letters of any encoding, tables, labels, notes; what does not show is kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import BlockKind, Document, PartKind
from indexer.readers import Limits, UnreadableFile, read

LIMITS = Limits(10**8, 1000)
FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
HEAD = FONTS + r"{\colortbl;\red255\green255\blue255;\red200\green0\blue0;}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Own;}{\*\cs3 heading 9 Char;}}"


def rtf(path: Path, body: str) -> Document:
    (path / "f.rtf").write_bytes(rf"{{\rtf1\ansi\ansicpg1252\deff0{HEAD}{STYLES}{body}}}".encode("latin-1"))
    return read(path / "f.rtf", LIMITS)


def test_headings_paragraphs_and_printed_numbers(tmp_path: Path) -> None:
    items = r"{\listtext\pard\plain 1.1\tab}Tell the school.\par {\pntext\'b7\tab}An item.\par"
    body = rf"\pard\s1 Aims\par\pard\s2 Scope\par\pard\s0{items}"
    document = rtf(tmp_path, body)
    assert document.text.split("\n\n") == ["Aims", "Scope", "1.1 Tell the school.", "An item."]
    assert document.blocks[2].headings == ("Aims", "Scope")
    assert document.blocks[3].kind is BlockKind.LIST_ITEM
    assert document.blocks[3].locator.paragraph == 4


def test_letters_of_any_encoding_and_signs(tmp_path: Path) -> None:
    body = r"caf\'e9 \u8220?quoted\u8221? {\f1\'ef\'f0} self\_harm \emdash  a\~b safe\-ty \{x\}\par"
    assert rtf(tmp_path, body).text == "café “quoted” пр self-harm — a\u00a0b safety {x}"
    assert rtf(tmp_path, r"{\uc0 \u233 }t\u233\'e9e\par").text == "étée"


def test_a_table_with_one_in_a_cell(tmp_path: Path) -> None:
    row = r"\trowd\pard\intbl {}\cell {}\cell\row "
    inner = r"\par\pard\intbl\itap2 Owner\nestcell Nurse\nestcell{\*\nesttableprops\trowd\nestrow}\pard\intbl"
    body = row.format("Action", "When") + row.format(f"Write{inner}", "May") + r"\pard After.\par"
    assert rtf(tmp_path, body).text.split("\n") == ["Action: Write; When: May", "Owner: Nurse", "", "After."]


def test_a_cell_over_two_rows_says_its_label_in_both(tmp_path: Path) -> None:
    row = r"\trowd{}\cellx1\cellx2\pard\intbl {}\cell {}\cell\row "
    rows = row.format("", "Action", "When") + row.format("", "Write", "May") + row.format(r"\clvmrg", "", "June")
    assert rtf(tmp_path, rows).text.split("\n") == ["Action: Write; When: May", "Action: Write; When: June"]


@pytest.mark.parametrize(
    ("body", "kind", "hidden"),
    [
        (r"Seen {\v Hawthorn }now.\par", PartKind.HIDDEN_TEXT, True),
        (r"Seen {\cf1 Hawthorn }now.\par", PartKind.HIDDEN_TEXT, True),
        (r"Seen {\fs2 Hawthorn }now.\par", PartKind.HIDDEN_TEXT, True),
        (r"Seen {\deleted Hawthorn }now.\par", PartKind.REVISION, True),
        (r"Seen {\strike Hawthorn }now.\par", PartKind.STRUCK_TEXT, False),
        (r"Seen {\striked1 Hawthorn\striked0 }now.\par", PartKind.STRUCK_TEXT, False),
        (r"{\header Hawthorn\par}Seen now.\par", PartKind.HEADER, False),
        (r"{\info{\author Hawthorn}}Seen now.\par", PartKind.PROPERTY, False),
        (r"Seen {\*\annotation Hawthorn}now.\par", PartKind.COMMENT, False),
    ],
)
def test_what_does_not_show_is_kept_apart(body: str, kind: PartKind, hidden: bool, tmp_path: Path) -> None:
    document = rtf(tmp_path, body)
    assert document.text == "Seen now."
    assert [(part.kind, part.text, part.hidden) for part in document.parts] == [(kind, "Hawthorn", hidden)]


def test_words_that_show_in_spite_of_their_marks(tmp_path: Path) -> None:
    assert rtf(tmp_path, r"{\cf1\highlight2 White on red.}\par").text == "White on red."
    assert rtf(tmp_path, r"\trowd\pard\intbl{\cf1 Head}\cell Next\cell\row").text == "Head: Next"
    assert rtf(tmp_path, r"{\v\v0 Shown.}{\v\plain  Too.}\par").text == "Shown. Too."
    assert rtf(tmp_path, r"{\field{\*\fldinst HYPERLINK x}{\fldrslt The link}}.\par").text == "The link."
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt In a box.\par}}{\shprslt Twice.}}\par"
    assert rtf(tmp_path, box).text == "In a box."


def test_notes_come_after_their_section_and_pictures_are_passed_over(tmp_path: Path) -> None:
    document = rtf(
        tmp_path, r"A claim{\super\chftn{\footnote\pard A source.}}.{\pict\wmetafile8 0102}{\pict\bin3 }{\}\par"
    )
    assert document.text == "A claim.\n\nA source."
    assert [(b.kind, b.held, b.taken) for b in document.account] == [(PartKind.NOTE, 1, 1)]


def test_an_embedded_object_is_counted(tmp_path: Path) -> None:
    body = r"See:{\object\objemb{\*\objclass Excel.Sheet}{\*\objdata 0105}{\result Figures}}\par"
    assert rtf(tmp_path, body).warnings == ("1 attached file not read: an embedded object.",)


def test_what_is_no_rtf_or_far_too_deep_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.rtf").write_text("Just words.")
    with pytest.raises(UnreadableFile, match="not an RTF file"):
        read(tmp_path / "f.rtf", LIMITS)
    with pytest.raises(UnreadableFile, match="too deeply nested"):
        rtf(tmp_path, "{" * 100_000 + "x" + "}" * 100_000)
