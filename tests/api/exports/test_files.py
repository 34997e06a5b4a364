"""Exports read back: headings, header rows, language, title, tags, marking; and an altered quotation is caught."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from api.briefings.briefing import Subject, SubjectKind
from api.briefings.forms import Form, Layout
from api.briefings.lines import SentContent, SentLine
from api.briefings.reading import ReadBriefing
from api.exports import page, pdf
from api.exports.files import Format, export
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.quotations.verification import QuotationOutcome
from tests.conftest import PYTHON, ROOT
from tests.pango import needs_pango

SECOND = User("second", "Sam", Role.BOARD_MANAGER)
OVERSIGHT = "Management oversight was weak, and supervision notes were missing from half of the files."
STANDARD = "The board should write a standard for supervision."
HEADINGS = [
    "1. Why this briefing",
    "2. What happened",
    "3. What we learned",
    "4. What was good practice",
    "5. What to do differently",
    "6. Questions for your team",
    "7. Find out more",
    "Record of use",
    "Sources",
]
SOURCES = ["No.", "Document", "Where", "Period or year", "Standing today"]
MARK = "Partnership only – DRAFT, not approved"


@pytest.fixture(scope="module")
def read(base: KnowledgeBase) -> ReadBriefing:
    """A draft with a quotation and local words with hostile letters."""
    document = next(r.id for r in base.documents.all(LOCAL_OPERATOR).items if "Child Q" in r.source.title)
    made = base.briefings.begin(Form.SEVEN_MINUTE, Subject(SubjectKind.REVIEW, document), LOCAL_OPERATOR, 3)
    lines = [SentLine("What <b>strikes</b> us & why?\x0b {{ 7*7 }}"), SentLine("See <img src='file:///etc/passwd'>")]
    sent = SentContent("Child Q: what to <learn>", {"questions": lines}, "All teams")
    return base.briefings.save(made.briefing.id, sent, 1, LOCAL_OPERATOR)


def exported(base: KnowledgeBase, read: ReadBriefing, wanted: Format, layout: Layout = Layout.FULL) -> bytes:
    return export(base.briefings, read.briefing.id, wanted, LOCAL_OPERATOR, layout, "Norton Board").data


def outcomes(base: KnowledgeBase, data: bytes, path: Path) -> list[QuotationOutcome]:
    path.write_bytes(data)
    return [checked.finding.outcome for checked in base.verification.file(path, LOCAL_OPERATOR).quotations]


def test_html_has_one_heading_of_the_first_level_and_table_headers(base: KnowledgeBase, read: ReadBriefing) -> None:
    html = exported(base, read, Format.HTML).decode()
    read_back = BeautifulSoup(html, "lxml")
    assert read_back.html and read_back.html["lang"] == "en-GB"
    assert read_back.title and read_back.title.text == "Child Q: what to <learn>"
    assert [h.text for h in read_back.find_all("h1")] == ["Child Q: what to <learn>"]
    assert [h.text for h in read_back.find_all("h2")] == HEADINGS
    assert len(read_back.find_all("table")) == 2
    assert [th.text for th in read_back.select("[aria-label=Sources] thead th[scope=col]")] == SOURCES
    assert len(read_back.select("thead th[scope=col]")) == 4 + len(SOURCES)
    assert [th.text for th in read_back.select("tbody th[scope=row]")] == ["1"]
    marking = read_back.find(class_="marking")
    assert marking and marking.text == MARK
    weakness, standard = (quotation.text for quotation in read_back.find_all(class_="quotation"))
    assert weakness == f"“{OVERSIGHT}” (Learning review: Child Q, lines 5 to 6)"
    assert standard == f"“{STANDARD}” (Learning review: Child Q, line 10)"
    assert "Written locally: What <b>strikes</b> us & why? {{ 7*7 }}" in read_back.text
    assert not re.search(r"<(?:script|img|link|iframe)|https?://|@import|url\(", html)
    assert "sandbox" in page.policy() and "unsafe" not in page.policy()


def test_docx_has_real_headings_header_rows_language_and_title(base: KnowledgeBase, read: ReadBriefing) -> None:
    data = exported(base, read, Format.DOCX)
    document = Document(io.BytesIO(data))
    paragraphs = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    headings = [(style, text) for style, text in paragraphs if (style or "").startswith("Heading")]
    assert headings == [("Heading 1", "Child Q: what to <learn>"), *(("Heading 2", text) for text in HEADINGS)]
    assert (document.core_properties.title, document.core_properties.language) == ("Child Q: what to <learn>", "en-GB")
    assert document.core_properties.author == "Norton Board"
    languages = {found.get(qn("w:val")) for found in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    for table in document.tables:
        repeated = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows]
        assert repeated == [True] + [False] * (len(table.rows) - 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert [cell.text for cell in document.tables[-1].rows[0].cells] == SOURCES
    for part in (document.sections[0].header, document.sections[0].footer):
        assert part.paragraphs[0].text == MARK
    styles = {text[:16]: style for style, text in paragraphs}
    assert styles["“The board shoul"] == "Quotation"
    assert styles["Written locally:"] == "Local words"


def tags(node: Any, depth: int = 0) -> list[DictionaryObject]:
    """All structure elements under one."""
    found: list[DictionaryObject] = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if isinstance(element, DictionaryObject) and "/S" in element and depth < 50:
            found += [element, *tags(element, depth + 1)]
    return found


@needs_pango
def test_pdf_is_tagged_with_title_language_and_the_identifier_of_pdf_ua(
    base: KnowledgeBase, read: ReadBriefing
) -> None:
    reader = PdfReader(io.BytesIO(exported(base, read, Format.PDF)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and reader.metadata.title == "Child Q: what to <learn>"
    assert re.search(rb"pdfuaid:part(?:>|=\")1", root["/Metadata"].get_data())
    elements = tags(root["/StructTreeRoot"])
    names = [str(element["/S"]) for element in elements]
    assert (names.count("/H1"), names.count("/H2"), names.count("/Table")) == (1, len(HEADINGS), 2)
    assert {"/THead", "/TBody", "/TR", "/TH", "/TD", "/L", "/LI"} <= set(names)
    assert names.count("/TH") == 4 + 5 + 1
    for leaf in reader.pages:
        text = leaf.extract_text()
        assert text.count("Partnership only – DRAFT") >= 2, "on top and at the foot of every page"
        fonts: Any = leaf["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()), "every font is in the file"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("wanted", [Format.HTML, Format.DOCX, pytest.param(Format.PDF, marks=needs_pango)])
def test_every_export_can_be_verified(
    base: KnowledgeBase, read: ReadBriefing, wanted: Format, layout: Layout, tmp_path: Path
) -> None:
    path = tmp_path / f"briefing.{wanted}"
    assert set(outcomes(base, exported(base, read, wanted, layout), path)) == {QuotationOutcome.VERBATIM}
    *_, checked = base.verification.file(path, LOCAL_OPERATOR).quotations
    assert checked.quotation.attributed_to == "Learning review: Child Q, line 10"
    assert not checked.finding.detail


def test_a_quotation_altered_in_html_or_docx_is_caught(base: KnowledgeBase, read: ReadBriefing, tmp_path: Path) -> None:
    html = exported(base, read, Format.HTML).replace(b"should write a standard", b"must write a standard")
    assert outcomes(base, html, tmp_path / "a.html") == [QuotationOutcome.VERBATIM, QuotationOutcome.ALTERED]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported(base, read, Format.DOCX))) as held, zipfile.ZipFile(made, "w") as altered:
        for name in held.namelist():
            data = held.read(name)
            altered.writestr(name, data.replace(b"should write a standard", b"must write a standard"))
    assert outcomes(base, made.getvalue(), tmp_path / "a.docx") == [QuotationOutcome.VERBATIM, QuotationOutcome.ALTERED]
    _, checked = base.verification.file(tmp_path / "a.docx", LOCAL_OPERATOR).quotations
    assert [(d.quoted, d.source) for d in checked.finding.differences] == [("must", "should")]


@needs_pango
def test_a_quotation_altered_in_a_pdf_is_caught(
    base: KnowledgeBase, read: ReadBriefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_html = page.to_html
    monkeypatch.setattr(pdf, "to_html", lambda printed: to_html(printed).replace("should write", "must write"))
    data = exported(base, read, Format.PDF)
    writer = PdfWriter(clone_from=io.BytesIO(data))
    made = io.BytesIO()
    writer.write(made)
    assert outcomes(base, made.getvalue(), tmp_path / "a.pdf") == [QuotationOutcome.VERBATIM, QuotationOutcome.ALTERED]


def test_what_is_approved_says_by_whom_and_is_no_draft(base: KnowledgeBase, read: ReadBriefing) -> None:
    document = read.briefing.subject.value
    made = base.briefings.begin(Form.SEVEN_MINUTE, Subject(SubjectKind.REVIEW, document), LOCAL_OPERATOR, 3)
    base.briefings.submit(made.briefing.id, LOCAL_OPERATOR)
    base.briefings.approve(made.briefing.id, SECOND)
    read_back = BeautifulSoup(exported(base, made, Format.HTML), "lxml")
    assert "DRAFT" not in read_back.text
    marking = read_back.find(class_="marking")
    assert marking and marking.text == "Partnership only"
    assert "Approval: by Sam on " in read_back.text


def test_without_pango_the_message_says_what_to_install(
    base: KnowledgeBase, read: ReadBriefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.NoPdf, match="apt install libpango"):
        exported(base, read, Format.PDF)
    assert exported(base, read, Format.DOCX)


@needs_pango
def test_a_pdf_fetches_nothing() -> None:
    with pytest.raises(ValueError, match="may not fetch"):
        pdf._refuse("file:///etc/passwd")


def test_exports_need_no_page_to_be_loaded_first() -> None:
    subprocess.run([PYTHON, "-c", "import api.exports.files"], cwd=ROOT, check=True)


@pytest.mark.parametrize("wanted", [Format.HTML, Format.DOCX])
def test_a_character_that_no_file_can_hold_is_shown_as_replaced(
    base: KnowledgeBase, read: ReadBriefing, wanted: Format
) -> None:
    made = base.briefings.begin(Form.SEVEN_MINUTE, read.briefing.subject, LOCAL_OPERATOR, 1, "Child\x01Q\ufffe")
    data = exported(base, made, wanted)
    title = Document(io.BytesIO(data)).core_properties.title if wanted is Format.DOCX else data.decode()
    assert "Child\ufffdQ\ufffd" in title
