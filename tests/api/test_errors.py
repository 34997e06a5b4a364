"""One tree of errors: every error of the service is of one of six kinds, and the kind says what a door answers."""

from __future__ import annotations

import ast
import importlib

import pytest

from api.errors import FROM_INDEXER, Busy, Conflict, Forbidden, Invalid, NotFound, ServiceError, Unavailable, status_of
from api.rest.problems import status_and_detail
from indexer.readers import UnreadableFile
from tests.conftest import ROOT

BASES = (NotFound, Invalid, Conflict, Busy, Forbidden, Unavailable)
STATUSES = {
    "NotSignedIn": 401,
    "SignInFailed": 401,
    "NotWaiting": 404,
    "NoTheme": 404,
    "NoModel": 404,
    "NoPage": 404,
    "BadRequest": 422,
    "BadQuestion": 422,
    "TooLarge": 422,
    "NothingToLearn": 422,
    "BadReview": 422,
    "BadChange": 422,
    "BadEntry": 422,
    "SameDimension": 422,
    "Altered": 422,
    "UnusableLine": 422,
    "NamesAPerson": 422,
    "NoPdf": 422,
    "SavedMeanwhile": 409,
    "TooMuchAtOnce": 503,
    "LexiconError": 503,
    "ModelFailed": 503,
    "PromptError": 503,
    "RegisterError": 503,
    "AssetError": 503,
}


def errors_of_the_service() -> dict[str, type[BaseException]]:
    """Every public class of api that can be raised."""
    found = {}
    for path in sorted((ROOT / "api").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if name.endswith("__main__"):
            continue
        classes = [n.name for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.ClassDef)]
        module = importlib.import_module(name)
        kinds = {one: getattr(module, one) for one in classes if not one.startswith("_")}
        found |= {one: kind for one, kind in kinds.items() if issubclass(kind, BaseException)}
    return found


def test_every_error_is_of_one_of_the_six_kinds() -> None:
    found = errors_of_the_service()
    own = {name: kind for name, kind in found.items() if kind not in (*BASES, ServiceError)}
    assert set(own) == set(STATUSES)
    for name, kind in own.items():
        assert sum(issubclass(kind, base) for base in BASES) == 1, name
        assert issubclass(kind, ServiceError) and kind.status == STATUSES[name], name


@pytest.mark.parametrize("kind", [*FROM_INDEXER])
def test_an_error_of_the_indexer_has_its_kind(kind: type[Exception]) -> None:
    assert status_of(kind.__new__(kind)) == FROM_INDEXER[kind].status


def test_what_nobody_foresaw_keeps_its_inside_to_itself() -> None:
    assert status_of(KeyError("secret")) is None
    status, detail, _ = status_and_detail(KeyError("secret"))
    assert status == 500 and "secret" not in detail


def test_a_door_repeats_what_is_said_to_a_person_but_not_what_is_said_to_who_runs_it() -> None:
    assert status_and_detail(Invalid("Give a year."))[:2] == (422, "Give a year.")
    assert status_and_detail(UnreadableFile("it is empty.", "Save it again."))[0] == 422
    status, detail, headers = status_and_detail(Unavailable("disk /var/x is full"))
    assert (status, headers) == (503, {"Retry-After": "10"}) and "/var" not in detail
