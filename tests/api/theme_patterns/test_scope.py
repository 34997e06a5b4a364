"""Which documents may be expected to speak of any theme, and whose words they are."""

from __future__ import annotations

from typing import Any

import pytest

from api.theme_patterns.scope import is_independent, looks_at_everything
from indexer.documents import DocumentCard, DocumentKind, Sensitivity


def card(title: str, kind: DocumentKind = DocumentKind.INSPECTION) -> DocumentCard:
    values: dict[str, Any] = {"kind": kind, "sensitivity": Sensitivity.PUBLIC}
    return DocumentCard(id="a", title=title, version=1, sha256="", **values)


@pytest.mark.parametrize(
    ("title", "opening", "whole"),
    [
        ("Inspection of Norton children’s services", "", True),
        ("Inspection report: Norton", "the joint targeted area inspection of Norton", False),
        ("Focused visit to Norton", "", False),
        ("Inspection of looked after children services", "", False),
        ("Inspection of safeguarding and looked after children services", "", True),
    ],
)
def test_inspections(title: str, opening: str, whole: bool) -> None:
    assert looks_at_everything(card(title), opening) is whole


def test_other_kinds() -> None:
    assert looks_at_everything(card("Annual report", DocumentKind.ANNUAL_REPORT))
    assert not looks_at_everything(card("Audit of neglect", DocumentKind.AUDIT))
    assert is_independent(card("Audit of neglect", DocumentKind.AUDIT))
    assert not is_independent(card("Annual report", DocumentKind.ANNUAL_REPORT))
