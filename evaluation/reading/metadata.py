"""Metadata: what is worked out of a document without a manifest, counted against what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from evaluation.items import ROOT, shared
from indexer.documents import Document, DocumentKind, Source
from indexer.metadata.dates import days
from indexer.metadata.inference import infer
from indexer.metadata.manifest import FILE_NAME, read_manifest
from indexer.readers import Limits, read

FIELDS = ("kind", "area", "year", "published", "period", "publisher", "title")
_LIMITS = Limits(10**9, 10**5, ocr=True)
_INSPECTION = re.compile(r"^(?:jtai-)?(?P<area>.+?)-(?:children-s-services|joint-area|area-send)-")
_OTHERS: dict[str, dict[str, object]] = {
    "wscb-annual-report-2016-17.txt": {
        "kind": DocumentKind.ANNUAL_REPORT,
        "area": "Walsall",
        "year": 2017,
        "period": ("2016-04-01", "2017-03-31"),
    },
    "working-together-to-safeguard-children-2023.pdf": {"kind": DocumentKind.GUIDANCE, "area": None, "year": 2023},
}
"""What the names of the two files that are no inspection reports say, written out."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file and what is known of it, by field; a field that is not in `truth` is not judged."""

    file: Path
    truth: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Judged:
    """A field of a file: what is true, and what was worked out (None: nothing)."""

    file: str
    field: str
    truth: object
    found: object

    @property
    def is_right(self) -> bool:
        """Whether both say the same; names are compared by their letters, without "and"."""
        return _letters(self.truth) == _letters(self.found)


def real() -> list[Known]:
    """The real corpus. Its file names tell kind, area and day of publication. Raises Absent."""
    folder = shared("corpus")
    return [Known(file, _named(file)) for file in sorted(folder.rglob("*")) if file.is_file()]


def sample() -> list[Known]:
    """The sample corpus, with what its manifest says."""
    folder = ROOT / "corpus"
    rows = read_manifest(folder / FILE_NAME).rows
    return [Known(folder / name, _given(row)) for name, row in sorted(rows.items())]


def judge(known: Sequence[Known]) -> tuple[list[Judged], list[Judged]]:
    """Every field of every file, with the file's name shown to the inference and with it hidden."""
    shown: list[Judged] = []
    hidden: list[Judged] = []
    for one in known:
        document = read(one.file, _LIMITS)
        shown.extend(_judge(one, one.file.name, document))
        hidden.extend(_judge(one, f"document{one.file.suffix}", document))
    return shown, hidden


def counts_table(name: str, shown: Sequence[Judged], hidden: Sequence[Judged]) -> Table:
    """Right out of how many, by field."""
    table = Table(title=f"{name}: right without a manifest", title_justify="left")
    for column in ("field", "with the file's name", "name hidden", "of which nothing said"):
        table.add_column(column, justify="left" if column == "field" else "right")
    for field in FIELDS:
        mine = [[j for j in judged if j.field == field] for judged in (shown, hidden)]
        if mine[0]:
            cells = [f"{sum(j.is_right for j in judged)} of {len(judged)}" for judged in mine]
            silent = sum(j.found is None and not j.is_right for j in mine[1])
            table.add_row(field, *cells, str(silent))
    return table


def all_right(judged: Sequence[Judged], fields: Sequence[str] = ("kind", "area", "year")) -> tuple[int, int]:
    """How many files have all these fields right, and how many files there are."""
    files = {j.file for j in judged}
    wrong = {j.file for j in judged if j.field in fields and not j.is_right}
    return len(files - wrong), len(files)


def wrong_lines(judged: Sequence[Judged]) -> list[str]:
    """A line for each field that is not right."""
    return [f"{j.file}: {j.field} is {j.truth}, worked out: {j.found}" for j in judged if not j.is_right]


def _judge(known: Known, name: str, document: Document) -> Iterator[Judged]:
    found = infer(name, document)
    dates = {k: getattr(found, k) for k in ("period_start", "period_end", "published", "effective_from")}
    source = Source(title=found.title or "", **dates)
    values = {
        "kind": found.kind,
        "area": found.area,
        "year": source.year,
        "published": found.published and found.published.isoformat(),
        "period": found.period_start and found.period_end and (str(found.period_start), str(found.period_end)),
        "publisher": found.publisher,
        "title": found.title,
    }
    for field in FIELDS:
        if field in known.truth:
            yield Judged(known.file.name, field, known.truth[field], values[field])


def _named(file: Path) -> dict[str, object]:
    """What a file's name says. The inspection reports are named area, sort of inspection, day of publication."""
    if file.name in _OTHERS:
        return _OTHERS[file.name]
    area = _INSPECTION.match(file.stem)
    (day,) = days(file.stem)
    return {
        "kind": DocumentKind.INSPECTION,
        "area": area and area["area"].replace("-", " "),
        "year": day.year,
        "published": day.isoformat(),
        "publisher": "Ofsted",
    }


def _given(row: Mapping[str, Any]) -> dict[str, object]:
    """The manifest's row in the same fields. Only kinds that report on a period are judged by it."""
    known = {k: row[k] for k in ("title", "kind", "publisher", "area") if k in row}
    dates = {k: row[k] for k in ("period_start", "period_end", "published", "effective_from") if k in row}
    known["year"] = Source(title="", **dates).year
    if "published" in row:
        known["published"] = row["published"].isoformat()
    if row.get("kind") is DocumentKind.ANNUAL_REPORT and "period_end" in row:
        known["period"] = (str(row["period_start"]), str(row["period_end"]))
    return known


def _letters(value: object) -> str:
    return re.sub(r"\W+|\band\b", "", str(value).casefold())
