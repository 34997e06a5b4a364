"""The menu: sections, and the pages of the section a reader is in, as far as the reader's rights go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.people.access import Action, may
from api.people.users import User


@dataclass(frozen=True, slots=True)
class MenuPage:
    """A page of the menu. `right` is what its readers need; `below` are the beginnings of other addresses it covers."""

    name: str
    address: str
    right: Action | None = None
    below: tuple[str, ...] = ()

    def covers(self, path: str) -> int:
        """How much of an address this page stands for, in characters; 0 for none."""
        starts = (self.address, *self.below)
        return max((len(s) for s in starts if path == s or (s != "/" and path.startswith(f"{s}/"))), default=0)


@dataclass(frozen=True, slots=True)
class MenuSection:
    """Pages that belong together, the first of which stands for the section."""

    name: str
    pages: tuple[MenuPage, ...]


SECTIONS = (
    MenuSection(
        "Ask",
        (
            MenuPage("Ask a question", "/", below=("/answers",)),
            MenuPage("Search passages", "/search"),
            MenuPage("Check quotations", "/verify"),
        ),
    ),
    MenuSection(
        "Documents",
        (
            MenuPage("All documents", "/documents", below=("/passages",)),
            MenuPage("Add documents", "/documents/add", Action.ADD_DOCUMENTS),
            MenuPage("Waiting", "/documents/waiting", Action.RELEASE_DOCUMENTS),
        ),
    ),
    MenuSection(
        "Themes",
        (
            MenuPage("Grid of themes", "/themes"),
            MenuPage("Found together", "/themes/links"),
            MenuPage("Emerging", "/themes/emerging"),
            MenuPage(
                "Review suggestions",
                "/themes/review",
                Action.REVIEW_THEMES,
                ("/themes/second", "/themes/agreement", "/themes/model"),
            ),
            MenuPage("Register of themes", "/themes/register"),
        ),
    ),
    MenuSection(
        "Actions",
        (
            MenuPage("Commitments", "/commitments"),
            MenuPage("Learning log", "/learning-points"),
            MenuPage("Annual overview", "/learning-points/overview"),
        ),
    ),
    MenuSection("Training", (MenuPage("Training needs", "/training"), MenuPage("Courses", "/courses"))),
    MenuSection("Briefings", (MenuPage("Briefings", "/briefings"),)),
    MenuSection(
        "Upkeep",
        (
            MenuPage("Lexicon", "/lexicon", Action.EDIT_LEXICON),
            MenuPage("Judged questions", "/judgements", Action.JUDGE_QUESTIONS),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """What a reader is offered: the sections, where the reader is, and the pages of that section."""

    sections: tuple[MenuSection, ...]
    section: MenuSection | None
    page: MenuPage | None

    @property
    def pages(self) -> Sequence[MenuPage]:
        """The pages of the section; none where it has but one."""
        return self.section.pages if self.section and len(self.section.pages) > 1 else ()


def menu(user: User, path: str) -> Menu:
    """The menu of a person at an address."""
    open_to = [
        MenuSection(s.name, tuple(p for p in s.pages if p.right is None or may(user, p.right))) for s in SECTIONS
    ]
    sections = tuple(section for section in open_to if section.pages)
    places = [(page.covers(path), section, page) for section in sections for page in section.pages]
    best, section, page = max(places, key=lambda found: found[0])
    return Menu(sections, section, page) if best else Menu(sections, None, None)
