"""What supersedes what: linked both ways, kept when either changes, in force on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING
from indexer.index import Index
from indexer.passages import Filters

MANIFEST = """path,title,kind,sensitivity,procedure_level,effective_from,supersedes
old.md,Escalation 2016,procedure,public,1,2016-06-01,
new.md,Escalation 2022,procedure,public,1,2022-04-01,{older}
undated.md,A briefing,briefing,public,,,
"""


def write(folder: Path, older: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "manifest.csv").write_text(MANIFEST.format(older=older), "utf-8")
    for name in ("old", "new", "undated"):
        (folder / f"{name}.md").write_text(f"# Escalation\n\nThe {name} way to settle a disagreement.\n", "utf-8")
    return folder


def records(index: Index) -> dict[str, DocumentRecord]:
    return {record.name: record for record in index.catalogue.documents(EVERYTHING)}


def in_force(index: Index, day: date) -> set[str]:
    ids = index.store.facet("document_id", Filters(in_force_on=day), clearance=EVERYTHING)
    return {name for name, record in records(index).items() if record.id in ids}


@pytest.mark.parametrize("older", ["old.md", "escalation 2016"])
def test_the_older_document_knows_what_supersedes_it(index: Index, tmp_path: Path, older: str) -> None:
    assert index.indexer.add([write(tmp_path / "p", older)]).problems == ()
    held = records(index)
    assert (held["old.md"].superseded_by, held["old.md"].superseded_since) == (held["new.md"].id, date(2022, 4, 1))
    (found,) = index.store.passages(held["old.md"].id, clearance=EVERYTHING)
    assert found.document.superseded_since == date(2022, 4, 1)
    assert in_force(index, date(2020, 1, 1)) == {"old.md"}
    assert in_force(index, date(2023, 1, 1)) == {"new.md"}
    assert in_force(index, date(2010, 1, 1)) == set()


def test_the_link_goes_with_the_newer_document(index: Index, tmp_path: Path) -> None:
    folder = write(tmp_path / "p", "old.md")
    index.indexer.add([folder])
    (folder / "new.md").unlink()
    index.indexer.add([folder])
    assert records(index)["old.md"].superseded_by is None
    assert in_force(index, date(2023, 1, 1)) == {"old.md"}


def test_a_name_that_leads_nowhere_is_said(index: Index, tmp_path: Path) -> None:
    (line,) = index.indexer.add([write(tmp_path / "p", "none.md")]).problems
    assert "new.md" in line
    assert "none.md" in line
    assert records(index)["old.md"].superseded_by is None
