"""Word files of each kind, written as WordprocessingML."""

from __future__ import annotations

from pathlib import Path

from tests.indexer.readers.kinds.cells import BODY, SECRET
from tests.indexer.readers.kinds.packages import SPACES, chart, paragraph, run, write_word

_PLAIN = paragraph(BODY)
_NUMBERING = (
    f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="Recommendation %1:"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _header(text: str) -> dict[str, str]:
    return {"header1.xml": f"<w:hdr {SPACES}>{paragraph(text)}</w:hdr>"}


def plain(path: Path) -> None:
    """Nothing besides the text."""
    write_word(path, _PLAIN)


def header(path: Path) -> None:
    """A number in the page header."""
    write_word(path, _PLAIN, _header(SECRET))


def marking(path: Path) -> None:
    """A marking in the page header."""
    write_word(path, _PLAIN, _header("OFFICIAL-SENSITIVE"))


def comment(path: Path) -> None:
    """A reviewer's comment."""
    comments = f'<w:comments {SPACES}><w:comment w:id="0" w:author="Jo">{paragraph(SECRET)}</w:comment></w:comments>'
    body = f'<w:p><w:commentRangeStart w:id="0"/>{run(BODY)}<w:commentRangeEnd w:id="0"/>'
    write_word(path, f'{body}<w:r><w:commentReference w:id="0"/></w:r></w:p>', {"comments.xml": comments})


def note(path: Path) -> None:
    """A footnote."""
    notes = f'<w:footnotes {SPACES}><w:footnote w:id="2">{paragraph(SECRET)}</w:footnote></w:footnotes>'
    body = f'<w:p>{run(BODY)}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    write_word(path, body, {"footnotes.xml": notes})


def hidden(path: Path) -> None:
    """A hidden run."""
    write_word(path, _PLAIN + paragraph("Nobody asked.", run(SECRET, "<w:vanish/>")))


def white(path: Path) -> None:
    """A run in white."""
    write_word(path, _PLAIN + paragraph("Nobody asked.", run(SECRET, '<w:color w:val="FFFFFF"/>')))


def struck(path: Path) -> None:
    """A struck-out word in a sentence."""
    write_word(path, _PLAIN + paragraph("The child was ", run("never ", "<w:strike/>"), "seen alone."))


def revision(path: Path) -> None:
    """A deletion and an insertion that are tracked."""
    gone = f'<w:del w:id="1" w:author="Jo"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'
    come = f'<w:ins w:id="2" w:author="Jo">{run("The family moved.")}</w:ins>'
    write_word(path, _PLAIN + paragraph(gone, come))


def properties(path: Path) -> None:
    """A number in the description of the file."""
    write_word(path, _PLAIN, core=f"<dc:description>{SECRET}</dc:description>")


def form_field(path: Path) -> None:
    """A content control that is filled in."""
    inside = f"<w:sdtContent>{run('North team')}</w:sdtContent>"
    field = f'<w:sdt><w:sdtPr><w:alias w:val="Name of team"/></w:sdtPr>{inside}</w:sdt>'
    write_word(path, _PLAIN + paragraph("Team: ", field))


def nested_table(path: Path) -> None:
    """A table in a cell."""
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('Grade')}</w:tc><w:tc>{paragraph('Inadequate')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tc>{inner}{paragraph('')}</w:tc>"
    write_word(path, _PLAIN + f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('Outside')}</w:tc></w:tr></w:tbl>")


def text_box(path: Path) -> None:
    """A text box."""
    inside = f"<w:txbxContent>{paragraph('Fathers were overlooked.')}</w:txbxContent>"
    box = _drawing("wordprocessingShape", f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>")
    write_word(path, _PLAIN + paragraph(box))


def chart_of(path: Path) -> None:
    """A chart."""
    body = paragraph(_drawing("chart", '<c:chart r:id="rId1"/>'))
    write_word(path, _PLAIN + body, {"charts/chart1.xml": chart("Neglect", "417")})


def attachment(path: Path) -> None:
    """An embedded file."""
    embedded = '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Word.Document.12" r:id="rId1"/></w:object></w:r>'
    write_word(path, _PLAIN + paragraph(embedded), {"embeddings/minutes.docx": "no package"})


def numbered(path: Path) -> None:
    """A list that Word numbers."""
    numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    items = ("Train all staff.", "Ask both parents.", "Write it down.")
    write_word(path, _PLAIN + "".join(paragraph(numbering, item) for item in items), {"numbering.xml": _NUMBERING})


def line_break(path: Path) -> None:
    """A line break inside a paragraph."""
    write_word(path, _PLAIN + paragraph("The school", "<w:r><w:br/></w:r>", "was told."))


def split_word(path: Path) -> None:
    """A word in two runs."""
    write_word(path, _PLAIN + paragraph("The LA", run("DO", "<w:b/>"), ", who was told, came."))


def _drawing(kind: str, inside: str) -> str:
    space = {
        "chart": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "wordprocessingShape": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }[kind]
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="900000"/><wp:docPr id="1" name="Drawing"/>'
        f'<a:graphic><a:graphicData uri="{space}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
