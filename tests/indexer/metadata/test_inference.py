"""What a document says of itself is worked out from its first page, whatever the file is called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.catalogue.files import Arrival
from indexer.documents import Block, Document, DocumentKind, Locator, Precision, Sensitivity
from indexer.indexing.discovery import merged
from indexer.metadata.areas import area_called, mentions
from indexer.metadata.bodies import local_bodies
from indexer.metadata.dates import business_years, days, read_date
from indexer.metadata.inference import InferredValues, infer
from indexer.metadata.manifest import read_values
from indexer.readers import Limits, read


def page(folder: Path, text: str) -> Document:
    file = folder / "document.md"
    file.write_text(text, "utf-8")
    return read(file, Limits(10**6, 100))


FIRST_PAGES = (
    (
        "# Eastmoor Safeguarding Children Partnership Yearly Report 2021/22\n\nWe worked.",
        "annual_report",
        "Eastmoor",
        2022,
    ),
    (
        "# Derby and Derbyshire Safeguarding Children Partnership\n\n## Annual Report 2020 to 2021\n\nText.",
        "annual_report",
        "Derby and Derbyshire",
        2021,
    ),
    (
        "# Black Country Child Death Overview Panel Annual Report 2019-20\n\nThe panel met.",
        "child_death",
        "Black Country",
        2020,
    ),
    (
        "# Practice Review: Child X\n\nReading Safeguarding Children Partnership\n\nPublished: 12 May 2021\n\nText.",
        "learning_review",
        "Reading",
        2021,
    ),
    (
        "# Safeguarding Adults Review: Adult B\n\nNorton Safeguarding Adults Board\n\nMarch 2019\n\nText.",
        "learning_review",
        "Norton",
        2019,
    ),
    ("# Section 11 audit 2018\n\nHull Safeguarding Children Board\n\nText.", "audit", "Kingston upon Hull", 2018),
    ("# Multi-agency training brochure 2023-24\n\nBury Safeguarding Partnership\n\nText.", "training", "Bury", 2024),
    (
        "# Seven minute briefing: Child Q serious case review\n\nKent Safeguarding Children Board\n\nText.",
        "briefing",
        "Kent",
        None,
    ),
    (
        "# Neglect practice guidance\n\nNorth East Lincolnshire Safeguarding Children Partnership\n\nText.",
        "procedure",
        "North East Lincolnshire",
        None,
    ),
    (
        "# Inspection of Sutton local authority children’s services\n\nInspection dates: 4 to 15 May 2021\n\nOfsted.",
        "inspection",
        "Sutton",
        2021,
    ),
    (
        "# Working well: statutory guidance\n\nDepartment for Education\n\nDecember 2022\n\nText.",
        "guidance",
        None,
        2022,
    ),
)


@pytest.mark.parametrize(("text", "kind", "area", "year"), FIRST_PAGES)
def test_a_first_page_tells_kind_area_and_year(
    tmp_path: Path, text: str, kind: str, area: str | None, year: int | None
) -> None:
    found = infer("document.md", page(tmp_path, text))
    when = found.period_end or found.published
    assert (found.kind, found.area, when and when.year) == (DocumentKind(kind), area, year)


def test_a_report_without_a_title_page_is_known_by_its_foreword(tmp_path: Path) -> None:
    text = (
        "I am pleased to present my second Annual Report for the Eastmoor Safeguarding Children Board.\n\n"
        "In 2016-17 we met four times. In 2015-16 we met twice. This annual report covers 2016-17; 2016-17 was hard."
    )
    found = infer("document.md", page(tmp_path, text))
    assert found.kind is DocumentKind.ANNUAL_REPORT
    assert found.publisher == "Eastmoor Safeguarding Children Board"
    assert (found.period_start, found.period_end) == (date(2016, 4, 1), date(2017, 3, 31))


def test_everyday_words_and_surnames_are_no_places() -> None:
    assert mentions("Reading the signs, by Paul Sutton") == {}
    assert mentions("Children in Reading") == {"Reading": 1}
    assert area_called("Bedford Borough and Central Bedfordshire") == "Bedford and Central Bedfordshire"
    assert local_bodies("The Local Safeguarding Children Board met the Youth Council") == []


def test_dates_are_read_in_the_british_order() -> None:
    assert read_date("04/03/2017") == date(2017, 3, 4)
    assert read_date("31/02/2017") is None
    assert read_date("March 2017") is None
    assert days("Report published: 10/08/2015") == [date(2015, 8, 10)]
    assert business_years("April 2016 to March 2017") == [(date(2016, 4, 1), date(2017, 3, 31))]
    values, problems = read_values({"published": "31/03/2017"})
    assert (values, problems) == ({"published": date(2017, 3, 31)}, [])


@pytest.mark.parametrize(
    ("name", "known", "precision"),
    [
        ("supervision-audit-2017.md", date(2017, 1, 1), Precision.YEAR),
        ("supervision-audit-june-2017.md", date(2017, 6, 1), Precision.MONTH),
        ("supervision-audit-2017-06-09.md", date(2017, 6, 9), Precision.DAY),
    ],
)
def test_of_a_date_as_much_is_kept_as_is_known(name: str, known: date, precision: Precision) -> None:
    found = infer(name, Document("Files were read.", (Block(0, 16, Locator()),)))
    assert (found.published, found.published_precision) == (known, precision)


def test_an_end_given_before_a_worked_out_start_drops_the_start() -> None:
    arrival = Arrival(Path("a.md"), "a.md", "a.md", {"period_end": date(2015, 3, 31)})
    guessed = InferredValues(period_start=date(2016, 4, 1), period_end=date(2017, 3, 31))
    source = merged(arrival, guessed, Sensitivity.PUBLIC, None)
    assert (source.period_start, source.period_end) == (None, date(2015, 3, 31))
