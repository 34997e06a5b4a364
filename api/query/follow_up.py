"""Follow-ups: a question that continues the one before it ("And in 2018?", "what about schools?", "only the audits").

The continued question is written out in full, so that whoever asked sees what was carried over, can change it, and
can take each term of it away like those of any other question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.query.hints import Hint, HintKind, Holdings, Understanding
from api.query.understanding import understand_hints
from api.terms.fillers import is_filler
from indexer.immutable import Immutable
from indexer.text.terms import words_and_terms

_OPENER = re.compile(
    r"^\W*(?:(?:and|but|or|so|ok(?:ay)?|also)\b[\s,]*)?"
    r"(?:(?:what|how) about|only|just|not|the same (?:for|in)|same for)?\b\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|should|must|may|will|would)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:that|this|it|they|them|those|these|their|its|he|she|him|her|the same|then)\b"
    r"(?!\s+(?:child|review|year|report|area))",
    re.IGNORECASE,
)
_QUESTION_WORDS = re.compile(
    r"^\W*(?:(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|should|must|may|will|"
    r"would|many|much|often|long|there|i|we|you|the|been|say|said|tell|us|about)\b\W*)+",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning)\s+(.+?)(?=\s+(?:in|since|after|before|between|from|by|for|of|at)\b|\W*$)", re.I
)
_LEADS = re.compile(r"\b(?:in|during|for|of|from|by)\s+(?:the\s+)?$", re.IGNORECASE)
_LED = re.compile(
    r"^(?:since|after|before|between|until|up to|from|in|over|during|the last|last|prior|later)\b", re.IGNORECASE
)
_REVIEWS = re.compile(r"\b(?<!learning )(?<!practice )(?<!case )(?<!rapid )reviews?\b", re.IGNORECASE)
_CARRIED = (HintKind.CASE, HintKind.AREA, HintKind.YEARS, HintKind.DOCUMENTS)
"""Terms that a whole new question takes over, where it names none of its own of that kind."""
_CHANGED = (*_CARRIED, HintKind.KIND, HintKind.ITEM, HintKind.AGENCY)
_SAME = {HintKind.DOCUMENTS: HintKind.YEARS}
"""Kinds that take each other's place: "the latest" and "2018"."""


