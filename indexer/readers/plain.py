"""Plain text: headings by pattern, paragraphs by blank lines and bullets, with the lines they stand on.

Text taken out of a PDF lost its layout: bullets became odd characters, blank lines went missing, headings
stand right above their text. The patterns here are for such text in general.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits
from indexer.readers.builder import DocumentBuilder
from indexer.readers.encodings import decode

_BULLET = re.compile(
    r"^\s*(?:[•●▪■◦‣⁃∙·*\-–—➢➤✓✔√×\uf000-\uf0ff\x7f]|\(?[a-z0-9ivx]{1,4}\)|o(?=\s))\s+(?=\S)", re.IGNORECASE
)
_NUMBERED_HEADING = re.compile(
    r"^(?:(?:section|chapter|part|appendix)\s+\w+[.:]?|\d{1,2}(?:\.\d{1,2}){0,2}\.?)\s+(?=[A-Z])", re.I
)
_FRAME = re.compile(
    r"^(?:(?:what|how|why|who|where|when)\b.*\?|[A-Z].*(?:…|\.\.\.)|an? (?:few things|bit more|bit)\b.*)$", re.I
)
_SOURCE = re.compile(
    r"^(?:\W*(?:chapter|section|paragraph|page)s? [\w.]+\W+){0,2}(?:of )?(?:the )?"
    r"(?:working together|keeping children safe|children act|care act|statutory guidance|[\w ()]+ regulations)\b"
    r".*\d{4}",
    re.I,
)
_FURNITURE = re.compile(r"^\s*(?:page \d+ of \d+|[o•●▪\uf000-\uf0ff]|st|nd|rd|th)\s*$", re.I)
_GLUED = re.compile(r"(?<=:)\s{2,}(?=[A-Z])|(?<=[:.;])\s+(?=o [A-Z])")
"""Where the first bullet of a list clings to the line before it."""
_SMALL_WORDS = frozenset("a an and are as at by for from in into is of on or our the their to with we what how".split())
_SENTENCE_END = re.compile(r"[.!?;,:]['\"”’)]*$")
_LONGEST_HEADING = 90
_USUAL_LINE = 92
"""Letters in the longest lines of usual text; boxes in smaller print have longer ones."""
_FULL_LINE = 60
"""A line at least this long was probably broken by the page, so the next one goes on with it."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    after_blank: bool
    before_blank: bool
    next_text: str
    previous_text: str
    ahead: int


def read_text(path: Path, limits: Limits) -> Document:
    """Read plain text. It has no pages: form feeds end a line, "Page 3 of 9" is left out, nothing more is known."""
    builder = DocumentBuilder()
    paragraph: list[_Line] = []
    box: list[list[_Line]] = []
    kind = BlockKind.PARAGRAPH
    for line in _lines(decode(path.read_bytes())):
        level = _frame_level(line) or (_heading_level(line) if not _goes_on(paragraph, line) else 0)
        bullet = _is_item(line)
        source = _SOURCE.match(line.text.strip()) is not None and len(line.text.split()) <= 12
        if source or level or bullet or line.after_blank or (paragraph and not _goes_on(paragraph, line)):
            _flush(builder, paragraph, kind, box)
            kind = BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH
        if line.after_blank or level:
            box.clear()
        if source:
            _attribute(builder, box, line)
        elif level:
            builder.heading(line.text, level, Locator(lines=str(line.number)))
        else:
            paragraph.append(line)
    _flush(builder, paragraph, kind, box)
    return builder.build()


def _is_item(line: _Line) -> bool:
    """Whether a line begins a list item: by its bullet, or by the one space that a lost bullet leaves."""
    lost = line.text[:1] == " " and line.text[1:2].isalnum()
    return lost or _BULLET.match(line.text) is not None


