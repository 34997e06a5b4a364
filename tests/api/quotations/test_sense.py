"""Words left out that change the sense are flagged, harmless ones are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.quotations.sources import SourceText
from api.quotations.verification import QuotationCheck, QuotationOutcome, verify
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity
from indexer.passages import Passage, Place, StoredPassage
from indexer.text.sentences import sentence_spans

CARD = DocumentCard("d1", "A review", DocumentKind.LEARNING_REVIEW, Sensitivity.PUBLIC, 1, "0" * 64)


def source(text: str) -> SourceText:
    spans, start = [], 0
    for paragraph in text.split("\n\n"):
        spans += [(start + a, start + b) for a, b in sentence_spans(paragraph)]
        start += len(paragraph) + 2
    passage = Passage("p1", "d1", text, 0, len(text), (), tuple(spans), (Place(0, Locator()),), 0)
    return SourceText.of([StoredPassage(passage, CARD)])


def judged(said: str, quoted: str) -> QuotationCheck:
    return verify(quoted, [source(said)])


@pytest.mark.parametrize(
    ("said", "quoted", "flagged"),
    [
        ("The plan was not agreed by the board.", "The plan was … agreed by the board", "not"),
        ("The plan was never, in practice, agreed.", "The plan was … agreed", "never"),
        ("The plan wasn’t the one agreed.", "The plan … the one agreed", "wasn’t"),
        ("The visits were made without notice to her.", "The visits were made [...] notice to her", "without"),
        ("Neither worker saw the child.", "… worker saw the child", "Neither"),
        ("Staff failed to see the child alone.", "Staff … see the child alone", "failed"),
        ("Staff were unable to see the child alone.", "Staff (…) see the child alone", "unable"),
        ("The worker hardly ever saw the child.", "The worker ... saw the child", "hardly"),
        ("The home was unsafe for a child.", "The home was … for a child", "unsafe"),
        ("The plan works if staff are trained.", "The plan works", "if"),
        ("The plan works well, unless staff change.", "The plan works well", "unless"),
        ("Files were read only in part by staff.", "Files were read … in part by staff", "only"),
        ("The visit was made until June by staff.", "The visit was made … by staff", "until"),
        ("Visits were made in 12 cases by staff.", "Visits were made … by staff", "12"),
        ("Visits were made in three cases by staff.", "Visits were made . . . by staff", "three"),
        ("The report by Sandmere was agreed at last.", "The report … was agreed at last", "Sandmere"),
        ("Records say that Child S was seen alone.", "Records say that … was seen alone", "Child S"),
        ("The files should have been read by staff.", "The files … been read by staff", "should"),
        ("The father was out. The mother was seen by staff.", "The father … was seen by staff", "The mother"),
        ("The father, whose brother was arrested, left.", "The father … was arrested", "whose brother"),
        ("It was not the case that the plan was agreed.", "the plan was agreed", "not"),
        ("Nobody knew whether the plan was agreed.", "the plan was agreed", "Nobody"),
        ("There was no evidence that the plan was agreed.", "the plan was agreed", "no"),
        ("It was alleged that the plan was agreed.", "the plan was agreed", "alleged"),
        ("If staff are trained, the plan works well.", "the plan works well", "If"),
        ("The social worker did not ask the father.", "ask the father", "not"),
        ("The child was seen alone by no practitioner.", "The child was seen alone", "no"),
        ("The view that the plan was agreed is untrue.", "the plan was agreed", "untrue"),
        ("Did practitioners see the child alone?", "practitioners see the child alone", "?"),
        ("The plan was (not) agreed.", "The plan was", "not"),
        ("The plan was agreed, subject to a visit.", "The plan was agreed", "subject to"),
        ("Practitioners did not:\n\nsee the child alone\n\nrecord what she said", "see the child alone", "not"),
        ("Practitioners did not:\n\nsee the child alone\n\nrecord what she said", "record what she said", "not"),
    ],
)
def test_left_out_words_that_change_the_sense(said: str, quoted: str, flagged: str) -> None:
    found = judged(said, quoted)
    assert found.outcome is QuotationOutcome.CHANGED_IN_SENSE, found
    assert flagged in [flag.words for omission in found.omissions for flag in omission.flags]
    assert f"“{flagged}”" in found.detail


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("The worker, who came later, asked the father.", "The worker … asked the father"),
        ("The worker asked about the home. The plan was agreed.", "The worker asked … The plan was agreed"),
        ("The plan was not agreed, and supervision was recorded.", "supervision was recorded"),
        ("Although she was not seen, the child was well.", "the child was well"),
        ("The child was seen alone, but the plan was not agreed.", "The child was seen alone"),
        ("The child was seen alone and was not harmed.", "The child was seen alone"),
        ("The worker visited the home, not the school.", "The worker visited the home"),
        ("The unannounced visit found that the plan was agreed.", "the plan was agreed"),
        ("The plan (which was not shared) was agreed.", "was agreed"),
        ("Updates were provided to the board.", "Updates … to the board"),
        ("In 2014 Sandmere found that the plan was agreed.", "the plan was agreed"),
        ("The social worker did not ask the father.", "did not ask the father"),
        ("Did practitioners see the child alone?", "practitioners see the child alone?"),
        ("They did not:\n\nsee the child\n\nrecord it.\n\nThe plan was agreed.", "The plan was agreed."),
        ("The plan was not agreed. Later the plan was agreed.", "the plan was agreed"),
    ],
)
def test_what_is_left_out_may_be_harmless(said: str, quoted: str) -> None:
    assert judged(said, quoted).outcome is QuotationOutcome.VERBATIM, judged(said, quoted)


def test_left_out_words_are_shown_also_when_they_are_harmless() -> None:
    found = judged("The worker, who came later, asked the father.", "The worker … asked the father")
    assert [(o.where, o.words, o.flags) for o in found.omissions] == [("between", ", who came later,", ())]


def test_of_two_places_the_one_that_says_it_counts() -> None:
    said = "It was not true that the plan was agreed in June. In the end the plan was agreed in June."
    found = judged(said, "the plan was agreed in June")
    assert found.outcome is QuotationOutcome.VERBATIM
    assert found.places[0].start == said.rindex("the plan")


NEGATIONS = [
    "not",
    "never",
    "no",
    "without",
    "neither",
    "nor",
    "hardly",
    "didn’t",
    "isn't",
    "nobody",
    "cannot",
    "failed",
]
WORDS = [
    "the",
    "child",
    "was",
    "seen",
    "alone,",
    "by",
    "and",
    "a",
    "worker;",
    "but",
    "plan",
    "because",
    "agreed",
    "that",
]


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_leaving_a_negation_out_is_never_word_for_word(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=6, max_size=14))
    at = data.draw(st.integers(0, len(words)))
    negation = data.draw(st.sampled_from(NEGATIONS))
    said = " ".join([*words[:at], negation, *words[at:]])
    for mark in (" … ", " [...] ", " "):
        quoted = f"{' '.join(words[:at])}{mark}{' '.join(words[at:])}".strip()
        assert judged(f"{said[0].upper()}{said[1:]}.", quoted).outcome is not QuotationOutcome.VERBATIM, (said, quoted)
