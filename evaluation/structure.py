"""The structure of the code: rooms and their modules, arrows inside and across, longest files and functions."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evaluation.items import ROOT

app = typer.Typer()
console = Console(width=120)
PACKAGES = ("indexer", "api")
NOUNS = {
    "themes": ("theme", "tagger", "codebook"),
    "commitments": ("commitment",),
    "briefings": ("briefing",),
    "courses and training": ("training", "course", "need"),
    "learning log": ("learning_point", "learning_log"),
    "quotations": ("quot", "verif"),
}
"""Nouns of the register, each with what its modules are called by: a file or folder that bears one belongs to it."""
REGISTER = (
    *("api.learning.", "api.decisions.", "api.theme", "api.commitments"),
    *("api.learning_log", "api.courses", "api.training", "api.briefings"),
)
"""How the names of the modules begin that keep what passages add up to and what people decide of it."""
DOORS = ("api.rest", "api.web", "api.commands", "api.__main__", "api.app")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its dotted name, the folder it stands in, how many lines it has, its syntax tree."""

    name: str
    room: str
    lines: int
    tree: ast.Module

    @property
    def functions(self) -> list[tuple[str, int]]:
        """Each function with its lines."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        found = [node for node in ast.walk(self.tree) if isinstance(node, kinds)]
        return [(f"{self.name}.{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]


def modules(root: Path = ROOT) -> dict[str, Module]:
    """Every module of the product below a checkout, by its name; a package's own file is named as the package."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            text = path.read_text("utf-8")
            room = ".".join(path.relative_to(root).parent.parts)
            found[name] = Module(name, room, text.count("\n"), ast.parse(text))
    return found


def arrows(held: Mapping[str, Module]) -> set[tuple[str, str]]:
    """Pairs of modules of which the first imports the second."""
    return {(module.name, name) for module in held.values() for name in _imported(module.tree, held)} - {
        (name, name) for name in held
    }


def _imported(tree: ast.Module, held: Mapping[str, Module]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in held)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in held or node.module in held:
                    yield whole if whole in held else node.module


def room_circles(pairs: set[tuple[str, str]]) -> list[list[str]]:
    """Sets of packages of the second level that import each other in a circle."""
    graph: dict[str, set[str]] = {}
    for one, other in pairs:
        a, b = (".".join(name.split(".")[:2]) for name in (one, other))
        if a != b:
            graph.setdefault(a, set()).add(b)
    reached = {room: _reach(graph, room) for room in graph}
    circles = {
        frozenset({room} | {other for other in reached[room] if room in reached.get(other, ())})
        for room in graph
        if room in reached[room]
    }
    return sorted(sorted(circle) for circle in circles)


def _reach(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for room in graph.get(waiting.pop(), set()) - seen:
            seen.add(room)
            waiting.append(room)
    return seen


def errors_of_doors(held: Mapping[str, Module]) -> int:
    """How many types of error the doors name: what they catch or translate."""
    errors = {
        node.name
        for module in held.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and _is_error(node)
    }
    doors = [module for name, module in held.items() if name.startswith(DOORS)]
    caught = {
        name.id
        for module in doors
        for name in ast.walk(module.tree)
        if isinstance(name, ast.Name) and name.id in errors
    }
    return len(caught)


def _is_error(node: ast.ClassDef) -> bool:
    bases = {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
    plain = {"NotFound", "Invalid", "Conflict", "Forbidden", "Unavailable", "BadRequest"}
    return any(base.endswith(("Error", "Exception")) or base in plain for base in bases)


def noun_rooms(held: Mapping[str, Module], cues: tuple[str, ...]) -> tuple[int, int]:
    """In how many folders, doors left out, and how many files there and in the doors, a noun lies."""
    files = [m for m in held.values() if m.name.startswith("api.") and any(cue in m.name for cue in cues)]
    rooms = {module.room for module in files if not module.name.startswith(DOORS)}
    return len(rooms), len(files)


@app.command("structure")
def structure(
    folder: Annotated[Path, typer.Argument(help="A checkout; an earlier one to compare with.")] = ROOT,
) -> None:
    """Show rooms and arrows of the code: what a folder holds, what points where, what is longest."""
    held = modules(folder)
    pairs = arrows(held)
    rooms = Counter(module.room for name, module in held.items() if name != module.room)
    register = [(one, other) for one, other in pairs if one.startswith(REGISTER) and other.startswith(REGISTER)]
    lengths = [function for module in held.values() for function in module.functions]
    longest = max(lengths, key=lambda item: item[1])
    file = max(held.values(), key=lambda module: module.lines)
    table = Table("What", "Figure", title=f"{len(held)} modules of {', '.join(PACKAGES)}")
    table.add_row("folders; modules in the fullest", f"{len(rooms)}; {', '.join(map(_counted, rooms.most_common(3)))}")
    table.add_row("arrows within a folder / across", _inside(held, pairs))
    table.add_row("the same among the modules of the register", _inside(held, register))
    table.add_row("circles of packages", "; ".join(" ↔ ".join(circle) for circle in room_circles(pairs)) or "none")
    table.add_row("longest file", f"{file.name}: {file.lines} lines")
    table.add_row("longest function", f"{longest[0]}: {longest[1]} lines")
    table.add_row("lines of a function, median", f"{median(length for _, length in lengths):.0f}")
    table.add_row("types of error named by the doors", str(errors_of_doors(held)))
    for noun, cues in NOUNS.items():
        folders, files = noun_rooms(held, cues)
        table.add_row(f"{noun}: folders besides the doors / files", f"{folders} / {files}")
    console.print(table)


def _inside(held: Mapping[str, Module], pairs: Collection[tuple[str, str]]) -> str:
    inner = sum(held[one].room == held[other].room for one, other in pairs)
    return f"{inner} / {len(pairs) - inner}"


def _counted(item: tuple[str, int]) -> str:
    return f"{item[0]} {item[1]}"
