"""The structure command: what it counts on a tree whose arrows are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.structure import arrows, errors_of_doors, modules, noun_rooms, room_circles

FILES = {
    "indexer/__init__.py": "",
    "api/__init__.py": "",
    "api/people/__init__.py": "",
    "api/people/users.py": "class NoUser(LookupError):\n    pass\n",
    "api/themes/__init__.py": "",
    "api/themes/tagger.py": "from api.people.users import NoUser\n",
    "api/themes/service.py": "from api.themes import tagger\n",
    "api/rest/__init__.py": "",
    "api/rest/themes.py": "import api.themes.service\nfrom api.people.users import NoUser\n\nSTATUS = {NoUser: 404}\n",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_arrows_are_the_imports_between_modules(checkout: Path) -> None:
    assert arrows(modules(checkout)) == {
        ("api.themes.tagger", "api.people.users"),
        ("api.themes.service", "api.themes.tagger"),
        ("api.rest.themes", "api.themes.service"),
        ("api.rest.themes", "api.people.users"),
    }


def test_a_circle_of_packages_is_named(checkout: Path) -> None:
    assert room_circles(arrows(modules(checkout))) == []
    (checkout / "api/people/users.py").write_text("from api.rest import themes\n", "utf-8")
    assert room_circles(arrows(modules(checkout))) == [["api.people", "api.rest", "api.themes"]]


def test_a_noun_lies_in_its_folders_and_doors_name_errors(checkout: Path) -> None:
    held = modules(checkout)
    assert noun_rooms(held, ("theme",)) == (1, 4)
    assert errors_of_doors(held) == 1
    (checkout / "api/rest/themes.py").write_text("", "utf-8")
    assert errors_of_doors(modules(checkout)) == 0