def _attribute(builder: DocumentBuilder, box: list[list[_Line]], source: _Line) -> None:
    """Put a box under the source named at its end: back to a blank line, a heading or a paragraph of usual width."""
    count = 0
    for lines in reversed(box):
        width = max(len(line.text) for line in lines)
        if count and len(lines) > 1 and width <= _USUAL_LINE:
            break
        count += 1
    builder.add(source.text, Locator(lines=str(source.number)))
    builder.attribute(count + 1, " ".join(source.text.split()))
    box.clear()


def _frame_level(line: _Line) -> int:
    """4 for the question or open phrase that heads a part of a section ("What went well?", "Next year we will…")."""
    text = line.text.strip()
    apart = line.after_blank or _SENTENCE_END.search(line.previous_text) or len(line.previous_text) < _FULL_LINE
    return 4 if apart and text[:1].isupper() and len(text.split()) <= 9 and _FRAME.match(text) else 0


def _lines(text: str) -> list[_Line]:
    raw = text.replace("\f", "\n" if "\f\n" not in text else "").split("\n")
    written = [(n, line) for n, line in enumerate(raw, start=1) if line.strip() and not _FURNITURE.match(line)]
    filled = [(n, f" {piece}" if k else piece) for n, line in written for k, piece in enumerate(_GLUED.split(line))]
    found = []
    for place, (number, line) in enumerate(filled):
        before = filled[place - 1] if place else (0, "")
        after = filled[place + 1] if place + 1 < len(filled) else (0, "")
        ahead = max((len(text.strip()) for _, text in filled[place + 1 : place + 4]), default=0)
        blank = before[0] < number - 1, after[0] > number + 1
        found.append(_Line(number, line, *blank, after[1].strip(), before[1].strip(), ahead))
    return found


def _goes_on(paragraph: list[_Line], line: _Line) -> bool:
    """Whether a line continues the paragraph before it, broken only because the page was full."""
    if not paragraph or line.after_blank or _is_item(line):
        return False
    last = paragraph[-1].text.rstrip()
    if line.text.strip()[:1].islower():
        return True
    return (not _SENTENCE_END.search(last) and len(last) >= _FULL_LINE) or len(last) >= _FULL_LINE + 15


def _heading_level(line: _Line) -> int:
    """1 to 3 for a heading (capitals, numbered, title case), 0 for text."""
    text = line.text.strip()
    words = text.split()
    if not 1 <= len(words) <= 14 or len(text) > _LONGEST_HEADING or _BULLET.match(line.text) or not line.next_text:
        return 0
    if (
        _SENTENCE_END.search(text.rstrip(":"))
        or not any(c.isalpha() for c in text)
        or sum(c.isdigit() for c in text) > 8
    ):
        return 0
    if not text[0].isupper() and not text[0].isdigit():
        return 0
    if text.isupper() and len(words) <= 10:
        if len(words) == 1 and len(text) < 8:  # an acronym in a list or table
            return 0
        return 1
    if _NUMBERED_HEADING.match(text) and len(words) <= 9:
        return 2 if "." not in text.split()[0].rstrip(".") else 3
    content = [word for word in words if word.strip("()&–-").lower() not in _SMALL_WORDS and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in content)
    ended = line.previous_text.isupper() or _SENTENCE_END.search(line.previous_text) is not None
    alone = line.after_blank or line.before_blank or ended
    if content and capitals == len(content) and alone and len(words) <= 10 and line.ahead >= _FULL_LINE:
        return 2
    short = len(words) <= 7 and (line.after_blank or text.endswith(":")) and not _is_item(line)
    return 3 if short and alone and line.ahead >= _FULL_LINE else 0


def _flush(builder: DocumentBuilder, paragraph: list[_Line], kind: BlockKind, box: list[list[_Line]]) -> None:
    if paragraph:
        box.append(list(paragraph))
        first, last = paragraph[0].number, paragraph[-1].number
        lines = str(first) if first == last else f"{first}-{last}"
        builder.add("\n".join(line.text.rstrip() for line in paragraph), Locator(lines=lines), kind)
        paragraph.clear()
