"""Hostile files: one of each kind that a reader must survive, small on disk, made from nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from evaluation.reading.hostile_pdfs import SENTENCE, Hostile, hostile_pdfs

SECRET = "TOP-SECRET-LINE-OF-ANOTHER-FILE"  # noqa: S105 (what an external entity would steal)

_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">{}]>'.format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive of these parts, names as given."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return made.getvalue()


def word(body: str, before: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document around `body`; `before` stands before its root element."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    document = f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document}
    return archive([*((name, text.encode()) for name, text in parts.items()), *(more or {}).items()])


def workbook(sheet: str, before: str = "") -> bytes:
    """A workbook with one sheet, whose XML is given."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return archive(
        (name, text.encode())
        for name, text in {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{space}">{sheet}</worksheet>',
        }.items()
    )


def _nested_zips() -> bytes:
    inner = archive([("zeros", bytes(1_000_000))])
    for _ in range(6):
        inner = archive([(f"{number}.zip", inner) for number in range(10)])
    return word(_paragraph(), more={"word/embeddings/inner.zip": inner})


def _paragraph(text: str = SENTENCE) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _lying_size() -> bytes:
    made = bytearray(word(_paragraph(), more={"word/media/x.xml": bytes(50_000_000)}))
    return bytes(made.replace((50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))


def _theft(file: str) -> str:
    return f'<!DOCTYPE x [<!ENTITY steal SYSTEM "file://{file}">]>'


def hostile_files(secret: str) -> list[Hostile]:
    """Every kind. `secret` is the path of a file that an external entity tries to read."""
    return [*_office(secret), *_texts_and_mail(), *_plain(secret), *hostile_pdfs()]


def _office(secret: str) -> list[Hostile]:
    far = '<c r="XFD1048576" t="inlineStr"><is><t>far away</t></is></c>'
    sheet = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">{far}</row></sheetData>'
    return [
        Hostile("zip bomb: 400 MB of zeros as Word's text", ".docx", lambda: _bomb(400)),
        Hostile("zip bomb: 11,000 parts of 100 kB", ".docx", lambda: _parts(11_000, 100_000)),
        Hostile("zip of 30,000 parts", ".docx", lambda: _parts(30_000, 1)),
        Hostile("zip whose sizes lie", ".docx", _lying_size),
        Hostile("zips nested six deep", ".docx", _nested_zips),
        Hostile("zip part named ../../…", ".docx", lambda: word(_paragraph(), more={"../../evil.txt": b"x"})),
        Hostile("zip part named C:\\…", ".docx", lambda: word(_paragraph(), more={"C:\\evil.txt": b"x"})),
        Hostile("entity bomb in Word", ".docx", lambda: word(_paragraph("&j;"), _LAUGHS)),
        Hostile("entity bomb in Word, late", ".docx", lambda: word(_paragraph("&j;"), _late(_LAUGHS))),
        Hostile("entity bomb in a workbook", ".xlsx", lambda: workbook(_cell("&j;"), _LAUGHS)),
        Hostile("entity bomb in a workbook, late", ".xlsx", lambda: workbook(_cell("&j;"), _late(_LAUGHS))),
        Hostile("file theft by entity, late", ".docx", lambda: word(_paragraph("&steal;"), _late(_theft(secret)))),
        Hostile("file theft in a workbook, late", ".xlsx", lambda: workbook(_cell("&steal;"), _late(_theft(secret)))),
        Hostile("macros under .docx", ".docx", lambda: word(_paragraph(), more={"word/vbaProject.bin": b"x"})),
        Hostile("macros under .docm", ".docm", lambda: word(_paragraph(), more={"word/vbaProject.bin": b"x"})),
        Hostile("XML 100,000 deep", ".docx", lambda: word("<w:ins>" * 100_000 + "</w:ins>" * 100_000)),
        Hostile("sheet of 17,000,000,000 cells", ".xlsx", lambda: workbook(sheet)),
        Hostile("Word under .pptx", ".pptx", lambda: word(_paragraph())),
    ]


def _texts_and_mail() -> list[Hostile]:
    line = SENTENCE.encode()
    inner = b"Subject: x\nContent-Type: message/rfc822\n\n"
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    looped = f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'.encode()
    return [
        Hostile("entity bomb in OpenDocument", ".odt", lambda: opendocument("<text:p>&j;</text:p>", _LAUGHS)),
        Hostile("OpenDocument 100,000 deep", ".odt", lambda: opendocument("<text:list>" * 100_000)),
        Hostile("OpenDocument of 10⁹ blanks and cells", ".odt", lambda: opendocument(_many_blanks())),
        Hostile("style based on itself", ".docx", lambda: word(_paragraph(), more={"word/styles.xml": looped})),
        Hostile("RTF 100,000 deep", ".rtf", lambda: b"{\\rtf1 " + b"{" * 100_000 + line + b"}" * 100_001),
        Hostile(
            "RTF with 10¹⁸ bytes to pass over", ".rtf", lambda: b"{\\rtf1 " + line + b"\\par\\bin999999999999999999 x}"
        ),
        Hostile("messages 1,000 deep", ".eml", lambda: inner * 1000 + b"Subject: x\n\n" + line),
        Hostile("message of 50,000 parts", ".eml", lambda: _message_of_parts(50_000)),
    ]


def opendocument(body: str, before: str = "") -> bytes:
    """A text in the OpenDocument format; `before` stands before the root of its content."""
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))
    content = f"{before}<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    return archive([("content.xml", f"{content}</office:document-content>".encode())])


