"""Pages of signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.people.accounts import Session, SignInFailed
from api.people.sign_in import cookie_name, refuse_other_sites
from api.requests import Base
from api.web.forms import FromForm
from api.web.pages import render

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def sign_in_form(request: Request, key: str = "") -> Response:
    """A form for a token, or one button for a link: loading the page uses nothing up."""
    return render(request, "sign_in.html", None, key=key[:200], error=None)


@router.post("/sign-in")
def sign_in(
    request: Request,
    base: Base,
    key: Annotated[str, Form(max_length=200)] = "",
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Sign in by link or token."""
    refuse_other_sites(request)
    try:
        session = base.accounts.redeem_link(key) if key else base.accounts.sign_in_with_token(token)
    except SignInFailed as error:
        return render(request, "sign_in.html", None, 401, key="", error=str(error))
    return _with_cookie(RedirectResponse("/", 303), session, base.settings.https)


@router.post("/sign-out")
def sign_out(base: Base, who: FromForm) -> Response:
    """Sign out."""
    if who.session is not None:
        base.accounts.end_session(who.session.secret)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(cookie_name(base.settings.https), path="/", secure=base.settings.https)
    return response


def _with_cookie(response: Response, session: Session, https: bool) -> Response:
    name, ends = cookie_name(https), session.expires_at
    response.set_cookie(name, session.secret, path="/", secure=https, httponly=True, samesite="lax", expires=ends)
    return response
