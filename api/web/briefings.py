"""Pages of briefings: the list, a new one, one with what can be done with it, editing, its history and its exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.briefings.briefing import BriefingState, Subject, SubjectKind
from api.briefings.forms import FORMS, WORDS, Layout
from api.briefings.forms import Form as BriefingForm
from api.briefings.lines import Alteration, Altered, Do, SentContent, SentLine, place_of
from api.briefings.reading import ReadBriefing
from api.briefings.versions import ActKind
from api.documents.quarantine import NamesAPerson
from api.errors import BadRequest, Conflict, Forbidden, Invalid, NotFound
from api.exports.files import Format, export
from api.people.access import Action, may, require
from api.people.sign_in import Caller
from api.requests import Base
from api.responses import file_response
from api.shared.citations import Citation
from api.web.forms import EditForm, FromForm, Signed, check_key
from api.web.pages import render
from indexer.documents import DocumentKind, Sensitivity

router = APIRouter(include_in_schema=False)

STATE_LABELS = {
    BriefingState.DRAFT: "Draft",
    BriefingState.SUBMITTED: "Waiting for approval",
    BriefingState.APPROVED: "Approved",
    BriefingState.WITHDRAWN: "Withdrawn",
}

ACT_LABELS = {
    ActKind.SAVED: "saved",
    ActKind.SUBMITTED: "submitted for approval",
    ActKind.SENT_BACK: "sent back",
    ActKind.APPROVED: "approved",
    ActKind.WITHDRAWN: "withdrawn",
    ActKind.RELEASED: "guarded words released to exports",
    ActKind.EXPORTED: "exported",
}

LAYOUT_LABELS = {Layout.FULL: "In full", Layout.POSTER: "Poster", Layout.CARD: "Pocket card"}

FORMAT_LABELS = {Format.HTML: "web page", Format.DOCX: "Word", Format.PDF: "PDF"}

_REVIEWS = (DocumentKind.LEARNING_REVIEW, DocumentKind.AUDIT, DocumentKind.CHILD_DEATH, DocumentKind.INSPECTION)

Text = Annotated[str, Form(max_length=2000)]

Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True)
class EditLine:
    """A line in the editor: as typed, with its source, what became of that, and what is wrong with the words."""

    text: str
    source: str
    do: Do
    citation: Citation | None
    problem: str
    wrong: Alteration | None


@router.get("/briefings")
def briefings(request: Request, base: Base, who: Signed) -> Response:
    """The briefings the person may see."""
    may_write = may(who.user, Action.WRITE_BRIEFINGS)
    values: dict[str, Any] = {"found": base.briefings.all(who.user), "may_write": may_write}
    return render(request, "briefings.html", who, **values, forms=FORMS, states=STATE_LABELS)


@router.get("/briefings/new")
def new(request: Request, base: Base, who: Signed, theme: str = "", document: str = "", asked: str = "") -> Response:
    """The form for a new one, about what the person came from; a question comes by the id it is kept under."""
    question = base.kept_question(asked[:100], who.user).text if asked else ""
    about = "question" if question else "review" if document else "theme"
    return _new_page(request, base, who, {"about": about, "theme": theme, "document": document, "question": question})


@router.post("/briefings/new")
def begin(
    request: Request,
    base: Base,
    who: FromForm,
    form: Annotated[BriefingForm, Form()] = BriefingForm.SEVEN_MINUTE,
    about: Annotated[str, Form(max_length=20)] = "theme",
    theme: Text = "",
    document: Text = "",
    question: Text = "",
    year: Text = "",
    area: Text = "",
    best: Text = "",
) -> Response:
    """Begin it and open the editor."""
    values = {"theme": theme, "review": document, "question": question}
    kind = SubjectKind.YEAR if form is BriefingForm.OVERVIEW else SubjectKind(about if about in values else "theme")
    subject = Subject(kind, values.get(kind, year).strip(), area=area.strip())
    sent = {"form": form, "about": about, "theme": theme, "document": document, "question": question, "year": year}
    try:
        if not subject.value:
            raise BadRequest(f"Choose or write the {kind} it is about.")
        made = base.briefings.begin(form, subject, who.user, best=3 if best else 0)
    except (Invalid, NotFound) as error:
        return _new_page(request, base, who, {**sent, "area": area}, str(error))
    return RedirectResponse(f"/briefings/{made.briefing.id}/edit", 303)


def _new_page(request: Request, base: Base, who: Caller, sent: dict[str, str], error: str | None = None) -> Response:
    require(who.user, Action.WRITE_BRIEFINGS)
    records = base.documents.all(who.user).items
    values: dict[str, Any] = {
        "sent": {"form": "seven_minute", "question": "", "year": "", "area": "", **sent},
        "themes": base.themes.register(who.user).themes,
        "reviews": [record for record in records if record.source.kind in _REVIEWS],
        "years": base.briefings.years(who.user),
        "areas": sorted({record.source.area for record in records if record.source.area}),
        "forms": FORMS,
        "error": error,
    }
    return render(request, "briefing_new.html", who, 422 if error else 200, **values)


@router.get("/briefings/{briefing_id}.{wanted}")
def exported(
    briefing_id: str, wanted: Format, base: Base, who: Signed, layout: Layout = Layout.FULL, version: Version = None
) -> Response:
    """A briefing as a file."""
    organisation = base.settings.organisation
    return file_response(export(base.briefings, briefing_id, wanted, who.user, layout, organisation, version))


@router.get("/briefings/{briefing_id}")
def briefing(request: Request, briefing_id: str, base: Base, who: Signed, version: Version = None) -> Response:
    """One briefing."""
    return _page(request, base.briefings.one(briefing_id, who.user, version), who)


@router.post("/briefings/{briefing_id}")
def act(
    request: Request,
    briefing_id: str,
    base: Base,
    who: FromForm,
    what: Annotated[str, Form(max_length=20)] = "",
    reason: Text = "",
    names_nobody: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """Submit, approve, send back, withdraw or release it."""
    service = base.briefings
    try:
        if what == "submit":
            service.submit(briefing_id, who.user, bool(names_nobody))
        elif what == "approve":
            service.approve(briefing_id, who.user)
        elif what == "send_back":
            service.send_back(briefing_id, reason, who.user)
        elif what == "withdraw":
            service.withdraw(briefing_id, reason, who.user)
        elif what == "release":
            service.release(briefing_id, reason, who.user)
        else:
            raise BadRequest("Press one of the buttons of the page.")
    except (Invalid, Forbidden) as error:
        named = isinstance(error, NamesAPerson)
        return _page(request, service.one(briefing_id, who.user), who, _error(error), named)
    return RedirectResponse(f"/briefings/{briefing_id}", 303)


def _error(error: Exception) -> str:
    if isinstance(error, NamesAPerson):
        return "Something in the title or the local words looks like personal data. Take it out, or say it is none."
    return str(error)


def _page(request: Request, read: ReadBriefing, who: Caller, error: str | None = None, named: bool = False) -> Response:
    user, form = who.user, FORMS[read.briefing.form]
    values: dict[str, Any] = {
        "read": read,
        "form": form,
        "numbered": read.briefing.form is BriefingForm.SEVEN_MINUTE,
        "is_latest": read.version == read.briefing.latest,
        "may_write": may(user, Action.WRITE_BRIEFINGS),
        "may_approve": may(user, Action.APPROVE_BRIEFINGS) and not read.briefing.wrote(user),
        "may_withdraw": may(user, Action.APPROVE_BRIEFINGS),
        "may_let_out": may(user, Action.RELEASE_TO_EXPORTS),
        "error": error,
        "named": named,
    }
    labels = {"states": STATE_LABELS, "acts": ACT_LABELS, "layouts": LAYOUT_LABELS, "formats": FORMAT_LABELS}
    return render(request, "briefing.html", who, 422 if error else 200, **values, **labels)


@router.get("/briefings/{briefing_id}/history")
def history(request: Request, briefing_id: str, base: Base, who: Signed) -> Response:
    """Its versions and what each changed."""
    saved = base.briefings.history(briefing_id, who.user)
    read = base.briefings.one(briefing_id, who.user)
    return render(request, "briefing_history.html", who, read=read, saved=saved, states=STATE_LABELS)


@router.get("/briefings/{briefing_id}/edit")
def edit_form(request: Request, briefing_id: str, base: Base, who: Signed) -> Response:
    """The editor with what is offered for each panel."""
    require(who.user, Action.WRITE_BRIEFINGS)
    read = base.briefings.one(briefing_id, who.user)
    return _editor(request, base, who, read, _as_sent(read))


@router.post("/briefings/{briefing_id}/edit")
def edit(request: Request, briefing_id: str, base: Base, who: Signed, form: Annotated[EditForm, Form()]) -> Response:
    """Save, or show what was typed again with what is wrong with it."""
    check_key(who, form.form_key)
    require(who.user, Action.WRITE_BRIEFINGS)
    read = base.briefings.one(briefing_id, who.user)
    sent = form.content([panel.key for panel in read.content.panels])
    try:
        base.briefings.save(briefing_id, sent, form.based_on, who.user)
    except (Invalid, Conflict) as error:
        return _editor(request, base, who, read, sent, form.based_on, error=error)
    return RedirectResponse(f"/briefings/{briefing_id}", 303)


def _as_sent(read: ReadBriefing) -> SentContent:
    content = read.content
    panels = {
        panel.key: [SentLine(line.text, place_of(line.citation) if line.citation else "") for line in panel.lines]
        for panel in content.panels
    }
    return SentContent(content.title, panels, content.audience, content.review_on, content.least)


def _editor(
    request: Request,
    base: Base,
    who: Caller,
    read: ReadBriefing,
    sent: SentContent,
    based_on: int | None = None,
    error: ValueError | None = None,
) -> Response:
    offered = base.briefings.offered(read.briefing.id, who.user)
    cited = {place_of(one.citation): (one.citation, "") for _, found in offered for one in found}
    cited |= {place_of(x.line.citation): (x.line.citation, x.problem) for _, x in read.every_line if x.line.citation}
    wrong = {(one.panel, one.number): one for one in error.alterations} if isinstance(error, Altered) else {}
    panels = [
        (
            plan,
            [_edit_line(line, cited, wrong.get((plan.key, n))) for n, line in enumerate(sent.panels[plan.key], 1)],
            [(place_of(one.citation), one) for one in found if place_of(one.citation) not in _sources(sent, plan.key)],
        )
        for plan, found in offered
    ]
    values: dict[str, Any] = {
        "read": read,
        "sent": sent,
        "based_on": based_on or read.version,
        "panels": panels,
        "error": error,
        "alterations": tuple(wrong.values()),
        "classes": Sensitivity,
        "words": WORDS if read.briefing.form is BriefingForm.SEVEN_MINUTE else None,
    }
    return render(request, "briefing_edit.html", who, 422 if error else 200, **values)


def _edit_line(line: SentLine, cited: Mapping[str, tuple[Citation, str]], wrong: Alteration | None) -> EditLine:
    citation, problem = cited.get(line.source, (None, ""))
    text = line.text or (" ".join(citation.quote.split()) if citation else "")
    return EditLine(text, line.source, line.do, citation, problem, wrong)


def _sources(sent: SentContent, key: str) -> set[str]:
    return {line.source for line in sent.panels[key]}
