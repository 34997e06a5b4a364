"""A practitioner in a real browser: ask, read the citation, see the sentence on its page; and every page by axe."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.app import create_app
from api.knowledge_base import KnowledgeBase
from api.people.users import Role

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("chromium is not installed, and REQUIRE_BROWSER is set")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(base: KnowledgeBase) -> Iterator[str]:
    """The service on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(base), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, address: str, base: KnowledgeBase, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=request.param)
    opened = context.new_page()
    sign_in(opened, base)
    yield opened
    context.close()


def sign_in(page: Page, base: KnowledgeBase) -> None:
    page.goto(f"/sign-in?key={base.accounts.create_link()}")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What have we learned?")


def sign_in_as(page: Page, base: KnowledgeBase, role: Role, name: str) -> None:
    """Sign in with an access token, as people of each role do."""
    page.goto("/sign-in")
    page.get_by_label("Access token").fill(base.accounts.create_token(role, name))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What have we learned?")


def ask(page: Page, question: str) -> None:
    page.goto("/")
    page.get_by_role("textbox").first.fill(question)
    page.get_by_role("button", name="Ask").first.click()


def test_ask_citation_highlighted_page(page: Page) -> None:
    ask(page, "Was escalation used nine times during the year?")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the documents say")
    quote = page.locator(".statements .quote").first
    expect(quote).to_have_text("Escalation was used nine times during the year.")
    source = page.locator(".statements .source a").first
    expect(source).to_contain_text("Norton Board Annual Report 2016-17, page 2")
    source.click()
    expect(page.locator("mark")).to_have_text("Escalation was used nine times during the year.")
    picture = page.locator(".sheet img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 300
    boxes = page.locator(".sheet rect.box")
    expect(boxes).to_have_count(1)
    box, sheet = boxes.bounding_box(), picture.bounding_box()
    assert box and sheet
    # The sentence stands in the first line under the heading, 110 points down a page of 842.
    assert 0.10 < (box["y"] - sheet["y"]) / sheet["height"] < 0.16


def test_nothing_held(page: Page) -> None:
    ask(page, "How are zebras vaccinated in Antarctica?")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing held on this")
    expect(page.locator(".statements")).to_have_count(0)


PAGES = {
    "ask": "/",
    "search": "/search",
    "documents": "/documents",
    "commitments": "/commitments",
    "themes": "/themes",
    "themes by agency": "/themes?columns=agency",
    "story of a theme": "/themes/D5/trace",
    "themes found together": "/themes/links",
    "pair of themes": "/themes/links/D5/H1",
    "emerging themes": "/themes/emerging",
    "review": "/themes/review",
    "second opinion": "/themes/second",
    "agreement": "/themes/agreement",
    "model": "/themes/model",
    "learning log": "/learning-points",
    "new learning point": "/learning-points/new",
    "annual overview": "/learning-points/overview",
    "register": "/themes/register",
    "theme in the register": "/themes/register/D5",
    "new theme": "/themes/register/new",
    "briefings": "/briefings",
    "new briefing": "/briefings/new",
    "courses": "/courses",
    "new course": "/courses/new",
    "training needs": "/training",
    "add": "/documents/add",
    "verify": "/verify",
    "judgements": "/judgements",
    "lexicon": "/lexicon",
    "lexicon entry": "/lexicon/entry?relation=acronym&term=LADO",
    "api": "/api",
    "accessibility": "/accessibility",
    "missing": "/nothing-here",
}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {v['id']}: {v['help']} {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found]


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_no_violation_on_any_page(
    browser: Browser, address: str, base: KnowledgeBase, viewport: dict[str, int], tmp_path: Path
) -> None:
    # axe is put into the page by the test, which the pages' own policy forbids to anybody.
    context = browser.new_context(base_url=address, viewport=viewport, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/sign-in")
    found = violations(page)
    sign_in(page, base)
    for path in PAGES.values():
        page.goto(path)
        found += violations(page)
        assert not sideways(page), path
    for question in ("Was escalation used nine times during the year?", "How are zebras vaccinated in Antarctica?"):
        ask(page, question)
        found += violations(page)
        assert not sideways(page), question
    page.goto("/judgements")
    page.get_by_role("link", name="How are zebras vaccinated in Antarctica?").click()
    expect(page.get_by_role("heading", name="What comes now, with your rights")).to_be_visible()
    found += violations(page)
    assert not sideways(page)
    ask(page, "Was escalation used nine times during the year?")
    page.locator(".statements .source a").first.click()
    found += violations(page)
    assert not sideways(page)
    page.goto("/documents")
    page.locator("main a[href*='/documents/']:not([href$='/add'])").first.click()
    found += violations(page)
    page.goto(f"{page.url}/remove")
    found += violations(page)
    page.goto("/commitments")
    page.locator("main table a").first.click()
    expect(page.get_by_role("heading", name="What later documents say")).to_be_visible()
    found += violations(page)
    assert not sideways(page)
    page.goto("/documents/add")
    wrong = tmp_path / "wrong.pdf"
    wrong.write_bytes(b"%PDF-1.7 broken")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What became of the files")
    found += violations(page)
    found += in_quarantine(page, tmp_path)
    found += in_a_briefing(page)
    page.goto("/")
    page.get_by_role("textbox").first.fill("What was done for Mrs Sarah Jones?")
    page.get_by_role("button", name="Ask").first.click()
    expect(page.get_by_role("alert")).to_contain_text("names a person")
    found += violations(page)
    context.close()
    assert not found, "\n".join(found)


def in_a_briefing(page: Page) -> list[str]:
    """The pages of a briefing: from its document, altered, repaired, read, its versions, and printed."""
    page.goto("/documents")
    page.get_by_role("link", name="Learning review: Child Q").first.click()
    page.get_by_role("link", name="Write a briefing on this document").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit")
    found = violations(page)
    page.get_by_label("Quotation 1 of What to do differently").fill("The board must write a standard for supervision.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("“must”")
    found += violations(page)
    assert not sideways(page)
    page.get_by_label("What to do with line 1 of What to do differently").select_option("local")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".local")).to_contain_text("Written locally: The board must write")
    found += violations(page)
    assert not sideways(page)
    address = page.url
    for path in ("/history", ".html", ".html?layout=poster"):
        page.goto(f"{address}{path}")
        found += violations(page)
        assert not sideways(page), path
    return found


def in_quarantine(page: Page, folder: Path) -> list[str]:
    """The pages of a document that waits, from its arrival to its refusal."""
    note = folder / "note.txt"
    # Other words at each width: a file that was refused once is not taken again.
    width = (page.viewport_size or PHONE)["width"]
    note.write_text(f"Born on 3 May 2009; the NHS number is 943 476 5919. Room {width}.\n", "utf-8")
    page.goto("/documents/add")
    page.locator("input[type=file]").set_input_files(note)
    page.get_by_role("button", name="Add").click()
    found = violations(page)
    page.get_by_role("link", name="Waiting (1)").click()
    found += violations(page)
    page.get_by_role("link", name="note.txt").click()
    expect(page.locator("mark")).to_have_count(2)
    found += violations(page)
    assert not sideways(page)
    page.get_by_role("button", name="Refuse").click()
    expect(page.get_by_role("alert")).to_contain_text("Give a reason")
    found += violations(page)
    page.get_by_role("textbox", name="Reason").fill("Not anonymised")
    page.get_by_role("button", name="Refuse").click()
    expect(page.get_by_role("region", name="Decisions")).to_contain_text("Not anonymised")
    expect(page.get_by_role("link", name="Waiting", exact=True)).to_be_visible()
    assert not sideways(page)
    return found + violations(page)


def sideways(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
