"""The answer path over real stores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from api.answers.abstention import answerability, shipped
from api.answers.answer import Band
from api.errors import BadRequest
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.query.hints import Understanding
from api.query.question import LONGEST, BadQuestion, Question, clean
from indexer.documents import DocumentKind
from indexer.passages import NO_FILTERS, Filters

READER = User("r", "Reader", Role.READER)


def test_an_answer_quotes_the_sentence_that_answers(base: KnowledgeBase) -> None:
    answer = base.ask("Were fathers overlooked in the assessments?", NO_FILTERS, LOCAL_OPERATOR)
    assert answer.band is Band.ANSWER
    assert answer.statements[0].text == "Fathers were overlooked in the assessments."
    citation = answer.statements[0].citations[0]
    assert citation.document.title == "Learning review: Child Q"
    assert citation.locator.lines is not None
    assert citation.locator.page is None  # Markdown has no pages, so none is invented
    assert answer.documents_searched == 4
    assert answer.missing_terms == ()


def test_what_is_not_held_is_not_answered_and_its_words_are_named(base: KnowledgeBase) -> None:
    answer = base.ask("How are zebras vaccinated in Antarctica?", NO_FILTERS, LOCAL_OPERATOR)
    assert answer.band is Band.NONE
    assert answer.statements == ()
    assert answer.missing_terms == ("zebras", "vaccinated", "Antarctica")


def test_a_reader_is_never_answered_from_what_they_may_not_see(base: KnowledgeBase) -> None:
    answer = base.ask("Was supervision recorded in four of ten files?", NO_FILTERS, READER)
    shown = [c.document for s in answer.statements for c in s.citations] + [h.found.document for h in answer.nearest]
    assert shown
    assert {document.sensitivity for document in shown} == {"public"}
    assert answer.documents_searched == 2


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (Filters(kinds=(DocumentKind.AUDIT,)), {"Audit of supervision 2019"}),
        (Filters(areas=("weston",)), {"Bruising procedure"}),
        (Filters(years=(2018, 2018)), {"Learning review: Child Q"}),
        (Filters(years=(None, 2017)), {"Norton Board Annual Report 2016-17"}),
        (Filters(areas=("Nowhere",)), set()),
    ],
)
def test_filters_narrow_what_is_searched(base: KnowledgeBase, filters: Filters, titles: set[str]) -> None:
    page = base.search("supervision of fathers", filters, LOCAL_OPERATOR, 50)
    assert {hit.found.document.title for hit in page.hits} == titles


def test_pages_of_a_search_follow_each_other_without_gap_or_repeat(base: KnowledgeBase) -> None:
    whole = base.search("the board and the father", NO_FILTERS, LOCAL_OPERATOR, 50)
    ids, cursor = [], None
    while True:
        page = base.search("the board and the father", NO_FILTERS, LOCAL_OPERATOR, 2, cursor)
        assert page.total == whole.total
        ids += [hit.found.passage.id for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
    assert ids == [hit.found.passage.id for hit in whole.hits]
    assert len(ids) == len(set(ids)) == whole.total


def test_the_tail_beyond_what_is_reranked_can_be_paged(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.retrieval.search.RERANKED", 2)
    page = base.search("the board and the father", NO_FILTERS, LOCAL_OPERATOR, 50)
    scores = [hit.score for hit in page.hits]
    assert len(scores) == page.total > 2
    assert scores == sorted(scores, reverse=True)


def test_a_cursor_from_elsewhere_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(BadRequest, match="cursor"):
        base.search("fathers", NO_FILTERS, LOCAL_OPERATOR, 2, "!!!")


def test_highlights_are_the_words_shared_with_the_question(base: KnowledgeBase) -> None:
    hit = base.search("father overlooked", NO_FILTERS, LOCAL_OPERATOR, 1).hits[0]
    text = hit.found.passage.text
    assert {text[a:b].lower() for a, b in hit.highlights} <= {"fathers", "father", "overlooked"}
    assert hit.highlights


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x07", "\u200b\u202e"])
def test_an_empty_question_is_refused_with_advice(text: str) -> None:
    with pytest.raises(BadQuestion, match="Type a question"):
        clean(text)


def test_a_question_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(BadQuestion, match="2,000"):
        clean("a" * (LONGEST + 1))
    assert clean("a" * LONGEST)


def test_control_characters_leave_the_question() -> None:
    assert clean("fathers\x00 \u202eoverlooked\r\n?") == "fathers overlooked ?"


def test_bands_follow_the_cuts() -> None:
    cuts = shipped().cuts
    assert cuts.band(cuts.answer_from) is Band.ANSWER
    assert cuts.band(cuts.refuse_below) is Band.CLOSEST
    assert cuts.band(cuts.refuse_below - 0.01) is Band.NONE
    asked = Question("x", np.zeros(1, dtype=np.float32), (), (), Understanding())
    assert answerability(asked, [], []) == float("-inf")


def test_a_description_of_a_sheet_is_found_but_never_an_answer(own_base: KnowledgeBase, tmp_path: Path) -> None:
    rows = [
        f"{n},Supervision was recorded in file {n},{'Strength' if n < 3 else 'Area to develop'}" for n in range(1, 6)
    ]
    (tmp_path / "audit.csv").write_text("\n".join(["Case,Finding,Grade", *rows]), "utf-8")
    own_base.documents.add([tmp_path / "audit.csv"], LOCAL_OPERATOR)
    question = "How many rows does the table hold under case, finding and grade: strength in how many rows?"
    hits = own_base.search(question, NO_FILTERS, LOCAL_OPERATOR).hits
    assert hits[0].found.passage.by_service
    assert "Strength in 2 rows" in hits[0].found.passage.text
    answer = own_base.ask(question, NO_FILTERS, LOCAL_OPERATOR)
    cited = [own_base.documents.passage(c.passage_id, LOCAL_OPERATOR) for s in answer.statements for c in s.citations]
    assert not any(found.passage.by_service for found in cited)


def test_the_mark_of_a_list_is_no_part_of_a_quotation(own_base: KnowledgeBase, tmp_path: Path) -> None:
    source = tmp_path / "findings.txt"
    source.write_text(
        "Findings\n\n• Supervision was recorded in nine files.\n\n• Fathers were seen at home.\n", "utf-8"
    )
    own_base.documents.add([source], LOCAL_OPERATOR)
    statement = own_base.ask("Was supervision recorded?", NO_FILTERS, LOCAL_OPERATOR).statements[0]
    assert statement.text == statement.citations[0].quote == "Supervision was recorded in nine files."
