"""Themes on the command line: python -m api themes tag | learn | models | use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from api.commands.terminal import console, opened
from api.people.users import LOCAL_OPERATOR

if TYPE_CHECKING:
    from api.knowledge_base import KnowledgeBase

app = typer.Typer(help="Themes of passages.", no_args_is_help=True)


@app.command("tag")
def tag_themes(
    everything: Annotated[bool, typer.Option("--all", help="All documents, also those unchanged.")] = False,
) -> None:
    """Look documents through for themes: those new or changed since, or after a change of the register."""
    with opened() as base:
        _tag(base, everything)


@app.command()
def learn() -> None:
    """Learn from what people confirmed and rejected, and look all documents through with what was learned."""
    with opened() as base:
        learned = base.learning.learn(LOCAL_OPERATOR)
        counts = f"{learned.confirmed} confirmed and {learned.rejected} rejected"
        console.print(f"Model {learned.version}, learned from {counts} passages, is in use.", markup=False)
        console.print(learned.tried_out, markup=False)
        _tag(base)


@app.command()
def models() -> None:
    """List the models that were in use; the last of them is."""
    with opened() as base:
        table = Table("Model", "Taken", "By", "Confirmed", "Rejected", "From")
        for one in base.learning.history(LOCAL_OPERATOR):
            counts = (str(one.confirmed), str(one.rejected))
            table.add_row(one.version, one.taken_at[:16], one.taken_by, *counts, one.prior)
        console.print(table)
        console.print(f"In use: {base.learning.in_use(LOCAL_OPERATOR).version}.", markup=False)


@app.command()
def use(version: Annotated[str, typer.Argument(help="As `themes models` lists it, or the one shipped.")]) -> None:
    """Go back to a model that was in use, and look all documents through with it."""
    with opened() as base:
        base.learning.take_again(version, LOCAL_OPERATOR)
        _tag(base)


def _tag(base: KnowledgeBase, everything: bool = False) -> None:
    count = base.themes.tag(LOCAL_OPERATOR, everything)
    console.print(f"{count} document{'' if count == 1 else 's'} looked through for themes.", markup=False)
