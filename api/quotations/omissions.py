"""Omissions: the words of the source that a quotation leaves out, shown and judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from api.quotations.letters import letters
from api.quotations.sense import SenseChange, SenseFlag, after, before, between, is_asked
from api.quotations.sources import SourceText
from indexer.passages import Span

_LONGEST = 400
"""Characters of left-out words that are shown."""
_REASONS = {
    SenseChange.NEGATION: "a negation",
    SenseChange.NUMBER: "a number",
    SenseChange.NAME: "a name",
    SenseChange.CONDITION: "a condition",
    SenseChange.DOUBT: "how sure or how much",
    SenseChange.SUBJECT: "whom it is about",
    SenseChange.QUESTION: "the source asks it",
}


class OmissionPlace(StrEnum):
    """Where words are left out: of the sentence before or after the quotation, or between two of its parts."""

    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of the source that are left out, and which of them change the sense; none when they do not."""

    where: OmissionPlace
    words: str
    flags: tuple[SenseFlag, ...] = ()


def left_out(source: SourceText, spans: Sequence[Span], asks: bool = False) -> tuple[Omission, ...]:
    """What these parts of a source leave out: all between them; of their sentences only what governs them.

    `asks` says that the quotation ends with a question mark.
    """
    text = source.lettered.text
    front, rest = source.before(spans[0][0]), source.after(spans[-1][1])
    found = [_omission(OmissionPlace.BEFORE, front, before(front))]
    for (_, start), (end, _) in pairwise(spans):
        if letters(text[start:end]):
            found.append(
                _omission(OmissionPlace.BETWEEN, text[start:end], between(text, start, end, source.small_words))
            )
    flags = after(rest)
    if is_asked(front, rest) and not asks:
        flags = (*flags, SenseFlag(SenseChange.QUESTION, "?"))
    found.append(_omission(OmissionPlace.AFTER, rest, flags))
    return tuple(one for one in found if one.flags or one.where is OmissionPlace.BETWEEN)


def said(omissions: Sequence[Omission]) -> str:
    """A sentence on what is left out; empty when nothing is."""
    flags = dict.fromkeys(flag for omission in omissions for flag in omission.flags)
    if flags:
        named = "; ".join(f"“{flag.words}” ({_REASONS[flag.why]})" for flag in flags)
        return f"Words left out change the sense: {named}."
    return "Words are left out, which the quotation shows." if omissions else ""


def _omission(where: OmissionPlace, words: str, flags: tuple[SenseFlag, ...]) -> Omission:
    shown = " ".join(words.split())
    if len(shown) > _LONGEST:
        shown = f"… {shown[-_LONGEST:]}" if where is OmissionPlace.BEFORE else f"{shown[:_LONGEST]} …"
    return Omission(where, shown, flags)
