"""Commands on commitments: python -m api commitments."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.commands.terminal import console, opened
from api.people.users import LOCAL_OPERATOR


def commitments(
    area: Annotated[str, typer.Option(help="Only this area.")] = "",
    status: Annotated[str, typer.Option(help="Only this status: decided, else suggested.")] = "",
    theme: Annotated[str, typer.Option(help="Only commitments on this theme, by its id.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
) -> None:
    """List commitments, overdue first, with what later documents suggest became of it."""
    from api.commitments.service import WantedCommitments
    from api.wording import place

    with opened() as base:
        found = base.commitments.all(
            LOCAL_OPERATOR, WantedCommitments(area=area, status=status, overdue=overdue, theme=theme)
        )
    table = Table("Commitment", "Where", "Due", "Themes", "Status")
    for one in found[:limit]:
        commitment, source = one.followed.commitment, one.followed.citation
        due = f"{commitment.due or 'not stated'}{' (overdue)' if one.is_overdue else ''}"
        shown = f"{one.status} (decided)" if one.decision else f"{one.suggested} (suggested)"
        where = f"{source.document.title}, {place(source.locator)}"
        words = " ".join(commitment.text.split())
        table.add_row(words, where, due, ", ".join(one.themes), shown.replace("_", " "))
    console.print(table)
    console.print(f"{min(limit, len(found))} of {len(found)} commitments.", style="dim")
