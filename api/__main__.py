"""The command line of the service: `python -m api --help` lists its commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.commands import (
    briefings,
    commitments,
    courses,
    feedback,
    learning_log,
    people,
    theme_patterns,
    themes,
    training,
)
from api.commands.answers import show_answer
from api.commands.query import show_reading
from api.commands.quotations import show_verification
from api.commands.terminal import NOTHING_HELD, console, errors, opened, stop
from api.people.users import LOCAL_OPERATOR
from indexer.failures import EXPECTED, explain
from indexer.settings import SETTINGS, Settings

app = typer.Typer(help="Ask a safeguarding partnership's documents.", no_args_is_help=True, add_completion=False)
app.add_typer(people.app, name="token")
app.add_typer(briefings.app, name="briefing")
themes.app.add_typer(theme_patterns.app)
app.add_typer(themes.app, name="themes")
app.add_typer(courses.app, name="courses")
app.add_typer(learning_log.app, name="learning-log")
app.command()(training.training)

AsJson = Annotated[bool, typer.Option("--json", help="Print what the API would answer.")]


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Port to listen on, in place of LEARNING_PORT.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on, in place of LEARNING_HOST.")] = None,
) -> None:
    """Serve the web interface and the API."""
    from api.app import create_app
    from api.serving import server_of, temporary_folder

    with opened() as base, temporary_folder(base.settings.data_dir):
        address, number = host or base.settings.host, base.settings.port if port is None else port
        scheme = "https" if base.settings.https else "http"
        shown = "127.0.0.1" if address in ("0.0.0.0", "::") else address  # noqa: S104 (only compared)
        if sys.stdout.isatty() and base.accounts.is_new():  # nowhere else: what is printed may be kept in a log
            console.print("Sign in once as administrator with this link (it works one time):", markup=False)
            console.print(f"  {scheme}://{shown}:{number}/sign-in?key={base.accounts.create_link()}", markup=False)
        else:
            console.print("For a link to sign in with: python -m api token link", markup=False)
        base.warm_up()
        console.print(f"Serving on {scheme}://{shown}:{number} (stop with Ctrl+C)", markup=False)
        server = server_of(create_app(base), address, number)
        server.run()
    if not server.started:
        raise stop(
            f"Port {number} on {address} cannot be used; perhaps the service runs already. Choose another: --port."
        )


@app.command()
def ask(question: str, as_json: AsJson = False) -> None:
    """Answer a question from the documents, in their own words."""
    from api.rest.schemas.answers import AnswerOut
    from indexer.passages import NO_FILTERS

    with opened() as base:
        answer = base.ask(question, NO_FILTERS, LOCAL_OPERATOR)
    if as_json:
        typer.echo(AnswerOut.of(answer).model_dump_json(indent=2))
    else:
        show_answer(answer)


@app.command()
def search(query: str, limit: Annotated[int, typer.Option(min=1, max=100)] = 10, as_json: AsJson = False) -> None:
    """Find passages."""
    from api.rest.schemas.retrieval import SearchOut
    from api.wording import place
    from indexer.passages import NO_FILTERS

    with opened() as base:
        page = base.search(query, NO_FILTERS, LOCAL_OPERATOR, limit)
    if as_json:
        typer.echo(SearchOut.of(page).model_dump_json(indent=2))
        return
    show_reading(page.reading)
    for number, hit in enumerate(page.hits, start=1):
        where = f"{hit.found.document.title}, {place(hit.found.passage.locator)}"
        console.print(f"{number}. {where}", style="bold", markup=False)
        console.print(f"   {' '.join(hit.found.passage.text.split())}\n", markup=False)
    if page.total or not page.reading.unheld:
        found = f"{len(page.hits)} of the {page.total} best passages." if page.total else NOTHING_HELD
        console.print(found, style="dim")


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A text or briefing with quotations.")], as_json: AsJson = False
) -> None:
    """Check the quotations of a file; exit code 1 when one is not word for word in the documents."""
    from api.rest.schemas.quotations import VerificationOut
    from indexer.readers import UnreadableFile

    with opened() as base:
        try:
            found = base.verification.file(file, LOCAL_OPERATOR)
        except UnreadableFile as error:
            raise stop(f"{file.name}: {error}") from None
    if as_json:
        typer.echo(VerificationOut.of(found).model_dump_json(indent=2))
    else:
        show_verification(found)
    if not found.is_clean:
        raise typer.Exit(1)


app.command()(feedback.judgements)
app.command()(feedback.calibrate)
app.command()(commitments.commitments)


@app.command()
def settings() -> None:
    """List the settings with their values."""
    try:
        values = Settings.read()
    except EXPECTED as error:
        raise stop(explain(error)) from None
    table = Table("Variable", "Value", "Meaning")
    for setting in SETTINGS:
        value = getattr(values, setting.name.lower())
        shown = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        secret = setting.name.endswith("KEY") and value
        table.add_row(setting.variable, "(set)" if secret else shown, setting.help)
    console.print(table)


@app.command()
def assets(require: Annotated[bool, typer.Option(help="Fail when the stylesheet cannot be fetched.")] = False) -> None:
    """Fetch and check the stylesheet the pages use when it is there."""
    from api.web.assets import AssetError, fetch

    try:
        fetch()
    except AssetError as error:
        if require:
            raise stop(str(error)) from None
        errors.print(str(error), style="yellow", markup=False)


if __name__ == "__main__":
    app()
