"""A wanted line is recognised in an answer by its words and its document."""

from __future__ import annotations

from dataclasses import replace

from api.answers.answer import Answer
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.answers.lines import Line, as_shown, names_of, places, share
from indexer.passages import NO_FILTERS


def asked(base: KnowledgeBase) -> Answer:
    return base.ask("Were fathers overlooked in the assessments?", NO_FILTERS, LOCAL_OPERATOR)


def test_a_line_is_said_where_its_words_are_cited_from_its_document(base: KnowledgeBase) -> None:
    lines = [
        Line("review.md", "fathers were overlooked, in the assessments"),
        Line("report.pdf", "Fathers were overlooked in the assessments."),
        Line("review.md", "Fathers were never overlooked by anybody at all."),
        Line("review.md"),
    ]
    answer = asked(base)
    assert places(lines, replace(answer, statements=answer.statements[:1]), names_of(base)) == [0, None, None, 0]


def test_a_line_of_labelled_data_may_be_a_whole_document() -> None:
    assert Line.of({"document": "audits/a.csv", "quote": "Four of ten"}) == Line("a.csv", "Four of ten")
    assert Line.of({"document": "audits/a.csv"}) == Line("a.csv")


def test_an_answer_is_shown_with_its_band_and_where_each_line_stands(base: KnowledgeBase) -> None:
    first, second, *_ = as_shown(asked(base), names_of(base)).splitlines()
    assert first == "  band answer"
    assert second == "  1. Fathers were overlooked in the assessments. [review.md]"


def test_a_share_has_its_denominator() -> None:
    assert (share(1, 4), share(0, 0)) == ("0.25 of 4", "none")
