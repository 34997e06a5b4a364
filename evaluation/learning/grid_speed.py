"""How fast the grid answers over many passages: made-up tags in a real database, asked over HTTP."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.theme_patterns.grid import Dimension
from api.themes.codebook import seed
from api.themes.evidence import Evidence, Facet, Method, PassageFacet, Suggestion, Verdict
from api.themes.span import FINDING_KINDS
from evaluation.indexes import cached_model, settings_for
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.database import open_database
from indexer.catalogue.records import DocumentRecord
from indexer.documents import DocumentKind, Sensitivity, Source
from indexer.passages import PassageRole
from indexer.text.agencies import agencies

app = typer.Typer()
console = Console(width=120)
PER_DOCUMENT = 100
RUNS = 20
TAGGED_AS = (0, 0, 1, 1, 1, 2, 3)
"""How many themes a passage has, drawn from."""
DECIDED = 0.02


@app.command("grid-speed")
def grid_speed(passages: Annotated[int, typer.Option(min=PER_DOCUMENT)] = 100_000) -> None:
    """Median and 95th percentile of the grid over made-up tags, for each clearance and choice of columns."""
    with _filled(passages) as base:
        shown = Table(title=f"The grid over {passages:,} passages, {RUNS} runs each", title_justify="left")
        for column in ("reader", "columns", "documents", "median ms", "95th percentile ms"):
            shown.add_column(column, justify="left" if column in ("reader", "columns") else "right")
        for role in (Role.READER, Role.PRACTITIONER, Role.ADMIN):
            user = User("measured", "measured", role)
            for columns in (d for d in Dimension if d is not Dimension.THEME):
                grid = base.patterns.grid(user, columns=columns)
                times = _timed(lambda user=user, columns=columns: base.patterns.grid(user, columns=columns))  # type: ignore[misc]
                count = sum(held.held for held in grid.coverage)
                figures = (f"{np.percentile(times, q):.0f}" for q in (50, 95))
                shown.add_row(role.replace("_", " "), columns, f"{count:,}", *figures)
        console.print(shown)


def _timed(call: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return times


@contextmanager
def _filled(passages: int) -> Iterator[KnowledgeBase]:
    """A knowledge base whose database holds documents, tags and verdicts drawn with a fixed seed."""
    with TemporaryDirectory(prefix="grid-") as work:
        settings = settings_for(Path(work))
        database = open_database(settings.database_url, settings.data_dir)
        draw = random.Random(1)  # noqa: S311 (figures, no secrets)
        catalogue, evidence = Catalogue(database), Evidence(database)
        for number in range(passages // PER_DOCUMENT):
            record = _record(number, draw)
            catalogue.begin(record)
            catalogue.finish(record)
            tags = list(_tags(record, draw))
            named = [
                PassageFacet(passage, Facet.AGENCY, agency)
                for passage in {tag.passage: None for tag in tags}
                for agency in draw.sample(list(agencies()), draw.choice((0, 1, 1, 2)))
            ]
            evidence.suggest(record.id, f"version {record.version}, made up", tags, named)
            for verdict in Verdict:
                pairs = [(tag.passage, tag.theme) for tag in tags if draw.random() < DECIDED / len(Verdict)]
                evidence.decide(pairs, verdict, "made up", LOCAL_OPERATOR)
        database.dispose()
        with KnowledgeBase.open(settings, cached_model()) as base:
            base.warm_up()
            yield base


def _record(number: int, draw: random.Random) -> DocumentRecord:
    source = Source(
        title=f"Document {number}",
        kind=draw.choice([*sorted(FINDING_KINDS), DocumentKind.PROCEDURE]),
        publisher=f"Publisher {draw.randrange(40)}",
        area=f"Area {draw.randrange(20)}",
        published=date(draw.randrange(2010, 2026), 6, 1),
        sensitivity=draw.choice(list(Sensitivity)),
    )
    name, now = f"{number}.pdf", datetime(2026, 1, 1, tzinfo=UTC)
    return DocumentRecord(
        f"{number:016x}", name, f"{number:064x}", 1, source, name, "application/pdf", 1, 10, PER_DOCUMENT, now
    )


def _tags(record: DocumentRecord, draw: random.Random) -> Iterator[Suggestion]:
    """Tags as the tagger spreads them: some themes often, most seldom; roles as passages have them."""
    themes = [theme.id for theme in seed().themes]
    often = [1 / (rank + 3) for rank in range(len(themes))]
    roles = list(PassageRole)
    for position in range(PER_DOCUMENT):
        role = draw.choice(roles)
        for theme in set(draw.choices(themes, often, k=draw.choice(TAGGED_AS))):
            score = round(draw.uniform(0.3, 1), 3)
            passage = f"{record.id}-{position}"
            yield Suggestion(
                passage, theme, record.id, role, "A made-up sentence.", score, score > 0.5, Method.PASSAGE, "made up"
            )
