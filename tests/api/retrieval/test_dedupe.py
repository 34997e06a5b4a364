"""The same words in several documents are one hit."""

from __future__ import annotations

from api.retrieval.dedupe import leaders

TEXT = (
    "The board met four times in the year and every partner was there at least three times. Its sub-groups met six "
    "times each and reported to it in writing, with a list of what was decided, by whom and by when it is to be done."
)


def test_repeats_of_other_documents_fold_into_the_best() -> None:
    other = "Nothing here is like the rest of what was found, and it stands for itself alone among them."
    assert leaders([("a", TEXT), ("b", TEXT.replace("four times", "five times")), ("c", other)]) == [0, 0, 2]


def test_the_same_document_never_folds_into_itself() -> None:
    assert leaders([("a", TEXT), ("a", TEXT)]) == [0, 1]


def test_short_and_empty_texts_do_no_harm() -> None:
    assert leaders([("a", ""), ("b", "x"), ("c", "x")]) == [0, 1, 1]
