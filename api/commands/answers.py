"""Answers on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.query import show_reading
from api.commands.terminal import NOTHING_HELD, console

if TYPE_CHECKING:
    from api.answers.answer import Answer


def show_answer(answer: Answer) -> None:
    """What the documents say with their places, how the question was understood, and what is not held."""
    from api.wording import gap_lines, place

    heading = {
        "answer": "What the documents say",
        "closest": "Close passages, which may not answer",
        "none": "Nothing held on this",
    }
    console.print(heading[answer.band], style="bold")
    if answer.missing_terms:
        console.print(f"No passage searched mentions: {', '.join(answer.missing_terms)}.", markup=False)
    for unmet in answer.unmet:
        console.print(unmet.why, markup=False)
    for line in gap_lines(answer.not_held):
        console.print(f"Not held: {line}", markup=False)
    show_reading(answer.reading)
    for number, statement in enumerate(answer.statements, start=1):
        cited = statement.citations[0]
        console.print(f"\n{number}. “{statement.text}”", markup=False)
        console.print(f"   {cited.document.title}, {place(cited.locator)}", style="dim", markup=False)
    if not answer.statements:
        for hit in answer.nearest[:3]:
            where = f"{hit.found.document.title}, {place(hit.found.passage.locator)}"
            console.print(f"Nearest, not an answer: {where}", style="dim", markup=False)
    if not answer.documents_searched:
        console.print(NOTHING_HELD, markup=False)
        return
    years = f", of {answer.years_searched[0]} to {answer.years_searched[1]}" if answer.years_searched else ""
    console.print(f"\n{answer.documents_searched} documents searched{years}.", style="dim")
