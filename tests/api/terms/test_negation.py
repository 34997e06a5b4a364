"""What a question says is not so, and whether a sentence says it too."""

from __future__ import annotations

import pytest

from api.terms.negation import holds, negations


def said(question: str, sentence: str) -> bool | None:
    ((_, negation),) = negations(question)
    return holds(negation, sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "result"),
    [
        ("When was it shared without the consent of the parents?", "It was told without their parents’ consent.", True),
        ("When was it shared without the consent of the parents?", "The parents gave consent.", False),
        ("When was it shared without the consent of the parents?", "It was shared on Monday.", None),
        ("shared with the consent of the mother", "It was shared without consent.", False),
        ("shared with the consent of the mother", "It was shared with her consent.", True),
        ("children never seen alone", "Nobody saw the boy alone.", True),
        ("children never seen alone", "The girl was seen alone at each visit.", False),
        ("who did not attend the meeting", "The nurse attended the meeting.", False),
        ("who did not attend the meeting", "The nurse failed to attend the meeting.", True),
        ("meetings the nurse failed to attend", "The nurse did not attend, although invited.", True),
        ("services no longer inadequate", "They are no longer inadequate.", True),
        ("teams that did not meet the supervision standards in 2018-19", "The standards are met in 48 teams.", False),
        ("plans that weren't reviewed", "The plan was reviewed twice.", False),
        ("children not told their rights", "They were told their rights, but nobody came.", False),
    ],
)
def test_a_sentence_says_it_or_the_contrary(question: str, sentence: str, result: bool | None) -> None:
    assert said(question, sentence) is result


@pytest.mark.parametrize(
    "question",
    [
        "getting better or not",
        "why was he not seen",
        "what if a father does not answer",
        "I don't agree with the decision",
        "what should not be shared",
        "another agency won't listen",
        "a baby who can't crawl",
        "not only schools",
        "health not at meetings",
        "are fathers seen alone?",
    ],
)
def test_what_asks_for_no_negated_sentence(question: str) -> None:
    assert list(negations(question)) == []
