"""The forms of learning outputs: which panels each has, what sort of passage is offered for each, and its layouts.

The seven panels and their order are the sector's convention for a seven-minute briefing: the same every time, so that
whoever leads the team meeting knows what comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.briefings.briefing import SubjectKind
from indexer.passages import PassageRole


class Form(StrEnum):
    """What is written."""

    SEVEN_MINUTE = "seven_minute"
    DIGEST = "theme_digest"
    YOU_SAID = "you_said_we_did"
    OVERVIEW = "annual_overview"


class Layout(StrEnum):
    """How it is laid out: everything, or the lines that fit a poster or a pocket card."""

    FULL = "full"
    POSTER = "poster"
    CARD = "pocket_card"


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """A panel of a form: the roles of passages offered for it, and how many of its lines a poster and a card take.

    A first draft leaves a panel empty that is filled `by_hand`.
    """

    key: str
    heading: str
    hint: str
    roles: tuple[PassageRole, ...] = ()
    poster: int = 0
    card: int = 0
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A form: its name, what it can be about, its panels and layouts. An overview's panels are the themes found."""

    label: str
    subjects: tuple[SubjectKind, ...]
    panels: tuple[PanelPlan, ...]
    layouts: tuple[Layout, ...] = (Layout.FULL,)


_R = PassageRole
_ABOUT = (SubjectKind.THEME, SubjectKind.REVIEW, SubjectKind.QUESTION)
WORDS = (350, 450)
"""Words that can be read and talked through in seven minutes, as the sector counts."""

_SEVEN = (
    PanelPlan(
        "background",
        "Why this briefing",
        "What sort of review or learning it is, when, and its status.",
        (_R.DESCRIPTION, _R.FIGURES),
    ),
    PanelPlan(
        "happened",
        "What happened",
        "Four or five lines without anything that identifies a child, or what the topic is.",
        (_R.DESCRIPTION, _R.VOICE, _R.FIGURES, _R.CASE_NARRATIVE),
        by_hand=True,
    ),
    PanelPlan("learned", "What we learned", "Three to five points.", (_R.WEAKNESS, _R.VOICE), poster=3),
    PanelPlan("good", "What was good practice", "What to keep doing.", (_R.STRENGTH,), poster=1),
    PanelPlan(
        "differently",
        "What to do differently",
        "Practice points, for each role where they differ.",
        (_R.RECOMMENDATION, _R.PLANNED_ACTION, _R.DUTY),
        poster=3,
        card=4,
    ),
    PanelPlan(
        "questions",
        "Questions for your team",
        "Write your own, for example: what strikes us; what will we change and how will we know; what belongs in "
        "our improvement plan.",
        poster=2,
        card=2,
    ),
    PanelPlan(
        "more",
        "Find out more",
        "The procedure at the right level, training, the full report, whom to ask.",
        (_R.PROCEDURE_STEP, _R.DUTY),
        poster=1,
        card=1,
    ),
)
_DIGEST = (
    PanelPlan("weak", "What was found weak", "The findings that say most.", (_R.WEAKNESS,), poster=3),
    PanelPlan("good", "Good practice", "What worked.", (_R.STRENGTH,), poster=1),
    PanelPlan("voice", "In people’s own words", "Children, families, practitioners.", (_R.VOICE,)),
    PanelPlan(
        "promised",
        "Recommendations and commitments",
        "Who is to do what.",
        (_R.RECOMMENDATION, _R.PLANNED_ACTION),
        poster=2,
        card=4,
    ),
    PanelPlan("required", "What is required", "Law, guidance and procedure.", (_R.DUTY, _R.PROCEDURE_STEP), card=2),
    PanelPlan("more", "Find out more", "Training, contact, full reports.", (), poster=1, card=1),
)
_YOU_SAID = (
    PanelPlan(
        "said",
        "You said",
        "What children, families, practitioners or reviews told the partnership.",
        (_R.VOICE, _R.WEAKNESS, _R.RECOMMENDATION),
        poster=3,
        card=3,
    ),
    PanelPlan("did", "We did", "What has been done since.", (_R.STRENGTH, _R.DESCRIPTION), poster=3, card=3),
    PanelPlan("next", "What happens next", "What is planned, and by when.", (_R.PLANNED_ACTION,), poster=2, card=2),
)
OVERVIEW_ROLES = (_R.WEAKNESS, _R.STRENGTH, _R.RECOMMENDATION)
"""Roles of the passages offered for each theme of an annual overview."""

_ALL = tuple(Layout)
FORMS: Mapping[Form, Plan] = {
    Form.SEVEN_MINUTE: Plan("Seven-minute briefing", _ABOUT, _SEVEN, _ALL),
    Form.DIGEST: Plan("Theme digest", (SubjectKind.THEME,), _DIGEST, _ALL),
    Form.YOU_SAID: Plan("You said, we did", _ABOUT, _YOU_SAID, _ALL),
    Form.OVERVIEW: Plan("Annual learning overview", (SubjectKind.YEAR,), ()),
}


def overview_panel(theme_id: str, label: str) -> PanelPlan:
    """The panel of one theme in an annual overview."""
    return PanelPlan(theme_id, label, "Findings of the year’s audits and reviews.", OVERVIEW_ROLES)


def share_of(plan: PanelPlan, layout: Layout, held: int) -> int:
    """How many of a panel's `held` lines a layout takes."""
    return {Layout.FULL: held, Layout.POSTER: plan.poster, Layout.CARD: plan.card}[layout]
