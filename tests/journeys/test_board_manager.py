"""A board manager in a real browser: let a document in, follow a commitment up, approve a briefing and release it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.briefings.briefing import Subject, SubjectKind
from api.briefings.forms import Form
from api.briefings.lines import SentContent, SentLine
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from tests.journeys.test_practitioner import address, browser, sign_in_as, violations

__all__ = ["address", "browser"]  # fixtures
AUTHOR = User("author", "Lena", Role.BOARD_MANAGER)


@pytest.fixture
def page(browser: Browser, address: str, base: KnowledgeBase) -> Iterator[Page]:
    context = browser.new_context(base_url=address, bypass_csp=True)
    opened = context.new_page()
    sign_in_as(opened, base, Role.BOARD_MANAGER, "Mo")
    yield opened
    context.close()


def test_a_file_with_personal_data_is_redacted_and_then_read(page: Page, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The escalation policy was renewed. The NHS number is 943 476 5919.\n", "utf-8")
    page.goto("/documents/add")
    page.get_by_label("Files").set_input_files(note)
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Waiting (1)").click()
    page.get_by_role("link", name="note.txt").click()
    expect(page.locator("mark")).to_have_text("943 476 5919")
    page.get_by_role("textbox", name="Reason").fill("The number is of no use here")
    page.get_by_role("button", name="Redact what is ticked").click()
    expect(page.locator("main")).to_contain_text("The escalation policy was renewed.")
    expect(page.locator("main")).not_to_contain_text("943 476 5919")
    assert not violations(page)


def test_a_commitment_is_followed_up_and_decided_with_a_reason(page: Page) -> None:
    page.goto("/commitments")
    page.get_by_role("row").filter(has_text="write a standard for supervision").get_by_role("link").first.click()
    expect(page.locator("blockquote").first).to_contain_text("The board should write a standard for supervision.")
    expect(page.get_by_role("heading", name="What later documents say")).to_be_visible()
    page.get_by_label("What became of it").select_option("progress")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("#reason-error")).to_be_visible()
    page.get_by_label("Why").fill("The standard is out for comment")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("main")).to_contain_text("decided by Mo")
    expect(page.locator("main")).to_contain_text("The standard is out for comment")
    assert not violations(page)


def test_what_somebody_else_wrote_is_approved_and_released_to_be_taken_away(page: Page, base: KnowledgeBase) -> None:
    audit = next(r.id for r in base.documents.all(LOCAL_OPERATOR).items if "Audit of supervision" in r.source.title)
    read = base.briefings.begin(Form.SEVEN_MINUTE, Subject(SubjectKind.REVIEW, audit), AUTHOR)
    # Passages of a restricted document are put in by nobody but a person.
    sent = SentContent(read.content.title, {"differently": [SentLine("Record supervision within a week.")]})
    base.briefings.save(read.briefing.id, sent, read.version, AUTHOR)
    base.briefings.submit(read.briefing.id, AUTHOR)
    page.goto("/briefings")
    page.locator(f"main a[href='/briefings/{read.briefing.id}']").click()
    expect(page.locator("aside")).to_contain_text("It is not exported until somebody with the right has released it.")
    page.get_by_role("button", name="Approve").click()
    page.get_by_label("Why they may leave the service").fill("For the board's own meeting")
    page.get_by_role("button", name="Release it to exports").click()
    expect(page.locator(".about .tag").first).to_have_text("Approved")
    page.locator("aside a[href*='.html?layout=full']").click()
    expect(page.locator("body")).to_contain_text("Record supervision within a week.")
