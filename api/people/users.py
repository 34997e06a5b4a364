"""People: who they are to the service, and the roles they may have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the partnership; the rights of each stand in `access`."""

    READER = "reader"
    PRACTITIONER = "practitioner"
    TRAINING_LEAD = "training_lead"
    BOARD_MANAGER = "board_manager"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in person, or a program with a token."""

    id: str
    name: str
    role: Role


LOCAL_OPERATOR = User("local", "the person at this machine", Role.ADMIN)
"""Who runs the command line: whoever may do that can read the data folder anyway."""
