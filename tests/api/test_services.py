"""Every public method of a service takes the user and checks the right there; whatever does not is private.

Looked at in the source, so that a method added tomorrow is looked at, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.knowledge_base import KnowledgeBase
from tests.conftest import ROOT

CHECKS = {"require", "clearance", "may"}
EXCEPTIONS = {
    ("KnowledgeBase", "open"): "nobody is there before it is open",
    ("KnowledgeBase", "close"): "whoever opened it closes it; nothing is read",
    ("KnowledgeBase", "warm_up"): "reads nothing out, before the first request",
    ("KnowledgeBase", "ready"): "says only whether questions can be answered",
    ("QuarantineService", "require_no_name"): "judges the words it is given and reads nothing that is held",
    ("SummaryService", "is_on"): "says whether a setting is set",
}
"""Public methods that ask for no right, and why."""
PLAIN = {
    "settings": "how the service is set up",
    "accounts": "people and what they sign in with: the doors ask it who somebody is",
    "weights": "a setting: what the parts of a training need weigh",
}
"""Public attributes of services that are no services, and what they are."""


def services() -> Iterator[tuple[Path, ast.ClassDef]]:
    for path in sorted((ROOT / "api").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and (node.name.endswith("Service") or node.name == "KnowledgeBase"):
                yield path, node


def public_methods(service: ast.ClassDef) -> dict[str, ast.FunctionDef]:
    found = (node for node in service.body if isinstance(node, ast.FunctionDef))
    return {node.name: node for node in found if not node.name.startswith("_")}


def is_checked(name: str, methods: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a method takes the user and checks a right itself, or hands the user on to one beside it that does."""
    method = methods.get(name)
    if method is None or name in seen or "user" not in {a.arg for a in (*method.args.args, *method.args.kwonlyargs)}:
        return False
    calls = [node for node in ast.walk(method) if isinstance(node, ast.Call)]
    if any(isinstance(call.func, ast.Name) and call.func.id in CHECKS for call in calls):
        return True
    handed_on = [
        call.func.attr
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "self"
        and "user" in {ast.unparse(value) for value in (*call.args, *(k.value for k in call.keywords))}
    ]
    return any(is_checked(other, methods, seen | {name}) for other in handed_on)


def unchecked() -> set[tuple[str, str]]:
    found = set()
    for _, service in services():
        methods = public_methods(service)
        found |= {(service.name, name) for name in methods if not is_checked(name, methods)}
    return found


def test_every_public_method_of_a_service_checks_the_right() -> None:
    assert len(list(services())) > 15
    assert unchecked() == set(EXCEPTIONS)


def test_what_a_service_lets_be_reached_is_a_service(base: KnowledgeBase) -> None:
    """Else a door could pass the service by and reach what decides nothing about rights."""
    names = {service.name for _, service in services()}
    waiting: list[object] = [base]
    while waiting:
        one = waiting.pop()
        for name, value in vars(one).items():
            if not name.startswith("_") and name not in PLAIN:
                assert type(value).__name__ in names, f"{type(one).__name__}.{name}"
                waiting.append(value)


@pytest.mark.parametrize(
    "source",
    [
        "class AService:\n    def all(self): return self._all()",
        "class AService:\n    def all(self, user): return self._all(user)",
        "class AService:\n    def all(self, user): return self.a(user)\n    def a(self, user): return self.all(user)",
    ],
)
def test_a_method_that_asks_for_no_right_is_found(source: str) -> None:
    (service,) = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    methods = public_methods(service)
    assert not any(is_checked(name, methods) for name in methods)
