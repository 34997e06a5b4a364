"""Makes Office files from their XML, as any program may write them: Word, PowerPoint and OpenDocument."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation

from evaluation.reading.hostile_files import archive
from indexer.readers.office.markup import NAMESPACES
from indexer.readers.opendocument.names import NAMESPACES as ODF_NAMESPACES

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
ODF_NAMED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in ODF_NAMESPACES.items())

Part = tuple[str, str]
"""The last word of a relationship's type ("header") and the XML of its part, whose root names no namespaces."""


def docx(
    path: Path,
    body: str,
    parts: Mapping[str, Part] | None = None,
    main: str = "document.xml",
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """A Word file: `parts` by relationship id, `more` members of the archive that nothing refers to."""
    entries = {f"{name}.xml": part for name, part in (parts or {}).items()}
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, (kind, _) in entries.items()
    )
    related = "".join(
        f'<Relationship Id="{name.removesuffix(".xml")}" Type="{_RELATED}/{kind}" Target="{name}"/>'
        for name, (kind, _) in entries.items()
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/{main}" ContentType="{_TYPE}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATED}/officeDocument" Target="word/{main}"/></Relationships>',
        f"word/{main}": f"<w:document {NAMED}><w:body>{body}</w:body></w:document>",
        f"word/_rels/{main}.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        **{f"word/{name}": _named(xml) for name, (_, xml) in entries.items()},
    }
    path.write_bytes(archive([*((name, text.encode()) for name, text in members.items()), *(more or {}).items()]))
    return path


def _named(xml: str) -> str:
    """The XML with the namespaces at its root."""
    head, space, rest = xml.partition(">")
    closed = head.endswith("/")
    return f"{head.rstrip('/')} {NAMED}{'/' if closed else ''}{space}{rest}"


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a text that is no markup becomes a run."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, look: str = "") -> str:
    """A run with its look ("<w:strike/>")."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: Sequence[str]) -> str:
    """A table; a cell that is no markup becomes a paragraph."""
    made = ""
    for row in rows:
        cells = (cell if cell.startswith("<") else p(cell) for cell in row)
        made += "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def slides(path: Path, *edits: Any) -> Path:
    """A presentation with a slide for each of the functions, which is called with it."""
    made = Presentation()
    for edit in edits:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = "Supervision"
        edit(slide)
    made.save(path)
    return path


def into(slide: Any, xml: str) -> None:
    """Put a shape, given as XML, on a slide."""
    slide.shapes._spTree.append(etree.fromstring(xml))


def box(text: str, look: str = "", x: int = 914_400, size: int = 4_000_000, named: str = "", fill: str = "") -> str:
    """A text box of a slide as XML; `look` are the properties of its run ('<a:rPr strike="sngStrike"/>')."""
    return (
        f'<p:sp {NAMED}><p:nvSpPr><p:cNvPr id="90" name="Box" {named}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="2914400"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>{fill}</p:spPr><p:txBody><a:bodyPr/>'
        f"<a:p><a:r>{look}<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def odf(
    path: Path,
    body: str,
    styles: str = "",
    master: str = "",
    sort: str = "text",
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """An OpenDocument file: automatic styles, master pages, the body of a text or presentation."""
    content = (
        f"<office:document-content {ODF_NAMED}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{sort}>{body}</office:{sort}></office:body></office:document-content>"
    )
    masters = f"<office:master-styles>{master}</office:master-styles>"
    page = f"<office:document-styles {ODF_NAMED}>{masters}</office:document-styles>"
    members = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    path.write_bytes(archive([*members.items(), ("styles.xml", page.encode()), *(more or {}).items()]))
    return path


def rewritten(path: Path, change: Any) -> Path:
    """The archive with each member put through `change(name, bytes)`, which gives its name and bytes, or None."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(*changed)
    path.write_bytes(out.getvalue())
    return path


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    """A member of an archive with the usual namespaces as the Strict form of the format writes them."""
    strict = b"http://purl.oclc.org/ooxml"
    data = data.replace(_RELATED.encode(), strict + b"/officeDocument/relationships")
    usual = rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(main|math|chart|diagram|wordprocessingDrawing|picture)\b"
    return name, re.sub(usual, strict + rb"/\1/\2", data)
