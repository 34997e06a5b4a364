"""The menu: a reader is offered what the role allows, and is told where a page belongs."""

from __future__ import annotations

import pytest

from api.knowledge_base import KnowledgeBase
from api.people.users import Role, User
from api.web.menu import SECTIONS, menu
from tests.conftest import client_for

MANAGER = User("manager", "a board manager", Role.BOARD_MANAGER)
READER = User("reader", "a reader", Role.READER)


@pytest.mark.parametrize(
    ("path", "section", "page"),
    [
        ("/", "Ask", "Ask a question"),
        ("/answers/1", "Ask", "Ask a question"),
        ("/documents/waiting/x", "Documents", "Waiting"),
        ("/passages/x", "Documents", "All documents"),
        ("/themes/C2/trace", "Themes", "Grid of themes"),
        ("/themes/agreement", "Themes", "Review suggestions"),
        ("/learning-points/overview", "Actions", "Annual overview"),
        ("/courses/new", "Training", "Courses"),
        ("/judgements", "Upkeep", "Judged questions"),
    ],
)
def test_every_page_belongs_to_a_section(path: str, section: str, page: str) -> None:
    found = menu(MANAGER, path)
    assert found.section and found.page
    assert (found.section.name, found.page.name) == (section, page)


def test_nobody_is_offered_what_the_role_forbids() -> None:
    offered = {page.name for section in menu(READER, "/").sections for page in section.pages}
    assert "Search passages" in offered
    assert not offered & {"Add documents", "Waiting", "Review suggestions", "Lexicon", "Judged questions"}
    assert "Upkeep" not in [section.name for section in menu(READER, "/").sections]


def test_an_address_that_belongs_nowhere_has_no_section() -> None:
    found = menu(MANAGER, "/accessibility")
    assert found.sections and not found.section and not found.pages


def test_every_address_of_the_menu_is_a_page(base: KnowledgeBase) -> None:
    client = client_for(base, None)
    token = base.accounts.create_token(Role.BOARD_MANAGER, "Morag")
    client.post("/sign-in", data={"token": token}, headers={"Origin": "http://127.0.0.1:8000"})
    for section in SECTIONS:
        for page in section.pages:
            text = client.get(page.address).text
            assert f'<a href="{section.pages[0].address}" aria-current="' in text, page
