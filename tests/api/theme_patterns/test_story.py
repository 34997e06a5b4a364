"""The story of a theme: scope, sources apart, the word that changes, the gap; on page, API and command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commands.theme_patterns import lines
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.theme_patterns.story import Trace
from api.theme_patterns.trace import Status
from tests.conftest import client_for

WEAK = """# {title}

## What was weak

Private fostering was weak: few notifications of private fostering came in and
privately fostered children were not visited.
"""
KINSHIP = """# Report

## What was good

Support for kinship carers and special guardians was good, and kinship care was strong and well supported.
"""
NARROW = """# Joint targeted area inspection of Norton

## Headline findings

The response to neglect at home was weak, and the toolkit for neglect was seldom used by staff.
"""
FILES = (
    ("r2014.md", WEAK.format(title="Report"), "Report 2014", "annual_report", 2014, "public"),
    ("i2015.md", WEAK.format(title="Inspection"), "Inspection 2015", "inspection", 2015, "public"),
    ("r2017.md", KINSHIP, "Report 2017", "annual_report", 2017, "public"),
    ("j2018.md", NARROW, "Inspection 2018", "inspection", 2018, "partnership"),
)
READER = User("r", "a reader", Role.READER)


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "in"
    folder.mkdir()
    rows = ["path,title,kind,publisher,area,published,sensitivity"]
    for name, text, title, kind, year, sensitivity in FILES:
        (folder / name).write_text(text, "utf-8")
        rows.append(f"{name},{title},{kind},Board,Norton,{year}-06-01,{sensitivity}")
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n", "utf-8")
    assert not own_base.documents.add([folder], LOCAL_OPERATOR).failed
    yield own_base


def told(base: KnowledgeBase, user: User = LOCAL_OPERATOR) -> Trace:
    return base.patterns.stories.trace("G3", user)


def test_a_document_on_another_subject_does_not_cover_the_theme(held: KnowledgeBase) -> None:
    trace = told(held)
    assert trace.judged.status is Status.NOT_COVERED and "2014 and 2015" in trace.judged.rule
    assert [(c.seen.year, c.seen.held, c.seen.narrow) for c in trace.chapters] == [
        (2014, 1, 0),
        (2015, 1, 0),
        (2017, 1, 0),
        (2018, 0, 1),
    ]
    assert [card.title for card in trace.chapters[-1].elsewhere] == ["Inspection 2018"]


def test_who_may_not_see_a_document_is_told_nothing_of_it(held: KnowledgeBase) -> None:
    trace = told(held, READER)
    assert trace.judged.status is Status.IMPROVING
    assert "2018" not in " ".join(lines(trace))


def test_sources_stand_apart_and_words_change(held: KnowledgeBase) -> None:
    first, second, third, _ = told(held).chapters
    assert (first.own.weakness, first.independent.held) == (1, 0)
    assert (second.independent.weakness, second.own.held) == (1, 0)
    assert third.gap == (2016, 2016)
    assert {term.words for term in third.terms} >= {"kinship"}
    assert "private fostering" in {term.words for term in third.gone}
    assert all(one.independent for one in second.told) and second.told[0].place.lines


def test_page_and_command_tell_the_same(held: KnowledgeBase) -> None:
    page = client_for(held).get("/themes/G3/trace?area=Norton").text.replace("&#39;", "'")
    for line in lines(told(held), "Norton"):
        if not line.startswith((" ", "\n")):
            assert line in page, line
    answer = client_for(held).get("/api/v1/themes/G3/trace").json()
    assert answer["chapters"][1]["told"][0]["sentence"].startswith("Private fostering was weak")
    assert answer["chapters"][2]["not_found"]
