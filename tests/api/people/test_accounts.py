"""Tokens, links and sessions: what is kept is a hash, and everything ends when it should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.errors import BadRequest, Forbidden
from api.people.access import Action, clearance, may, require
from api.people.accounts import Accounts, SignInFailed
from api.people.users import Role, User
from indexer.catalogue.database import open_database
from indexer.documents import Sensitivity


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path / 'people.sqlite'}")
    yield opened
    opened.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(database: Engine, clock: Clock) -> Accounts:
    return Accounts(database, session_hours=12, clock=clock)


def test_a_token_is_its_users_until_it_is_revoked(accounts: Accounts) -> None:
    token = accounts.create_token(Role.PRACTITIONER, "A health visitor")
    user = accounts.user_of_token(token)
    assert (user.name, user.role) == ("A health visitor", Role.PRACTITIONER)
    assert accounts.revoke(user.id)
    assert not accounts.revoke(user.id)
    with pytest.raises(SignInFailed):
        accounts.user_of_token(token)


def test_a_token_ends_on_its_day(accounts: Accounts, clock: Clock) -> None:
    token = accounts.create_token(Role.READER, "A visitor", days=2)
    clock.now += timedelta(days=1, hours=23)
    assert accounts.user_of_token(token)
    clock.now += timedelta(hours=2)
    with pytest.raises(SignInFailed):
        accounts.user_of_token(token)


def test_a_session_ends_after_its_hours_or_when_signed_out(accounts: Accounts, clock: Clock) -> None:
    first = accounts.redeem_link(accounts.create_link())
    assert accounts.session(first.secret).user.role is Role.ADMIN
    clock.now += timedelta(hours=13)
    with pytest.raises(SignInFailed):
        accounts.session(first.secret)
    second = accounts.redeem_link(accounts.create_link())
    accounts.end_session(second.secret)
    with pytest.raises(SignInFailed):
        accounts.session(second.secret)


def test_a_link_opens_one_session(accounts: Accounts) -> None:
    key = accounts.create_link()
    accounts.redeem_link(key)
    with pytest.raises(SignInFailed):
        accounts.redeem_link(key)


@pytest.mark.parametrize("text", ["", "nonsense", "a" * 10_000, "\x00"])
def test_a_wrong_secret_is_refused(accounts: Accounts, text: str) -> None:
    for way in (accounts.user_of_token, accounts.redeem_link, accounts.session):
        with pytest.raises(SignInFailed):
            way(text)


def test_no_secret_is_kept(accounts: Accounts, database: Engine, tmp_path: Path) -> None:
    token, link = accounts.create_token(Role.READER, "A visitor"), accounts.create_link()
    session = accounts.sign_in_with_token(token)
    database.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (token, link, session.secret):
        assert secret.encode() not in kept


def test_every_role_may_read_and_only_keepers_may_change() -> None:
    for role in Role:
        user = User("u", "U", role)
        assert may(user, Action.SEARCH_PASSAGES) and may(user, Action.READ_DOCUMENTS)
        for action in (Action.REMOVE_DOCUMENTS, Action.RELEASE_DOCUMENTS):
            assert may(user, action) == (role in (Role.BOARD_MANAGER, Role.ADMIN))
    with pytest.raises(Forbidden, match="board manager or admin"):
        require(User("u", "U", Role.READER), Action.ADD_DOCUMENTS)


def test_clearance_grows_with_the_role() -> None:
    sizes = [len(clearance(User("u", "U", role))) for role in (Role.READER, Role.PRACTITIONER, Role.ADMIN)]
    assert sizes == [1, 2, 3]
    assert clearance(User("u", "U", Role.READER)) == {Sensitivity.PUBLIC}


def test_a_session_ends_with_the_token_it_was_opened_with(accounts: Accounts, clock: Clock) -> None:
    session = accounts.sign_in_with_token(accounts.create_token(Role.READER, "A visitor", days=1))
    assert session.expires_at == clock.now + timedelta(hours=12)
    clock.now += timedelta(hours=11)
    late = accounts.sign_in_with_token(accounts.create_token(Role.READER, "A guest", days=1))
    clock.now += timedelta(hours=13)
    token = accounts.create_token(Role.READER, "A guest", days=1)
    clock.now += timedelta(hours=20)
    last = accounts.sign_in_with_token(token)
    assert last.expires_at == clock.now + timedelta(hours=4)
    for ended in (session, late):
        with pytest.raises(SignInFailed):
            accounts.session(ended.secret)
    assert accounts.revoke(last.user.id)
    with pytest.raises(SignInFailed):
        accounts.session(last.secret)


def test_a_session_ends_when_its_token_is_gone(accounts: Accounts, database: Engine) -> None:
    session = accounts.sign_in_with_token(accounts.create_token(Role.READER, "A visitor"))
    assert accounts.session(session.secret)
    with database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM secrets WHERE sort = 'token'")
    with pytest.raises(SignInFailed):
        accounts.session(session.secret)


def test_two_tokens_of_one_name_are_one_person(accounts: Accounts) -> None:
    first, second = (
        accounts.user_of_token(accounts.create_token(Role.ADMIN, n)) for n in ("Sam Okoro", " sam  okoro ")
    )
    assert first == second
    with pytest.raises(BadRequest, match="Sam Okoro is here already, as admin"):
        accounts.create_token(Role.READER, "Sam Okoro")
