"""Drafting and content: what is offered, what a draft begins with, what a quotation may say, what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.briefings.briefing import BriefingContent, BriefingLine, Panel, changes, highest
from api.briefings.drafting import MOST_OFFERED, QuotationOffer, begin, offer, telling
from api.briefings.forms import FORMS, Form, Layout, PanelPlan, share_of
from api.shared.citations import Citation
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity
from indexer.passages import Passage, PassageRole, Place, StoredPassage

CARD = DocumentCard("d", "Review", DocumentKind.LEARNING_REVIEW, Sensitivity.PUBLIC, 1, "0" * 64)
PAGE = Locator(page=3)
PLAN = PanelPlan("learned", "What we learned", "", (PassageRole.WEAKNESS, PassageRole.VOICE))


def cited(quote: str, start: int = 0, card: DocumentCard = CARD, locator: Locator = PAGE) -> Citation:
    return Citation(f"p{start}", quote, start, start + len(quote), card, locator)


def weak(quote: str, start: int = 0, card: DocumentCard = CARD) -> QuotationOffer:
    return QuotationOffer(cited(quote, start, card), PassageRole.WEAKNESS)


def stored(text: str, *sentences: str, role: PassageRole, **more: object) -> StoredPassage:
    spans = tuple((text.index(s), text.index(s) + len(s)) for s in sentences)
    places = (Place(0, Locator(page=1)),)
    passage = Passage("p", "d", text, 0, len(text), (), spans, places, 0, role)
    return StoredPassage(replace(passage, **more), CARD)  # type: ignore[arg-type]


def test_a_quotation_in_other_words_cannot_be_made() -> None:
    line = BriefingLine.quoting(cited("Fathers were\n overlooked."))
    assert line.text == "Fathers were overlooked."
    with pytest.raises(ValueError, match="must say what its source says"):
        BriefingLine("Fathers were seen.", line.citation)


def test_the_sentence_that_shows_the_role_is_taken_without_its_bullet() -> None:
    first, second = "The plan ran for two years from May.", "• The board should write a standard for supervision."
    found = stored(f"{first}\n{second}", first, second, role=PassageRole.RECOMMENDATION)
    chosen = telling(found)
    assert chosen and chosen.citation.quote == second.removeprefix("• ")
    preferred = telling(found, lambda span: 3.0 if span[0] == 0 else 0.0)
    assert preferred and preferred.citation.quote == first
    unsafe = stored(f"{first}\n{second}", first, second, role=PassageRole.RECOMMENDATION, caution="not safe to quote")
    assert telling(unsafe) is None
    assert telling(stored(first, first, role=PassageRole.DESCRIPTION, by_service=True)) is None


def test_documents_take_turns_and_no_words_are_offered_twice() -> None:
    other = replace(CARD, id="e")
    long = [weak(f"Record number {n} was late again.", 100 * n) for n in range(20)]
    single = weak("Supervision was weak in both teams.", 5000, other)
    offered = offer([PLAN], [*long, long[0], single])["learned"]
    assert len(offered) == MOST_OFFERED
    assert single in offered
    assert len({c.citation.quote for c in offered}) == MOST_OFFERED


def test_a_draft_begins_with_nothing_guarded_cut_off_or_chosen_already() -> None:
    plain = weak("Plans were late in every team.", 1)
    secret = weak("Notes were missing in four files.", 2, replace(CARD, sensitivity=Sensitivity.RESTRICTED))
    story = QuotationOffer(cited("He was not seen for a week.", 3), PassageRole.CASE_NARRATIVE, narrates=True)
    piece = weak("the father's name and address", 4)
    row = QuotationOffer(cited("Finding: weak.", 5, locator=Locator(row=2)), PassageRole.WEAKNESS)
    vague = QuotationOffer(cited("Fathers came in 6 of 21 cases.", 6), PassageRole.RECOMMENDATION)
    chosen = [secret, story, piece, row, vague, plain]
    by_hand = replace(PLAN, key="hand", by_hand=True)
    again = replace(PLAN, key="again")
    panels = begin([by_hand, PLAN, again], {"learned": chosen, "again": [plain], "hand": [plain]}, 3)
    assert [[line.text for line in panel.lines] for panel in panels] == [[], ["Plans were late in every team."], []]


def test_changes_name_the_panel_and_mark_quotations() -> None:
    quoted = BriefingLine.quoting(cited("Fathers were overlooked."))
    old = BriefingContent("Fathers", (Panel("a", "Learned", (quoted,)), Panel("b", "Questions")))
    new = BriefingContent(
        "Dads", (Panel("a", "Learned", (BriefingLine("Ask about fathers."),)), Panel("b", "Questions"))
    )
    found = [(c.where, c.before, c.after) for c in changes(old, new)]
    assert found == [
        ("Title", "Fathers", "Dads"),
        ("Learned", "“Fathers were overlooked.” (Review)", "Ask about fathers."),
    ]


def test_the_highest_class_counts() -> None:
    assert highest([]) is Sensitivity.PUBLIC
    assert highest([Sensitivity.PARTNERSHIP, Sensitivity.PUBLIC]) is Sensitivity.PARTNERSHIP


def test_a_seven_minute_briefing_has_seven_panels_and_a_card_takes_few_lines() -> None:
    panels = FORMS[Form.SEVEN_MINUTE].panels
    assert len(panels) == 7
    assert sum(share_of(plan, Layout.CARD, 9) for plan in panels) < sum(share_of(p, Layout.POSTER, 9) for p in panels)