def _many_blanks() -> str:
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    return f'<text:p>{SENTENCE}<text:s text:c="1000000000"/></text:p><table:table>{row}</table:table>'


def _message_of_parts(count: int) -> bytes:
    part = b"--x\nContent-Disposition: attachment; filename=a.txt\n\n" + SENTENCE.encode() + b"\n"
    head = b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    return head + b"--x\n\n" + SENTENCE.encode() + b"\n" + part * count + b"--x--"


def _bomb(megabytes: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    return made.getvalue()


def _parts(count: int, size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for number in range(count):
            packed.writestr(f"word/{number}", bytes(size))
    return made.getvalue()


def _late(declaration: str) -> str:
    return f"<!--{' ' * 10_000}-->{declaration}"


def _cell(text: str) -> str:
    return f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'


def _plain(secret: str) -> list[Hostile]:
    line = SENTENCE.encode()
    return [
        Hostile("HTML 10,000 deep", ".html", lambda: b"<div>" * 10_000 + line + b"</div>" * 10_000),
        Hostile("HTML 100,000 deep", ".html", lambda: b"<b>" * 100_000 + line),
        Hostile("HTML table 2,000 deep", ".html", lambda: b"<table><tr><td>" * 2000 + line),
        Hostile("entity bomb in HTML", ".html", lambda: f"{_LAUGHS}<p>&j; {SENTENCE}</p>".encode()),
        Hostile("file theft in HTML", ".html", lambda: f"{_theft(secret)}<p>&steal; {SENTENCE}</p>".encode()),
        Hostile("drawing (SVG)", ".svg", lambda: f"{_LAUGHS}<svg><text>&j;</text></svg>".encode()),
        Hostile("Markdown quotes 20,000 deep", ".md", lambda: b"> " * 20_000 + line),
        Hostile("Markdown of 50,000 brackets", ".md", lambda: b"[" * 50_000 + line),
        Hostile("CSV with one cell of 90 MB", ".csv", lambda: b'"' + b"x" * 90_000_000 + b'"'),
        Hostile("CSV with a quote left open", ".csv", lambda: b'a,b\n"' + b"x,y\n" * 1_000_000),
        Hostile("text of one line of 20 MB", ".txt", lambda: b"supervision " * 1_700_000),
        Hostile("null bytes in text", ".txt", lambda: line * 100 + b"\n\n\x00\x00" + line),
        Hostile("UTF-16 without mark", ".txt", lambda: SENTENCE.encode("utf-16-le")),
        Hostile("half a UTF-16 character", ".txt", lambda: b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\x00\xd8"),
        Hostile("Windows-1252 in a web page of UTF-8", ".html", lambda: b"<meta charset=utf-8><p>caf\xe9 " + line),
        Hostile("a program under .txt", ".txt", lambda: b"MZ" + bytes(1000)),
    ]
