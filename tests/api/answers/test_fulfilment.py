"""What a sentence does to each term of a question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api.answers.fulfilment import fulfilment, may_fit
from api.answers.term_states import Fulfilment
from api.query.hints import HintKind, Holdings
from api.query.understanding import understand_hints
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity, TableCell
from indexer.passages import Passage, PassageRole, Place, StoredPassage
from indexer.readers.tables import table_of

KEPT, BROKEN, SILENT = Fulfilment.KEPT, Fulfilment.BROKEN, Fulfilment.NOT_STATED


def card(title: str, kind: DocumentKind = DocumentKind.ANNUAL_REPORT, **more: Any) -> DocumentCard:
    return DocumentCard(title, title, kind, Sensitivity.PUBLIC, 1, "0", **more)


REPORT = card(
    "Annual report 2016-17",
    area="Walsall",
    year=2017,
    period_start=date(2016, 4, 1),
    period_end=date(2017, 3, 31),
)
REVIEW = card("Learning review: Child V", DocumentKind.LEARNING_REVIEW)
AUDIT = card("Audit of files", DocumentKind.AUDIT, area="Sandwell", year=2019)
NATIONAL = card("National guidance", DocumentKind.GUIDANCE)
HOLDINGS = Holdings((REPORT, REVIEW, AUDIT, NATIONAL))


def state(
    question: str,
    kind: HintKind,
    text: str,
    document: DocumentCard = REPORT,
    headings: tuple[str, ...] = (),
    role: PassageRole | None = None,
    cells: tuple[TableCell, ...] = (),
) -> Fulfilment:
    asked = understand_hints(question, HOLDINGS)
    span = (0, len(text))
    places = (Place(0, Locator()),)
    passage = Passage("p", document.id, text, 0, len(text), headings, (span,), places, 0, role, cells=cells)
    states = fulfilment(asked, StoredPassage(passage, document), span)
    return next(term.state for term, hint in zip(states, asked.hints, strict=True) if hint.kind is kind)


@pytest.mark.parametrize(
    ("question", "document", "text", "result"),
    [
        ("neglect in Walsall", REPORT, "Neglect is common.", KEPT),
        ("neglect in Walsall", AUDIT, "Neglect is common.", BROKEN),
        ("neglect in Walsall", AUDIT, "Walsall does it better.", KEPT),
        ("neglect in Walsall", NATIONAL, "Neglect is common.", SILENT),
        ("neglect in Leeds", REPORT, "Neglect is common.", BROKEN),
        ("neglect in Leeds", NATIONAL, "Neglect is common.", SILENT),
        ("neglect in Leeds", REVIEW, "Neglect is common.", BROKEN),
        ("neglect in Walsall and Sandwell", AUDIT, "Neglect is common.", SILENT),  # one of the two is kept
    ],
)
def test_areas(question: str, document: DocumentCard, text: str, result: Fulfilment) -> None:
    assert state(question, HintKind.AREA, text, document) is result


@pytest.mark.parametrize(
    ("question", "document", "text", "result"),
    [
        ("neglect in 2016-17", REPORT, "Neglect is common.", KEPT),
        ("neglect in 2019-20", REPORT, "Neglect is common.", BROKEN),
        ("neglect in 2019-20", REPORT, "By 2019-20 it will be rare.", KEPT),
        ("neglect in 2019-20", REVIEW, "Neglect is common.", SILENT),
        ("neglect in 2019-20", REVIEW, "In 2014 it was common.", BROKEN),
        ("how many cases in 2016-17", REPORT, "In 2012-13 there were 40 cases.", BROKEN),
        ("how many cases in 2016-17", REPORT, "There were 40 cases, against 30 in 2015-16.", BROKEN),
    ],
)
def test_periods(question: str, document: DocumentCard, text: str, result: Fulfilment) -> None:
    assert state(question, HintKind.YEARS, text, document) is result


@pytest.mark.parametrize(
    ("question", "document", "text", "result"),
    [
        ("what did the Child V review find", REVIEW, "Nobody asked.", KEPT),
        ("what did the Child W review find", REVIEW, "Nobody asked.", BROKEN),
        ("what did the Child W review find", REPORT, "Child W was missed.", KEPT),
        ("what did the Child W review find", REPORT, "Nobody asked.", BROKEN),
    ],
)
def test_cases(question: str, document: DocumentCard, text: str, result: Fulfilment) -> None:
    assert state(question, HintKind.CASE, text, document) is result


def test_kinds_of_document_by_card_or_by_word() -> None:
    question = "what did the audit say of neglect"
    assert state(question, HintKind.KIND, "Neglect is common.", AUDIT) is KEPT
    assert state(question, HintKind.KIND, "The audit found neglect.") is KEPT
    assert state(question, HintKind.KIND, "Neglect is common.") is BROKEN


def test_numbered_items() -> None:
    question = "recommendation 2 of the Child V review"
    assert state(question, HintKind.ITEM, "2. Ask.", REVIEW, ("Recommendations",)) is KEPT
    assert state(question, HintKind.ITEM, "3. Ask.", REVIEW, ("Recommendations",)) is BROKEN
    assert state(question, HintKind.ITEM, "2. Ask.", REVIEW, ("Story",)) is BROKEN


def test_weak_and_strong_by_words_then_by_role() -> None:
    question = "what went wrong with plans"
    assert state(question, HintKind.ROLE, "Plans were poor and late.") is KEPT
    assert state(question, HintKind.ROLE, "Plans were thorough.", role=PassageRole.STRENGTH) is BROKEN
    assert state(question, HintKind.ROLE, "Plans were thorough.", role=PassageRole.WEAKNESS) is SILENT
    assert state(question, HintKind.ROLE, "Plans were made.", role=PassageRole.WEAKNESS) is KEPT


def test_a_row_about_another_agency_breaks_what_a_sentence_leaves_open() -> None:
    question = "how many police came"
    for agency, result in (("Police; all", KEPT), ("Midwives: all", BROKEN)):
        table = table_of([["Agency", "Attended"], [agency, "34"]], 1)
        text, cells = table.written(table.rows[0])
        assert state(question, HintKind.AGENCY, text, cells=cells) is result
    assert state(question, HintKind.AGENCY, "Twelve midwives came.") is SILENT


def test_figures_negation_audience_and_the_latest() -> None:
    assert state("how many came", HintKind.WANTED, "Few came.") is BROKEN
    assert state("how many came", HintKind.WANTED, "34 came.") is KEPT
    assert state("why did they come", HintKind.WANTED, "They came.") is SILENT
    assert (
        state("how long do they wait", HintKind.WANTED, "Speak to each other.", headings=("Within two days",)) is KEPT
    )
    assert state("seen without consent", HintKind.NEGATION, "He was seen with consent.") is BROKEN
    assert state("courses for foster carers", HintKind.AUDIENCE, "A course for foster carers.") is KEPT
    assert state("the latest audit on neglect", HintKind.DOCUMENTS, "Neglect is common.", AUDIT) is KEPT
    assert state("the latest audit on neglect", HintKind.DOCUMENTS, "Neglect is common.") is BROKEN


def test_a_passage_fits_when_one_sentence_breaks_nothing() -> None:
    text = "Few came. 34 came."
    passage = Passage("p", "d", text, 0, len(text), (), ((0, 9), (10, 18)), (Place(0, Locator()),), 0)
    asked = understand_hints("how many came in Walsall", HOLDINGS)
    assert may_fit(asked, StoredPassage(passage, REPORT))
    assert not may_fit(asked, StoredPassage(passage, AUDIT))
