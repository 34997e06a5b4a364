"""A training group in a real browser: from a finding to a need, a decision, a course, and a briefing to be approved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from api.themes.evidence import Verdict
from tests.journeys.test_practitioner import address, browser, sign_in_as, violations

__all__ = ["address", "browser"]  # fixtures
FINDING = "Every assessment should name the father & what he said."


@pytest.fixture
def page(browser: Browser, address: str, base: KnowledgeBase) -> Iterator[Page]:
    """A training lead's page, where a person has confirmed one finding, so that no model decides what is seen."""
    review = next(r for r in base.documents.all(LOCAL_OPERATOR).items if r.name.endswith("review.md"))
    passages = base.documents.passages(review.id, LOCAL_OPERATOR).items
    found = next(p.passage for p in passages if FINDING in p.passage.text)
    base.themes.decide("D5", found.id, Verdict.CONFIRMED, "", LOCAL_OPERATOR)
    context = browser.new_context(base_url=address, bypass_csp=True)
    opened = context.new_page()
    sign_in_as(opened, base, Role.TRAINING_LEAD, "Lena")
    yield opened
    context.close()


def test_a_need_is_read_in_its_sources_and_decided(page: Page) -> None:
    page.goto("/training?area=Norton&year=2018")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="D5 ").first)
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("D5")
    finding = page.locator(".hit").filter(has_text="confirmed").first
    expect(finding).to_contain_text("father")
    finding.get_by_role("link", name="Learning review: Child Q").click()
    expect(page.locator("main")).to_contain_text(FINDING)
    page.go_back()
    page.get_by_label("What it is").select_option("persists")
    page.get_by_label("What will be done").fill("Coach the assessment teams")
    page.get_by_label("Owner").fill("Training group")
    page.get_by_label("By when").fill("2019-06-30")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("why")
    expect(page.get_by_label("What will be done")).to_have_value("Coach the assessment teams")
    page.get_by_label("Why").fill("Found again in the audit")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("main")).to_contain_text("Found again in the audit")
    assert not violations(page)
    page.get_by_role("link", name="Training needs, Norton 2018").click()
    expect(page.get_by_role("row").filter(has_text="Training group, by 2019-06-30")).to_have_count(1)


def test_a_course_is_entered_and_stands_beside_its_need(page: Page, base: KnowledgeBase) -> None:
    page.goto("/courses/new")
    one = page.locator("form[action='/courses']")
    one.get_by_label("Title").fill("Including fathers")
    one.get_by_label("Area").fill("Norton")
    one.get_by_label("Year").fill("2018-19")
    one.get_by_label("Places").fill("20")
    one.get_by_label("Where this is from").fill("The booking system")
    one.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Including fathers")
    expect(page.locator("main")).to_contain_text("20")
    assert not violations(page)
    page.goto("/courses")
    expect(page.get_by_role("row").filter(has_text="Including fathers")).to_have_count(1)


def test_a_briefing_waits_for_a_second_person_and_what_is_not_theirs_is_not_offered(page: Page) -> None:
    page.goto("/documents")
    expect(page.get_by_role("link", name="Audit of supervision 2019")).to_have_count(0)
    page.get_by_role("link", name="Learning review: Child Q").first.click()
    page.get_by_role("link", name="Write a briefing on this document").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator("aside")).to_contain_text("It waits for approval by somebody who did not write in it.")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    assert page.goto("/documents/add").status == 403  # type: ignore[union-attr]
