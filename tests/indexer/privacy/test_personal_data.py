"""The rules for personal data: what they find, what they leave, and that the check digit is the published one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.privacy.personal_data import LIMITS, PersonalData, count, find, in_words, is_nhs_number, must_wait

NHS, NINO, DOB = PersonalData.NHS_NUMBER, PersonalData.NATIONAL_INSURANCE_NUMBER, PersonalData.DATE_OF_BIRTH
EMAIL, PHONE, POSTCODE = PersonalData.EMAIL_ADDRESS, PersonalData.TELEPHONE_NUMBER, PersonalData.POSTCODE
NAME = PersonalData.TITLED_NAME

FOUND = [
    ("Her NHS number is 943 476 5919.", NHS, "943 476 5919"),
    ("NHS no: 9434765919, seen twice", NHS, "9434765919"),
    ("943-476-5919 was on the referral", NHS, "943-476-5919"),
    ("the number 943\u00a0476\u00a05919 stands here", NHS, "943\u00a0476\u00a05919"),
    ("hers (943 476 5919) and his", NHS, "943 476 5919"),
    ("cut by the line 943 476\n5919 here", NHS, "943 476\n5919"),
    ("CHI number 010 101 0028", NHS, "010 101 0028"),
    ("NI number AB 12 34 56 C on file", NINO, "AB 12 34 56 C"),
    ("AB123456C", NINO, "AB123456C"),
    ("written ab-12-34-56-d by hand", NINO, "ab-12-34-56-d"),
    ("National Insurance number: JG 10 37 59", NINO, "JG 10 37 59"),
    ("NINO JG103759, no suffix", NINO, "JG103759"),
    ("DOB: 12/03/2014", DOB, "12/03/2014"),
    ("D.O.B. 12.3.14", DOB, "12.3.14"),
    ("dob 12-Mar-2014", DOB, "12-Mar-2014"),
    ("Date of birth\n12 03 2014", DOB, "12 03 2014"),
    ("Date of birth (as recorded): 3rd of May 2009.", DOB, "3rd of May 2009"),
    ("Date of birth of the older child: 2014-03-12", DOB, "2014-03-12"),
    ("Child: A; Date of birth: 2014-03-12 00:00:00; School: none", DOB, "2014-03-12"),
    ("He was born on Tuesday, 3 May 2009 in hospital.", DOB, "3 May 2009"),
    ("born 3 May 2009", DOB, "3 May 2009"),
    ("born on March 12, 2014", DOB, "March 12, 2014"),
    ("his sister (b. 12/03/2014)", DOB, "12/03/2014"),
    ("write to sarah.jones@example.org today", EMAIL, "sarah.jones@example.org"),
    ("s.o'neill2@school.example.sch.uk.", EMAIL, "s.o'neill2@school.example.sch.uk"),
    ("SJONES@EXAMPLE.GOV.UK", EMAIL, "SJONES@EXAMPLE.GOV.UK"),
    ("ring 0121 496 0123 after six", PHONE, "0121 496 0123"),
    ("Tel.01632 960123", PHONE, "01632 960123"),
    ("016977 2345 is a short one", PHONE, "016977 2345"),
    ("(020) 7946 0123", PHONE, "(020) 7946 0123"),
    ("020-7946-0123", PHONE, "020-7946-0123"),
    ("07700 900123", PHONE, "07700 900123"),
    ("07700900123,", PHONE, "07700900123"),
    ("+44 7700 900 123", PHONE, "+44 7700 900 123"),
    ("+44 (0)121 496 0123", PHONE, "+44 (0)121 496 0123"),
    ("0044 20 7946 0123", PHONE, "0044 20 7946 0123"),
    ("12 Long Lane, Norton, B1 2AB.", POSTCODE, "B1 2AB"),
    ("SW1A 1AA", POSTCODE, "SW1A 1AA"),
    ("moved to WR12 7ZZ\nin May", POSTCODE, "WR12 7ZZ"),
    ("M11AE", POSTCODE, "M11AE"),
    ("Mrs Sarah Jones said so.", NAME, "Mrs Sarah Jones"),
    ("Dr A. Patel saw him", NAME, "Dr A. Patel"),
    ("Dr A Patel saw him", NAME, "Dr A Patel"),
    ("Mr. J. R. O’Brien-Smith agreed", NAME, "Mr. J. R. O’Brien-Smith"),
    ("to Ms McDonald's house", NAME, "Ms McDonald"),
    ("Cllr Thomas De Souza", NAME, "Cllr Thomas De Souza"),
    ("MISS JANE DOE", NAME, "MISS JANE DOE"),
    ("Miss Zoë Müller came", NAME, "Miss Zoë Müller"),
]

LEFT = [
    "NHS number 943 476 5918",  # the check digit is wrong
    "ISBN 0306406152 and ISBN-10: 0-306-40615-2",  # a book's number has the same check
    "0000000000",
    "the form 94347659190 has eleven digits",
    "see https://example.org/item/9434765919",
    "grant 9,434,765,919 pounds",
    "Telephone 0300 123 1231, 0345 123 4567, 0800 1111, 0808 800 5000, 0844 123 4567, 116 000",
    "call 999, 101 or 111; the year 2016-17; pages 120 to 135; 01/02/2014; 2014 2015 2016 2017",
    "URN 01234567 and reference 012345",
    "costs of 0.121496012 and 10012149601",
    "GB123456C, QQ 12 34 56 C, BG123456A, DA123456C, AO123456B, AB123456E, AB12345C",
    "NI numbers are kept; AB123456 without the last letter and without its name",
    "published on 12/03/2014 and inspected on 3 May 2009",
    "children born on or after 1 September 2002",
    "children with a date of birth after 01/09/2002",
    "born in 2009; born in May 2009; aged 12; the birth of the board on 1 April 2014",
    "info@example.org enquiries@ofsted.gov.uk ofsted@ofsted.gov.uk safeguarding.board@example.gov.uk mash2@x.gov.uk",
    "an @ sign, user@localhost, @handle",
    "Q1 2AB, B1 2ABC, b1 2ab, AB1 2CV, XX1 2AB, A4 paper, M25 road, section B1 2",
    "Mr A, Mrs B and Ms AB; Dr C's note; Mr and Mrs, Miss X",
    "We miss Sarah; the Ms of it; Mother, Child A and Baby Q; Professor of law; Mr Father said",
    "Sarah Jones of Long Lane",
    "",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND, ids=[row[2] for row in FOUND])
def test_it_is_found_with_its_exact_words(text: str, kind: PersonalData, words: str) -> None:
    (finding,) = find(text)
    assert (finding.kind, text[finding.start : finding.end]) == (kind, words)


@pytest.mark.parametrize("text", LEFT, ids=[text[:40] for text in LEFT])
def test_it_is_left_alone(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in find(text)] == []


def with_check_digit(nine: int) -> str | None:
    """By the published rule, worked out another way: the weighted sum of all ten digits is a multiple of 11."""
    for last in range(10):
        digits = f"{nine:09d}{last}"
        if sum(int(digits[place]) * (10 - place) for place in range(10)) % 11 == 0:
            return digits
    return None


@given(st.integers(300_000_000, 999_999_999))
def test_exactly_the_right_check_digit_is_accepted(nine: int) -> None:
    right = with_check_digit(nine)
    accepted = [f"{nine:09d}{last}" for last in range(10) if is_nhs_number(f"{nine:09d}{last}")]
    repeated = right is not None and len(set(right)) == 1
    assert accepted == ([right] if right and not repeated else [])


@given(st.integers(300_000_000, 999_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_never_a_number(nine: int, place: int, change: int) -> None:
    right = with_check_digit(nine)
    if right:
        wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
        assert not is_nhs_number(wrong)


@given(st.text(alphabet="0123456789 +-.()/@ABZabz\n:'dobMrs", max_size=200))
def test_any_text_is_searched_and_findings_stand_in_order_without_overlap(text: str) -> None:
    found = find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_several_in_one_text_are_counted_by_kind_without_their_words() -> None:
    text = "Mrs Sarah Jones, DOB 12/03/1984, NHS 943 476 5919, B1 2AB, 0121 496 0123. NHS 9434765919."
    assert in_words(count(find(text))) == (
        "2 NHS numbers, 1 date of birth, 1 telephone number, 1 postcode, 1 name with a title"
    )


@pytest.mark.parametrize(
    ("text", "public", "other"),
    [
        ("NHS number 943 476 5919", True, True),
        ("AB123456C", True, True),
        ("born on 3 May 2009", True, True),
        ("0121 496 0123", False, True),
        ("sarah.jones@example.org", False, True),
        ("B1 2AB", False, True),
        ("Mrs Sarah Jones", False, True),
        ("nothing of anybody", False, False),
    ],
)
def test_identifiers_always_wait_and_contacts_unless_public(text: str, public: bool, other: bool) -> None:
    assert must_wait(find(text), public=True) is public
    assert must_wait(find(text), public=False) is other


def test_a_long_text_is_searched_in_time_that_grows_with_its_length() -> None:
    """Texts made to make a pattern try everything twice: a wrong pattern would not come back at all."""
    for hostile in (
        "0 " * 100_000,
        "date of birth " * 20_000,
        "Mr A. " * 50_000,
        "a." * 100_000 + "@",
        "Mr Ab Ab " * 30_000,
    ):
        find(hostile)


def test_the_limits_say_what_cannot_be_found() -> None:
    for words in ("names without a title", "addresses without a postcode", "descriptions", "small numbers"):
        assert words in LIMITS
