"""What stands beside the slides of a presentation: masters, comments, notes pages, properties, attached files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from indexer.documents import Locator, PartKind
from indexer.readers import Limits
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.container import attached, properties, remains
from indexer.readers.office.markup import choose_alternatives, local, parse, q
from indexer.readers.slides.shapes import shapes_of
from indexer.readers.slides.text import is_placeholder, plain

_TEMPLATES = ("slideLayouts", "slideMasters", "notesMasters", "handoutMasters")
_PROMPT = re.compile(r"click to edit|click icon to|(?:second|third|fourth|fifth) level$|‹#›$", re.IGNORECASE)
"""What an untouched template says in its placeholders."""
_TREE = f"{q('p:cSld')}/{q('p:spTree')}"


class BesideSlides:
    """The parts of a presentation around its slides. What masters say is entered once, however many slides show it."""

    def __init__(self, builder: DocumentBuilder, presentation: Any, path: Path, limits: Limits) -> None:
        self._builder = builder
        self._package = presentation.part.package
        self._path = path
        self._limits = limits
        self._walked = {str(presentation.part.partname)}
        self._roots: dict[str, Any] = {}
        self._printed: dict[str, None] = {}

    def related(self, part: Any, relation: str) -> Any | None:
        """The part under the id of a relationship of a part; None when there is none or it lies outside the file."""
        found = part.rels.get(relation) if relation in part.rels else None
        if found is None or found.is_external:
            return None
        self._walked.add(str(found.target_part.partname))
        return found.target_part

    def above(self, slide: Any) -> list[Any]:
        """The roots of a slide's layout and master, whose own text is noted as printed."""
        layout = self._one(slide, "slideLayout")
        master = None if layout is None else self._one(layout, "slideMaster")
        roots = [self._root(part) for part in (layout, master) if part is not None]
        for root in roots:
            for shape in shapes_of(root.find(_TREE)):
                if not is_placeholder(shape.element):
                    self.furniture(plain(shape.element))
        return roots

    def theme(self, slide: Any) -> Any | None:
        """The root of the theme that colours a slide."""
        layout = self._one(slide, "slideLayout")
        master = None if layout is None else self._one(layout, "slideMaster")
        theme = None if master is None else self._one(master, "theme")
        return None if theme is None else self._root(theme)

    def notes(self, slide: Any) -> Any | None:
        """The text body of a slide's speaker notes; what else stands on its notes page is noted as printed."""
        part = self._one(slide, "notesSlide")
        if part is None:
            return None
        body = None
        for shape in shapes_of(self._root(part).find(_TREE)):
            found = shape.element.find(q("p:txBody"))
            if found is not None and body is None and is_placeholder(shape.element, "body"):
                body = found
            elif found is not None and not is_placeholder(shape.element, "sldNum"):
                self.furniture(plain(found))
        return body

    def furniture(self, text: str) -> None:
        """Text that is printed on slide after slide."""
        if text.strip():
            self._printed[text.strip()] = None

    def slide(self, part: Any, place: Locator) -> None:
        """A slide is read: its part is walked, its comments are set apart."""
        self._walked.add(str(part.partname))
        for relation in part.rels.values():
            if not relation.is_external and relation.reltype.endswith("/comments"):
                self._comments(relation.target_part, place)

    def enter(self) -> None:
        """Set apart and count what no slide holds."""
        for text in self._printed:
            self._builder.set_apart(PartKind.HEADER, text)
        unseen: dict[str, None] = {}
        for part in self._package.iter_parts():
            if any(f"/{folder}/" in str(part.partname) for folder in _TEMPLATES):
                self._walked.add(str(part.partname))
                unseen.update(dict.fromkeys(self._unseen(part)))
        self._builder.set_apart(PartKind.PROPERTY, "\n".join(unseen))
        properties(self._builder, self._package)
        self._walked.update(attached(self._builder, self._package, self._limits))
        remains(self._builder, self._path, self._package, self._walked)

    def _unseen(self, part: Any) -> list[str]:
        """Text of a template that no slide shows: that of its placeholders, of layouts that are not in use."""
        texts = plain(self._root(part)).split("\n")
        shown = {line for text in self._printed for line in text.split("\n")}
        return [text for text in texts if text not in shown and not _PROMPT.match(text)]

    def _comments(self, part: Any, place: Locator) -> None:
        """Comments of the old kind (`p:text`) and of the newer, whose paragraphs are those of shapes."""
        self._walked.add(str(part.partname))
        root = self._root(part)
        for element in root.iter():
            if local(element) in ("text", "txBody"):
                text = plain(element) or " ".join("".join(element.itertext()).split())
                self._builder.set_apart(PartKind.COMMENT, text, place)

    def _one(self, part: Any, name: str) -> Any | None:
        found = (r for r in part.rels.values() if r.reltype.endswith(f"/{name}") and not r.is_external)
        relation = next(found, None)
        if relation is None:
            return None
        self._walked.add(str(relation.target_part.partname))
        return relation.target_part

    def _root(self, part: Any) -> Any:
        name = str(part.partname)
        if name not in self._roots:
            root = parse(part.blob)
            choose_alternatives(root)
            self._roots[name] = root
        return self._roots[name]
