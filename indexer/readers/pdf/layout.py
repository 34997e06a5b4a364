"""Layout: lines of a page with their size and place, told apart as headings, text, bullets or page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_BULLET = re.compile(r"^\s*([•●▪■◦‣⁃∙·◼◾◆❖❑□➢➤✓✔\uf000-\uf0ff\x7f]|[-–*o](?=\s))\s*")
_NUMBERED = re.compile(r"^\s*(\d{1,3}(\.\d{1,3}){0,2}[.)]?|\(?[a-z]\)|\([ivx]+\)|[ivx]+\))\s+(?=\S)")
LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{5,}")
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
TRAILING_NUMBER = re.compile(r"(?:^|\s)(?:page\s+)?(\d{1,4})$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)]*\d{0,2}$")

_NO_HEADING = ("and", "or", "&")
"""What stands between two titles of a cover."""

_FOOTNOTE = re.compile(r"^\s*(\d{1,3}|[*†‡])\s+(?=\S)")
_FOOTNOTE_SIZE = 0.9
"""Share of the size of the text that footnotes are not larger than."""

MARGIN = 0.1
"""Share of a page's height at top and bottom where running headers and footers stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: size in points of most of its letters, whether all are bold, left and base line.

    `height` is its height on the page as a share, 0 at the bottom and 1 at the top; None when unknown. `mark` is
    the number of a footnote that clings to its end. `alone` says that it is a paragraph of its own (a form field, a
    box of text laid on the page), never a heading; `pair` are the label of such a field and what was entered.
    """

    text: str
    size: float
    bold: bool
    x: float
    height: float | None
    mark: str = ""
    alone: bool = False
    pair: tuple[str, str] = ("", "")

    @property
    def title(self) -> str:
        """The words without the mark of a footnote."""
        return self.words.removesuffix(self.mark).rstrip()

    @property
    def words(self) -> str:
        """The text with white space made single."""
        return " ".join(self.text.split())

    @property
    def is_bullet(self) -> bool:
        """Whether it begins a bullet."""
        return _BULLET.match(self.text) is not None

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with a paragraph number."""
        return _NUMBERED.match(self.text) is not None

    @property
    def is_leader(self) -> bool:
        """Whether it is an entry of a contents page: dots that lead to a number."""
        return LEADERS.search(self.text) is not None

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence may end with it."""
        return _SENTENCE_END.search(self.words) is not None

    @property
    def in_margin(self) -> bool:
        """Whether it stands at the very top or bottom of the page."""
        return self.height is not None and not MARGIN < self.height < 1 - MARGIN


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines of text, the page number printed on it, and its furniture: headers and footers taken away."""

    number: int
    lines: tuple[Line, ...]
    printed: str | None
    furniture: tuple[str, ...] = ()


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[Page]:
    """Take running headers, footers and page numbers away; a number taken away is the page's printed label.

    Furniture stands in a margin and repeats, digits aside, on at least three pages (or on every page of a
    short document).
    """
    repeated = _repeated(pages)
    cleaned = []
    for number, lines in enumerate(pages, start=1):
        kept: list[Line] = []
        furniture: list[str] = []
        printed: str | None = None
        for index, line in enumerate(lines):
            at_end = index < 2 or index >= len(lines) - 2
            edge = not line.alone and (line.in_margin or (line.height is None and at_end))
            page_number = _PAGE_NUMBER.match(line.words)
            if edge and page_number:
                printed = printed or page_number.group(1)
            elif edge and _pattern(line) in repeated:
                furniture.append(line.words)
                trailing = TRAILING_NUMBER.search(line.words)
                printed = printed or (trailing.group(1) if trailing and _counts(trailing.group(1), number) else None)
            else:
                kept.append(line)
        cleaned.append(Page(number, tuple(kept), printed, tuple(furniture)))
    steps = Counter(_step(page) for page in cleaned)
    return [page if _is_in_step(page, steps) else replace(page, printed=None) for page in cleaned]


def _step(page: Page) -> int:
    return int(page.printed) - page.number if page.printed and page.printed.isdigit() else 0


def _is_in_step(page: Page, steps: Counter[int]) -> bool:
    """Whether the printed number goes with the others or the physical one: a year alone on a line does not."""
    return abs(_step(page)) <= 30 or steps[_step(page)] >= 3


def _counts(printed: str, page: int) -> bool:
    """Whether a number at the end of a footer can be this page's: close to the physical one, and no year."""
    return abs(int(printed) - page) <= 30


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words.casefold())


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_pattern(line) for line in lines if line.in_margin or line.height is None})
    least = 3 if len(pages) > 3 else max(2, len(pages))
    return {pattern for pattern, count in counts.items() if count >= least}


def split_footnotes(page: Page, body: float) -> tuple[Page, list[list[Line]]]:
    """The page without its footnotes, and the lines of each: small, numbered, at the foot and nothing below."""
    small = [0 < line.size <= body * _FOOTNOTE_SIZE for line in page.lines]
    first = len(page.lines)
    while first and small[first - 1] and _in_lower_part(page.lines[first - 1]):
        first -= 1
    notes: list[list[Line]] = []
    for number, line in enumerate(page.lines[first:], start=first):
        if _FOOTNOTE.match(line.text):
            notes.append([line])
        elif notes:
            notes[-1].append(line)
        else:
            first = number + 1
    return Page(page.number, page.lines[:first], page.printed), notes


def _in_lower_part(line: Line) -> bool:
    return line.height is not None and line.height < 0.6


def body_size(pages: Iterable[Page]) -> float:
    """The size most letters of the document have, in points; 0 when there are none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_styles(pages: Iterable[Page], body: float) -> dict[tuple[float, bool], int]:
    """Heading level, from 1, of each style (size, bold) that headings of the document have, largest first."""
    styles = {(line.size, line.bold) for page in pages for line in page.lines if looks_like_heading(line, body)}
    ranked = sorted(styles, key=lambda style: (-style[0], not style[1]))
    return {style: level for level, style in enumerate(ranked, start=1)}


def looks_like_heading(line: Line, body: float) -> bool:
    """Larger than the text, or bold throughout; short, no bullet, and not the end of a sentence."""
    words = line.words
    if (
        line.alone
        or not body
        or line.is_bullet
        or line.is_leader
        or len(words) > 130
        or not any(c.isalpha() for c in words)
    ):
        return False
    if line.size >= body * 1.12:
        return not (words.endswith(".") and len(words) > 60) and words not in _NO_HEADING
    ends = line.ends_sentence and not words.endswith(("?", ":"))
    return line.bold and line.size >= body * 0.95 and not ends and words[:1].isupper() | words[:1].isdigit()


def joins(before: Line, after: Line, gap: float | None, usual_gap: float, full: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it, on the same page.

    `gap` is the distance of their base lines as a share of the page, `usual_gap` that within paragraphs,
    `full` the letters of a full line.
    """
    if before.alone or after.alone:
        return False
    if after.is_bullet or (after.is_numbered and (before.ends_sentence or len(before.words) < full * 0.6)):
        return False
    if gap is not None and usual_gap and (gap > usual_gap * 1.45 or gap < -usual_gap * 3):
        # More space than within a paragraph; a jump upwards is the next column.
        return gap < 0 and not before.ends_sentence and after.words[:1].islower()
    if before.ends_sentence and len(before.words) < full * 0.72:
        return False
    # A bullet may be set in a size of its own, and the line with it.
    return abs(before.size - after.size) < (2.5 if before.is_bullet else 1.5)
