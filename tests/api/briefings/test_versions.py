"""Briefings as kept: versions in order, states drawn from acts, releases of exact words."""

from __future__ import annotations

from datetime import date

import pytest

from api.briefings.briefing import (
    BriefingContent,
    BriefingLine,
    BriefingState,
    FigureTable,
    Panel,
    Subject,
    SubjectKind,
)
from api.briefings.forms import Form
from api.briefings.versions import ActKind, Briefings, GuardedWords, SavedMeanwhile
from api.people.users import Role, User
from api.shared.citations import Citation
from indexer.catalogue.database import open_database
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity

WRITER = User("u1", "Wendy", Role.TRAINING_LEAD)
OTHER = User("u2", "Omar", Role.BOARD_MANAGER)
SUBJECT = Subject(SubjectKind.THEME, "D5", "Fathers")
CARD = DocumentCard(
    "d", "Review", DocumentKind.AUDIT, Sensitivity.PARTNERSHIP, 2, "0" * 64, period_end=date(2019, 3, 1)
)
CITED = Citation("p", "Fathers were overlooked.", 4, 28, CARD, Locator(page=3, page_label="1"))
CONTENT = BriefingContent(
    "Fathers",
    (Panel("learned", "Learned", (BriefingLine.quoting(CITED), BriefingLine("Ask them.", after=CITED))),),
    review_on=date(2027, 1, 1),
    table=FigureTable("By year", ("Year", "Weak"), (("2019", "1 of 2"),), "Worked out."),
)


def kept() -> Briefings:
    return Briefings(open_database("sqlite://"))


def test_what_is_kept_comes_back_as_it_was() -> None:
    briefings = kept()
    made = briefings.begin(Form.SEVEN_MINUTE, SUBJECT, CONTENT, WRITER)
    assert briefings.content(made, 1) == CONTENT
    assert briefings.content(made, 2) is None
    found = briefings.find(made)
    assert found and (found.form, found.subject, found.latest) == (Form.SEVEN_MINUTE, SUBJECT, 1)
    assert briefings.find("none") is None


def test_states_follow_the_acts_and_a_new_version_leaves_the_approved_one() -> None:
    briefings = kept()
    made = briefings.begin(Form.SEVEN_MINUTE, SUBJECT, CONTENT, WRITER)
    for kind in (ActKind.SUBMITTED, ActKind.SENT_BACK, ActKind.SUBMITTED, ActKind.APPROVED, ActKind.EXPORTED):
        briefings.note(made, 1, kind, OTHER)
    briefings.save(made, 1, CONTENT, WRITER)
    found = briefings.find(made)
    assert found
    assert (found.state(1), found.state(2), found.approved) == (BriefingState.APPROVED, BriefingState.DRAFT, 1)
    assert found.wrote(WRITER) and not found.wrote(OTHER)
    assert not found.wrote(User("u9", "Wendy", Role.ADMIN)), "another account of the same name is another person"
    assert found.wrote(User("u1", "Wendy Brown", Role.ADMIN)), "the same account, renamed"


def test_two_people_cannot_save_the_same_version() -> None:
    briefings = kept()
    made = briefings.begin(Form.SEVEN_MINUTE, SUBJECT, CONTENT, WRITER)
    assert briefings.save(made, 1, CONTENT, WRITER) == 2
    with pytest.raises(SavedMeanwhile, match="version 2 meanwhile"):
        briefings.save(made, 1, CONTENT, OTHER)
    found = briefings.find(made)
    assert found and len(found.acts) == 2


def test_a_release_is_of_exact_words_and_is_recorded() -> None:
    briefings = kept()
    made = briefings.begin(Form.SEVEN_MINUTE, SUBJECT, CONTENT, WRITER)
    guarded = GuardedWords("p", 4, 28, "restricted")
    briefings.release(made, 1, [guarded], OTHER, "The family agreed.")
    assert briefings.released(made) == {guarded}
    found = briefings.find(made)
    act = found.act(ActKind.RELEASED, 1) if found else None
    assert act and (act.user_name, act.detail) == ("Omar", "The family agreed.")
