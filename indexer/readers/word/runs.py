"""The text of a Word paragraph as it shows: results of fields, signs, equations; what does not show is kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from indexer.documents import PartKind
from indexer.readers.account import BLOCK
from indexer.readers.office.equations import linear
from indexer.readers.office.markup import is_on, q
from indexer.readers.office.symbols import is_symbol_font, sign, signs
from indexer.readers.word.styles import WordStyles

_SIGNS = {
    q("w:tab"): "\t",
    q("w:ptab"): "\t",
    q("w:br"): "\n",
    q("w:cr"): "\n",
    q("w:noBreakHyphen"): "-",
    q("w:softHyphen"): "",
}
_AWAY = {q("w:del"), q("w:moveFrom")}
_NOT_TEXT = {q("w:pPr"), q("w:rPr"), q("w:sdtPr"), q("w:sdtEndPr"), q("w:instrText"), q("w:delInstrText")}
_ELSEWHERE = {q("w:drawing"), q("w:pict"), q("w:object"), q("w:txbxContent"), q("w:rt")}
_EQUATIONS = {q("m:oMath")}
_VAL, _CHECKED, _CONTROL = q("w:val"), q("w14:checkbox"), q("w:sdt")

Piece = tuple[PartKind | None, str]
"""A run of text and what kind of part it is when it is none of the sentence."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was read of a paragraph: the text that shows, and what does not or is struck out."""

    text: str
    apart: tuple[tuple[PartKind, str], ...] = ()


class Runs:
    """Reads paragraphs of one part of a document."""

    def __init__(self, root: Any, styles: WordStyles) -> None:
        self._styles = styles
        self._codes = _codes(root)
        self._prompts = {p for control in root.iter(_CONTROL) if is_unfilled(control) for p in control.iter(q("w:p"))}
        self._readers: dict[str, Callable[[Any, Any], str]] = {
            q("w:t"): self._text,
            q("w:delText"): self._text,
            q("w:sym"): _symbol,
            q("w:fldChar"): lambda field, properties: _form_value(field),
        }

    def read(self, paragraph: Any) -> Words:
        """The words of a paragraph with all changes accepted, without its text boxes."""
        pieces: list[Piece] = []
        self._walk(paragraph, PartKind.FORM_FIELD if paragraph in self._prompts else None, pieces, paragraph)
        apart = [
            (kind, "".join(text for _, text in group)) for kind, group in groupby(pieces, key=lambda p: p[0]) if kind
        ]
        return Words(_joined(pieces), tuple((kind, text) for kind, text in apart if text.strip()))

    def _walk(self, element: Any, kind: PartKind | None, pieces: list[Piece], paragraph: Any) -> None:
        for child in element:
            tag = child.tag
            if tag == q("w:r"):
                self._run(child, kind, pieces, paragraph)
            elif tag in _AWAY:
                self._walk(child, PartKind.REVISION, pieces, paragraph)
            elif tag in _EQUATIONS:
                pieces.append((kind, linear(child)))
            elif tag == _CONTROL:
                self._control(child, kind, pieces, paragraph)
            elif isinstance(tag, str) and tag not in _NOT_TEXT and tag not in _ELSEWHERE:
                self._walk(child, kind, pieces, paragraph)

    def _control(self, control: Any, kind: PartKind | None, pieces: list[Piece], paragraph: Any) -> None:
        """A content control: its content, its prompt apart while nobody filled it in; a tick box by its state."""
        properties, content = control.find(q("w:sdtPr")), control.find(q("w:sdtContent"))
        before = len(pieces)
        if content is not None:
            self._walk(content, kind or (PartKind.FORM_FIELD if is_unfilled(control) else None), pieces, paragraph)
        box = None if properties is None else properties.find(_CHECKED)
        if box is not None and not any(text.strip() for _, text in pieces[before:]):
            state = box.find(q("w14:checked"))
            pieces.append((kind, "☒" if is_on(state, q("w14:val")) else "☐"))

    def _run(self, run: Any, kind: PartKind | None, pieces: list[Piece], paragraph: Any) -> None:
        properties = run.find(q("w:rPr"))
        shown: PartKind | None = kind or self._styles.look(properties, paragraph)
        for child in run:
            if child.tag in _SIGNS:
                pieces.append((shown, _SIGNS[child.tag]))
            elif child in self._codes:
                continue
            elif (reader := self._readers.get(child.tag)) is not None:
                away = kind or (PartKind.REVISION if child.tag == q("w:delText") else shown)
                pieces.append((away, reader(child, properties)))
            elif isinstance(child.tag, str) and child.tag not in _NOT_TEXT and child.tag not in _ELSEWHERE:
                self._walk(child, kind, pieces, paragraph)

    def _text(self, element: Any, properties: Any) -> str:
        text = element.text or ""
        font = self._styles.font(properties)
        if is_symbol_font(font):
            return signs(text, font)
        private = any("\uf000" <= letter <= "\uf0ff" for letter in text)
        return "".join(_private(letter) for letter in text) if private else text


