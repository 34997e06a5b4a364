"""The summary in a real browser: written into the page with scripts, loaded with the page without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from api.knowledge_base import KnowledgeBase
from tests.api.llm.test_service import FACT, QUESTION, says
from tests.api.web.test_llm import base, model
from tests.journeys.test_practitioner import address, ask, browser, sign_in, violations
from tests.scripted_model import ScriptedModel

__all__ = ["address", "base", "browser", "model"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_summary_is_written_below_the_answer(
    browser: Browser, address: str, base: KnowledgeBase, model: ScriptedModel, scripts: bool
) -> None:
    says(model, f"{FACT}. [KEY]", "A gorilla wrote this. [KEY]")
    context = browser.new_context(base_url=address, java_script_enabled=scripts)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    sign_in(page, base)
    ask(page, QUESTION)
    page.get_by_role("link", name="Have a language model write a summary of this").click()
    summary = page.get_by_role("region", name="Summary written by a language model")
    expect(summary.get_by_role("listitem")).to_have_count(1)
    expect(summary.get_by_role("listitem")).to_contain_text(f"{FACT}. Learning review: Child Q")
    expect(summary).to_contain_text("1 of 2 sentences dropped")
    expect(summary.get_by_text("Being written")).to_have_count(0)
    expect(summary.get_by_text("gorilla")).to_have_count(0)
    assert ("summary=yes" in page.url) is not scripts
    assert not problems
    context.close()


def test_axe_finds_no_violation_in_a_summary_just_written(
    browser: Browser, address: str, base: KnowledgeBase, model: ScriptedModel
) -> None:
    says(model, f"{FACT}. [KEY]", "Fathers were not overlooked in the assessments. [KEY]")
    context = browser.new_context(base_url=address, bypass_csp=True)
    page = context.new_page()
    sign_in(page, base)
    ask(page, QUESTION)
    page.get_by_role("link", name="Have a language model write a summary of this").click()
    expect(page.get_by_text("0 of 2 sentences dropped")).to_be_visible()
    found = violations(page)
    context.close()
    assert not found, "\n".join(found)
