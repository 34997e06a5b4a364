"""The table itself: each kind of thing a file can hold, and for each format its file or why there can be none."""

from __future__ import annotations

from indexer.documents import PartKind
from indexer.metadata.markings import Marking
from tests.indexer.readers.kinds import pdf_files as pdf
from tests.indexer.readers.kinds import sheet_files as sheets
from tests.indexer.readers.kinds import slide_files as slides
from tests.indexer.readers.kinds import word_files as word
from tests.indexer.readers.kinds.cells import BODY, NUMBER, Cell, Maker
from tests.indexer.readers.kinds.text_files import HTML, MARKDOWN, TEXT
from tests.indexer.readers.kinds.variants import CASES, SHOWN, WORD, Case

FORMATS = ("pdf", "docx", "pptx", "xlsx", "csv", "html", "md", "txt", "odt", "odp", "rtf", "eml")

Row = dict[str, Cell | str]
"""A kind: a cell for each format, or the reason why it does not apply."""

_CELLS_ONLY = "a CSV holds cells and nothing else"
_CHARACTERS_ONLY = "a text file holds characters and nothing else"
_NO_PAGES = "it has no printed pages"
_PLAIN = {"csv": _CELLS_ONLY, "txt": _CHARACTERS_ONLY}


def _apart(make: Maker, *kinds: PartKind) -> Cell:
    """A number that is kept out of the text in a part of such a kind, and makes the file wait."""
    return Cell(make, silent=(NUMBER,), apart=kinds, waits=True)


def _hidden(make: Maker) -> Cell:
    return _apart(make, PartKind.HIDDEN_TEXT)


def _struck(make: Maker, left: str = "The child was seen alone.") -> Cell:
    return Cell(make, (BODY, left), ("never",), (PartKind.STRUCK_TEXT,))


def _says(make: Maker, *words: str, never: tuple[str, ...] = ()) -> Cell:
    return Cell(make, (BODY, *words), never)


def _marked(make: Maker) -> Cell:
    return Cell(make, marked=Marking.OFFICIAL_SENSITIVE, waits=True)


def _seen(make: Maker) -> Cell:
    """A number that may stand in the text or apart: it makes the file wait."""
    return Cell(make, waits=True)


_BROKEN = ("The school was told.",)
_WHOLE = ("The LADO, who was told, came.",)
_NUMBERED = ("3. Ask both parents.", "4. Write it down.")

