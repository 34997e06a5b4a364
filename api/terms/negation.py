"""Negation with its scope: "without consent", "never seen alone", "failed to attend", in questions and in sentences.

What a negation governs is taken to be the words after it, to the end of the clause (the simple scope of Chapman and
others, "A Simple Algorithm for Identifying Negated Findings and Diseases", 2001).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from api.terms.values import Negation
from indexer.passages import Span
from indexer.text.terms import stem

_CUE = (
    r"no longer|not|never|without|fail(?:ed|s|ing|ure)? to|unable to|refus(?:ed|es|ing) to|neglect(?:ed|ing)? to|"
    r"nobody|no ?one|none|neither|nor|no|nothing|cannot|hardly|rarely|seldom|lack of|lacked|lacking|absence of|"
    r"\w+n['’]t"
)
_ASKED = re.compile(
    r"\b(no longer|not|never|without|failed to|failing to|failure to|fails to|unable to|refused to|refusing to|nobody|"
    r"no ?one|was ?n['’]?t|were ?n['’]?t|did ?n['’]?t|has ?n['’]?t|have ?n['’]?t|had ?n['’]?t|is ?n['’]t|are ?n['’]t|"
    r"does ?n['’]?t|do ?n['’]?t)(?=\s)",
    re.IGNORECASE,
)
"""What negates in a question. What cannot or must not be done is no finding: "can't crawl", "should not"."""
_NO_NEGATION = re.compile(
    r"\b(?:(?:why|if|unless|whether)\b[^,;.?]*|not (?:at|in|on|to|for|of|with|by|from|about)\b|"
    r"(?:or|i do|i did|i am|i'm|we do|must|should|can|may|could|would|shall|will) not\b|"
    r"(?:i|we|you) (?:don['’]?t|didn['’]?t|haven['’]?t|wasn['’]?t)|not (?:only|just|good enough|sure)|"
    r"(?:don|isn|aren|wasn|weren|didn|doesn)['’]?t (?:i|we|you|it|they|there)\b)",
    re.IGNORECASE,
)
"""Negation that asks for no negated sentence: of reasons and conditions, without a verb, polite, or one's own."""
_WITH = re.compile(
    r"\bwith (?:(?:the|their|his|her|a|any|parental|written|proper|full) ){0,2}"
    r"(consent|permission|agreement|knowledge|support|supervision|training|notice|an? \w+ present)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[.,;:?!()–—]|\s-\s|\b(?:but|although|though|however|and then|because|so that|when|where|while|which|who)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NEGATES = re.compile(rf"\b(?:{_CUE})\b", re.IGNORECASE)
_IRREGULAR = dict(
    pair.split("/")
    for pair in "saw/seen see/seen sees/seen told/tell gave/given give/given heard/hear held/hold sent/send knew/known "
    "know/known spoke/spoken speak/spoken took/taken take/taken wrote/written write/written brought/bring met/meet "
    "kept/keep made/make went/gone go/gone found/find left/leave taught/teach chose/chosen done/do".split()
)
"""Forms of common verbs that stemming does not bring together."""
_REACH = 7
"""Words after a negation that it is taken to govern in a sentence."""
_MOST = 4
"""Words of a question's scope that are looked at."""


def negations(text: str) -> Iterator[tuple[Span, Negation]]:
    """What a question says is not so, each with where it says it."""
    ignored = [match.span() for match in _NO_NEGATION.finditer(text)]
    for match in _ASKED.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in ignored):
            continue
        end, scope = _scope(text, match.end())
        if scope:
            yield (match.start(), end), Negation(scope)
    for match in _WITH.finditer(text):
        yield match.span(), Negation((stem(match.group(1).split()[-1].lower()),), negated=False)


def holds(negation: Negation, sentence: str) -> bool | None:
    """Whether a sentence says what the question says is (not) so; None where it does not speak of it."""
    governed, free = _said(sentence)
    head, rest = negation.scope[0], set(negation.scope[1:])
    words = governed | free
    if head not in words or len(rest & words) < len(rest) / 2:
        return None
    return (head in governed) is negation.negated


def _scope(text: str, start: int) -> tuple[int, tuple[str, ...]]:
    """Where the scope that begins here ends, and its stems: the first governed word, then what belongs to it."""
    clause = _CLAUSE.search(text, start)
    found: list[str] = []
    end = start
    for word in _WORD.finditer(text, start, clause.start() if clause else len(text)):
        if _plain(word.group()) and not word.group()[0].isdigit() and len(found) < _MOST:
            found.append(_plain(word.group()))
            end = word.end()
    return end, tuple(found)


@lru_cache(maxsize=20_000)
def _said(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of a sentence that a negation governs, and the others."""
    governed: set[str] = set()
    free: set[str] = set()
    at = 0
    for clause in (*_CLAUSE.finditer(sentence), None):
        part = sentence[at : clause.start() if clause else len(sentence)]
        at = clause.end() if clause else at
        _sort(part, governed, free)
    return frozenset(governed), frozenset(free - governed)


def _sort(clause: str, governed: set[str], free: set[str]) -> None:
    """Each word of a clause to those within reach of a negation before it, or to the others."""
    cues = [match.end() for match in _NEGATES.finditer(clause)]
    words = [(m.start(), m.end(), _plain(m.group())) for m in _WORD.finditer(clause)]
    for number, (start, _, word) in enumerate(words):
        if word:
            reach = any(end <= start and sum(end <= s < start for s, _, _ in words[:number]) < _REACH for end in cues)
            (governed if reach else free).add(word)


def _plain(word: str) -> str:
    word = word.lower()
    return stem(_IRREGULAR.get(word, word))
