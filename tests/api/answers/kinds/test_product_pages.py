"""Questions that a page of the service answers."""

from __future__ import annotations

import pytest

from api.answers.kinds.product_pages import pages_for


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("What recurs across years?", "/themes"),
        ("what keeps coming up in reviews", "/themes"),
        ("what did we promise and not do?", "/commitments"),
        ("Which actions are overdue?", "/commitments"),
        ("promises that were not kept", "/commitments"),
        ("who has not come to training?", "/training"),
        ("which agencies haven't been trained", "/training"),
    ],
)
def test_a_question_of_the_service_leads_to_its_page(question: str, address: str) -> None:
    assert [page.address for page in pages_for(question)] == [address]


@pytest.mark.parametrize(
    "question",
    ["Were assessments overdue in 2017?", "What training do health visitors get?", "How many reviews were there?"],
)
def test_other_questions_lead_nowhere(question: str) -> None:
    assert pages_for(question) == ()
