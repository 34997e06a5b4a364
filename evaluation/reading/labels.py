"""Labelled statements: the passages of real reports that were labelled by hand, as the indexer reads and cuts them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from api.quotations.letters import letters
from evaluation.items import ROOT, shared
from indexer.documents import DocumentKind, Locator
from indexer.indexing.chunking import chunk
from indexer.passages import Passage, PassageRole, Place, Span
from indexer.readers import Limits, read
from indexer.text.sentences import sentence_spans

OWN = ROOT / "evaluation" / "data" / "roles.jsonl"
_LIMITS = Limits(10**8, 1000)


@dataclass(frozen=True, slots=True)
class Label:
    """What a person said of a text: the kind of its document, its role and themes. No document: for training.

    `mixed` says that a part of it does something else than its role says.
    """

    text: str
    headings: tuple[str, ...]
    kind: DocumentKind
    role: PassageRole
    document: str = ""
    sample: str = "own"
    mixed: bool = False
    themes: frozenset[str] = frozenset()

    @property
    def area(self) -> str:
        """The area a document's name begins with."""
        name = re.sub(r"^(?:jtai|wscb)-", lambda m: "walsall-" if m.group() == "wscb-" else "", self.document)
        return name.split("-")[0]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement of a labelled text: a passage as it was read, and which of its units it is."""

    label: Label
    passage: Passage
    number: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[slice(*self.span)]

    @property
    def span(self) -> Span:
        """Where it stands in the passage."""
        first, last = self.sentences
        return self.passage.sentences[first][0], self.passage.sentences[last][1]

    @property
    def sentences(self) -> tuple[int, int]:
        """Its first and last sentence in the passage."""
        first, last, _ = list(self.passage.units())[self.number]
        return first, last


def gold() -> list[Label]:
    """Labelled passages of real reports. Raises Absent."""
    return [
        Label(
            text=row["text"],
            headings=tuple(part.strip() for part in (row["heading"] or "").split(" > ") if part.strip()),
            kind=DocumentKind.ANNUAL_REPORT if "annual-report" in row["doc"] else DocumentKind.INSPECTION,
            role=PassageRole(row["role"]),
            document=row["doc"],
            sample=row["sample"],
            mixed=bool(row.get("also")),
            themes=frozenset(row["themes"]),
        )
        for row in map(json.loads, _lines(shared("gold") / "passages.jsonl"))
    ]


def own() -> list[Labelled]:
    """Statements written and labelled for training, on all roles and kinds, alone or as a passage; fictional."""
    return [one for row in map(json.loads, _lines(OWN)) for one in _written(row)]


def alone(label: Label) -> list[Labelled]:
    """The statements of a text that is a passage by itself."""
    passage = _passage(label.text, label.headings, sentence_spans(label.text))
    return [Labelled(label, passage, number) for number in range(len(passage.sentences))]


def _written(row: dict[str, Any]) -> list[Labelled]:
    """The statements of a row: one text, or several that make up a passage, each with its role."""
    headings, kind = tuple(row["headings"]), DocumentKind(row["kind"])
    if "text" in row:
        return alone(Label(row["text"], headings, kind, PassageRole(row["role"])))
    texts = [said["text"] for said in row["statements"]]
    ends = list(accumulate(len(text) + 1 for text in texts))
    passage = _passage(
        " ".join(texts), headings, tuple((b - len(t) - 1, b - 1) for t, b in zip(texts, ends, strict=True))
    )
    labels = [Label(said["text"], headings, kind, PassageRole(said["role"])) for said in row["statements"]]
    return [Labelled(label, passage, number) for number, label in enumerate(labels)]


def _passage(text: str, headings: tuple[str, ...], sentences: tuple[Span, ...]) -> Passage:
    places = (Place(0, Locator(lines="1")),)
    return Passage(text, "", text, 0, len(text), headings, sentences, places, 0)


def as_read(labels: Sequence[Label], folder: Path) -> list[Labelled]:
    """The statements of labelled texts, of the documents as the indexer reads them; what is not found is left out."""
    files = {path.name: path for path in folder.rglob("*")}
    found: list[Labelled] = []
    for document in sorted({label.document for label in labels}):
        passages = chunk(read(files[document], _LIMITS), document)
        lettered = _Lettered.of(passages)
        found += [one for label in labels if label.document == document for one in lettered.statements(label)]
    return found


@dataclass(frozen=True, slots=True)
class _Lettered:
    """A document as the letters of its statements, each with where they begin."""

    letters: str
    units: Mapping[int, tuple[Passage, int, int]]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> _Lettered:
        parts = [
            (passage, number, letters(passage.text[passage.sentences[first][0] : passage.sentences[last][1]]))
            for passage in passages
            for number, (first, last, _) in enumerate(passage.units())
        ]
        starts = accumulate((len(said) for *_, said in parts), initial=0)
        units = {at: (passage, number, len(said)) for at, (passage, number, said) in zip(starts, parts, strict=False)}
        return cls("".join(said for *_, said in parts), units)

    def statements(self, label: Label) -> list[Labelled]:
        """The statements that say most of the text or are mostly in it, where headings are most like the label's."""
        wanted = letters(label.text)
        places = [self._at(label, at, len(wanted)) for at in self._found(wanted)]
        return max(places, key=lambda place: _alike(place, label), default=[])

    def _found(self, wanted: str) -> Iterator[int]:
        at = self.letters.find(wanted)
        while at >= 0:
            yield at
            at = self.letters.find(wanted, at + 1)

    def _at(self, label: Label, start: int, length: int) -> list[Labelled]:
        found = []
        for at, (passage, number, size) in self.units.items():
            common = min(at + size, start + length) - max(at, start)
            if common > 0 and 2 * common >= min(size, length):
                found.append(Labelled(label, passage, number))
        return found


def _alike(place: list[Labelled], label: Label) -> int:
    """How many words the headings of a place and those of a label have in common."""
    above = {word for one in place for heading in one.passage.headings for word in heading.lower().split()}
    return len(above & {word for heading in label.headings for word in heading.lower().split()})


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
