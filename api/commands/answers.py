"""Answers on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.query import show_reading
from api.commands.terminal import NOTHING_HELD, console

if TYPE_CHECKING:
    from api.answers.answer import Answer
    from api.answers.kinds.values import ProcedureInForce


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
    _show_kinds(answer)
    after = answer.procedure.statements if answer.procedure else 0
    for number, statement in enumerate(answer.statements[after:], start=1):
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


def _show_kinds(answer: Answer) -> None:
    """Print what stands above the lines of an answer."""
    from api.wording import KIND_LABELS, spread_line

    for page in answer.pages:
        console.print(f"This question is answered by the page {page.title} ({page.address}).", markup=False)
    for figure in answer.figures:
        said = f"{figure.value}: {figure.row}; {figure.column} ({figure.date})"
        console.print(f"\n{said}", style="bold", markup=False)
    if answer.spread and answer.statements:
        console.print(spread_line(answer.spread), markup=False)
    for number in answer.lead:
        statement = answer.statements[number]
        card = statement.citations[0].document
        console.print(f"\nIn short, {card.year or 'year not known'}, {KIND_LABELS[card.kind].lower()}:", markup=False)
        console.print(f"   “{statement.text}”", markup=False)
    if answer.procedure is not None:
        _show_procedure(answer.procedure)


def _show_procedure(found: ProcedureInForce) -> None:
    from api.wording import in_force, is_numbered, place

    console.print(f"\nThe procedure: {found.document.title}", style="bold", markup=False)
    if said := in_force(found.document):
        console.print(f"   {said}", style="dim", markup=False)
    for section in found.sections:
        console.print(f"\n{' › '.join(section.headings)}", markup=False)
        for number, step in enumerate(section.steps, start=1):
            mark = "" if is_numbered(step.quote) else f"{number}. "
            console.print(f"   {mark}“{' '.join(step.quote.split())}”", markup=False)
        console.print(f"   {place(section.steps[0].locator)}", style="dim", markup=False)
    for card in found.superseded:
        console.print(f"It replaced {card.title} ({in_force(card)}).", style="dim", markup=False)
