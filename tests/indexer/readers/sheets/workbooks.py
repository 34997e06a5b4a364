"""Workbooks for tests, written part by part as programs write them, without any library that reads them."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = """<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<fonts><font/><font><color rgb="FFFFFFFF"/></font><font><strike/></font><font><color theme="0"/></font></fonts>
<fills><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills>
<cellXfs><xf/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="14"/><xf fontId="1"/><xf fontId="2"/>
<xf fontId="1" fillId="2"/><xf fontId="3"/><xf fillId="3"/></cellXfs>"""
"""Styles 1 to 8: share, share with a decimal, date; white, struck out, white on blue, pale as the paper, black bar."""
SHARE, SHARE_1, DATE, WHITE, STRUCK, WHITE_ON_BLUE, PAPER, BLACK = range(1, 9)


def relations(*entries: tuple[str, str, str]) -> str:
    """A part of relationships: the id, the kind and the target of each."""
    listed = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in entries)
    return f'<Relationships xmlns="{RELATIONS}">{listed}</Relationships>'


def text(words: str, style: int = 0) -> str:
    """A cell of text."""
    return f'<c s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'


def row(*cells: str | float, attributes: str = "") -> str:
    """A row: texts, numbers, or cells as they are written."""
    made = [c if str(c).startswith("<c") else text(c) if isinstance(c, str) else f"<c><v>{c}</v></c>" for c in cells]
    return f"<row {attributes}>{''.join(made)}</row>"


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    """The part of a sheet."""
    inner = f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{inner}</worksheet>'


def write(
    path: Path,
    sheets: dict[str, str],
    parts: dict[str, str] | None = None,
    states: dict[str, str] | None = None,
    more: str = "",
    related: tuple[tuple[str, str, str], ...] = (),
    main: str = "xl/workbook.xml",
) -> Path:
    """Write a workbook of these sheets, with other parts, related to it where they are to be found by that."""
    listed, entries = "", [("s", "styles", "styles.xml"), *related]
    made = {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>', **(parts or {})}
    for number, (name, content) in enumerate(sheets.items(), start=1):
        state = (states or {}).get(name, "visible")
        listed += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="r{number}"/>'
        entries.append((f"r{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        made[f"xl/worksheets/sheet{number}.xml"] = content
    folder, _, file = main.rpartition("/")
    made[main] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{more}</workbook>'
    made[f"{folder}/_rels/{file}.rels"] = relations(*entries)
    made["_rels/.rels"] = relations(("w", "officeDocument", main))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    made["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    with ZipFile(path, "w") as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return path
