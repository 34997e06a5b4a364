"""The manifest: `manifest.csv` beside the files says what a person knows of each of them.

A value that cannot be used is left out with one line that says where it stands and what would do; the
file is indexed all the same. A wrong or missing sensitivity leaves the default, which is the strictest.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from indexer.documents import FIELDS
from indexer.fields import Field, FieldKind
from indexer.metadata.dates import read_date
from indexer.readers.text.separated import read_rows

FILE_NAME = "manifest.csv"


class ManifestError(ValueError):
    """The manifest as a whole cannot be used; the message says why and what to do."""


class WrongValue(ValueError):
    """A value cannot be used; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows by path relative to the manifest's folder (posix), and lines about what could not be used."""

    rows: dict[str, dict[str, Any]]
    problems: tuple[str, ...] = ()


def _text(value: str) -> str:
    return " ".join(value.split())


def _date(value: str) -> date:
    day = read_date(value)
    if day is None:
        raise WrongValue("is not a date; write it as 2017-03-31 or 31/03/2017")
    return day


def _choice(field: Field, value: str) -> Any:
    chosen = value.strip().lower().replace(" ", "_")
    if chosen not in field.choices:
        raise WrongValue(f"is not a {field.name.replace('_', ' ')}; choose one of {', '.join(field.choices)}")
    return int(chosen) if chosen.isdigit() else field.choices[field.choices.index(chosen)]


def read_value(field: Field, text: str) -> Any:
    """The value of a field that a person wrote as text. Raises WrongValue."""
    if field.kind is FieldKind.CHOICE:
        return _choice(field, text)
    return _date(text) if field.kind is FieldKind.DAY else _text(text)


def read_values(given: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Typed values of the fields that are filled, and a line for each that cannot be used.

    Unknown names are refused with a line as well. Periods and effects that end before they begin lose
    their end.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, text in given.items():
        if not text or not text.strip():
            continue
        if name not in FIELDS:
            problems.append(f"{name} is not a field; use {', '.join(FIELDS)}")
            continue
        try:
            values[name] = read_value(FIELDS[name], text)
        except WrongValue as error:
            problems.append(f"{name} {text.strip()[:60]!r} {error}")
    for start, end in out_of_order(values):
        problems.append(f"{end} {values.pop(end)} lies before {start} {values[start]}; put them in order")
    return values, problems


def out_of_order(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The names of a period's or effect's start and end, where it ends before it begins."""
    spans = (("period_start", "period_end"), ("effective_from", "effective_to"))
    return [(a, b) for a, b in spans if values.get(a) and values.get(b) and values[b] < values[a]]


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises ManifestError when it is no CSV file with a `path` column."""
    try:
        separated = read_rows(path.read_bytes())
    except OSError as error:
        raise ManifestError(f"{path} cannot be read ({error.strerror}).") from error
    except csv.Error as error:
        raise ManifestError(f"{path.name} is not a CSV file ({error}); save it as CSV with commas.") from error
    filled = [(number, row) for number, row in enumerate(separated.rows, start=1) if any(row)]
    header = [name.strip() for name in filled[0][1]] if filled else []
    if "path" not in header:
        raise ManifestError(f"{path.name} has no column named path in its first row; add it.")
    manifest = _rows(path, header, filled[1:])
    return Manifest(manifest.rows, (*(f"{path.name}: {line}" for line in separated.warnings), *manifest.problems))


def _rows(path: Path, header: Sequence[str], lines: Sequence[tuple[int, list[str]]]) -> Manifest:
    rows: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for number, cells in lines:
        where = f"{path.name} line {number}"
        row = dict(zip(header, cells, strict=False))
        name = row.pop("path", "").strip().replace("\\", "/")
        if not name:
            problems.append(f"{where}: the path is empty; name the file or delete the row")
            continue
        if name in rows:
            problems.append(f"{where}: {name} has a row already; the first one counts, delete this one")
            continue
        if any(cells[len(header) :]):
            problems.append(f"{where}: more values than columns; put quotation marks round values with commas")
        values, wrong = read_values(row)
        problems.extend(f"{where} ({name}): {line}" for line in wrong)
        if not (path.parent / name).is_file():
            problems.append(f"{where}: there is no file {name} beside the manifest; correct the path")
        rows[name] = values
    return Manifest(rows, tuple(problems))
