"""Answers that go over the years or the areas held, and say which of them are silent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.answers.answer import Answer
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.wording import spread_line
from indexer.passages import NO_FILTERS
from tests.conftest import settings_for
from tests.toy import ToyEmbedder

MANIFEST = """path,title,kind,area,period_start,period_end,sensitivity
a.csv,Oxmoor children in need,annual_report,Oxmoor,2016-04-01,2017-03-31,public
b.md,Oxmoor annual report 2018-19,annual_report,Oxmoor,2018-04-01,2019-03-31,public
c.md,Oxmoor annual report 2013-14,annual_report,Oxmoor,2013-04-01,2014-03-31,public
d.md,Norton annual report 2013-14,annual_report,Norton,2013-04-01,2014-03-31,public
"""
ROWS = """Measure,31 March 2016,31 March 2017
Children with a protection plan,41,57
Children looked after,302,318
"""
LATER = "# Report\n\nThe recording of supervision for social workers got better in the teams.\n"
EARLIER = "# Report\n\nThe recording of supervision for social workers was poor in most teams.\n"
OTHER = "# Report\n\nA swimming bath was opened by the mayor of the town in June.\n"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("oxmoor")
    texts = {"manifest.csv": MANIFEST, "a.csv": ROWS, "b.md": LATER, "c.md": EARLIER, "d.md": OTHER}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    with KnowledgeBase.open(settings_for(tmp_path_factory.mktemp("data")), ToyEmbedder()) as opened:
        assert not opened.documents.add([folder], LOCAL_OPERATOR).failed
        yield opened


def ask(base: KnowledgeBase, question: str) -> Answer:
    return base.ask(question, NO_FILTERS, LOCAL_OPERATOR)


def test_change_is_told_by_year_newest_first_and_silent_years_are_named(held: KnowledgeBase) -> None:
    answer = ask(held, "Has the recording of supervision for social workers got better over the years?")
    assert answer.spread is not None
    assert answer.spread.told == ("2014", "2019")
    assert answer.spread.silent == ("2017",)
    assert [s.citations[0].document.year for s in answer.statements[:2]] == [2019, 2014]
    assert spread_line(answer.spread) == "Lines of 2 of the 3 years held. Nothing was found on it of 2017."


def test_areas_are_counted_where_areas_are_asked_for(held: KnowledgeBase) -> None:
    answer = ask(held, "Which areas speak of the recording of supervision for social workers?")
    assert answer.spread is not None
    assert "Oxmoor" in answer.spread.told
    assert len(answer.spread.told) + len(answer.spread.silent) == 2
