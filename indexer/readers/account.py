"""The account of a file: what it holds against what was taken of it, and the lines that say what was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.documents import Balance, Locator, Part, PartKind

WORDS: dict[PartKind, tuple[str, str]] = {
    PartKind.PAGE: ("page", "pages"),
    PartKind.TABLE: ("table", "tables"),
    PartKind.TEXT_BOX: ("text box", "text boxes"),
    PartKind.PICTURE: ("picture", "pictures"),
    PartKind.CHART: ("chart", "charts"),
    PartKind.FORMULA: ("formula without a stored value", "formulas without a stored value"),
    PartKind.FORM_FIELD: ("form field", "form fields"),
    PartKind.HEADER: ("header or footer", "headers and footers"),
    PartKind.NOTE: ("note", "notes"),
    PartKind.COMMENT: ("comment", "comments"),
    PartKind.PROPERTY: ("property of the file", "properties of the file"),
    PartKind.ATTACHMENT: ("attached file", "attached files"),
    PartKind.HIDDEN_TEXT: ("hidden part", "hidden parts"),
    PartKind.COVERED_TEXT: ("text under a covering shape", "texts under covering shapes"),
    PartKind.STRUCK_TEXT: ("struck-out passage", "struck-out passages"),
    PartKind.REVISION: ("deleted text of a revision", "deleted texts of revisions"),
}
"""Each kind of part in words: one, several."""

_EXPECTED_APART = frozenset({PartKind.HEADER, PartKind.PROPERTY, PartKind.PICTURE})
"""Kept out of the text of almost every file, so that no line says so; what is unread of them is said all the same."""
HIDING = frozenset({PartKind.HIDDEN_TEXT, PartKind.COVERED_TEXT, PartKind.REVISION})
"""Kinds of part that whoever opens the file does not see, though they are in it."""
BLOCK = "█"
"""Stands for words that are covered in the midst of a line, so that what is left is not read as one."""
_DETAIL = 300
"""Characters of detail a line shows at most: a judgement, so that a line stays a line."""


def balanced(entries: Iterable[Balance], parts: Sequence[Part]) -> tuple[Balance, ...]:
    """One balance a kind, in the order of the kinds; parts that no entry counted are counted as held and kept apart."""
    entries = list(entries)
    counted = {entry.kind for entry in entries}
    uncounted = [Balance(part.kind, 1, 0, 1, place(part)) for part in parts if part.kind not in counted]
    return tuple(
        Balance(kind, sum(b.held for b in of), sum(b.taken for b in of), sum(b.apart for b in of), _joined(of))
        for kind in PartKind
        if (of := [b for b in (*entries, *uncounted) if b.kind is kind])
    )


def warnings_of(account: Iterable[Balance]) -> tuple[str, ...]:
    """A line for each kind of part that is not wholly in the text ("1 attached file not read: minutes.pdf")."""
    lines = []
    for balance in account:
        if balance.unread:
            lines.append(f"{in_words(balance.kind, balance.unread)} not read{_detail(balance)}.")
        lines.extend(kept_apart([balance]))
    return tuple(lines)


def kept_apart(account: Iterable[Balance]) -> tuple[str, ...]:
    """Of these lines, those that say what was read and is kept out of the search."""
    return tuple(
        f"{in_words(balance.kind, balance.apart)} kept out of the search{_detail(balance)}."
        for balance in account
        if balance.apart and balance.kind not in _EXPECTED_APART
    )


def unread(account: Iterable[Balance] | None) -> int:
    """How many parts of a file nothing was read of; None for a file of which no account was kept counts as none."""
    return sum(balance.unread for balance in account or ())


def concealed(account: Iterable[Balance] | None) -> str:
    """What the file holds that a reader does not see or nobody checked ("1 hidden part, 2 pages not read"); else empty.

    A formula without a stored value hides nothing.
    """
    lines = []
    for balance in account or ():
        if balance.apart and balance.kind in HIDING:
            lines.append(in_words(balance.kind, balance.apart))
        if balance.unread and balance.kind is not PartKind.FORMULA:
            lines.append(f"{in_words(balance.kind, balance.unread)} not read")
    return ", ".join(lines)


def covered(account: Iterable[Balance] | None) -> bool:
    """Whether text lies under shapes, which a picture of the page might show."""
    return any(balance.apart and balance.kind is PartKind.COVERED_TEXT for balance in account or ())


def strikes(account: Iterable[Balance] | None) -> bool:
    """Whether words are struck out, which a plain text of the page would give as they stand."""
    return any(balance.apart and balance.kind is PartKind.STRUCK_TEXT for balance in account or ())


def in_words(kind: PartKind, count: int) -> str:
    """The kind with its number: "1 attached file", "12 hidden parts"."""
    one, several = WORDS[kind]
    return f"{count:,} {one if count == 1 else several}"


def place(part: Part) -> str:
    """Where a part stands, as its format says it ("page 3"); empty where it says nothing."""
    return place_of(part.locator)


def place_of(locator: Locator) -> str:
    """A locator in words."""
    named = (
        ("page", locator.page),
        ("slide", locator.slide),
        ("sheet", locator.sheet),
        ("cells", locator.cells),
        ("paragraph", locator.paragraph),
        ("lines", locator.lines),
    )
    return ", ".join(f"{name} {value}" for name, value in named if value is not None)


def _detail(balance: Balance) -> str:
    return f": {balance.detail}" if balance.detail else ""


def _joined(balances: Iterable[Balance]) -> str:
    details = dict.fromkeys(balance.detail for balance in balances if balance.detail)
    text = "; ".join(details)
    return text if len(text) <= _DETAIL else f"{text[: _DETAIL - 1].rsplit('; ', 1)[0]}; …"
