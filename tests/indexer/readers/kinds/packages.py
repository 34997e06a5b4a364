"""Office packages written part by part, as Word and Excel write them, without the libraries that read them here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_WORD_TYPES = {"comments": "comments", "footnotes": "footnotes", "header1": "header", "numbering": "numbering"}


def write_word(path: Path, body: str, parts: Mapping[str, str] | None = None, core: str = "") -> None:
    """A .docx of a body in WordprocessingML; `parts` are further parts by name ("header1.xml", "charts/chart1.xml").

    The nth of `parts` is related as rIdn. `core` are further core properties.
    """
    parts = parts or {}
    section = '<w:headerReference w:type="default" r:id="rId1"/>' if "header1.xml" in parts else ""
    document = f"<w:document {SPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    files = {
        "_rels/.rels": _related([("officeDocument", "word/document.xml"), ("metadata/core-properties", "core.xml")]),
        "core.xml": _core(core),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _related([(_relation(name), name) for name in parts]),
        **{f"word/{name}": text for name, text in parts.items()},
    }
    types = [("/word/document.xml", f"{_WORD}.document.main+xml")]
    types += [("/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
    types += [(f"/word/{name}", _type(name)) for name in parts if name.endswith(".xml")]
    _write(path, files, types)


def paragraph(*runs: str) -> str:
    """A paragraph; what is no element becomes a run."""
    return f"<w:p>{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run with its properties ("<w:vanish/>")."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def replaced(path: Path, changes: Mapping[str, tuple[str, str]], more: Mapping[str, str] | None = None) -> None:
    """Change parts of a package that a library wrote: in each the first text becomes the second; and add `more`."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    for name, (before, after) in changes.items():
        text = files[name].decode()
        assert before in text, (name, before)
        files[name] = text.replace(before, after).encode()
    files |= {name: text.encode() for name, text in (more or {}).items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)


def chart(category: str, value: str) -> str:
    """A bar chart of one category in DrawingML, with the values that are kept in it."""
    cached = '<c:ptCount val="1"/><c:pt idx="0"><c:v>{}</c:v></c:pt>'
    return (
        f'<c:chartSpace {SPACES}><c:chart><c:plotArea><c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/>'
        f'<c:order val="0"/><c:cat><c:strRef><c:f>A1</c:f><c:strCache>{cached.format(category)}</c:strCache></c:strRef>'
        f"</c:cat><c:val><c:numRef><c:f>B1</c:f><c:numCache>{cached.format(value)}</c:numCache></c:numRef></c:val>"
        "</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )


def _relation(name: str) -> str:
    stem = re.sub(r"\d*\.\w+$", "", name.rsplit("/", 1)[-1])
    return {"minutes": "package"}.get(stem, stem)


def _type(name: str) -> str:
    if name.startswith("charts/"):
        return "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    return f"{_WORD}.{_WORD_TYPES[name.removesuffix('.xml')]}+xml"


def _related(targets: list[tuple[str, str]]) -> str:
    rows = (
        f'<Relationship Id="rId{number}" Target="{target}" Type="'
        f'{_RELATIONS if kind.startswith("metadata") else _OFFICE}/{kind}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'


def _core(more: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{more}</cp:coreProperties>'
    )


def _write(path: Path, files: Mapping[str, str], types: list[tuple[str, str]]) -> None:
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="docx" ContentType="application/octet-stream"/>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>')
        for name, text in files.items():
            package.writestr(name, text)
