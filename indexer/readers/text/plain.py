"""Plain text: headings by pattern, paragraphs by blank lines and bullets, with the lines they stand on.

Text taken out of a PDF lost its layout: bullets became odd characters or blank lines, blank lines went missing,
headings stand right above their text, boxes have no border. The patterns here are for such text in general.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass, field
from pathlib import Path

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits
from indexer.readers.builder import DocumentBuilder
from indexer.readers.text.encodings import decode
from indexer.readers.text.lines import TextLine, Widths, ends_sentence, text_lines, widths_of

_NUMBERED_HEADING = re.compile(
    r"^(?:(?:section|chapter|part|appendix)\s+\w+[.:]?|\d{1,2}(?:\.\d{1,2}){0,2}\.?)\s+(?=[A-Z])", re.I
)
_FRAME = re.compile(
    r"^(?:(?:what|how|why|who|where|when)\b.*\?|[A-Z].*(?:…|\.\.\.)|an? (?:few things|bit more|bit)\b.*)$", re.I
)
_CASE = re.compile(r"^(?:case (?:study|example|illustration)|practice (?:study|example))\b", re.I)
_NAMED = (
    r"(?:(?:Working Together|Keeping Children Safe|Children Act|Care Act|Education Act|[Ss]tatutory [Gg]uidance"
    r"|(?:[A-Z][\w’'-]* ){0,2}[Pp]eer (?:[Rr]eview|[Cc]hallenge)"
    r"|[A-Z][\w ()]+ Regulations)\b[^.]*(?:19|20)\d\d\)?)"
)
_PLACE = r"(?:\W*(?i:(?:chapter|section|paragraph|page)s? [\w./]+)\W+){0,2}(?:of )?(?:the )?"
_SOURCE = re.compile(rf"^{_PLACE}{_NAMED}")
_ENDS_WITH_SOURCE = re.compile(rf"[.”’)]\s+({_PLACE}{_NAMED})\s*$")
_SMALL_WORDS = frozenset("a an and are as at by for from in into is of on or our the their to with we what how".split())
_LONGEST_HEADING = 90
"""Characters of a heading; longer is a sentence. By judgement."""
_LONGEST_SOURCE = 200
"""Letters at the end of a line among which a source may be named."""
_MANY_BLANKS = 3
"""A run of so many blank lines is what remains of as many bullets, whose texts follow it."""
_FRAME_LEVEL, _CASE_LEVEL = 4, 5
"""Levels of headings that frames and cases get: below those of a report."""
_NARROW = 0.6
"""Share of the usual width; lines that are all shorter stand in a box beside the text."""


def read_text(path: Path, limits: Limits) -> Document:
    """Read plain text. It has no pages: form feeds end a line, "Page 3 of 9" is left out, nothing more is known."""
    decoded = decode(path.read_bytes())
    lines = text_lines(decoded.text)
    reading = _Reading(widths_of(lines))
    for line in lines:
        reading.add(line)
    reading.flush()
    return reading.builder.build(warnings=decoded.warnings)


@dataclass
class _Reading:
    """A text read line by line: the paragraph under way, and the paragraphs since a blank line or heading.

    `items` is how many items are still to come whose bullets stand above them as blank lines.
    """

    widths: Widths
    builder: DocumentBuilder = field(default_factory=DocumentBuilder)
    paragraph: list[TextLine] = field(default_factory=list)
    box: list[list[TextLine]] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    items: int = 0

    def add(self, line: TextLine) -> None:
        """Add a line."""
        level = _frame_level(line, self.widths) or (0 if self._goes_on(line) else _heading_level(line, self.widths))
        source = self._names_source(line)
        level = 0 if source else level
        if line.after_blank:
            self._leave_case(line)
            self.items = line.blanks if line.blanks >= _MANY_BLANKS else 0
        if source or level or line.after_blank or not self._goes_on(line):
            self.flush()
            self._begin(line)
        if line.after_blank or level:
            self.box.clear()
        if source:
            self._attribute(line, " ".join(line.text.split()))
        elif level:
            self.builder.heading(line.text, level, Locator(lines=str(line.number)))
        else:
            self.paragraph.append(line)
            ending = _ENDS_WITH_SOURCE.search(line.text[-_LONGEST_SOURCE:]) if line.before_blank else None
            if ending:
                self.flush()
                self._attribute(None, " ".join(ending.group(1).split()))

    def flush(self) -> None:
        """End the paragraph under way."""
        if self.paragraph:
            self.box.append(list(self.paragraph))
            first, last = self.paragraph[0].number, self.paragraph[-1].number
            lines = str(first) if first == last else f"{first}-{last}"
            text = "\n".join(line.text.rstrip() for line in self.paragraph)
            self.builder.add(text, Locator(lines=lines), self.kind)
            self.paragraph.clear()

    def _begin(self, line: TextLine) -> None:
        """Begin a paragraph: an item by its bullet, or by the blank lines above it."""
        self.kind = BlockKind.LIST_ITEM if line.is_item or self.items else BlockKind.PARAGRAPH
        self.items = max(0, self.items - 1)

    def _names_source(self, line: TextLine) -> bool:
        """Whether a line names the source of the box above it."""
        text = line.text.strip()
        above = (self.paragraph or self.box) and not line.after_blank
        rest = (text[0] == "(" or text[-1] == ".") and not ends_sentence(line.previous_text)  # of a sentence
        return bool(above) and not rest and len(text.split()) <= 12 and _SOURCE.match(text) is not None

    def _goes_on(self, line: TextLine) -> bool:
        """Whether a line continues the paragraph before it, broken only because the page was full."""
        if not self.paragraph or line.after_blank or line.is_item:
            return False
        last = self.paragraph[-1].text.rstrip()
        if line.text.strip()[:1].islower():
            return True
        if self.items and ends_sentence(last):
            return False
        narrow = max(len(line.text), len(line.next_text)) < _NARROW * self.widths.usual and line.next_text
        if narrow and len(last) >= self.widths.full and not line.before_blank and not ends_sentence(line.text):
            return False
        return len(last) >= self.widths.full and (not ends_sentence(last) or len(last) >= 1.25 * self.widths.full)

    def _attribute(self, source: TextLine | None, name: str) -> None:
        """Put a box under the source named at its end: back to a blank line, heading or paragraph of usual width.

        A quotation reaches back to where it opens.
        """
        count = 0
        quoted = bool(self.box) and self.box[-1][-1].text.rstrip().endswith("”")
        for lines in reversed(self.box):
            width = statistics.median(len(line.text) for line in lines[:-1] or lines)
            if count and len(lines) > 1 and width <= self.widths.usual:
                break
            count += 1
            if quoted and lines[0].text.lstrip().startswith("“"):
                break
        if source is not None:
            self.builder.add(source.text, Locator(lines=str(source.number)))
            count += 1
        self.builder.attribute(count, name)
        self.box.clear()

    def _leave_case(self, line: TextLine) -> None:
        """Close the heading of a case at the end of its box: its lines were wider, or many blank lines follow."""
        path = self.builder.headings
        if not (path and _CASE.match(path[-1])) or not (self.paragraph or self.box):
            return
        inside = [*self.box, self.paragraph] if self.paragraph else self.box
        was_wide = max(len(one.text) for lines in inside for one in lines) > self.widths.usual
        is_wide = max(len(line.text), line.ahead if not line.before_blank else 0) > self.widths.usual
        if line.blanks >= _MANY_BLANKS or (was_wide and not is_wide):
            self.flush()
            self.builder.close_headings(_CASE_LEVEL)


def _frame_level(line: TextLine, widths: Widths) -> int:
    """The level of the question or open phrase that heads a part of a section ("What went well?"), else 0."""
    text = line.text.strip()
    apart = line.after_blank or ends_sentence(line.previous_text) or len(line.previous_text) < widths.full
    return _FRAME_LEVEL if apart and text[:1].isupper() and len(text.split()) <= 9 and _FRAME.match(text) else 0


def _heading_level(line: TextLine, widths: Widths) -> int:
    """1 to 3 for a heading (capitals, numbered, title case), 5 for that of a case, 0 for text."""
    text = line.text.strip()
    words = text.split()
    if not 1 <= len(words) <= 14 or len(text) > _LONGEST_HEADING or line.has_bullet or not line.next_text:
        return 0
    if ends_sentence(text.rstrip(":")) or not any(c.isalpha() for c in text) or sum(c.isdigit() for c in text) > 8:
        return 0
    if not text[0].isupper() and not text[0].isdigit():
        return 0
    if _CASE.match(text):
        return _CASE_LEVEL
    if text.isupper() and len(words) <= 10:
        return 0 if len(words) == 1 and len(text) < 8 else 1  # an acronym in a list or table
    if _NUMBERED_HEADING.match(text) and len(words) <= 9:
        return 2 if "." not in text.split()[0].rstrip(".") else 3
    return _level_by_looks(line, text, words, widths)


def _level_by_looks(line: TextLine, text: str, words: list[str], widths: Widths) -> int:
    """2 for a heading in title case, 3 for a short one that stands apart, with text below; 0 for neither."""
    content = [word for word in words if word.strip("()&–-").lower() not in _SMALL_WORDS and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in content)
    ended = line.previous_text.isupper() or ends_sentence(line.previous_text)
    alone = line.after_blank or line.before_blank or ended
    leads = line.ahead >= min(widths.full, _LONGEST_HEADING)
    if content and capitals == len(content) and alone and len(words) <= 10 and leads:
        return 2
    short = len(words) <= 7 and (line.after_blank or text.endswith(":")) and not line.is_item
    return 3 if short and alone and leads else 0
