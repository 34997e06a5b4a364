"""What a workbook holds besides cells: notes, shapes, charts, pictures, printed headers, embedded files, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime
from typing import Any

from openpyxl.utils import get_column_letter

from indexer.documents import Locator, PartKind
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.charts import DrawnChart, chart_of
from indexer.readers.office.container import properties_in
from indexer.readers.office.markup import choose_alternatives, is_on, local
from indexer.readers.sheets.package import ID, Package, PartRelation
from indexer.readers.sheets.workbook import SheetEntry, Workbook
from indexer.readers.tables import table_of

_FOR_OLD_PROGRAMS = "[Threaded comment]"
"""How a note begins that only tells old programs of the threaded comment in its place."""
_STRING = re.compile(r'"((?:[^"]|"")+)"')
TICKED, NOT_TICKED = "☑", "☐"
_EMBEDDED = ("oleObject", "package", "audio", "video")
_LONGEST = 200_000
"""Characters of stored values, behind a pivot table or a link, that are kept for the check of personal data."""


def add_sheet_parts(builder: DocumentBuilder, book: Workbook, sheet: SheetEntry, controls: Mapping[str, str]) -> None:
    """Add what belongs to one sheet: its shapes and charts to the text, its notes and pictures apart from it.

    `controls` are the relationships of its form controls by the number of their shape.
    """
    package = book.package
    for words, cell in _notes(book, sheet.part):
        builder.set_apart(PartKind.COMMENT, words, Locator(sheet=sheet.name, cells=cell), hidden=sheet.hidden)
    for name, root in package.trees(sheet.part, "drawing"):
        choose_alternatives(root)
        _Drawing(builder, book, sheet, name, _states(package, sheet.part, controls)).add(root)
    _count_embedded(builder, package, sheet)


def add_book_parts(builder: DocumentBuilder, book: Workbook, shown: Set[str]) -> None:
    """Add what belongs to the workbook as a whole; `shown` are the values that its sheets show."""
    for _, root in book.package.trees("", "core-properties", "extended-properties", "custom-properties"):
        builder.set_apart(PartKind.PROPERTY, "\n".join(properties_in(root)))
    for element in book.root.iter():
        if local(element) == "definedName":
            for words in _STRING.findall(element.text or ""):
                builder.set_apart(PartKind.PROPERTY, f"{element.get('name')}: {words}")
    for kind, what in (("pivotCacheDefinition", "data behind a pivot table"), ("externalLink", "data of another file")):
        for name, root in book.package.trees(book.part, kind):
            roots = [root, *(records for _, records in book.package.trees(name, "pivotCacheRecords"))]
            values = dict.fromkeys(value for one in roots for value in _stored(one))
            kept = [value for value in values if value not in shown]
            if kept:
                words = f"{what}: {'; '.join(kept)}"
                builder.set_apart(PartKind.HIDDEN_TEXT, words[:_LONGEST], Locator(sheet=what), hidden=True)


def title_and_day(package: Package) -> tuple[str | None, date | None]:
    """The title an Office file gives itself and the day it was made, where it says so."""
    said = {local(one): (one.text or "").strip() for _, root in package.trees("", "core-properties") for one in root}
    try:
        day = datetime.fromisoformat(said.get("created", "").removesuffix("Z")).date()
    except ValueError:
        day = None
    return said.get("title") or None, day


def _notes(book: Workbook, part: str) -> Iterator[tuple[str, str]]:
    """The notes and threaded comments of a sheet with the cell each is on, its author before its words."""
    people = {
        str(one.get("id")): str(one.get("displayName") or "")
        for _, root in book.package.trees(book.part, "person")
        for one in root
    }
    threaded = [one for _, root in book.package.trees(part, "threadedComment") for one in root]
    for one in threaded:
        yield _by(people.get(str(one.get("personId")), ""), _texts(one, "text")), str(one.get("ref"))
    for _, root in book.package.trees(part, "comments"):
        authors = [_texts(one) for one in root.iter() if local(one) == "author"]
        for one in root.iter():
            if local(one) != "comment":
                continue
            words = _texts(one, "t")
            place = str(one.get("authorId") or "")
            author = authors[int(place)] if place.isdigit() and int(place) < len(authors) else ""
            if not (threaded and words.startswith(_FOR_OLD_PROGRAMS)):
                yield _by("" if author.startswith("tc=") else author, words), str(one.get("ref"))


def _by(author: str, words: str) -> str:
    return words if not author or words.startswith(author) else f"{author}: {words}"


def _texts(element: Any, name: str | None = None) -> str:
    """The words below an element, or below those of one name in it."""
    inner = [element] if name is None else [one for one in element.iter() if local(one) == name]
    return "".join("".join(one.itertext()) for one in inner).strip()


def _stored(root: Any) -> Iterator[str]:
    """The values that a pivot table's cache or a link to another file keeps."""
    for element in root.iter():
        if local(element) in ("s", "n", "d") and element.get("v"):
            yield str(element.get("v"))
        elif local(element) == "v" and element.text:
            yield element.text


def _count_embedded(builder: DocumentBuilder, package: Package, sheet: SheetEntry) -> None:
    drawings = [relation.target for relation in package.related(sheet.part, "drawing") if not relation.outside]
    for part in (sheet.part, *drawings):
        for relation in package.related(part, *_EMBEDDED):
            builder.count(PartKind.ATTACHMENT, 1, 0, detail=f"{_file_name(relation)} (sheet {sheet.name})")


def _file_name(relation: PartRelation) -> str:
    return relation.target.rpartition("/")[2] or relation.target


