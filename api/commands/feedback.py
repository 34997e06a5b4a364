"""Commands on judged questions: python -m api judgements | calibrate."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from api.commands.terminal import console, opened, opened_database
from api.people.users import LOCAL_OPERATOR


def judgements() -> None:
    """Print the judged questions as JSON lines, for `python -m evaluation own`; the service may run meanwhile."""
    from api.feedback.judgements import Judgements

    with opened_database() as (database, _):
        for judgement in Judgements(database).all():
            typer.echo(json.dumps(judgement.as_row(), ensure_ascii=False))


def calibrate(
    shipped: Annotated[bool, typer.Option("--shipped", help="Go back to how the program came.")] = False,
) -> None:
    """Set on the judged questions from when on a question counts as answered."""
    with opened() as base:
        cuts = (base.calibration.reset if shipped else base.calibration.calibrate)(LOCAL_OPERATOR)
    origin = f"set on {cuts.questions} judged questions" if cuts.questions else "as the program came"
    console.print(f"Answers from {cuts.answer_from:+.2f}, nothing held below {cuts.refuse_below:+.2f}: {origin}.")
