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

    def did(self, user_id: str | None, name: str) -> bool:
        """Whether what is kept with an id and a name is this person's doing.

        The id says so, for two people may have the same name; where an earlier release kept none, the name does.
        """
        return self.id == user_id if user_id is not None else self.name == name


LOCAL_OPERATOR = User("local", "the person at this machine", Role.ADMIN)
"""Who runs the command line: whoever may do that can read the data folder anyway."""