@dataclass(frozen=True, slots=True)
class WordChange(Immutable):
    """Words of the question before, and what stands in their place; empty for what was added or left out."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ContinuedQuestion(Immutable):
    """A follow-up as typed, the question before it, the whole question that is now asked, and what changed."""

    typed: str
    before: str
    text: str
    changes: tuple[WordChange, ...] = ()


def continued(before: str, typed: str, holdings: Holdings) -> ContinuedQuestion:
    """The whole question that a follow-up asks."""
    then = understand_hints(before, holdings)
    opener = _OPENER.match(typed)
    rest = typed[opener.end() :] if opener else typed
    opens = bool(opener and opener.group().strip())
    if opens and not _ASKS.match(rest):
        return _altered(before, typed, _REVIEWS.sub(_learning, rest), then, holdings)
    if _REFERS.search(rest):
        return _about_the_same(before, typed, rest)
    now = understand_hints(rest, holdings)
    if not _ASKS.match(rest) and not _topic(rest, now):
        return _altered(before, typed, rest, then, holdings)
    return _carried(before, typed, rest, then, now)


def _altered(before: str, typed: str, rest: str, then: Understanding, holdings: Holdings) -> ContinuedQuestion:
    """The question before with what the follow-up names in the place of what it named of the same kind."""
    text, changes = before, list[WordChange]()
    now = understand_hints(rest, holdings)
    for kind in _CHANGED:
        new = [hint for hint in now.hints if hint.kind is kind]
        if new:
            old = [hint for hint in then.hints if _SAME.get(hint.kind, hint.kind) is _SAME.get(kind, kind)]
            text, change = _replaced(text, old, " and ".join(hint.typed for hint in new), kind)
            changes.append(change)
    topic = _topic(rest, now)
    if topic:
        text, change = _with_topic(text, topic)
        changes.append(change)
    return ContinuedQuestion(typed, before, text, tuple(changes))


def _replaced(text: str, old: list[Hint], new: str, kind: HintKind) -> tuple[str, WordChange]:
    """The text with the words of the old terms gone and the new ones in the place of the first."""
    spots = [(hint, text.find(hint.typed)) for hint in old]
    spots = sorted(((hint, at) for hint, at in spots if at >= 0), key=lambda spot: spot[1])
    if not spots:
        return _added(text, new, kind), WordChange("", new)
    first, at = spots[0]
    for hint, start in reversed(spots[1:]):
        joined = re.search(r"(?:\s*(?:,|and|&|or)\s*)$", text[:start])
        text = text[: joined.start() if joined else start] + text[start + len(hint.typed) :]
    lead = _LEADS.search(text[:at]) if _LED.match(new) else None
    if not lead and _LED.match(first.typed) and not _LED.match(new):
        new = f"in {new}"
    if first.kind is HintKind.DOCUMENTS:
        before = re.sub(r"\bthe\s+$", "", text[:at], flags=re.IGNORECASE)
        text, at = before + text[at:], len(before)
    text = text[: lead.start() if lead else at] + new + text[at + len(first.typed) :]
    return " ".join(text.split()), WordChange(" and ".join(hint.typed for hint, _ in spots), new)


def _added(text: str, new: str, kind: HintKind) -> str:
    word = {
        HintKind.AREA: "in",
        HintKind.YEARS: "in",
        HintKind.CASE: "for",
        HintKind.KIND: "in",
        HintKind.AGENCY: "for",
    }
    lead = "" if _LED.match(new) else f"{word.get(kind, 'in')} "
    return f"{text.rstrip(' ?.!')} {lead}{new}?"


def _topic(rest: str, now: Understanding) -> str:
    """What a follow-up names beside terms: its words that carry meaning, as typed."""
    for hint in sorted(now.hints, key=lambda hint: -hint.span[0]):
        if hint.kind in _CHANGED:
            rest = rest[: hint.span[0]] + " " * (hint.span[1] - hint.span[0]) + rest[hint.span[1] :]
    carries = [word for word, _ in words_and_terms(rest) if not is_filler(word)]
    bare = re.sub(r"^\W*(?:(?:in|on|of|for|the|a|an|with|at|by|to)\b\W*)+", "", " ".join(rest.split())).strip(" ?.!,")
    return re.sub(r"(?:\s+(?:in|on|of|for|the|a|an|with|at|by|to|and))+$", "", bare) if carries else ""


def _with_topic(text: str, topic: str) -> tuple[str, WordChange]:
    """The text about another thing, where it says what it is about; else about this as well."""
    match = _ABOUT.search(text)
    if match:
        return text[: match.start(1)] + topic + text[match.end(1) :], WordChange(match.group(1), topic)
    return f"{text.rstrip(' ?.!')}: {topic}?", WordChange("", topic)


def _about_the_same(before: str, typed: str, rest: str) -> ContinuedQuestion:
    """A question that points back, with what it points to."""
    subject = _QUESTION_WORDS.sub("", before).strip(" ?.!")
    return ContinuedQuestion(typed, before, f"{rest.strip(' ?.!')}: {subject}?", (WordChange("", subject),))


def _carried(before: str, typed: str, rest: str, then: Understanding, now: Understanding) -> ContinuedQuestion:
    """A whole new question, with the terms of the one before of which it names none."""
    text, changes = rest, list[WordChange]()
    named = {_SAME.get(hint.kind, hint.kind) for hint in now.hints}
    for hint in _of_kinds(then):
        if _SAME.get(hint.kind, hint.kind) not in named:
            text = _added(text, hint.typed, hint.kind)
            changes.append(WordChange("", hint.typed))
    return ContinuedQuestion(typed, before, text, tuple(changes))


def _of_kinds(then: Understanding) -> Iterator[Hint]:
    for kind in _CARRIED:
        yield from (hint for hint in then.hints if hint.kind is kind)


def _learning(match: re.Match[str]) -> str:
    return f"learning {match.group()}"
