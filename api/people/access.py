"""Rights: what each role may do and which sensitivity classes it may see."""

from __future__ import annotations

from enum import StrEnum

from api.errors import Forbidden
from api.people.users import Role, User
from indexer.documents import EVERYTHING, Clearance, Sensitivity


class Action(StrEnum):
    """Something a person may or may not do, named verb_noun."""

    SEARCH_PASSAGES = "search_passages"
    READ_DOCUMENTS = "read_documents"
    ADD_DOCUMENTS = "add_documents"
    CORRECT_DOCUMENTS = "correct_documents"
    REMOVE_DOCUMENTS = "remove_documents"
    RELEASE_DOCUMENTS = "release_documents"
    JUDGE_QUESTIONS = "judge_questions"
    DECIDE_COMMITMENTS = "decide_commitments"
    REVIEW_THEMES = "review_themes"
    EDIT_THEMES = "edit_themes"
    WRITE_BRIEFINGS = "write_briefings"
    APPROVE_BRIEFINGS = "approve_briefings"
    RELEASE_TO_EXPORTS = "release_to_exports"
    EDIT_LEXICON = "edit_lexicon"
    EDIT_COURSES = "edit_courses"
    EDIT_LEARNING_LOG = "edit_learning_log"
    DECIDE_TRAINING_NEEDS = "decide_training_needs"


_READING = frozenset({Action.SEARCH_PASSAGES, Action.READ_DOCUMENTS})
_TRAINING = _READING | {
    Action.REVIEW_THEMES,
    Action.EDIT_COURSES,
    Action.EDIT_LEARNING_LOG,
    Action.DECIDE_TRAINING_NEEDS,
    Action.WRITE_BRIEFINGS,
    Action.APPROVE_BRIEFINGS,
}
_KEEPING = _TRAINING | {
    Action.ADD_DOCUMENTS,
    Action.CORRECT_DOCUMENTS,
    Action.REMOVE_DOCUMENTS,
    Action.RELEASE_DOCUMENTS,
    Action.JUDGE_QUESTIONS,
    Action.DECIDE_COMMITMENTS,
    Action.EDIT_THEMES,
    Action.RELEASE_TO_EXPORTS,
    Action.EDIT_LEXICON,
}

ACTIONS: dict[Role, frozenset[Action]] = {
    Role.READER: _READING,
    Role.PRACTITIONER: _READING,
    Role.TRAINING_LEAD: _TRAINING,
    Role.BOARD_MANAGER: _KEEPING,
    Role.ADMIN: _KEEPING,
}

_PARTNERSHIP: Clearance = frozenset({Sensitivity.PUBLIC, Sensitivity.PARTNERSHIP})
CLEARANCES: dict[Role, Clearance] = {
    Role.READER: frozenset({Sensitivity.PUBLIC}),
    Role.PRACTITIONER: _PARTNERSHIP,
    Role.TRAINING_LEAD: _PARTNERSHIP,
    Role.BOARD_MANAGER: EVERYTHING,
    Role.ADMIN: EVERYTHING,
}


def may(user: User, action: Action) -> bool:
    """Whether the user's role allows the action."""
    return action in ACTIONS[user.role]


def require(user: User, action: Action) -> None:
    """Raise Forbidden unless the user's role allows the action."""
    if not may(user, action):
        wish, role = action.replace("_", " "), user.role.replace("_", " ")
        raise Forbidden(f"To {wish} you need the role {roles_for(action)}; yours is {role}.")


def roles_for(action: Action) -> str:
    """The roles that allow an action, in words: "board manager or admin"."""
    return " or ".join(role.replace("_", " ") for role, actions in ACTIONS.items() if action in actions)


def clearance(user: User) -> Clearance:
    """The sensitivity classes the user may see."""
    return CLEARANCES[user.role]
