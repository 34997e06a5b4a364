"""Figures told with their row, column and date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.answers.answer import Answer
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
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


def test_a_figure_has_its_row_its_column_and_its_date(held: KnowledgeBase) -> None:
    answer = ask(held, "How many children had a protection plan in March 2017?")
    figure = answer.figures[0]
    assert (figure.value, figure.row, figure.column) == ("57", "Children with a protection plan", "31 March 2017")
    assert figure.value in answer.statements[figure.statement].text


def test_the_column_of_the_time_asked_for_gives_it(held: KnowledgeBase) -> None:
    assert ask(held, "How many children had a protection plan in March 2016?").figures[0].value == "41"


def test_no_figure_is_told_where_none_is_asked_for(held: KnowledgeBase) -> None:
    assert ask(held, "Which children have a protection plan?").figures == ()
