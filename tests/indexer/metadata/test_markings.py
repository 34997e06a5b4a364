"""Protective markings: found where they stand as one, not where their words are used."""

from __future__ import annotations

import pytest

from indexer.documents import Block, Document, Locator, Part, PartKind, Sensitivity
from indexer.metadata.markings import Marking, against_publication, contradiction, markings_of, suggested_class


def marked(text: str = "The text.", header: str = "", kind: PartKind = PartKind.HEADER) -> list[Marking]:
    parts = (Part(kind, header, Locator(page=1)),) if header else ()
    document = Document(text, (Block(0, len(text), Locator()),), parts=parts)
    return [found.marking for found in markings_of(document)]


@pytest.mark.parametrize(
    ("header", "marking"),
    [
        ("OFFICIAL-SENSITIVE", Marking.OFFICIAL_SENSITIVE),
        ("Official – Sensitive", Marking.OFFICIAL_SENSITIVE),
        ("OFFICIAL: SENSITIVE [COMMERCIAL]", Marking.OFFICIAL_SENSITIVE),
        ("Norton Board | Confidential | Page 2 of 9", Marking.CONFIDENTIAL),
        ("Private and Confidential", Marking.CONFIDENTIAL),
        ("STRICTLY PRIVATE AND CONFIDENTIAL", Marking.CONFIDENTIAL),
        ("In confidence", Marking.CONFIDENTIAL),
        ("RESTRICTED\tpage 3", Marking.RESTRICTED),
        ("Norton Board - NOT FOR PUBLICATION by virtue of paragraph 3", Marking.NOT_FOR_PUBLICATION),
        ("Not for onward circulation", Marking.NOT_FOR_PUBLICATION),
        ("EMBARGOED UNTIL 5 May 2024", Marking.EMBARGOED),
        ("DRAFT", Marking.DRAFT),
        ("Draft v2.1", Marking.DRAFT),
        ("DRAFT Annual Report 2016-17", Marking.DRAFT),
    ],
)
def test_a_marking_of_every_page_is_found(header: str, marking: Marking) -> None:
    assert marking in marked(header=header)


@pytest.mark.parametrize(
    "header",
    [
        "CONFIDENTIAL REPORTING POLICY",
        "A confidential helpline for staff",
        "Drafting group",
        "Restricted growth charts",
        "OFFICIAL",
        "Not protectively marked",
        "NOT RESTRICTED",
        "Norton Board is no longer DRAFT",
        "We draft plans",
    ],
)
def test_words_in_use_are_no_marking(header: str) -> None:
    assert marked(header=header) == []


def test_first_lines_count_when_they_hold_nothing_else() -> None:
    assert marked("Norton Board\nCONFIDENTIAL\nThe review\n") == [Marking.CONFIDENTIAL]
    assert marked("Confidential matters were kept.\nDraft plans were late.\n") == []
    assert marked("One.\n" * 20 + "CONFIDENTIAL\n") == []


def test_properties_and_comments_count_but_hidden_text_does_not() -> None:
    assert marked(header="label: Official - Sensitive", kind=PartKind.PROPERTY) == [Marking.OFFICIAL_SENSITIVE]
    assert marked(header="status: Draft", kind=PartKind.PROPERTY) == [], "published reports still say so"
    assert marked(header="DRAFT", kind=PartKind.COMMENT) == [Marking.DRAFT]
    assert marked(header="DRAFT", kind=PartKind.HIDDEN_TEXT) == []


def test_markings_suggest_the_strictest_class_and_a_draft_is_not_against_publication() -> None:
    assert suggested_class([]) is None
    assert suggested_class([Marking.DRAFT]) is Sensitivity.PARTNERSHIP
    assert suggested_class([Marking.DRAFT, Marking.CONFIDENTIAL]) is Sensitivity.RESTRICTED
    assert contradiction([Marking.CONFIDENTIAL], Sensitivity.RESTRICTED) is None
    line = contradiction([Marking.CONFIDENTIAL], Sensitivity.PARTNERSHIP)
    assert line == "It is marked CONFIDENTIAL, which suggests the class restricted; it is held as partnership."
    both = markings_of(Document("DRAFT\nCONFIDENTIAL\n", (Block(0, 5, Locator()),)))
    assert [str(found) for found in against_publication(both)] == ["CONFIDENTIAL (first lines)"]
