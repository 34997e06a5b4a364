"""Fields: each described once; what is read, offered and shown follows from the description."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from api.rest.schemas.documents import CorrectionIn, DocumentOut
from indexer.documents import FIELDS, DocumentKind, Source
from indexer.fields import FieldKind, described, said, said_day
from indexer.metadata.manifest import WrongValue, read_value


@dataclass(frozen=True)
class Library:
    """A holder of the test's own."""

    name: str = said("Name", "What it is called.", needed=True)
    opened: date | None = said_day("Opened", "The first day.")
    shelves: int = 3


def test_a_line_of_the_holder_is_the_whole_description() -> None:
    name, opened = described(Library)
    assert (name.label, name.needed, opened.kind, opened.needed) == ("Name", True, FieldKind.DAY, False)
    assert Library("Town").opened is None


def test_every_field_is_set_corrected_and_shown_over_http() -> None:
    assert set(FIELDS) <= set(DocumentOut.model_fields)
    assert set(CorrectionIn.model_fields) - set(FIELDS) == {"reason", "despite_marking"}
    assert set(FIELDS) <= set(CorrectionIn.model_fields)
    assert set(FIELDS) <= set(Source.__slots__)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("kind", "Annual report", DocumentKind.ANNUAL_REPORT),
        ("procedure_level", "2", 2),
        ("published", "31/03/2017", date(2017, 3, 31)),
        ("title", "  A  long\ttitle ", "A long title"),
    ],
)
def test_a_value_is_read_by_its_description(name: str, text: str, value: object) -> None:
    assert read_value(FIELDS[name], text) == value


@pytest.mark.parametrize(("name", "text"), [("kind", "novel"), ("procedure_level", "4"), ("published", "soon")])
def test_a_value_that_cannot_be_used_says_what_would_do(name: str, text: str) -> None:
    with pytest.raises(WrongValue, match=r"choose one of|write it as"):
        read_value(FIELDS[name], text)
