"""Rights: what each role may do and see, told in words where it may not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from api.errors import Forbidden
from api.people.access import Action, clearance, may, require
from api.people.users import Role, User
from indexer.documents import Sensitivity


def of(role: Role) -> User:
    return User("u", "U", role)


def test_a_role_that_decides_more_sees_no_less() -> None:
    order = [Role.READER, Role.PRACTITIONER, Role.TRAINING_LEAD, Role.BOARD_MANAGER, Role.ADMIN]
    for less, more in pairwise(order):
        assert clearance(of(less)) <= clearance(of(more))
        assert {a for a in Action if may(of(less), a)} <= {a for a in Action if may(of(more), a)}


def test_a_training_lead_decides_needs_and_sees_nothing_restricted() -> None:
    assert may(of(Role.TRAINING_LEAD), Action.DECIDE_TRAINING_NEEDS)
    assert not may(of(Role.TRAINING_LEAD), Action.RELEASE_DOCUMENTS)
    assert Sensitivity.RESTRICTED not in clearance(of(Role.TRAINING_LEAD))


def test_who_may_not_is_told_which_role_it_takes() -> None:
    with pytest.raises(Forbidden, match="you need the role board manager or admin; yours is reader"):
        require(of(Role.READER), Action.EDIT_LEXICON)