_OWN: dict[str, Row] = {
    "nothing besides its text": {
        "pdf": Cell(pdf.plain, quiet=True),
        "docx": Cell(word.plain, quiet=True),
        "pptx": Cell(slides.plain, quiet=True),
        "xlsx": Cell(sheets.plain, quiet=True),
        "csv": Cell(sheets.csv_plain, quiet=True),
        "html": Cell(HTML["plain"], quiet=True),
        "md": Cell(MARKDOWN["plain"], quiet=True),
        "txt": Cell(TEXT["plain"], quiet=True),
    },
    "number in a header": {
        "pdf": _apart(pdf.header, PartKind.HEADER),
        "docx": _apart(word.header, PartKind.HEADER),
        "pptx": _apart(slides.header, PartKind.HEADER),
        "xlsx": _apart(sheets.header, PartKind.HEADER),
        "html": _NO_PAGES,
        "md": _NO_PAGES,
        **_PLAIN,
    },
    "comment": {
        "pdf": _apart(pdf.comment, PartKind.COMMENT),
        "docx": _apart(word.comment, PartKind.COMMENT),
        "pptx": _apart(slides.comment, PartKind.COMMENT),
        "xlsx": _apart(sheets.comment, PartKind.COMMENT),
        "html": _apart(HTML["comment"], PartKind.COMMENT, PartKind.HIDDEN_TEXT),
        "md": _apart(MARKDOWN["comment"], PartKind.COMMENT, PartKind.HIDDEN_TEXT),
        **_PLAIN,
    },
    "note": {
        "pdf": "a footnote is text of the page",
        "docx": _seen(word.note),
        "pptx": _seen(slides.note),
        "xlsx": "a note of a cell is its comment",
        "html": "a footnote is text of the page",
        "md": _seen(MARKDOWN["note"]),
        **_PLAIN,
    },
    "hidden text": {
        "pdf": _hidden(pdf.hidden),
        "docx": _hidden(word.hidden),
        "pptx": _hidden(slides.hidden),
        "xlsx": _hidden(sheets.hidden_row),
        "html": _hidden(HTML["hidden"]),
        "md": _hidden(MARKDOWN["hidden"]),
        **_PLAIN,
    },
    "hidden sheet or attribute": {
        "pdf": "a page cannot be hidden",
        "docx": "a section cannot be hidden but by its runs",
        "pptx": "a slide: the row above",
        "xlsx": _hidden(sheets.hidden_sheet),
        "html": _hidden(HTML["hidden attribute"]),
        "md": "the row above",
        **_PLAIN,
    },
    "text as pale as the paper": {
        "pdf": _hidden(pdf.white),
        "docx": _hidden(word.white),
        "pptx": _hidden(slides.white),
        "xlsx": _hidden(sheets.white),
        "html": _hidden(HTML["white"]),
        "md": "it has no colours",
        **_PLAIN,
    },
    "text off the page": {
        "pdf": _hidden(pdf.off_page),
        "docx": "where a shape stands is decided when it is laid out",
        "pptx": _hidden(slides.off_page),
        "xlsx": "a sheet has no edge",
        "html": "where a box stands is decided when it is laid out",
        "md": _NO_PAGES,
        **_PLAIN,
    },
    "layer switched off": {
        "pdf": _hidden(pdf.layer_off),
        **dict.fromkeys(("docx", "pptx", "xlsx", "html", "md"), "it has no layers"),
        **_PLAIN,
    },
    "text under a shape": {
        "pdf": _apart(pdf.covered, PartKind.COVERED_TEXT),
        "docx": "where a shape stands is decided when it is laid out",
        "pptx": _apart(slides.covered, PartKind.COVERED_TEXT),
        "xlsx": "a shape can be moved off its cells by anybody",
        "html": "where a box stands is decided when it is laid out",
        "md": "it has no shapes",
        **_PLAIN,
    },
    "words made black on black": {
        "pdf": "text under a shape",
        "pptx": Cell(slides.blackened, silent=(NUMBER,), apart=(PartKind.COVERED_TEXT,), waits=True),
        "xlsx": "black cells hide their words",
        "html": Cell(HTML["blackened"], silent=(NUMBER,), apart=(PartKind.COVERED_TEXT,), waits=True),
        "md": "it has no colours",
        **_PLAIN,
    },
    "struck text": {
        "pdf": _struck(pdf.struck),
        "docx": _struck(word.struck),
        "pptx": _struck(slides.struck),
        "xlsx": _struck(sheets.struck, BODY),
        "html": _struck(HTML["struck"]),
        "md": _struck(MARKDOWN["struck"]),
        **_PLAIN,
    },
    "revision": {
        "pdf": _apart(pdf.revision, PartKind.REVISION),
        "docx": Cell(word.revision, (BODY, "The family moved."), (NUMBER,), (PartKind.REVISION,), waits=True),
        **dict.fromkeys(("pptx", "xlsx"), "it keeps no revisions that are read without its program"),
        **dict.fromkeys(("html", "md"), "what is marked as deleted is struck text"),
        **_PLAIN,
    },
    "property of the file": {
        "pdf": _apart(pdf.properties, PartKind.PROPERTY),
        "docx": _apart(word.properties, PartKind.PROPERTY),
        "pptx": _apart(slides.properties, PartKind.PROPERTY),
        "xlsx": _apart(sheets.properties, PartKind.PROPERTY),
        "html": _apart(HTML["properties"], PartKind.PROPERTY),
        "md": _apart(MARKDOWN["properties"], PartKind.PROPERTY),
        **_PLAIN,
    },
    "form field": {
        "pdf": _says(pdf.form_field, "North team"),
        "docx": _says(word.form_field, "Team: North team"),
        "pptx": "its controls are programs",
        "xlsx": "its controls fill cells",
        "html": _says(HTML["form field"], "North team"),
        "md": "it has no fields",
        **_PLAIN,
    },
    "table in a table": {
        "pdf": "a page has ruled cells, not tables in tables",
        "docx": _says(word.nested_table, "Inadequate", "Outside"),
        "pptx": "a cell of a slide holds text only",
        "xlsx": "a cell holds a value only",
        "html": _says(HTML["nested table"], "Inadequate", "Outside"),
        "md": "a cell holds a line only",
        **_PLAIN,
    },
    "text box": {
        "pdf": _says(pdf.text_box, "Fathers were overlooked."),
        "docx": _says(word.text_box, "Fathers were overlooked."),
        "pptx": _says(slides.text_box, "Fathers were overlooked."),
        "xlsx": _says(sheets.text_box, "Fathers were overlooked."),
        "html": _says(HTML["aside"], "Fathers were overlooked."),
        "md": "it has no boxes",
        **_PLAIN,
    },
    "chart": {
        "pdf": "a chart is drawn, its figures are not in the file",
        "docx": _says(word.chart_of, "Neglect", "417"),
        "pptx": _says(slides.chart_of, "Neglect", "417"),
        "xlsx": _says(sheets.chart_of, "Neglect", "417"),
        **dict.fromkeys(("html", "md"), "a chart is a picture beside it"),
        **_PLAIN,
    },
    "attached file": {
        "pdf": Cell(pdf.attachment, counts=PartKind.ATTACHMENT, warns="minutes.docx"),
        "docx": Cell(word.attachment, counts=PartKind.ATTACHMENT, warns="attached file"),
        "pptx": Cell(slides.attachment, counts=PartKind.ATTACHMENT, warns="attached file"),
        "xlsx": Cell(sheets.attachment, counts=PartKind.ATTACHMENT, warns="attached file"),
        **dict.fromkeys(("html", "md"), "what it links to is not in it"),
        **_PLAIN,
    },
    "marking": {
        "pdf": _marked(pdf.marking),
        "docx": _marked(word.marking),
        "pptx": _marked(slides.marking),
        "xlsx": _marked(sheets.marking),
        "csv": _marked(sheets.csv_marking),
        "html": _marked(HTML["marking"]),
        "md": _marked(MARKDOWN["marking"]),
        "txt": _marked(TEXT["marking"]),
    },
    "numbered list": {
        "pdf": "its numbers are letters on the page",
        "docx": _says(word.numbered, "Recommendation 2: Ask both parents.", "Recommendation 3: Write it down."),
        "pptx": _says(slides.numbered, "2. Ask both parents.", "3. Write it down."),
        "xlsx": "its numbers are values",
        "csv": _CELLS_ONLY,
        "html": _says(HTML["numbered"], *_NUMBERED),
        "md": _says(MARKDOWN["numbered"], *_NUMBERED),
        "txt": _says(TEXT["numbered"], *_NUMBERED),
    },
    "line break": {
        "pdf": "every line of a page is one",
        "docx": _says(word.line_break, *_BROKEN),
        "pptx": _says(slides.line_break, *_BROKEN),
        "xlsx": _says(sheets.line_break, *_BROKEN),
        "csv": _says(sheets.csv_line_break, *_BROKEN),
        "html": _says(HTML["line break"], *_BROKEN),
        "md": _says(MARKDOWN["line break"], *_BROKEN),
        "txt": _says(TEXT["line break"], *_BROKEN),
    },
    "word in two runs": {
        "pdf": "it has letters at places, no runs",
        "docx": _says(word.split_word, *_WHOLE),
        "pptx": _says(slides.split_word, *_WHOLE),
        "xlsx": "runs of a cell are put together by Excel",
        "html": _says(HTML["split word"], *_WHOLE),
        "md": _says(MARKDOWN["split word"], *_WHOLE),
        **_PLAIN,
    },
    "words drawn twice": {
        "pdf": _says(pdf.fake_bold, "Fathers were overlooked.", never=("overlooked. Fathers", "FFathers")),
        **dict.fromkeys(("docx", "pptx", "xlsx", "html", "md"), "bold is bold there"),
        **_PLAIN,
    },
    "number as it is formatted": {
        "xlsx": _says(sheets.percent, "45%", "£125,000"),
        "csv": _says(sheets.csv_percent, "45%", "£125,000"),
        **dict.fromkeys(("pdf", "docx", "pptx", "html", "md", "txt"), "a number is written as it is read"),
    },
    "formula without a value": {
        "xlsx": Cell(sheets.formula, counts=PartKind.FORMULA, warns="formula without a stored value"),
        **dict.fromkeys(("pdf", "pptx", "csv", "html", "md", "txt"), "it does not calculate"),
        "docx": "its fields keep their result",
    },
    "page that is a picture": {
        "pdf": Cell(pdf.scan, counts=PartKind.PAGE, warns="1 page"),
        **dict.fromkeys(("docx", "pptx", "xlsx", "html", "md"), "a picture in it is a picture"),
        **_PLAIN,
    },
    "other encoding": {
        **dict.fromkeys(("pdf", "docx", "pptx", "xlsx"), "its encoding is fixed by the format"),
        "csv": _says(sheets.csv_encoding, "was told."),
        "html": "browsers and readers take what its head says",
        "md": _says(MARKDOWN["encoding"], "The café was told."),
        "txt": _says(TEXT["encoding"], "The café was told."),
    },
    "one character of another encoding": {
        **dict.fromkeys(("pdf", "docx", "pptx", "xlsx"), "its encoding is fixed by the format"),
        "csv": Cell(sheets.csv_encoding, (BODY, "The café’s"), warns="character"),
        "html": "the same reader as for text",
        "md": "the same reader as for text",
        "txt": Cell(TEXT["mixed encoding"], (BODY, "The café’s"), warns="character"),
    },
    "encoding without a mark": {
        **dict.fromkeys(("pdf", "docx", "pptx", "xlsx", "csv", "html", "md"), "the same reader as for text"),
        "txt": _says(TEXT["encoding without a mark"], "The café was told."),
    },
    "quotation marks late in a table": {
        "csv": _says(sheets.csv_quotes, 'He said "no, never", and left.'),
        **dict.fromkeys(("pdf", "docx", "pptx", "xlsx", "html", "md", "txt"), "cells are not told by marks"),
    },
    "separator named in the first line": {
        "csv": _says(sheets.csv_separator, "The school, was told.", never=("sep=",)),
        **dict.fromkeys(("pdf", "docx", "pptx", "xlsx", "html", "md", "txt"), "cells are not told by marks"),
    },
}

