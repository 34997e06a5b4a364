"""The command line of the service: `python -m api --help` lists its commands."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from api.commands import briefings, learning_log
from api.commands import people as people_commands
from api.commands import theme_patterns as pattern_commands
from api.commands import themes as theme_commands
from api.commands import training as training_commands
from api.commands.terminal import console, errors, opened, opened_database, stop
from api.people.users import LOCAL_OPERATOR
from indexer.failures import EXPECTED, explain
from indexer.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from api.answers.answer import Answer
    from api.query.reading import Reading
    from api.quotations.service import Verification

app = typer.Typer(help="Ask a safeguarding partnership's documents.", no_args_is_help=True, add_completion=False)
app.add_typer(people_commands.app, name="token")
app.add_typer(briefings.app, name="briefing")
theme_commands.app.add_typer(pattern_commands.app)
app.add_typer(theme_commands.app, name="themes")
app.add_typer(training_commands.courses, name="courses")
app.add_typer(learning_log.app, name="learning-log")
app.command()(training_commands.training)

_ONLY = "Only passages with {}."
_NOTHING_HELD = "No document is held yet: add some with python -m indexer add PATH."

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
        _show(answer)


def _show(answer: Answer) -> None:
    from api.commands.answers import show_kinds
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
    _show_reading(answer.reading)
    show_kinds(answer)
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
        console.print(_NOTHING_HELD, markup=False)
        return
    years = f", of {answer.years_searched[0]} to {answer.years_searched[1]}" if answer.years_searched else ""
    console.print(f"\n{answer.documents_searched} documents searched{years}.", style="dim")


def _show_reading(reading: Reading) -> None:
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


@app.command()
def search(query: str, limit: Annotated[int, typer.Option(min=1, max=100)] = 10, as_json: AsJson = False) -> None:
    """Find passages."""
    from api.rest.schemas.answers import SearchOut
    from api.wording import place
    from indexer.passages import NO_FILTERS

    with opened() as base:
        page = base.search(query, NO_FILTERS, LOCAL_OPERATOR, limit)
    if as_json:
        typer.echo(SearchOut.of(page).model_dump_json(indent=2))
        return
    _show_reading(page.reading)
    for number, hit in enumerate(page.hits, start=1):
        where = f"{hit.found.document.title}, {place(hit.found.passage.locator)}"
        console.print(f"{number}. {where}", style="bold", markup=False)
        console.print(f"   {' '.join(hit.found.passage.text.split())}\n", markup=False)
    if page.total or not page.reading.unheld:
        found = f"{len(page.hits)} of the {page.total} best passages." if page.total else _NOTHING_HELD
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
        _show_verification(found)
    if not found.is_clean:
        raise typer.Exit(1)


def _show_verification(found: Verification) -> None:
    from api.wording import place

    for checked in found.quotations:
        finding = checked.finding
        outcome = finding.outcome.replace("_", " ")
        console.print(f"{outcome}: “{' '.join(checked.quotation.text.split())}”", markup=False)
        if finding.detail:
            console.print(f"   {finding.detail}", markup=False)
        for difference in finding.differences:
            console.print(f"   quoted “{difference.quoted}”, source “{difference.source}”", markup=False)
        for omission in finding.omissions:
            console.print(f"   left out {omission.where}: “{omission.words}”", markup=False)
        for source in checked.sources:
            where = f"{source.citation.document.title}, {place(source.citation.locator)}"
            console.print(f"   {where} {source.detail}".rstrip(), style="dim", markup=False)
    said = ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in found.counts.items())
    console.print(f"{len(found.quotations)} quotations checked: {said}.", markup=False)
    if found.too_short or found.left:
        console.print(f"Not checked: {found.too_short} too short, {found.left} beyond the most checked at once.")
    for mark in found.unclosed:
        console.print(
            f"Not checked: a quotation mark without its partner, line {mark.line}: {mark.words}", markup=False
        )


@app.command()
def judgements() -> None:
    """Print the judged questions as JSON lines, for `python -m evaluation own`; the service may run meanwhile."""
    from api.feedback.judgements import Judgements

    with opened_database() as (database, _):
        for judgement in Judgements(database).all():
            typer.echo(json.dumps(judgement.as_row(), ensure_ascii=False))


@app.command()
def calibrate(
    shipped: Annotated[bool, typer.Option("--shipped", help="Go back to how the program came.")] = False,
) -> None:
    """Set on the judged questions from when on a question counts as answered."""
    with opened() as base:
        cuts = (base.calibration.reset if shipped else base.calibration.calibrate)(LOCAL_OPERATOR)
    origin = f"set on {cuts.questions} judged questions" if cuts.questions else "as the program came"
    console.print(f"Answers from {cuts.answer_from:+.2f}, nothing held below {cuts.refuse_below:+.2f}: {origin}.")


@app.command()
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
