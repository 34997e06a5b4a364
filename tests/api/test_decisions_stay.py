"""What a person decided stays: a document is taken out, lists are looked at, it is put back, and all counts again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.commitments.outcomes import Outcome
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR as ME
from api.themes.evidence import Verdict
from api.training.decisions import NeedDecision
from indexer.indexing.discovery import Missing

WEAK = (
    "Nobody asked about the dangerous dog.",
    "Nobody wrote down the dangerous dog.",
    "Nobody saw the dangerous dog.",
)
SECTIONS = "".join(f"## What was weak {n}\n\n{says} This was weak.\n\n" for n, says in enumerate(WEAK * 4))
REPORT = f"""# Annual report

## What was weak

Fathers were overlooked in assessments. Supervision was weak.

{SECTIONS}## What we will do

The board will write a standard for supervision by March 2018.
"""
LOG = "Learning point,Source,Action,Owner,Status\nFathers are left out of plans,Review,Name the father,Board,Open\n"
COURSES = "Course,Date,Places,Attendees\nNeglect,2016,20,12\nFathers in assessments,2016,20,15\n"
MANIFEST = """path,title,kind,publisher,area,published,sensitivity
report.md,Report 2016,annual_report,Board,Norton,2016-06-01,public
log.csv,Learning log,log,Board,Norton,2016-06-01,public
courses.csv,Training programme 2016,training,Board,Norton,2016-06-01,public
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name, text in {"report.md": REPORT, "log.csv": LOG, "courses.csv": COURSES, "manifest.csv": MANIFEST}.items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture
def held(own_base: KnowledgeBase, folder: Path) -> Iterator[KnowledgeBase]:
    assert not own_base.documents.add([folder], ME).failed
    yield own_base


def look_at_every_list(base: KnowledgeBase) -> None:
    base.commitments.all(ME)
    base.courses.all(ME)
    base.learning_log.all(ME)
    base.patterns.emerging.all(ME)
    base.review.queue(ME)
    base.review.agreement(ME)
    for theme in base.themes.register(ME).themes:
        base.themes.evidence(theme.id, ME, unsure=True)
    if base.training.areas(ME):
        base.training.matrix(ME)


def on_a_commitment(base: KnowledgeBase) -> Callable[[], object]:
    one = base.commitments.all(ME)[0].id
    base.commitments.decide(one, Outcome.MET, "Seen by the board.", ME)
    return lambda: base.commitments.one(one, ME).status  # type: ignore[union-attr]


def on_evidence(base: KnowledgeBase) -> Callable[[], object]:
    passage = next(p.passage.id for r in base.documents.all(ME).items for p in base.documents.passages(r.id, ME).items)
    base.themes.decide("G3", passage, Verdict.CONFIRMED, "Plain.", ME)
    return lambda: [(i.suggestion.passage, i.state) for i in base.themes.evidence("G3", ME) if i.decided]


def on_a_course(base: KnowledgeBase) -> Callable[[], object]:
    one = base.courses.all(ME)[0].id
    base.courses.decide_theme(one, "D5", Verdict.CONFIRMED, "Its title says so.", ME)
    return lambda: [(t.theme, t.state) for t in base.courses.one(one, ME).themes if t.decided_by]


def on_a_learning_point(base: KnowledgeBase) -> Callable[[], object]:
    one = base.learning_log.all(ME)[0]
    given = {"area": one.area, "year": "2016", "text": "Fathers are left out of plans", "owner": "Chair"}
    base.learning_log.enter(given, "Agreed in May.", ME)
    return lambda: [part[0].text for part in base.learning_log.one(one.id, ME).parts.values() if part[0].by]


def on_a_need(base: KnowledgeBase) -> Callable[[], object]:
    need = base.training.matrix(ME).rows[0].id
    base.training.decide(NeedDecision(need, "persists", "", "", "", "", "Seen again."), ME)
    return lambda: base.training.need(need, ME)[1].decision


def on_a_cluster(base: KnowledgeBase) -> Callable[[], object]:
    one = base.patterns.emerging.all(ME).clusters[0]
    base.patterns.emerging.dismiss(one.cluster.key, "One family only.", ME)
    return lambda: [c.decision and c.decision.reason for c in base.patterns.emerging.all(ME).clusters]


@pytest.mark.parametrize(
    "decide", [on_a_commitment, on_evidence, on_a_course, on_a_learning_point, on_a_need, on_a_cluster]
)
def test_a_decision_outlives_a_document_taken_out_and_put_back(
    held: KnowledgeBase, folder: Path, tmp_path: Path, decide: Callable[[KnowledgeBase], Callable[[], object]]
) -> None:
    decided = decide(held)
    before = decided()
    assert before
    aside = tmp_path / "aside"
    folder.rename(aside)
    held.documents.add([folder], ME, missing=Missing.REMOVE_ALL)
    assert not held.documents.all(ME).items
    look_at_every_list(held)
    aside.rename(folder)
    held.documents.add([folder], ME)
    look_at_every_list(held)
    assert decided() == before