_BY_VARIANT: dict[str, str] = {
    "number in a header": "odt footer, odp footer, rtf header",
    "comment": "odt comment, rtf comment",
    "note": "odt footnote, odp speaker notes, rtf footnote",
    "hidden text": "odt hidden words, odp hidden slide, rtf hidden words",
    "text as pale as the paper": "odt white words, rtf white words",
    "text off the page": "odp off the slide",
    "text under a shape": "odp under a shape",
    "words made black on black": (
        "docx black on a black shade, odt black words on black, rtf black words on a black shade"
    ),
    "struck text": "odt struck words, rtf struck words",
    "revision": "odt deleted, rtf deleted",
    "property of the file": "odt property, rtf property, eml blind copy",
    "table in a table": "odt table in a cell, rtf table in a cell",
    "text box": "odt text box, odp text, rtf text box",
    "attached file": "eml attached text",
    "nothing besides its text": "eml plain text",
}
"""The variants that fill a cell of a kind."""


def _of(case: Case) -> Cell:
    """A variant as a cell."""
    return Cell(
        lambda path: case.make(path.parent).replace(path) and None,
        (SHOWN,) if case.kind else (SHOWN, WORD),
        (WORD,) if case.kind else (),
        (case.kind,) if case.kind else (),
    )


def _whole(kind: str, row: Row) -> Row:
    """A row with the cells that variants fill; where neither says anything, it is not tried."""
    named = {case.name: case for case in CASES}
    cells = {name.split()[0]: _of(named[name]) for name in _BY_VARIANT.get(kind, "").split(", ") if name}
    return {suffix: cells.get(suffix, row.get(suffix, "not tried: variants tell")) for suffix in FORMATS}


TABLE: dict[str, Row] = {kind: _whole(kind, row) for kind, row in _OWN.items()}
