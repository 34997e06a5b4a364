"""Pages beside what was read from them, as a web page, for a person to look at."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from api.documents.page_images import render
from evaluation.items import shared
from indexer.documents import Document, DocumentKind
from indexer.embedding import Embedder
from indexer.indexing.chunking import chunk
from indexer.metadata.inference import infer
from indexer.passages import Passage
from indexer.readers import Limits, read
from indexer.roles.assignment import with_roles
from indexer.text.terms import repaired

_LIMITS = Limits(10**9, 5000)
_STYLE = (
    "section{display:flex;gap:2em;break-after:page}img{width:45vw;height:fit-content}div{width:45vw}p{margin:.4em 0}"
)

HARD = {
    "guidance/working-together-to-safeguard-children-2023.pdf": 57,
    "ofsted/birmingham-children-s-services-inspection-18-april-2023.pdf": 1,
    "ofsted/coventry-children-s-services-inspection-13-june-2017.pdf": 5,
    "ofsted/jtai-coventry-joint-area-child-protection-inspection-17-may-2024.pdf": 10,
    "ofsted/jtai-sandwell-area-send-full-inspection-12-september-2023.pdf": 6,
    "ofsted/jtai-shropshire-joint-area-child-protection-inspection-15-january-2019.pdf": 15,
    "ofsted/jtai-stoke-on-trent-area-send-full-inspection-03-april-2024.pdf": 5,
    "ofsted/sandwell-children-s-services-inspection-pdf-02-august-2013.pdf": 4,
    "ofsted/stoke-on-trent-children-s-services-inspection-12-august-2015.pdf": 1,
    "ofsted/walsall-children-s-services-inspection-04-september-2017.pdf": 4,
}
"""Ten pages: a figure with a footnote, judgements as a table, lists of figures, a case in a box, two columns of names,
a table of signatures, a list above a box, numbered paragraphs with a scale, a cover, contents."""


def hard_pages() -> Iterator[tuple[Path, Sequence[int]]]:
    """The hand-picked pages of the labelled reports. Raises Absent where these are not held."""
    corpus = shared("corpus")
    for name, number in HARD.items():
        yield corpus / name, [number]


def write_page_view(path: Path, numbers: Sequence[int], folder: Path, embedder: Embedder) -> Path:
    """Write the view of some pages (from 1) of a PDF into a folder; the file. Raises UnreadableFile and NoPage."""
    document = read(path, _LIMITS)
    kind = infer(path.name, document).kind or DocumentKind.OTHER
    shown = [p for p in chunk(document, path.stem) if any(place.locator.page in numbers for place in p.places)]
    vectors = [embedder.encode([" ".join(repaired(p.text[a:b]).split()) for a, b in p.sentences]) for p in shown]
    passages = with_roles(shown, kind, vectors, embedder.name)
    sections = "".join(_section(path, document, passages, number) for number in numbers)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}.html"
    head = f"<meta charset=utf-8><title>{escape(path.stem)}</title><style>{_STYLE}</style>"
    target.write_text(f"<!doctype html>{head}{sections}", "utf-8")
    return target


def _section(path: Path, document: Document, passages: Sequence[Passage], number: int) -> str:
    picture = base64.b64encode(render(path, number)).decode()
    rows = "".join(_blocks(document, passages, number)) or "<p>nothing was read</p>"
    return f'<section><img alt="page {number}" src="data:image/jpeg;base64,{picture}"><div>{rows}</div></section>'


def _blocks(document: Document, passages: Sequence[Passage], number: int) -> Iterator[str]:
    for block in document.blocks:
        if block.locator.page != number:
            continue
        text = escape(document.text[block.start : block.end])
        role = next((p.role for p in passages if p.start < block.end and p.end > block.start), None)
        label = f"page label {block.locator.page_label}"
        about = (block.kind, label, role, block.caution, "continues" if block.continues else None)
        path = escape(" / ".join(block.headings))
        yield f"<p><small>{' · '.join(str(a) for a in about if a)}<br>{path}</small><br>{text}</p>"