def is_unfilled(control: Any) -> bool:
    """Whether a content control shows its prompt because nobody filled it in."""
    return is_on(control.find(f"{q('w:sdtPr')}/{q('w:showingPlcHdr')}"), _VAL)


def form_fields(root: Any) -> tuple[int, int]:
    """How many fields to fill in a document has, of the old kind and the newer, and how many show their prompt."""
    controls = [c for c in root.iter(_CONTROL) if c.find(f"{q('w:sdtPr')}/{q('w:docPartObj')}") is None]
    old = sum(1 for _ in root.iter(q("w:ffData")))
    return len(controls) + old, sum(map(is_unfilled, controls))


def _private(letter: str) -> str:
    """A letter of the private range, which symbol fonts use: what most of them show there."""
    return sign(ord(letter), "Wingdings") if "\uf000" <= letter <= "\uf0ff" else letter


def _symbol(element: Any, properties: Any) -> str:
    try:
        return sign(int(str(element.get(q("w:char"))), 16), str(element.get(q("w:font")) or ""))
    except ValueError:
        return ""


def _form_value(begin: Any) -> str:
    """What a form field of the old kind shows that no run says: the state of a tick box, the choice of a list."""
    box = begin.find(f"{q('w:ffData')}/{q('w:checkBox')}")
    if box is not None:
        state = box.find(q("w:checked"))
        state = box.find(q("w:default")) if state is None else state
        return "☒" if is_on(state, _VAL) else "☐"
    choices = begin.find(f"{q('w:ffData')}/{q('w:ddList')}")
    if choices is None:
        return ""
    chosen = choices.find(q("w:result"))
    said = "0" if chosen is None else str(chosen.get(_VAL) or "0")
    entries = [str(entry.get(_VAL) or "") for entry in choices.findall(q("w:listEntry"))]
    return entries[int(said)] if said.isdigit() and int(said) < len(entries) else ""


def _codes(root: Any) -> set[Any]:
    """The texts that belong to the code of a field, between its begin and its separator; unclosed fields have none.

    Fields stand in one another: what a field inside a code shows belongs to that code.
    """
    codes: set[Any] = set()
    fields: list[list[Any] | None] = []  # the texts in the code of each open field; None once its result began
    for element in root.iter(q("w:fldChar"), q("w:t"), q("w:sym")):
        kind = element.get(q("w:fldCharType")) if element.tag == q("w:fldChar") else None
        if kind == "begin":
            fields.append([])
        elif kind in ("separate", "end") and fields:
            codes.update(fields.pop() or ())
            if kind == "separate":
                fields.append(None)
        elif kind is None:
            code = next((texts for texts in reversed(fields) if texts is not None), None)
            if code is not None:
                code.append(element)
    return codes


def _joined(pieces: list[Piece]) -> str:
    """The text that shows; of two blanks that stood round words left out, one. Covered words leave a block."""
    text, left_out = "", False
    for kind, piece in pieces:
        if kind is PartKind.COVERED_TEXT and piece.strip():
            text, left_out = f"{text.removesuffix(BLOCK)}{BLOCK}", False
            continue
        if kind is not None:
            left_out = left_out or bool(piece)
            continue
        if left_out and piece:
            piece = piece.lstrip(" ") if text.endswith((" ", "\n")) or not text else piece
            left_out = False
        text += piece
    return text if text.strip(f"{BLOCK} ") else ""
