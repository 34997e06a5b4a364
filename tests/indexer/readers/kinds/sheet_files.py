"""Workbooks and CSV files of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.indexer.readers.kinds.cells import BODY, SECRET
from tests.indexer.readers.kinds.packages import replaced

_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col>'
    "<xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx='900' cy='900'/>"
    '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody>'
    "<a:bodyPr/><a:p><a:r><a:t>Fathers were overlooked.</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/>"
    "</xdr:oneCellAnchor></xdr:wsDr>"
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _related(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'


def _book() -> tuple[Workbook, Any]:
    """A workbook with a table that holds the body."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Question", "Finding"])
    sheet.append(["What next?", BODY])
    sheet.append(["And then?", "The plan was reviewed."])
    return book, sheet


def plain(path: Path) -> None:
    """Nothing besides the table."""
    book, _ = _book()
    book.save(path)


def header(path: Path) -> None:
    """A number in the header of the printed page."""
    book, sheet = _book()
    sheet.oddHeader.center.text = SECRET
    book.save(path)


def marking(path: Path) -> None:
    """A marking in the footer of the printed page."""
    book, sheet = _book()
    sheet.oddFooter.center.text = "OFFICIAL-SENSITIVE"
    book.save(path)


def comment(path: Path) -> None:
    """A note of a cell."""
    book, sheet = _book()
    sheet["B2"].comment = Comment(SECRET, "Jo")
    book.save(path)


def hidden_row(path: Path) -> None:
    """A hidden row."""
    book, sheet = _book()
    sheet.append(["Who?", SECRET])
    sheet.row_dimensions[4].hidden = True
    book.save(path)


def hidden_sheet(path: Path) -> None:
    """A hidden sheet."""
    book, _ = _book()
    other = book.create_sheet("Names")
    other.append(["Who?", "Number"])
    other.append(["Child A", SECRET])
    other.sheet_state = "hidden"
    book.save(path)


def white(path: Path) -> None:
    """Words in white."""
    book, sheet = _book()
    sheet.append(["Who?", SECRET])
    sheet["B4"].font = Font(color="FFFFFFFF")
    book.save(path)


def struck(path: Path) -> None:
    """A struck-out cell."""
    book, sheet = _book()
    sheet.append(["And now?", "The child was never seen."])
    sheet["B4"].font = Font(strike=True)
    book.save(path)


def properties(path: Path) -> None:
    """A number in the description of the file."""
    book, _ = _book()
    book.properties.description = SECRET
    book.save(path)


def text_box(path: Path) -> None:
    """A text box over the sheet."""
    book, _ = _book()
    book.save(path)
    sheet = "xl/worksheets/sheet1.xml"
    related = _related("drawing", "../drawings/drawing1.xml")
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    changes = {
        sheet: ("</worksheet>", f'<drawing xmlns:r="{_OFFICE}" r:id="rId1"/></worksheet>'),
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/xl/drawings/drawing1.xml" ContentType="{kind}"/></Types>',
        ),
    }
    more = {"xl/drawings/drawing1.xml": _DRAWING, "xl/worksheets/_rels/sheet1.xml.rels": related}
    replaced(path, changes, more)


def chart_of(path: Path) -> None:
    """A chart of cells that are in the sheet."""
    book, sheet = _book()
    other = book.create_sheet("Figures")
    for row in (["Theme", "Cases"], ["Neglect", 417], ["Bruising", 23]):
        other.append(row)
    chart = BarChart()
    chart.add_data(Reference(other, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    chart.set_categories(Reference(other, min_col=1, min_row=2, max_row=3))
    sheet.add_chart(chart, "E2")
    book.save(path)


def line_break(path: Path) -> None:
    """A line break in a cell."""
    book, sheet = _book()
    sheet.append(["Who?", "The school\nwas told."])
    book.save(path)


def percent(path: Path) -> None:
    """Numbers whose formats say how they are read."""
    book, sheet = _book()
    sheet.append(["Share", 0.453])
    sheet.append(["Cost", 125000])
    sheet["B4"].number_format = "0%"
    sheet["B5"].number_format = '"£"#,##0'
    book.save(path)


def formula(path: Path) -> None:
    """A total as a formula without a stored value."""
    book, sheet = _book()
    sheet.append(["Total", "=SUM(C2:C3)"])
    book.save(path)


def attachment(path: Path) -> None:
    """An embedded file."""
    book, _ = _book()
    book.save(path)
    related = _related("package", "../embeddings/minutes.docx")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    changes = {
        "xl/worksheets/sheet1.xml": (
            "</worksheet>",
            f'<oleObjects xmlns:r="{_OFFICE}"><oleObject progId="Word.Document.12" shapeId="1" r:id="rId1"/>'
            "</oleObjects></worksheet>",
        ),
        "[Content_Types].xml": ("</Types>", f'<Default Extension="docx" ContentType="{kind}"/></Types>'),
    }
    more = {"xl/embeddings/minutes.docx": "no package", "xl/worksheets/_rels/sheet1.xml.rels": related}
    replaced(path, changes, more)


_ROWS = f"Question,Finding\nWhat next?,{BODY}\n"


def csv_plain(path: Path) -> None:
    """Nothing besides the table."""
    path.write_text(_ROWS, "utf-8")


def csv_line_break(path: Path) -> None:
    """A line break in a quoted cell."""
    path.write_text(f'{_ROWS}Who?,"The school\nwas told."\n', "utf-8")


def csv_percent(path: Path) -> None:
    """A percentage as it is written."""
    path.write_text(f'{_ROWS}Share,45%\nCost,"£125,000"\n', "utf-8")


def csv_quotes(path: Path) -> None:
    """Doubled quotes after more than a reader looks at to guess what a file is."""
    filler = "".join(f"Row {number},The plan of case {number} was reviewed.\n" for number in range(900))
    path.write_text(f'{_ROWS}{filler}Last,"He said ""no, never"", and left."\n', "utf-8")


def csv_separator(path: Path) -> None:
    """A first line that names the separator."""
    path.write_text(f"sep=;\nQuestion;Finding\nWhat next?;{BODY}\nWho?;The school, was told.\n", "utf-8")


def csv_encoding(path: Path) -> None:
    """One character of another encoding."""
    path.write_bytes(f"{_ROWS}Who?,The café’s ".encode() + b"\xa3 was told.\n")


def csv_marking(path: Path) -> None:
    """A marking above the table."""
    path.write_text(f"OFFICIAL-SENSITIVE,\n{_ROWS}", "utf-8")
