"""A reviewer who uses the keyboard only: confirm, skip, write why, and turn the keys off."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR as ME
from tests.journeys.test_practitioner import address, browser, sign_in, violations

__all__ = ["address", "browser"]  # fixtures


def waiting(page: Page) -> int:
    found = re.search(r"(\d+) suggestions? waits?", page.locator("main").inner_text())
    return int(found.group(1)) if found else 0


def reasons(base: KnowledgeBase) -> list[str]:
    evidence = (base.themes.evidence(theme.id, ME, unsure=True) for theme in base.themes.register(ME).themes)
    return [item.decided.reason for items in evidence for item in items if item.decided]


def test_a_reviewer_needs_no_mouse(browser: Browser, address: str, base: KnowledgeBase) -> None:
    page = browser.new_context(base_url=address, bypass_csp=True).new_page()
    sign_in(page, base)
    page.goto("/themes/review")
    before = waiting(page)
    assert before > 2
    page.keyboard.press("w")
    expect(page.get_by_label("Why, if it needs saying")).to_be_focused()
    # In the field, letters are letters.
    page.keyboard.type("crs, clear")
    # Nor does Enter confirm what the reason may be given for rejecting.
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    # An impatient second key is not an answer to the same question.
    page.keyboard.press("c")
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_contain_text("Confirmed")
    assert waiting(page) == before - 1
    page.keyboard.press("s")
    expect(page.get_by_text("You skipped 1")).to_be_visible()
    assert reasons(base) == ["crs, clear"]
    page.get_by_role("checkbox", name="Keys").uncheck()
    page.keyboard.press("r")
    page.reload()
    assert not page.get_by_role("checkbox", name="Keys").is_checked() and waiting(page) == before - 2
    page.get_by_role("link", name="All suggestions in this document").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Suggestions in")
    assert not violations(page)
    page.context.close()
