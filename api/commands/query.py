"""How a question was understood, on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.terminal import console

if TYPE_CHECKING:
    from api.query.reading import Reading

_ONLY = "Only passages with {}."


def show_reading(reading: Reading) -> None:
    """What was put right, what every hit must hold, where the search looked first, and what else it looked for."""
    from api.wording import kinds_of_term

    for part in reading.corrected:
        console.print(f"Searched for: {part.label} (you typed {part.typed}).", style="dim", markup=False)
    if reading.phrases:
        phrases = ", ".join(part.label for part in reading.phrases)
        said = "No passage holds the phrase {}; without its marks its words are searched." if reading.unheld else _ONLY
        console.print(said.format(phrases), style="dim", markup=False)
    for heading, parts in kinds_of_term(reading.understood):
        console.print(f"{heading}: {'; '.join(part.label for part in parts)}.", style="dim", markup=False)
    if reading.expanded:
        console.print(f"Also searched: {'; '.join(p.label for p in reading.expanded)}.", style="dim", markup=False)
