"""Forms: filters, what is typed into fields, and the key that proves a form came from one of our pages."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated

from fastapi import Depends, Form, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from api.briefings.lines import Do, SentContent, SentLine
from api.errors import BadRequest, Forbidden
from api.people.sign_in import Caller
from api.requests import current_caller
from indexer.documents import DocumentKind, Sensitivity
from indexer.passages import Filters, PassageRole
from indexer.text.agencies import agencies

_LAST = 1000.0
"""The order of new lines: after those that are there."""

Signed = Annotated[Caller, Depends(current_caller)]

Text = Annotated[str, Query(max_length=200)]

PartNumber = Annotated[int, Query(ge=1, le=10_000)]


class QuestionForm(BaseModel):
    """A question or search with its filters; `without` takes one away ("kinds:audit").

    `dropped` are keys of what was read into the question and taken away by the person.
    `names_nobody` is "yes" when the person says that what looks like a name or number is none; `after` is the id of
    the answer that the question continues.
    """

    question: str = ""
    kinds: list[str] = []
    areas: list[str] = []
    roles: list[str] = []
    agencies: list[str] = []
    documents: list[str] = []
    year_from: str = ""
    year_to: str = ""
    in_force_on: str = ""
    without: str = ""
    dropped: list[str] = []
    mode: str = "ask"
    names_nobody: str = ""
    after: str = ""
    form_key: str = ""

    def filters(self) -> Filters:
        """The filters ticked. Raises BadRequest."""
        name, _, value = self.without.partition(":")
        years = None if name == "years" else _years(self.year_from, self.year_to)
        try:
            kinds = tuple(DocumentKind(k) for k in self.kinds if (name, value) != ("kinds", k))
        except ValueError:
            raise BadRequest("One of the kinds is unknown. Choose from the list.") from None
        try:
            roles = tuple(PassageRole(r) for r in self.roles if (name, value) != ("roles", r))
        except ValueError:
            raise BadRequest("One of the roles is unknown. Choose from the list.") from None
        if any(agency not in agencies() for agency in self.agencies if agency):
            raise BadRequest("One of the agencies is unknown. Choose from the list.")
        return Filters(
            kinds=kinds,
            areas=tuple(a for a in self.areas if a and (name, value) != ("areas", a)),
            years=years,
            roles=roles,
            agencies=tuple(a for a in self.agencies if a and (name, value) != ("agencies", a)),
            documents=tuple(d for d in self.documents if d and (name, value) != ("documents", d)),
            in_force_on=None if name == "in_force_on" else _day(self.in_force_on),
        )


def year_of(text: str) -> int | None:
    """A year as typed, None for nothing. Raises BadRequest."""
    text = text.strip()
    if text and not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadRequest(f"{text[:20]!r} is not a year. Write it with four digits, for example 2017.")
    return int(text) if text else None


async def filled_in(request: Request, most: int) -> tuple[dict[str, str], Sensitivity | None]:
    """What was typed into a form of at most so many fields, by name, and the class chosen in it, if any."""
    form = await request.form(max_files=0, max_fields=most)
    given = {name: str(value) for name, value in form.items()}
    chosen = given.get("sensitivity")
    return given, Sensitivity(chosen) if chosen in set(Sensitivity) else None


def _years(first: str, last: str) -> tuple[int | None, int | None] | None:
    years = [year_of(first), year_of(last)]
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        years.reverse()
    return (years[0], years[1]) if any(years) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadRequest(f"{text[:20]!r} is not a date. Write it as 2022-04-01.") from None


def check_key(who: Caller, form_key: str) -> None:
    """Raise Forbidden unless the form carries the key of this session."""
    expected = who.session.form_key if who.session else ""
    if not expected or not secrets.compare_digest(form_key.encode(), expected.encode()):
        raise Forbidden("This form is too old, or came from another site. Go back, load the page again and retry.")


def checked(who: Signed, form_key: Annotated[str, Form()] = "") -> Caller:
    """The caller, for forms: signed in, and with the session's key in the form."""
    check_key(who, form_key)
    return who


FromForm = Annotated[Caller, Depends(checked)]


class EditForm(BaseModel):
    """The editor: lines as four lists side by side, new local lines as two, chosen candidates as "panel|source"."""

    form_key: str = ""
    based_on: int = Field(1, ge=1, le=1_000_000)
    title: str = ""
    audience: str = ""
    review_on: str = ""
    least: Sensitivity = Sensitivity.PUBLIC
    line_panel: list[str] = []
    line_source: list[str] = []
    line_text: list[str] = []
    line_do: list[Do] = []
    line_order: list[str] = []
    new_panel: list[str] = []
    new_text: list[str] = []
    chosen: list[str] = []

    def content(self, keys: list[str]) -> SentContent:
        """What is to be kept. Raises BadRequest for a day that is none or a form with parts missing."""
        panels: dict[str, list[tuple[float, SentLine]]] = {key: [] for key in keys}
        try:
            rows = zip(self.line_panel, self.line_source, self.line_text, self.line_do, self.line_order, strict=True)
            for panel, source, text, do, order in rows:
                panels[panel].append((float(order or 0), SentLine(text, source, do)))
            for panel, text in zip(self.new_panel, self.new_text, strict=True):
                panels[panel] += [(_LAST, SentLine(text))] if text.strip() else []
            for choice in self.chosen:
                panel, _, source = choice.partition("|")
                panels[panel].append((_LAST, SentLine("", source)))
        except (KeyError, ValueError):
            raise BadRequest("The form came back in pieces. Go back, load the page again and retry.") from None
        try:
            day = date.fromisoformat(self.review_on.strip()) if self.review_on.strip() else None
        except ValueError:
            raise BadRequest(f"{self.review_on[:20]!r} is not a date. Write it as 2027-04-01.") from None
        ordered = {key: [line for _, line in sorted(held, key=lambda pair: pair[0])] for key, held in panels.items()}
        return SentContent(self.title, ordered, self.audience, day, self.least)
