"""Whether a sentence gives the sort of answer wanted."""

from __future__ import annotations

import pytest

from api.terms.figures import gives
from api.terms.values import Wanted


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted.COUNT, "There were 340 children on a plan."),
        (Wanted.COUNT, "Twelve courses were held."),
        (Wanted.COUNT, "Agency: Police; Attended: 34"),
        (Wanted.COUNT, "No courses ran."),
        (Wanted.COUNT, "Most of the recommendations were repeated."),
        (Wanted.PERCENTAGE, "65% led to no further action."),
        (Wanted.PERCENTAGE, "One in five children waited."),
        (Wanted.PERCENTAGE, "It fell to 20 per cent."),
        (Wanted.RATE, "The rate was 43.7 per 10,000."),
        (Wanted.DURATION, "They waited nineteen weeks."),
        (Wanted.DURATION, "Telephone at once."),
        (Wanted.DURATION, "Supervision is held every week."),
        (Wanted.MONEY, "It cost £1.2 million."),
        (Wanted.CONTACT, "Telephone 01632 960 123."),
        (Wanted.CONTACT, "Write to mash@example.org."),
        (Wanted.DATE, "It opened in May 2016."),
        (Wanted.PERSON, "The designated nurse decides."),
        (Wanted.REASON, "It was late because nobody asked."),
        (Wanted.CHANGE, "Visits rose by a third."),
    ],
)
def test_it_is_given(wanted: Wanted, sentence: str) -> None:
    assert gives(sentence, wanted)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted.COUNT, "Children wait a long time."),
        (Wanted.COUNT, "In 2016-17 many children were on a plan."),
        (Wanted.COUNT, "Recommendation 4 was repeated under section 47."),
        (Wanted.COUNT, "The policy takes no more than ten days."),
        (Wanted.COUNT, "It stands in Kiln Lane, TV4 7QX and opens from 8am to 6pm."),
        (Wanted.COUNT, "Under-5s are weighed at once."),
        (Wanted.PERCENTAGE, "There were 340 children."),
        (Wanted.DURATION, "Children in care wait for a dentist."),
        (Wanted.MONEY, "It cost a great deal."),
        (Wanted.CONTACT, "Telephone the hub."),
        (Wanted.DATE, "It opened."),
    ],
)
def test_it_is_not_given(wanted: Wanted, sentence: str) -> None:
    assert not gives(sentence, wanted)
