"""The README says what is: its settings and commands are those of the program."""

from __future__ import annotations

import re

import typer
from typer.main import get_command

from api.__main__ import app as api_app
from indexer.__main__ import app as indexer_app
from indexer.documents import FIELDS
from indexer.fields import Field, FieldKind
from indexer.settings import SETTINGS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def settings_table() -> str:
    rows = [f"| `{s.variable}` | {f'`{s.default}`' if s.default else 'empty'} | {s.help} |" for s in SETTINGS]
    return "\n".join(("| Variable | Default | Meaning |", "|---|---|---|", *rows))


def fields_table() -> str:
    rows = [f"| `{f.name}` | {f.label} | {f.meaning} | {_written(f)} |" for f in FIELDS.values()]
    return "\n".join(("| Column | On the pages | Meaning | Written as |", "|---|---|---|---|", *rows))


def _written(field: Field) -> str:
    if field.choices:
        return ", ".join(field.choices)
    return "2017-03-31 or 31/03/2017" if field.kind is FieldKind.DAY else "words"


def part(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", README, re.DOTALL)
    assert found, name
    return found.group(1)


def commands(app: typer.Typer) -> set[str]:
    return set(getattr(get_command(app), "commands"))  # noqa: B009 (click's attribute, untyped here)


def test_the_settings_are_those_of_the_program() -> None:
    assert part("settings") == settings_table()


def test_the_fields_of_a_document_are_those_of_the_program() -> None:
    assert part("fields") == fields_table()


def test_every_command_of_indexer_and_service_is_named() -> None:
    told = README[README.index("## Commands") : README.index("## Other programs")]
    missing = {name for name in commands(indexer_app) | commands(api_app) if not re.search(rf"[` ]{name}\b", told)}
    assert missing <= {"assets"}


def test_every_command_named_is_one_of_the_program() -> None:
    told = README[README.index("## Commands") : README.index("## Other programs")]
    for package, app in (("indexer", indexer_app), ("api", api_app)):
        named = set(re.findall(rf"`python -m {package} ([a-z-]+)", told))
        assert named and named <= commands(app), named - commands(app)


def test_what_the_readme_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).is_file(), target
