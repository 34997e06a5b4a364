"""Roles by source named, by heading, by kind and by wording, always with a reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from api.knowledge_base import KnowledgeBase
from indexer.documents import EVERYTHING, DocumentKind, Locator
from indexer.embedding import DEFAULT_MODEL
from indexer.indexing.chunking import chunk
from indexer.passages import NO_FILTERS, Filters, Passage, PassageRole, Place
from indexer.readers.builder import DocumentBuilder
from indexer.readers.tables import table_of
from indexer.roles.assignment import ReasonedRole, with_roles
from indexer.roles.cues import attribution, decisive
from indexer.roles.model import RoleModel, shipped
from indexer.roles.rows import row_role
from indexer.text.sentences import sentence_spans

WORDS = "Lack of management oversight."


def found(text: str, *headings: str, kind: DocumentKind = DocumentKind.ANNUAL_REPORT) -> ReasonedRole:
    """With vectors of no trained model, so that headings and wording speak alone."""
    (read,) = with_roles([whole(text, *headings)], kind, [np.ones((9, 4), dtype=np.float32)], "toy")
    assert read.role and read.role_reason
    return ReasonedRole(read.role, read.role_reason)


def table(*rows: dict[str, str]) -> Passage:
    """A passage of table rows."""
    builder = DocumentBuilder()
    for number, row in enumerate(rows, start=1):
        builder.table(table_of([list(row), list(row.values())], 1), [Locator(row=1), Locator(row=number)])
    (passage,) = chunk(builder.build(), "d")
    return passage


def whole(text: str, *headings: str) -> Passage:
    """A passage of a text cut into its sentences."""
    places = (Place(0, Locator(lines="1")),)
    return Passage("p", "d", text, 0, len(text), headings, sentence_spans(text), places, 0)


def test_the_same_words_are_a_weakness_a_duty_or_a_promise() -> None:
    assert found(WORDS, "Front door", "Areas to develop") == (
        PassageRole.WEAKNESS,
        "stands under the heading “Areas to develop”",
    )
    assert found(WORDS, "Front door", "Moving forward").role is PassageRole.PLANNED_ACTION
    duty = found(f"{WORDS}\nChapter 4 Working Together 2015", "Front door", "Areas to develop")
    assert duty == (
        PassageRole.DUTY,
        "attributed at its end to law or statutory guidance (“Chapter 4 Working Together 2015”)",
    )


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("3.2 Recommendations", PassageRole.RECOMMENDATION),
        ("What needs to improve", PassageRole.RECOMMENDATION),
        ("What were the challenges?", PassageRole.WEAKNESS),
        ("From 2018-19 the partnership will…", PassageRole.PLANNED_ACTION),
        ("Case study: Sam", PassageRole.CASE_NARRATIVE),
        ("Legal framework", PassageRole.DUTY),
        ("What young people told us", PassageRole.VOICE),
    ],
)
def test_a_telling_heading_settles_the_role(heading: str, role: PassageRole) -> None:
    assert found("The family hubs opened in May.", "Early help", heading).role is role


def test_the_innermost_heading_that_tells_anything_decides() -> None:
    assert decisive(("Areas to develop", "Children in care")) == (PassageRole.WEAKNESS, "Areas to develop")
    assert decisive(("What the inspection judgements mean", "Key strengths and weaknesses")) is None
    assert decisive(("The challenge log",)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Staff are listened to.\nSection 11 Children Act 2004",
        "Staff are listened to. (Working Together to Safeguard Children, 2018)",
        "Staff are listened to – Keeping Children Safe in Education 2023",
    ],
)
def test_law_or_guidance_named_at_the_end_makes_a_duty(text: str) -> None:
    assert found(text).role is PassageRole.DUTY


def test_a_sentence_that_only_mentions_guidance_attributes_nothing() -> None:
    assert attribution("The membership complies with Working Together 2015.") is None
    assert attribution("Working Together 2015\nThe board met four times in the year and heard each sub-group.") is None


@pytest.mark.parametrize(
    ("text", "heading", "role"),
    [
        ("There were 2,310 contacts, 12% more than in the year before; 640 became referrals.", "Contacts", "figures"),
        ("“I just want one worker who stays and listens to me,” a girl of ten told us.", "Early help", "voice"),
        ("Plans are inconsistent and managers do not always see drift. Records are poor.", "Plans", "weakness"),
        ("Help is timely and effective, and children benefit from strong, well-planned work.", "Plans", "strength"),
        ("Her mother said he fell. Child K was taken to hospital by his father.", "Child K", "case_narrative"),
    ],
)
def test_wording_tells_where_headings_are_silent(text: str, heading: str, role: str) -> None:
    assert found(text, heading).role == role


def test_procedures_hold_steps_and_duties_but_no_findings() -> None:
    step = found(
        "If a child is in danger call 999. Then ring the duty team and record what you did.",
        "What to do",
        kind=DocumentKind.PROCEDURE,
    )
    assert step.role is PassageRole.PROCEDURE_STEP
    assert "the document is a procedure" in step.reason
    assert found(WORDS, "Challenges", kind=DocumentKind.PROCEDURE).role is not PassageRole.WEAKNESS


def passage(position: int, text: str, heading: str = "The chair") -> Passage:
    places = (Place(0, Locator(lines="1")),)
    return Passage(str(position), "d", text, 0, len(text), (heading,), ((0, len(text)),), places, position)


def test_a_quoted_duty_cut_in_two_names_its_source_in_the_last_part_only() -> None:
    cut = [
        passage(0, "The chair must hold all agencies to account;"),
        passage(1, "should publish a report each year.\nChapter 3 Working Together 2015"),
        passage(2, "Plans are inconsistent and poor.", "Findings"),
    ]
    roles = with_roles(cut, DocumentKind.ANNUAL_REPORT, [np.ones((1, 4), dtype=np.float32)] * 3, "toy")
    assert [p.role for p in roles] == ["duty", "duty", "weakness"]
    assert roles[0].role_reason == (
        "runs on into a passage attributed to law or statutory guidance (“Chapter 3 Working Together 2015”)"
    )


MIXED = (
    "Fathers who live with their children are now usually part of the assessment and are well supported. "
    "However, fathers who live elsewhere are not always seen, and records of their views are poor or missing. "
    "The board will review this in June."
)


def test_each_statement_of_a_passage_has_a_role_of_its_own() -> None:
    (read,) = with_roles([whole(MIXED)], DocumentKind.ANNUAL_REPORT, [np.ones((3, 4), dtype=np.float32)], "toy")
    assert [MIXED[s.start : s.start + 7] for s in read.statements] == ["Fathers", "However", "The boa"]
    assert [s.role for s in read.statements] == ["strength", "weakness", "planned_action"]
    assert [s.negated for s in read.statements] == [False, True, False]
    assert read.role is PassageRole.WEAKNESS
    assert (read.role_reason or "").startswith("1 of 3 statements; wording: ")


def test_a_span_does_what_most_of_its_words_do() -> None:
    (read,) = with_roles([whole(MIXED)], DocumentKind.ANNUAL_REPORT, [np.ones((3, 4), dtype=np.float32)], "toy")
    first, second, _ = read.sentences
    assert read.role_in(first) is PassageRole.STRENGTH
    assert read.role_in((first[1] - 10, second[1])) is PassageRole.WEAKNESS
    assert whole(MIXED).role_in(first) is None


def test_a_row_of_a_table_is_one_statement() -> None:
    lost = {"Finding": "Files were lost. Twice; Theme or gap: none", "Theme or gap": "Gap"}
    passage = table(lost, {"Finding": "Files were kept", "Theme or gap": "Strength"})
    (read,) = with_roles([passage], DocumentKind.AUDIT, [np.ones((9, 4), dtype=np.float32)], "toy")
    end = passage.text.index("\n")
    assert [(s.start, s.end, s.role) for s in read.statements] == [
        (0, end, PassageRole.WEAKNESS),
        (end + 1, len(passage.text), PassageRole.STRENGTH),
    ]


def test_vectors_of_another_model_are_left_out_and_the_reason_says_so() -> None:
    text = "Plans are inconsistent and managers do not always see drift."
    assert "likeness to labelled passages needs all-MiniLM-L6-v2" in found(text).reason
    vectors = np.ones((1, 384), dtype=np.float32)
    (with_vectors,) = with_roles([whole(text)], DocumentKind.INSPECTION, [vectors], DEFAULT_MODEL)
    assert "by likeness to labelled passages (" in (with_vectors.role_reason or "")


def test_the_shipped_weights_know_every_role_and_fit_the_default_model() -> None:
    model = shipped()
    assert set(model.roles) == set(PassageRole)
    assert model.embedding == DEFAULT_MODEL
    assert model.weights.shape == (10, model.cue_weights.shape[1] + 384)


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    model = shipped()
    wrong = RoleModel(model.roles, "toy", "", model.weights, model.cue_weights[:, 1:])
    wrong.save(tmp_path / "weights.json")
    with pytest.raises(ValueError, match="train-roles"):
        RoleModel.load(tmp_path / "weights.json")


def test_every_indexed_passage_has_a_role_with_its_reason_and_can_be_found_by_it(base: KnowledgeBase) -> None:
    store = base._store
    counts = store.facet("role", NO_FILTERS, clearance=EVERYTHING)
    assert sum(counts.values()) == store.count(NO_FILTERS, clearance=EVERYTHING)
    for document_id in store.documents():
        for stored in store.passages(document_id, clearance=EVERYTHING):
            assert stored.passage.role and stored.passage.role_reason
    weak = Filters(roles=(PassageRole.RECOMMENDATION,))
    assert store.count(weak, clearance=EVERYTHING) == counts[PassageRole.RECOMMENDATION] > 0


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        ({"No.": "1", "Action": "Check files", "Owner": "Health", "By": "June 2019"}, PassageRole.PLANNED_ACTION),
        ({"Priority for 2017-18": "One form", "Where it stands in March 2018": "Done"}, PassageRole.PLANNED_ACTION),
        ({"Recommendation": "Check files", "For": "Health"}, PassageRole.RECOMMENDATION),
        (
            {"Finding": "Files checked", "Cases": "9", "Strength or area to develop": "Strength"},
            PassageRole.STRENGTH,
        ),
        (
            {"Finding": "Files lost", "Cases": "9", "Strength or area to develop": "Area to develop"},
            PassageRole.WEAKNESS,
        ),
        ({"Judgement": "Leadership", "Grade": "Requires improvement"}, PassageRole.WEAKNESS),
        ({"Judgement of the audit": "2018", "Good": "14", "Inadequate": "3"}, PassageRole.FIGURES),
    ],
)
def test_rows_of_tables_tell_their_role(cells: dict[str, str], role: PassageRole) -> None:
    (read,) = with_roles([table(cells)], DocumentKind.AUDIT, [np.ones((9, 4), dtype=np.float32)], "toy")
    assert (read.role, "its rows say so" in (read.role_reason or "")) == (role, True)


def test_words_that_look_like_a_row_are_none() -> None:
    told = {"Finding": "Files were lost; Action: none; By: nobody", "Theme or gap": "Gap"}
    assert row_role(table(told).cells) == (PassageRole.WEAKNESS, "Gap")
    assert row_role(whole("Finding: Files were lost; Theme or gap: Gap").cells) is None
    assert row_role(table({"Judgement": "Good", "Cases": "14"}).cells) is None


def test_an_audit_tells_the_story_of_one_child_only_under_a_heading_that_says_so() -> None:
    text = "The father of the boy said that he was never asked. He was referred and moved in with his grandmother."
    assert found(text, kind=DocumentKind.AUDIT).role is not PassageRole.CASE_NARRATIVE
    assert found(text, "Case study: a boy", kind=DocumentKind.AUDIT).role is PassageRole.CASE_NARRATIVE
    assert found(text, kind=DocumentKind.LEARNING_REVIEW).role is PassageRole.CASE_NARRATIVE


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Chapter 4 Working Together 2015", PassageRole.DUTY),
        ("Section 175 Audits Education Act 2002", PassageRole.DUTY),
        ("What went wrong", PassageRole.WEAKNESS),
        ("What we ask of you", PassageRole.RECOMMENDATION),
    ],
)
def test_headings_seen_in_boxes_and_slides_settle_the_role(heading: str, role: PassageRole) -> None:
    assert decisive(("Early help", heading)) == (role, heading)