def _states(package: Package, part: str, controls: Mapping[str, str]) -> dict[str, str]:
    """The form controls of a sheet by the number of their shape, each as what stands for its state."""
    targets = {relation.id: relation.target for relation in package.related(part, "ctrlProp")}
    found = {}
    for shape, relation in controls.items():
        root = package.tree(targets.get(relation, ""))
        kind = "" if root is None else str(root.get("objectType"))
        if root is not None and kind in ("CheckBox", "Radio"):
            found[shape] = TICKED if root.get("checked") == "Checked" else NOT_TICKED
        elif root is not None and kind in ("Drop", "List", "Spin", "Scroll", "EditBox"):
            found[shape] = ""
    return found


class _Drawing:
    """The shapes that lie over the cells of a sheet, added to the text in their order."""

    def __init__(
        self, builder: DocumentBuilder, book: Workbook, sheet: SheetEntry, part: str, states: Mapping[str, str]
    ) -> None:
        self._builder, self._book, self._sheet, self._states = builder, book, sheet, states
        self._relations = {relation.id: relation for relation in book.package.relations(part)}

    def add(self, root: Any) -> None:
        """Add each shape with the place of the cell it is fixed to."""
        for anchor in root:
            place = Locator(sheet=self._sheet.name, cells=_cell_of(anchor))
            for element in anchor.iter():
                name = local(element)
                if name in ("sp", "cxnSp"):
                    self._shape(element, place)
                elif name == "pic":
                    self._picture(element, place)
                elif name == "graphicData":
                    self._graphic(element, place)

    def _shape(self, element: Any, place: Locator) -> None:
        """A shape with its words; that of a form control with its state before them."""
        said, struck = _paragraphs(element)
        state = self._states.get(_number_of(element))
        if state is not None:
            self._builder.count(PartKind.FORM_FIELD, 1, int(state != ""), detail=f"sheet {self._sheet.name}")
            said = [" ".join([state, *said]).strip()] if said else []
        self._builder.set_apart(PartKind.STRUCK_TEXT, "\n".join(struck), place, hidden=self._sheet.hidden)
        self._box(element, said, place)

    def _box(self, element: Any, paragraphs: list[str], place: Locator) -> None:
        if not paragraphs:
            return
        if self._sheet.hidden or _is_out_of_sight(element):
            self._builder.set_apart(PartKind.HIDDEN_TEXT, "\n".join(paragraphs), place, hidden=True)
            return
        self._builder.count(PartKind.TEXT_BOX, 1, 1)
        for words in paragraphs:
            self._builder.add(words, place)

    def _picture(self, element: Any, place: Locator) -> None:
        said = next((one for one in element.iter() if local(one) == "cNvPr"), None)
        words = "" if said is None else str(said.get("descr") or said.get("title") or "")
        where = f"sheet {self._sheet.name}" + (f" at {place.cells}" if place.cells else "")
        self._builder.count(PartKind.PICTURE, 1, 0, 1 if words.strip() else 0, "" if words.strip() else where)
        self._builder.set_apart(PartKind.PICTURE, words, place, hidden=self._sheet.hidden)

    def _graphic(self, element: Any, place: Locator) -> None:
        """A chart, read from the values it keeps where no sheet shows them, or a diagram."""
        for one in element.iter():
            relation = self._relations.get(str(one.get(ID) or one.get(ID.replace("}id", "}dm")) or ""))
            root = None if relation is None or relation.outside else self._book.package.tree(relation.target)
            if root is not None and local(root) == "chartSpace":
                self._chart(chart_of(root), place)
            elif root is not None and local(root) == "dataModel":
                self._box(element, _paragraphs(root)[0], place)

    def _chart(self, chart: DrawnChart, place: Locator) -> None:
        if self._sheet.hidden:
            return
        for words in chart.titles:
            self._builder.add(words, place)
        shown = {sheet.name for sheet in self._book.sheets if not sheet.hidden}
        in_cells = bool(chart.sheets) and chart.sheets <= shown
        read = bool(chart.grid) or in_cells
        self._builder.count(PartKind.CHART, 1, int(read), detail="" if read else f"sheet {self._sheet.name}")
        if chart.grid and not in_cells:
            self._builder.table(table_of(chart.grid, 1), [place] * len(chart.grid))


def _cell_of(anchor: Any) -> str | None:
    """The cell that the upper left corner of a shape lies on."""
    start = next((one for one in anchor if local(one) == "from"), None)
    place = {} if start is None else {local(one): one.text or "" for one in start}
    column, row = place.get("col", ""), place.get("row", "")
    return f"{get_column_letter(int(column) + 1)}{int(row) + 1}" if column.isdigit() and row.isdigit() else None


def _paragraphs(element: Any) -> tuple[list[str], list[str]]:
    """The paragraphs of a shape, each in one line, and the words struck out in them; line breaks are blanks."""
    said: list[str] = []
    struck: list[str] = []
    for paragraph in (one for one in element.iter() if local(one) == "p"):
        pieces: list[str] = []
        for one in paragraph.iter():
            if local(one) == "t":
                looks = next((other for other in one.itersiblings(preceding=True) if local(other) == "rPr"), None)
                is_struck = looks is not None and looks.get("strike", "noStrike") != "noStrike"
                (struck if is_struck else pieces).append(one.text or "")
            elif local(one) == "br":
                pieces.append(" ")
        said.append(" ".join("".join(pieces).split()))
    return [words for words in said if words], struck


def _number_of(element: Any) -> str:
    said = next((one for one in element.iter() if local(one) == "cNvPr"), None)
    return "" if said is None else str(said.get("id"))


def _is_out_of_sight(element: Any) -> bool:
    said = next((one for one in element.iter() if local(one) == "cNvPr"), None)
    return said is not None and said.get("hidden") is not None and is_on(said, "hidden")
