"""Sectors: the narrower wins, and what all sectors have names none."""

from __future__ import annotations

import pytest

from api.courses.sectors import Sector, sector_of, sectors_in


@pytest.mark.parametrize(
    ("agency", "sector"),
    [
        ("Practice nurses", Sector.GENERAL_PRACTICE),
        ("Norton NHS Trust", Sector.HEALTH),
        ("Youth Justice Service", Sector.JUSTICE),
        ("Academies and free schools", Sector.EDUCATION),
        ("Borough Council", Sector.SOCIAL_CARE),
        ("Other", None),
    ],
)
def test_an_agency_belongs_to_the_narrowest_sector(agency: str, sector: Sector | None) -> None:
    assert sector_of(agency) is sector


def test_words_name_every_sector_and_everyone_names_none() -> None:
    assert sectors_in("Police and school nurses") == (Sector.HEALTH, Sector.POLICE)
    assert sectors_in("practice nurses") == (Sector.GENERAL_PRACTICE,)
    assert sectors_in("Everyone who works with children") == ()
