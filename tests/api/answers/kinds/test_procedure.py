"""Questions about what to do: the procedure in force, whole, before what other documents say of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.answers.answer import Answer
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from indexer.documents import DocumentKind
from indexer.passages import NO_FILTERS, Filters
from tests.conftest import settings_for
from tests.toy import ToyEmbedder

MANIFEST = """path,title,kind,area,published,sensitivity,procedure_level,effective_from,effective_to,supersedes
dogs.md,Dog bites,procedure,Oxmoor,2022-05-01,public,2,2022-05-01,,Dog bites (2015)
old.md,Dog bites (2015),procedure,Oxmoor,2015-01-01,public,2,2015-01-01,2022-04-30,
review.md,Learning review: Child G,learning_review,Oxmoor,2023-01-01,public,,,,
"""
DOGS = """# Dog bites

Fictional sample document

## 1. Who this is for

It applies to every child whom a dog has bitten.

## 2. What you must do about a dog bite on a child

1. Clean the bite and look at the whole child.
2. Ask who owns the dog.
3. Telephone the duty team at once.

## 3. Horses

Nobody has asked about a horse.
"""
OLD = """# Dog bites (2015)

## What you must do about a dog bite on a child

Write a letter to the council about the dog bite on the child.
"""
REVIEW = """# Learning review: Child G

## What was found

The dog bite on the child was seen by three people, and nobody telephoned about the dog.
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("oxmoor")
    for name, text in (("manifest.csv", MANIFEST), ("dogs.md", DOGS), ("old.md", OLD), ("review.md", REVIEW)):
        (folder / name).write_text(text, "utf-8")
    with KnowledgeBase.open(settings_for(tmp_path_factory.mktemp("data")), ToyEmbedder()) as opened:
        assert not opened.documents.add([folder], LOCAL_OPERATOR).failed
        yield opened


def ask(base: KnowledgeBase, question: str, filters: Filters = NO_FILTERS) -> Answer:
    return base.ask(question, filters, LOCAL_OPERATOR)


def test_the_whole_section_is_told_step_by_step_in_its_own_words(held: KnowledgeBase) -> None:
    found = ask(held, "What must I do about a dog bite on a child?").procedure
    assert found is not None
    assert found.document.title == "Dog bites"
    assert found.sections[0].headings[-1] == "2. What you must do about a dog bite on a child"
    words = ("Clean the bite", "Ask who owns the dog.", "Telephone the duty team at once.")
    steps = [step.quote for step in found.sections[0].steps]
    assert len(steps) == len(words)
    assert all(word in step for word, step in zip(words, steps, strict=True))
    for section in found.sections:
        for step in section.steps:
            text = held.documents.passage(step.passage_id, LOCAL_OPERATOR).passage.text
            assert text[step.start : step.end] == step.quote


def test_it_is_the_first_line_of_the_answer_and_other_documents_follow(held: KnowledgeBase) -> None:
    answer = ask(held, "What must I do about a dog bite on a child?")
    assert answer.procedure is not None
    assert "Telephone the duty team at once" in answer.statements[0].text
    rest = answer.statements[answer.procedure.statements :]
    assert {s.citations[0].document.title for s in rest} == {"Learning review: Child G"}


def test_what_it_superseded_is_named_and_not_mixed_in(held: KnowledgeBase) -> None:
    answer = ask(held, "What must I do about a dog bite on a child?")
    assert answer.procedure is not None
    assert [card.title for card in answer.procedure.superseded] == ["Dog bites (2015)"]
    assert not any("letter" in statement.text for statement in answer.statements)


def test_another_time_is_answered_from_what_was_in_force(held: KnowledgeBase) -> None:
    found = ask(held, "What should we do about a dog bite on a child in 2016?").procedure
    assert found is not None
    assert found.document.title == "Dog bites (2015)"


@pytest.mark.parametrize(
    "question",
    ["What was found about the dog bite on Child G?", "What did we learn about a dog bite?", "Why did nobody ring?"],
)
def test_other_questions_get_no_procedure(held: KnowledgeBase, question: str) -> None:
    assert ask(held, question).procedure is None


def test_filters_that_leave_no_procedure_leave_none(held: KnowledgeBase) -> None:
    reviews = Filters(kinds=(DocumentKind.LEARNING_REVIEW,))
    assert ask(held, "What must I do about a dog bite on a child?", reviews).procedure is None
