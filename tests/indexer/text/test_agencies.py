"""Agencies are found as whole words, the longest phrase wins, and what only looks like one names none."""

from __future__ import annotations

import pytest

from indexer.text.agencies import agencies, agencies_of, labels


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The police told the school.", {"police", "school"}),
        ("The school nurse saw him.", {"school_nurse", "health"}),
        ("Follow the policy in force.", set()),
        ("He was taken to A&E by ambulance.", {"hospital", "ambulance", "health"}),
        ("Her GP wrote to the health visitor.", {"gp", "health_visitor", "health"}),
        ("The map had no gps data.", set()),
        ("She has mental health needs.", set()),
        ("The children’s social worker moved.", {"social_care"}),
        ("A housing association wrote to the church.", {"housing", "voluntary"}),
        ("Her probation period ended.", set()),
        ("Her probation officer left.", {"probation"}),
    ],
)
def test_agencies_of_a_text(text: str, found: set[str]) -> None:
    assert set(agencies_of(text)) == found


def test_headings_count_and_wider_agencies_are_known() -> None:
    assert agencies_of("It came to every meeting.", ["Police"]) == ("police",)
    assert all(agency.part_of is None or agency.part_of in agencies() for agency in agencies().values())
    assert all(labels().values())
