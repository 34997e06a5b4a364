"""The story of themes in chains of real reports, printed as the page has it, and year by year against what is true."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from api.commands.theme_patterns import lines
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.theme_patterns.trace import YearSeen
from api.themes.span import Side, Span
from evaluation.indexes import cached_model
from evaluation.items import Absent, shared
from evaluation.learning.theme_cells import indexed_files

app = typer.Typer()
console = Console(width=120)


@dataclass(frozen=True, slots=True)
class Chain:
    """An area and, for each theme, the state of each year by hand: found weak, found good, both or neither."""

    area: str
    truth: dict[str, dict[int, frozenset[Side]]]


@dataclass(slots=True)
class Score:
    """Cells (theme, year and side): true ones, found ones, and those that are both."""

    true: int = 0
    found: int = 0
    right: int = 0

    def add(self, truth: bool, found: bool) -> None:
        """Count a cell."""
        self.true += truth
        self.found += found
        self.right += truth and found

    @property
    def figures(self) -> tuple[str, ...]:
        """True, found, right, precision and recall, as printed."""
        precision, recall = self.right / max(self.found, 1), self.right / max(self.true, 1)
        return str(self.true), str(self.found), str(self.right), f"{precision:.2f}", f"{recall:.2f}"


@app.command("story")
def measure_stories(
    themes: Annotated[str, typer.Option(help="Themes told in full, separated by commas.")] = "C2,G3",
    cells: Annotated[bool, typer.Option(help="Show each theme and year.")] = False,
) -> None:
    """Tell themes of the real chains as their page does; compare every theme, year and side with the truth."""
    try:
        path = shared("gold") / "trace.json"
    except Absent as absent:
        console.print(f"story: skipped, {absent}.")
        return
    packed = json.loads(path.read_text("utf-8"))["chains"]
    chains = [Chain(area, _truth(chain)) for area, chain in packed.items()]
    with indexed_files(sorted(_documents(packed)), cached_model()) as base:
        for chain in chains:
            for theme in themes.split(","):
                trace = base.patterns.stories.trace(theme.strip(), LOCAL_OPERATOR, Span(area=chain.area))
                for line in lines(trace, chain.area):
                    console.print(line, markup=False, highlight=False)
                console.print()
        console.print(_compared(base, chains, cells))


def _compared(base: KnowledgeBase, chains: list[Chain], cells: bool) -> Table:
    shown = Table(title="Theme, year and side: the story against the written truth", title_justify="left")
    for column in ("chain", "side", "true", "found", "right", "precision", "recall"):
        shown.add_column(column, justify="left" if column in ("chain", "side") else "right")
    for chain in chains:
        scores = {side: Score() for side in Side}
        for theme, years in chain.truth.items():
            trace = base.patterns.stories.trace(theme, LOCAL_OPERATOR, Span(area=chain.area))
            found = {seen.year: _sides(seen) for seen in trace.years}
            for year, truth in years.items():
                for side in Side:
                    scores[side].add(side in truth, side in found.get(year, ()))
                if cells:
                    told, true = (" and ".join(sorted(sides)) or "neither" for sides in (found.get(year, ()), truth))
                    console.print(f"{chain.area} {theme} {year}: told {told}, true {true}")
        for side, score in scores.items():
            shown.add_row(chain.area, side, *score.figures)
    return shown


def _sides(seen: YearSeen) -> frozenset[Side]:
    return frozenset(side for side, count in zip(Side, (seen.weakness, seen.strength), strict=True) if count)


def _truth(chain: dict[str, Any]) -> dict[str, dict[int, frozenset[Side]]]:
    truth: dict[str, dict[int, frozenset[Side]]] = {}
    for theme, held in chain["themes"].items():
        years = truth.setdefault(theme, {})
        for cell in held["cells"]:
            sides = frozenset(side for side in Side if cell["state"] in (side, "both"))
            years[cell["year"]] = years.get(cell["year"], frozenset()) | sides
    return truth


def _documents(chains: dict[str, Any]) -> Iterator[str]:
    for chain in chains.values():
        for held in chain["themes"].values():
            yield from {cell["doc"] for cell in held["cells"]}
