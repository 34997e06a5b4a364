"""Measures of OpenDocument shapes: units, order on the page, and what lies off it."""

from __future__ import annotations

import pytest

from indexer.readers.opendocument.measures import area, centimetres, is_off, top_left
from indexer.readers.opendocument.names import q

PAGE = (28.0, 21.0)


def shape(**lengths: str) -> dict[str, str]:
    return {q(f"svg:{name}"): length for name, length in lengths.items()}


@pytest.mark.parametrize(
    ("length", "wanted"), [("2.5cm", 2.5), ("25mm", 2.5), ("1in", 2.54), ("72pt", 2.54), ("96px", 2.54), ("3", 3.0)]
)
def test_every_unit_comes_to_centimetres(length: str, wanted: float) -> None:
    assert centimetres(length) == pytest.approx(wanted)


@pytest.mark.parametrize("length", [None, "", "wide", "50%", "1e9cm"])
def test_what_is_no_length_takes_no_room(length: str | None) -> None:
    assert centimetres(length) == 0.0


def test_shapes_are_ordered_from_the_top_and_measured() -> None:
    upper, lower = shape(x="9cm", y="1cm"), shape(x="1cm", y="20mm", width="4cm", height="5cm")
    assert top_left(upper) < top_left(lower)
    assert area(lower) == pytest.approx(20.0)


@pytest.mark.parametrize(("x", "off"), [("28cm", True), ("27.9cm", False), ("-3cm", True), ("-1.9cm", False)])
def test_a_shape_is_off_the_page_only_when_wholly_so(x: str, off: bool) -> None:
    assert is_off(shape(x=x, y="1cm", width="2cm", height="2cm"), PAGE) is off


def test_a_shape_that_does_not_say_where_it_lies_is_on_the_page() -> None:
    assert not is_off(shape(width="2cm", height="2cm"), PAGE)
    assert not is_off(shape(x="99cm", y="1cm", width="2cm", height="2cm"), None)
