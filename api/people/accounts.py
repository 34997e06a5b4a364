"""Accounts: access tokens, one-time sign-in links and sessions, kept as hashes only."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from sqlalchemy import Column, Engine, String, Table, and_, select

from api.errors import BadRequest, Forbidden
from api.people.users import Role, User
from indexer.catalogue.database import METADATA, DatabaseError

_USERS = Table(
    "users",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("created_at", String, nullable=False),
)

# One table for the three sorts of secret: what differs is how long each lives and how often it may be used.
_SECRETS = Table(
    "secrets",
    METADATA,
    Column("hash", String, primary_key=True),
    Column("sort", String, nullable=False),  # token, link or session
    Column("user_id", String, nullable=False, index=True),
    Column("form_key", String),  # of a session: what its forms carry, against forged requests
    Column("created_at", String, nullable=False),
    Column("expires_at", String),
    Column("last_used", String),
    Column("parent", String),  # of a session: the hash of the token it was opened with, and ends with
)

TOKEN_PREFIX = "lrs_"  # noqa: S105 (a mark to recognise tokens by, no secret)
_LINK_HOURS = 24
"""Hours a sign-in link works; `python -m api token link` makes a new one. By judgement."""


class SignInFailed(Forbidden):
    """The token, link or session is unknown, used or expired; the message says what to do."""

    status = HTTPStatus.UNAUTHORIZED


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in: `secret` goes into the cookie and is not kept; `form_key` into every form."""

    secret: str
    user: User
    form_key: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token as listed: never the secret."""

    user: User
    created_at: str
    expires_at: str | None
    last_used: str | None


def _now() -> datetime:
    return datetime.now(UTC)


class Accounts:
    """People and what they sign in with, in SQL. Times are kept as ISO text in UTC, which sorts as time does."""

    def __init__(self, database: Engine, session_hours: int, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._session_hours = session_hours
        self._clock = clock

    def create_token(self, role: Role, name: str, days: int | None = None) -> str:
        """A token that proves to be the person of this name and role; it is shown this once.

        One name is one account, however many tokens it has: whoever holds two of them is not two people. Raises
        BadRequest for an empty name, or one that has another role.
        """
        name = " ".join(name.split())
        if not name:
            raise BadRequest("Give the token a name that says who or what will use it.")
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        self._keep(secret, "token", self._account(role, name), timedelta(days=days) if days else None)
        return secret

    def _account(self, role: Role, name: str) -> str:
        """The id of the account of this name, made if there is none. Raises BadRequest when its role is another."""
        with self._database.connect() as connection:
            held = connection.execute(select(_USERS).order_by(_USERS.c.created_at)).all()
        alike = [row for row in held if row.name.casefold() == name.casefold()]
        fitting = [row.id for row in alike if row.role == str(role)]
        if alike and not fitting:
            raise BadRequest(
                f"{alike[0].name} is here already, as {alike[0].role.replace('_', ' ')}. Use that role, revoke that "
                "account first, or give a name that tells the two apart."
            )
        return fitting[0] if fitting else self._add_user(role, name)

    def tokens(self) -> list[TokenInfo]:
        """All tokens, oldest first."""
        query = select(_USERS, _SECRETS).join(_SECRETS, _SECRETS.c.user_id == _USERS.c.id)
        query = query.where(_SECRETS.c.sort == "token").order_by(_SECRETS.c.created_at)
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [TokenInfo(_user(row), row[_SECRETS.c.created_at], row["expires_at"], row["last_used"]) for row in rows]

    def revoke(self, user_id: str) -> bool:
        """Remove a user with all tokens and sessions; whether there was one."""
        with self._database.begin() as connection:
            connection.execute(_SECRETS.delete().where(_SECRETS.c.user_id == user_id))
            return bool(connection.execute(_USERS.delete().where(_USERS.c.id == user_id)).rowcount)

    def user_of_token(self, token: str) -> User:
        """Whose token this is. Raises SignInFailed."""
        return self._find(token, "token")[0]

    def create_link(self, role: Role = Role.ADMIN, name: str = "Administrator") -> str:
        """The key of a sign-in link: works once, within a day; earlier links of the same person stop working.

        Raises BadRequest for a name that has another role.
        """
        account = self._account(role, name)
        with self._database.begin() as connection:
            old = and_(_SECRETS.c.sort == "link", _SECRETS.c.user_id == account)
            connection.execute(_SECRETS.delete().where(old))
        key = secrets.token_urlsafe(32)
        self._keep(key, "link", account, timedelta(hours=_LINK_HOURS))
        return key

    def is_new(self) -> bool:
        """Whether nobody has a token or is signed in."""
        used = select(_SECRETS.c.hash).where(_SECRETS.c.sort != "link").limit(1)
        with self._database.connect() as connection:
            return connection.execute(used).first() is None

    def redeem_link(self, key: str) -> Session:
        """Sign in by a link, which is used up. Raises SignInFailed."""
        user, _ = self._find(key, "link")
        with self._database.begin() as connection:
            used = connection.execute(_SECRETS.delete().where(_SECRETS.c.hash == _hash(key)))
        if not used.rowcount:  # another request was quicker
            raise SignInFailed("This sign-in link was used already. Ask your administrator for a new one.")
        return self._start_session(user)

    def sign_in_with_token(self, token: str) -> Session:
        """Sign in by a token; the session ends when the token does. Raises SignInFailed."""
        user, row = self._find(token.strip(), "token")
        ends = datetime.fromisoformat(row["expires_at"]) if row["expires_at"] else None
        return self._start_session(user, _hash(token.strip()), ends)

    def session(self, secret: str) -> Session:
        """The session of a cookie. Raises SignInFailed."""
        user, row = self._find(secret, "session")
        if row["parent"] is not None and not self._is_valid(row["parent"]):
            raise SignInFailed(_ADVICE["session"])
        return Session(secret, user, row["form_key"], datetime.fromisoformat(row["expires_at"]))

    def _is_valid(self, token_hash: str) -> bool:
        """Whether the token of this hash is there and not expired."""
        query = select(_SECRETS.c.expires_at).where(_SECRETS.c.hash == token_hash, _SECRETS.c.sort == "token")
        with self._database.connect() as connection:
            row = connection.execute(query).first()
        return row is not None and (row.expires_at is None or row.expires_at >= self._clock().isoformat())

    def end_session(self, secret: str) -> None:
        """Sign out."""
        with self._database.begin() as connection:
            connection.execute(_SECRETS.delete().where(_SECRETS.c.hash == _hash(secret), _SECRETS.c.sort == "session"))

    def _start_session(self, user: User, parent: str | None = None, latest: datetime | None = None) -> Session:
        secret, form_key = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
        lasts = timedelta(hours=self._session_hours)
        if latest is not None:
            lasts = min(lasts, latest - self._clock())
        with self._database.begin() as connection:
            expired = _SECRETS.c.expires_at < self._clock().isoformat()
            connection.execute(_SECRETS.delete().where(_SECRETS.c.sort != "token", expired))
        self._keep(secret, "session", user.id, lasts, form_key, parent)
        return Session(secret, user, form_key, self._clock() + lasts)

    def _add_user(self, role: Role, name: str) -> str:
        user_id = secrets.token_hex(8)
        row = {"id": user_id, "name": name.strip(), "role": str(role), "created_at": self._clock().isoformat()}
        with self._database.begin() as connection:
            connection.execute(_USERS.insert().values(row))
        return user_id

    def _keep(
        self,
        secret: str,
        sort: str,
        user_id: str,
        lasts: timedelta | None,
        form_key: str | None = None,
        parent: str | None = None,
    ) -> None:
        now = self._clock()
        row = {
            "hash": _hash(secret),
            "sort": sort,
            "user_id": user_id,
            "form_key": form_key,
            "parent": parent,
            "created_at": now.isoformat(),
            "expires_at": (now + lasts).isoformat() if lasts else None,
        }
        with self._database.begin() as connection:
            connection.execute(_SECRETS.insert().values(row))

    def _find(self, secret: str, sort: str) -> tuple[User, Any]:
        query = select(_USERS, _SECRETS.c.form_key, _SECRETS.c.expires_at, _SECRETS.c.last_used, _SECRETS.c.parent)
        query = query.join(_SECRETS, _SECRETS.c.user_id == _USERS.c.id)
        query = query.where(_SECRETS.c.hash == _hash(secret), _SECRETS.c.sort == sort)
        with self._database.connect() as connection:
            row = connection.execute(query).mappings().first()
        now = self._clock().isoformat()
        if row is None or (row["expires_at"] is not None and row["expires_at"] < now):
            raise SignInFailed(_ADVICE[sort])
        if sort == "token" and (row["last_used"] or "") < now[:10]:
            self._note_use(secret, now)
        return _user(row), row

    def _note_use(self, secret: str, now: str) -> None:
        """Once a day is enough to see which tokens are still in use, and spares a write a request.

        Where nothing can be written, on a full disk, whoever has a token can read all the same.
        """
        with suppress(DatabaseError), self._database.begin() as connection:
            connection.execute(_SECRETS.update().where(_SECRETS.c.hash == _hash(secret)).values(last_used=now))


_ADVICE = {
    "token": "This access token is unknown, expired or revoked. Ask your administrator for a new one.",
    "link": "This sign-in link was used already or is too old. Ask your administrator for a new one.",
    "session": "You are signed out. Sign in again.",
}


def _hash(secret: str) -> str:
    """Secrets are long and random, so a plain hash is enough and looking one up by it leaks no timing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _user(row: Any) -> User:
    return User(row["id"], row["name"], Role(row["role"]))
