"""Who sends a request: by bearer token or by session cookie, and whether it may come from another site."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request

from api.errors import Forbidden
from api.people.accounts import Accounts, Session, SignInFailed
from api.people.users import User

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class NotSignedIn(Forbidden):
    """Neither a valid token nor a valid session came with the request; the message says what to do."""

    status = HTTPStatus.UNAUTHORIZED


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends the request; `session` is None for a bearer token."""

    user: User
    session: Session | None = None


def cookie_name(https: bool) -> str:
    """The session cookie's name; over https its prefix makes browsers insist on host, path and https."""
    return "__Host-session" if https else "session"


def caller(request: Request, accounts: Accounts, https: bool) -> Caller:
    """Who sends the request. Raises NotSignedIn; Forbidden for a change that another site's page sent."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    try:
        if kind:
            if kind.lower() != "bearer":
                raise NotSignedIn("Send the access token as `Authorization: Bearer TOKEN`.")
            return Caller(accounts.user_of_token(token.strip()))
        secret = request.cookies.get(cookie_name(https))
        if not secret:
            raise NotSignedIn("Sign in first, or send an access token as `Authorization: Bearer TOKEN`.")
        session = accounts.session(secret)
    except SignInFailed as error:
        raise NotSignedIn(str(error)) from None
    if request.method not in _SAFE:
        refuse_other_sites(request)
    return Caller(session.user, session)


def refuse_other_sites(request: Request) -> None:
    """Raise Forbidden when a browser says that another site's page sent this request."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    foreign = site not in (None, "same-origin", "none")
    if foreign or (origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")):
        raise Forbidden("This request came from another site, so nothing was changed.")
