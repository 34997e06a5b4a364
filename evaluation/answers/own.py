"""Questions of a partnership's own: read from JSON lines or CSV, asked of its own folder or index."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from api.knowledge_base import KnowledgeBase
from evaluation.answers.measure import Outcome, measure
from evaluation.answers.report import write_html
from evaluation.answers.results import Values, compare, differences_table, read, table, values_of, write
from evaluation.indexes import cached_model, indexed
from evaluation.items import WORK, Benchmark, Gold, Item
from indexer.failures import EXPECTED, explain
from indexer.settings import Settings

app = typer.Typer()
console = Console(width=120)
REPORT = WORK / "own" / "report.csv"
VALUES = WORK / "own" / "values.json"
"""What became of each file of questions when it was last asked, by the file's name."""


class BadQuestions(ValueError):
    """The file of questions cannot be used; the message says which line and why."""


@app.command("own")
def own(
    questions: Annotated[Path, typer.Argument(help="JSON lines or CSV; evaluation/data/README.md says how.")],
    folder: Annotated[Path | None, typer.Option(help="Documents to ask, in place of the service's own index.")] = None,
    against: Annotated[
        bool, typer.Option("--compare", help="Compare with the last time this file was asked: paired bootstrap.")
    ] = False,
) -> None:
    """Measure your own questions on your own documents; what became of each is kept in `.evaluation/own/`.

    Without --folder the index of the settings is opened; while the service runs it holds that index, so stop it first.
    """
    try:
        benchmark = Benchmark("own", folder or Path(), tuple(read_questions(questions)))
        opened = indexed(benchmark, cached_model()) if folder is not None else KnowledgeBase.open(Settings.read())
        with opened as base:
            outcomes = measure(base, benchmark)
            write_html(REPORT.with_suffix(".html"), base, benchmark.items, outcomes, f"Questions of {questions.name}")
    except (*EXPECTED, RuntimeError, BadQuestions) as error:
        console.print(explain(error), markup=False)
        raise typer.Exit(2) from None
    console.print(table("own", outcomes))
    write_report(REPORT, benchmark.items, outcomes)
    shown = " and ".join(str(p.relative_to(WORK.parent)) for p in (REPORT, REPORT.with_suffix(".html")))
    console.print(f"What became of each question: {shown}", markup=False)
    held = read(VALUES) if VALUES.is_file() else {}
    if against:
        _compare(held.get(questions.name), values_of(outcomes), questions.name)
    write(VALUES, held | {questions.name: values_of(outcomes)})


def _compare(before: Values | None, now: Values, name: str) -> None:
    if before is None:
        console.print(f"{name} was not asked before: there is nothing to compare with.", markup=False)
    else:
        console.print(differences_table("own", compare(before, now), "the last time"))


def read_questions(path: Path) -> list[Item]:
    """The questions of a file. Raises BadQuestions or OSError."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadQuestions(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    rows = _csv(text) if path.suffix.lower() == ".csv" else _json_lines(path.name, text)
    items: dict[str, Item] = {}
    for number, row in rows:
        item = _item(path.name, number, row)
        before = items.get(item.id)
        if before is not None and before.text != item.text:
            raise BadQuestions(f"{path.name}, line {number}: the id {item.id} was used for another question.")
        gold = (*before.gold, *item.gold) if before else item.gold
        items[item.id] = Item(item.id, item.text, gold, tags=item.tags)
    if not items:
        raise BadQuestions(f"{path.name} holds no question.")
    return list(items.values())


def _csv(text: str) -> list[tuple[int, dict[str, Any]]]:
    """A row an answer: columns question, document, quote and, if wanted, id."""
    found = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        given = {str(k): (v or "").strip() for k, v in row.items() if isinstance(v, str)}
        quote = given.get("quote")
        answers = [{"document": given.get("document"), "quote": quote}] if quote else []
        question = given.get("question", "")
        found.append((number, {"id": given.get("id") or question, "question": question, "answers": answers}))
    return found


def _json_lines(name: str, text: str) -> list[tuple[int, dict[str, Any]]]:
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise BadQuestions(f"{name}, line {number}: it is not JSON.") from None
        if not isinstance(row, dict):
            raise BadQuestions(f"{name}, line {number}: it is not an object in braces.")
        found.append((number, row))
    return found


def _item(name: str, number: int, row: dict[str, Any]) -> Item:
    question, answers = row.get("question"), row.get("answers", [])
    if not isinstance(question, str) or not question.strip():
        raise BadQuestions(f"{name}, line {number}: `question` is missing.")
    try:
        gold = tuple(Gold(Path(a["document"]).name, str(a["quote"])) for a in answers)
    except (TypeError, KeyError):
        raise BadQuestions(f"{name}, line {number}: each answer needs `document` and `quote`.") from None
    tags = row.get("tags", [])
    return Item(str(row.get("id") or number), question, gold, tags=tuple(tags) if isinstance(tags, list) else ())


def write_report(path: Path, items: Sequence[Item], outcomes: Sequence[Outcome]) -> None:
    """A row for each question: whether it can be answered, the band, and each measure."""
    texts = {item.id: item.text for item in items}
    measures = list(dict.fromkeys(name for outcome in outcomes for name in outcome.values))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["id", "question", "answerable", "band", *measures])
        for o in outcomes:
            row = [o.id, texts[o.id], "yes" if o.answerable else "no", o.band]
            sheet.writerow([_plain(cell) for cell in row] + [o.values.get(name, "") for name in measures])


def _plain(cell: object) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    text = str(cell or "")
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
