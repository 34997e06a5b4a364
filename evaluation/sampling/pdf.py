"""Sample PDFs: cover, contents, headings in three sizes, boxes, tables, two columns, bookmarks, page labels."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

from evaluation.sampling.text import FICTIONAL, Piece, Runs, Sample, plain

_WIDTH, _HEIGHT = A4
_SIDE, _TOP, _BOTTOM = 22 * mm, 26 * mm, 24 * mm
_TEXT_WIDTH = _WIDTH - 2 * _SIDE
_GAP = 8 * mm
_INK, _GREY = HexColor("#222222"), HexColor("#5a5a5a")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi")


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    given = {"fontName": "Helvetica", "textColor": _INK, "leading": size * 1.36, "alignment": TA_LEFT, **more}
    return ParagraphStyle(name, fontSize=size, **given)


def _styles(colour: Any) -> dict[str, ParagraphStyle]:
    bold = {"fontName": "Helvetica-Bold", "keepWithNext": 1}
    return {
        "title": _style("title", 24, fontName="Helvetica-Bold", textColor=white, leading=31),
        "subtitle": _style("subtitle", 15, textColor=white, leading=21),
        "contents": _style("contents", 20, textColor=colour, spaceAfter=12, **bold),
        "h1": _style("h1", 20, textColor=colour, spaceBefore=14, spaceAfter=9, **bold),
        "h2": _style("h2", 14, textColor=colour, spaceBefore=12, spaceAfter=5, **bold),
        "h3": _style("h3", 12, spaceBefore=9, spaceAfter=3, **bold),
        "paragraph": _style("paragraph", 10.5, spaceAfter=7),
        "item": _style("item", 10.5, spaceAfter=3.5, leftIndent=15, bulletIndent=3),
        "box": _style("box", 10.5, spaceAfter=4, textColor=_INK),
        "cell": _style("cell", 9, leading=11.5),
        "head": _style("head", 9, leading=11.5, fontName="Helvetica-Bold", textColor=white),
        "toc1": _style("toc1", 10, fontName="Helvetica-Bold", spaceBefore=3, leading=13),
        "toc2": _style("toc2", 9.5, leftIndent=14, leading=12),
    }


def write_pdf(sample: Sample, target: Path) -> None:
    """Write a source as a PDF; the same source gives the same bytes."""
    rl_config.invariant = 1
    _Report(sample, target).make()


class _Canvas(Canvas):  # type: ignore[misc]  # reportlab carries no types
    """A canvas whose strings do not end a line, so that the cells of a table row are read as one line."""

    def drawString(self, x: float, y: float, text: str, *_: Any, **__: Any) -> None:  # noqa: N802 (reportlab's name)
        line = self.beginText(x, y)
        line.textOut(text)
        self.drawText(line)


class _Contents(TableOfContents):  # type: ignore[misc]
    """The contents page: each entry one string with dots that lead to its page number."""

    def __init__(self, report: _Report) -> None:
        super().__init__()
        self.report = report

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        entries = self._lastEntries or [(0, "", 1, "")]
        styles = [self.report.styles[f"toc{level + 1}"] for level, *_ in entries]
        rows = [[self._line(entry, style, width)] for entry, style in zip(entries, styles, strict=True)]
        looks: list[Any] = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
        for row, style in enumerate(styles):
            looks.append(("FONT", (0, row), (0, row), style.fontName, style.fontSize, style.leading))
            looks.append(("LEFTPADDING", (0, row), (0, row), style.leftIndent))
            looks.append(("TOPPADDING", (0, row), (0, row), style.spaceBefore))
        self._table = Table(rows, colWidths=[width], style=looks)
        size: tuple[float, float] = self._table.wrapOn(self.canv, width, height)
        return size

    def _line(self, entry: tuple[int, str, int, str], style: ParagraphStyle, width: float) -> str:
        text, printed = entry[1], self.report.printed(entry[2])
        room = width - style.leftIndent - 6 - stringWidth(f"{text}  {printed}", style.fontName, style.fontSize)
        return f"{text} {'.' * int(room / stringWidth('.', style.fontName, style.fontSize))} {printed}"


class _Report(BaseDocTemplate):  # type: ignore[misc]  # reportlab carries no types
    """The pages of one document."""

    def __init__(self, sample: Sample, target: Path) -> None:
        fields = sample.fields
        super().__init__(
            str(target),
            pagesize=A4,
            title=fields["title"],
            author=fields["publisher"],
            subject=FICTIONAL,
            lang="en-GB",
            invariant=1,
            initialFontName="Helvetica",
        )
        self.sample = sample
        self.colour = HexColor(fields.get("colour", "#1f4e5f"))
        self.styles = _styles(self.colour)
        self.front = int(fields.get("front_pages", "0"))
        self.addPageTemplates(self._templates())

    def make(self) -> None:
        """Lay the pages out, twice or more, until the contents page agrees with them."""
        story = [*self._cover()]
        for piece in self.sample.pieces:
            story.extend(self._flowables(piece))
        self.multiBuild(story, canvasmaker=_Canvas)

    def printed(self, page: int) -> str:
        """The number printed on a page: roman for the front pages, when the document has some."""
        return _ROMAN[page] if page <= self.front else str(page - self.front)

    def _templates(self) -> list[PageTemplate]:
        high = _HEIGHT - _TOP - _BOTTOM
        narrow = (_TEXT_WIDTH - _GAP) / 2
        whole = Frame(_SIDE, _BOTTOM, _TEXT_WIDTH, high, 0, 0, 0, 0, id="whole")
        left = Frame(_SIDE, _BOTTOM, narrow, high, 0, 0, 0, 0, id="left")
        right = Frame(_SIDE + narrow + _GAP, _BOTTOM, narrow, high, 0, 0, 0, 0, id="right")
        cover = Frame(_SIDE, 40 * mm, _TEXT_WIDTH, _HEIGHT - 115 * mm, 0, 0, 0, 0, id="cover")
        return [
            PageTemplate("cover", [cover], onPage=self._paint_cover),
            PageTemplate("one", [whole], onPage=self._paint_page),
            PageTemplate("two", [left, right], onPage=self._paint_page),
        ]

    def _paint_cover(self, canvas: Any, _: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(self.colour)
        canvas.rect(0, 70 * mm, _WIDTH, _HEIGHT - 70 * mm, stroke=0, fill=1)
        canvas.setFillColor(_INK)
        canvas.setFont("Helvetica-Bold", 10.5)
        canvas.drawString(_SIDE, 52 * mm, f"{FICTIONAL}.")
        canvas.setFont("Helvetica", 10.5)
        canvas.drawString(_SIDE, 46 * mm, "Caldermouth, its agencies and every person described in it are invented.")
        canvas.restoreState()
        self._label(canvas)

    def _paint_page(self, canvas: Any, _: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(_GREY)
        canvas.setStrokeColor(self.colour)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(_SIDE, _HEIGHT - 15 * mm, self.sample.fields["title"])
        canvas.drawRightString(_WIDTH - _SIDE, _HEIGHT - 15 * mm, FICTIONAL)
        canvas.line(_SIDE, _HEIGHT - 17.5 * mm, _WIDTH - _SIDE, _HEIGHT - 17.5 * mm)
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(_WIDTH / 2, 12 * mm, self.printed(canvas.getPageNumber()))
        canvas.restoreState()
        self._label(canvas)

    def _label(self, canvas: Any) -> None:
        page = canvas.getPageNumber()
        if page == 1:
            canvas.addPageLabel(0, style="ROMAN_LOWER" if self.front else "ARABIC", start=1)
        elif page == self.front + 1:
            canvas.addPageLabel(page - 1, style="ARABIC", start=1)

    def _cover(self) -> list[Flowable]:
        fields = self.sample.fields
        return [
            NextPageTemplate(fields.get("columns", "one")),
            Paragraph(escape(fields["title"]), self.styles["title"]),
            Spacer(1, 10 * mm),
            Paragraph(escape(fields["subtitle"]), self.styles["subtitle"]),
            PageBreak(),
        ]

    def _flowables(self, piece: Piece) -> list[Flowable]:
        makers = {
            "heading": self._heading,
            "bullet": self._item,
            "number": self._item,
            "box": self._box,
            "table": self._table,
            "mark": self._mark,
        }
        maker = makers.get(piece.kind)
        return maker(piece) if maker else [Paragraph(_markup(piece.runs), self.styles["paragraph"])]

    def _heading(self, piece: Piece) -> list[Flowable]:
        return [Paragraph(_markup(piece.runs), self.styles[f"h{piece.level}"])]

    def _item(self, piece: Piece) -> list[Flowable]:
        bullet = f"{piece.level}." if piece.kind == "number" else "•"
        return [Paragraph(_markup(piece.runs), self.styles["item"], bulletText=bullet)]

    def _box(self, piece: Piece) -> list[Flowable]:
        box = Table([[Paragraph(_markup(piece.runs), self.styles["box"])]], colWidths=["100%"])
        box.setStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), HexColor("#eef3f5")),
                ("LINEBEFORE", (0, 0), (0, -1), 3, self.colour),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
            ]
        )
        return [Spacer(1, 3), box, Spacer(1, 9)]

    def _table(self, piece: Piece) -> list[Flowable]:
        widths = _column_widths(piece)
        styles = ["head"] + ["cell"] * (len(piece.rows) - 1)
        cells = [
            [self._cell(runs, self.styles[style], width) for runs, width in zip(row, widths, strict=True)]
            for row, style in zip(piece.rows, styles, strict=True)
        ]
        table = Table(cells, colWidths=widths, repeatRows=1)
        table.setStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), self.colour),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor("#f3f6f7")]),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#b8c4c9")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9, 11.5),
                ("TEXTCOLOR", (0, 0), (-1, 0), white),
                ("FONT", (0, 1), (-1, -1), "Helvetica", 9, 11.5),
                ("TEXTCOLOR", (0, 1), (-1, -1), _INK),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        )
        return [Spacer(1, 3), table, Spacer(1, 10)]

    def _cell(self, runs: Runs, style: ParagraphStyle, width: float) -> str | Paragraph:
        """A short cell is a plain string, so that the cells of a row share a base line; a long one is broken."""
        text = plain(runs)
        fits = stringWidth(text, style.fontName, style.fontSize) <= width - 13
        return text if fits else Paragraph(_markup(runs), style)

    def _mark(self, piece: Piece) -> list[Flowable]:
        marks: dict[str, list[Flowable]] = {
            "page": [PageBreak()],
            "two columns": [NextPageTemplate("two"), PageBreak()],
            "one column": [NextPageTemplate("one"), PageBreak()],
            "contents": [Paragraph("Contents", self.styles["contents"]), _Contents(self)],
        }
        return marks[piece.text]

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        """Enter a heading that has just been placed into the bookmarks and the contents page."""
        name = flowable.style.name if isinstance(flowable, Paragraph) else ""
        if name not in ("h1", "h2", "h3"):
            return
        level, text = int(name[1]) - 1, flowable.getPlainText()
        key = f"h{self.seq.nextf('heading')}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level=level, closed=level > 0)
        if level < 2:
            self.notify("TOCEntry", (level, text, self.page, key))


def _markup(runs: Runs) -> str:
    return "".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in runs)


def _column_widths(piece: Piece) -> list[float]:
    """Widths in points that share the text width by what the columns hold; narrow ones keep room for a word."""
    texts = [[plain(row[column]) for row in piece.rows] for column in range(len(piece.rows[0]))]
    longest_word = [max(len(word) for text in column for word in (text.split() or [""])) for column in texts]
    wanted = [max(longest_word[i] + 3, min(45, max(map(len, column)))) for i, column in enumerate(texts)]
    return [_TEXT_WIDTH * share / sum(wanted) for share in wanted]
