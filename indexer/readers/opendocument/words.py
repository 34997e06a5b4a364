"""The words of an OpenDocument paragraph as they show, and apart what does not: hidden and struck words, comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from indexer.documents import PartKind
from indexer.readers.account import BLOCK
from indexer.readers.office.markup import local
from indexer.readers.opendocument.names import q
from indexer.readers.opendocument.package import PackageStyles

_MOST_BLANKS = 1_000
"""Blanks that one mark may stand for; a hostile file claims more. By judgement."""
_NO_TEXT = {
    q(name)
    for name in ("text:note-citation", "text:tracked-changes", "text:ruby-text", "office:event-listeners", "dc:date")
}
SHAPES = {
    q(f"draw:{name}")
    for name in ("frame", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path", "g", "a")
} | {q("draw:connector"), q("draw:caption"), q("draw:regular-polygon")}

Piece = tuple[PartKind | None, str]


@dataclass(slots=True)
class ParagraphWords:
    """What was read of a paragraph: the text that shows, what is apart, its notes and the shapes that hang on it."""

    text: str = ""
    apart: list[tuple[PartKind, str]] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)


def words_of(paragraph: Any, styles: PackageStyles) -> ParagraphWords:
    """The words of a paragraph or heading, without its shapes."""
    words = ParagraphWords()
    pieces: list[Piece] = []
    hidden = any(f.get(q("text:is-hidden")) == "true" for f in paragraph.iter(q("text:hidden-paragraph")))
    _walk(paragraph, PartKind.HIDDEN_TEXT if hidden else None, "", paragraph, styles, pieces, words)
    for kind, group in groupby(pieces, key=lambda piece: piece[0]):
        text = "".join(text for _, text in group)
        if kind is None:
            gap = words.text.endswith((" ", "\n")) or not words.text
            words.text += text.lstrip(" ") if gap else text
        elif text.strip():
            words.apart.append((kind, text))
            words.text += BLOCK if kind is PartKind.COVERED_TEXT else ""
    words.text = words.text if words.text.strip(f"{BLOCK} ") else ""
    return words


def _walk(
    element: Any,
    kind: PartKind | None,
    style: str,
    paragraph: Any,
    styles: PackageStyles,
    pieces: list[Piece],
    words: ParagraphWords,
) -> None:
    shown = kind or styles.look(style, paragraph)
    pieces.append((shown, _plain(element.text)))
    for child in element:
        _child(child, shown if kind is not None else None, style, paragraph, styles, pieces, words)
        pieces.append((shown, _plain(child.tail)))


def _child(
    child: Any,
    kind: PartKind | None,
    style: str,
    paragraph: Any,
    styles: PackageStyles,
    pieces: list[Piece],
    words: ParagraphWords,
) -> None:
    if child.tag == q("text:s"):
        said = str(child.get(q("text:c")) or "1")
        pieces.append((kind, " " * min(int(said) if said.isdigit() else 1, _MOST_BLANKS)))
    elif child.tag in (q("text:tab"), q("text:line-break")):
        pieces.append((kind, "\t" if child.tag == q("text:tab") else "\n"))
    elif child.tag == q("text:note"):
        words.notes.append(child)
    elif child.tag == q("office:annotation"):
        words.apart.append((PartKind.COMMENT, plain(child)))
    elif child.tag == q("text:hidden-text"):
        words.apart.append((PartKind.HIDDEN_TEXT, str(child.get(q("text:string-value")) or plain(child))))
    elif child.tag in SHAPES:
        words.shapes.append(child)
    elif isinstance(child.tag, str) and child.tag not in _NO_TEXT:
        inner = str(child.get(q("text:style-name")) or "") if child.tag == q("text:span") else style
        _walk(child, kind, inner or style, paragraph, styles, pieces, words)


def plain(element: Any) -> str:
    """All text of an element, a line a paragraph; of a comment with its author."""
    lines = []
    for paragraph in element.iter(q("text:p"), q("text:h"), q("dc:creator")):
        text = " ".join("".join(_all(paragraph)).split())
        lines.append(f"{text}:" if local(paragraph) == "creator" else text)
    return "\n".join(filter(None, lines))


def _all(element: Any) -> list[str]:
    """The texts within a paragraph; paragraphs inside it (of its boxes) have lines of their own."""
    texts = [element.text or ""]
    for child in element:
        if child.tag in (q("text:s"), q("text:tab"), q("text:line-break")):
            texts.append(" ")
        elif child.tag not in (q("text:p"), q("text:h"), q("dc:creator")) and isinstance(child.tag, str):
            texts.extend(_all(child))
        texts.append(child.tail or "")
    return texts


def _plain(text: str | None) -> str:
    """Text with its white space single, as the format has it; blanks that count are elements of their own."""
    if not text:
        return ""
    single = " ".join(text.split())
    before, after = (" " if text[at].isspace() else "" for at in (0, -1))
    return f"{before}{single}{after}" if single else " "
