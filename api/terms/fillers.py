"""What carries a question: fillers do not, so the lack of one never means that nothing is held; names always do."""

from __future__ import annotations

import re

_CONTRACTED = re.compile(
    r"^\w+(?:n['’]?t|['’](?:d|ll|ve|re|m|s))$|^(?:dont|cant|wont|isnt|arent|didnt|doesnt|wasnt|whats|im|ive|id)$"
)
_WORDS = frozenset(
    """
    ok okay yes no yeah please thanks thank hi hello hey sorry well right fine sure maybe perhaps probably actually
    really basically just simply even quite rather pretty bit lot lots loads plenty too enough almost exactly
    everything anything nothing something everyone anyone everybody anybody someone somebody nobody none everywhere
    anywhere somewhere nowhere else always never ever often sometimes usually already still yet again soon now today
    then once anyway instead together apart away back around along
    thing things stuff way ways kind sort sorts type bits matter
    want wants wanted need needs wish know knows knew think thinks thought believe mean means meant tell tells told ask
    asks asking say says said saying see look looking find try trying tried give giving gave put keep keeps make makes
    made come comes came go goes going gone went take takes took let happen happens happened seem seems start stop
    talk mention mentioned mentions happening gets getting got
    etc eg ie vs re non per via regarding concerning
    wrong ones another others whether unless although though despite because since however therefore
    am was been being isn aren don didn doesn wasn weren haven hasn hadn couldn wouldn shouldn
    roughly approximately currently recently generally specifically particularly especially mainly mostly
    me mine myself ourselves themselves himself herself itself yourself
    many long far number numbers figure figures count total amount percentage percent proportion list
    worst best highest lowest biggest smallest most least fewest better worse
    quick quickly nice bad awful terrible great big little huge tiny
    dont cant wont isnt arent didnt doesnt wasnt whats im ive
    """.split()
)
"""Function words that are no stop words of the index, words of asking, of vague amount and of politeness."""


def is_filler(word: str) -> bool:
    """Whether a word, as typed, carries no part of a question: contractions are no terms, whatever they shorten."""
    plain = word.casefold()
    if plain.isdigit() and len(plain) < 3:
        return True
    return plain in _WORDS or (_CONTRACTED.match(plain) is not None and not plain.endswith(("'s", "’s")))


def is_place(name: str, text: str) -> bool:
    """Whether a name stands in a text as that of a place."""
    return re.search(rf"\b(?:in|at|across|within|around|near)\s+(?:[A-Z]\w+\s+)?{re.escape(name)}\b", text) is not None


def is_name(typed: str, text: str) -> bool:
    """Whether words of a question are a name or a short form, told by capitals; a text all in capitals tells none."""
    words = re.findall(r"[^\W\d_]\w+", text)
    if is_filler(typed) or 2 * sum(word[0].isupper() for word in words) > len(words) + 1:
        return False
    if re.search(r"[A-Za-z]\d|[A-Z].*[A-Z]", typed):
        return True
    return typed[:1].isupper() and re.search(rf"[^\s.?!:“\"]\s+{re.escape(typed)}\b", text) is not None
