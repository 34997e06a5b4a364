"""The parts of an Office file and how they are related: each is found by its relationship, never by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from types import TracebackType
from typing import IO, Any, Self
from zipfile import ZipFile

from indexer.readers.office.markup import parse
from indexer.readers.office.strict import opened

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ID = f"{_RELATIONSHIP}id"
"""The attribute by which an element names a relationship of its part."""


@dataclass(frozen=True, slots=True)
class PartRelation:
    """One relationship of a part: what sort it is ("comments"), and the part or, outside the file, the address."""

    id: str
    kind: str
    target: str
    outside: bool


class Package:
    """An Office file opened; Strict namespaces stand as the usual ones. Use it as a context."""

    def __init__(self, path: Any) -> None:
        self._archive = ZipFile(opened(path))
        self._names = {name.lower(): name for name in self._archive.namelist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._archive.close()

    def main_part(self) -> str:
        """The name of the part that the file is about. Raises KeyError when it names none."""
        return next(self.related("", "officeDocument")).target

    def relations(self, part: str) -> list[PartRelation]:
        """The relationships of a part, those of the file itself for ""; none where it names none."""
        folder, name = dirname(part), part.rpartition("/")[2]
        listed = self.tree(join(folder, "_rels", f"{name}.rels"))
        found = []
        for entry in () if listed is None else listed:
            target = str(entry.get("Target") or "").replace("\\", "/")
            outside = entry.get("TargetMode") == "External"
            inside = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            kind = str(entry.get("Type") or "").rpartition("/")[2]
            found.append(PartRelation(str(entry.get("Id")), kind, target if outside else inside, outside))
        return found

    def related(self, part: str, *kinds: str) -> Iterator[PartRelation]:
        """The relationships of a part of some sorts."""
        return (relation for relation in self.relations(part) if relation.kind in kinds)

    def holds(self, part: str) -> bool:
        """Whether the file holds a part."""
        return part.lower() in self._names

    def tree(self, part: str) -> Any:
        """The root of a part's XML; None where there is no such part."""
        name = self._names.get(part.lower())
        return None if name is None else parse(self._archive.read(name))

    def stream(self, part: str) -> IO[bytes]:
        """The bytes of a part, to be read piece by piece. Raises KeyError where there is none."""
        return self._archive.open(self._names[part.lower()])

    def trees(self, part: str, *kinds: str) -> Iterator[tuple[str, Any]]:
        """The names and roots of the parts that a part is related to, of some sorts."""
        for relation in self.related(part, *kinds):
            root = None if relation.outside else self.tree(relation.target)
            if root is not None:
                yield relation.target, root
