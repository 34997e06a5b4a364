"""How what an answer holds besides its lines is printed: pages of this service, a lead, the procedure in force."""

from __future__ import annotations

from api.answers.answer import Answer
from api.answers.kinds.values import ProcedureInForce
from api.commands.terminal import console
from api.wording import KIND_LABELS, in_force, is_numbered, place


def show_kinds(answer: Answer) -> None:
    """Print what stands above the lines of an answer."""
    for page in answer.pages:
        console.print(f"This question is answered by the page {page.title} ({page.address}).", markup=False)
    for number in answer.lead:
        statement = answer.statements[number]
        card = statement.citations[0].document
        console.print(f"\nIn short, {card.year or 'year not known'}, {KIND_LABELS[card.kind].lower()}:", markup=False)
        console.print(f"   “{statement.text}”", markup=False)
    if answer.procedure is not None:
        _show_procedure(answer.procedure)


def _show_procedure(found: ProcedureInForce) -> None:
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
