"""Terms: the words a text is found by, stemmed, with BM25 weights for the store's sparse vectors."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import Stemmer

K1 = 1.2
"""How soon repeating a term says no more (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009)."""
B = 0.75
"""How much longer passages are held back, 0 to 1 (the same). Held indexes were written with both."""
AVERAGE_LENGTH = 75
"""Terms in an average passage with its title and headings, measured on public inspection reports.

A constant, so that a passage's weights do not depend on what else is held.
"""

STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being between both but by can could "
    "did do does doing done during each few for from further get got had has have having he her here hers him his "
    "how i if in into is it its itself just let like may me might more most much must my no nor not of off on once "
    "only or other our ours out over own per shall she should so some such than that the their theirs them then "
    "there these they this those through to too under until up us very was we were what when where which while who "
    "whom whose why will with within without would you your yours".split()
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:[-‐‑][^\W_]+(?:['’][^\W_]+)*)*")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_]{1,2} ){3,}[^\W\d_]{1,2}(?: (?:ing|ed|ion|ment|ly|ness|al|ers?))?(?!\w)")
"""Letters set apart, one by one or in pairs: "o r g a n i s a t i o n s", "P ar t n er sh i p"."""
_WORDS_OF_ONE_LETTER = frozenset("aAiIoO")
_FEWEST_APART = 3
"""Letters set apart from which they are a spaced word. By judgement."""
_MARK = re.compile(r"(?<=[a-z]{4})\d{1,2}(?![\w-])")
"""The number of a footnote that clings to a word: "abuse54"."""
_SECOND_LEVEL = re.compile(r"^\s*o (?=[A-Z])", re.MULTILINE)
"""The letter that a bullet of the second level became."""
_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-‐‑]\s*\n\s*(?=\w)")
_HYPHEN = re.compile(r"[-‐‑]")
_CASE_NAME = re.compile(
    r"\b(?P<who>[Cc]hild(?:ren)?|[Bb]aby|[Ff]amily|[Aa]dult|[Yy]oung [Pp]erson|SCR|L?CSPR)\s+[‘'“]?"
    r"(?P<name>[A-Z]{1,3}\d{0,3})(?![\w’'])"
)
"""How reviews name the people they are about: "Child A", "Baby JK", "SCR W5"."""
_stemmer = Stemmer.Stemmer("english")


def terms(text: str) -> list[str]:
    """Stemmed content words of `text`, in order, repeated as they occur.

    "multi-agency" gives multi, agenc and multiag: the hyphen is often lost where a line breaks. "Child A" gives
    a term of its own beside those of its words.
    """
    return [term for _, term in words_and_terms(text)]


def words_and_terms(text: str) -> list[tuple[str, str]]:
    """Like terms(), each with the word it came from, for showing to a person."""
    text = repaired(text)
    found = [pair for match in _WORD.finditer(text) for pair in _pairs(match.group())]
    return [*found, *((match.group(), case_term(match.group())) for match in _CASE_NAME.finditer(text))]


def repaired(text: str) -> str:
    """The text as it is searched, never as it is shown.

    Ligatures, soft hyphens, the marks of footnotes and bullets, broken and spaced words are put right.
    """
    text = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\xad", "")
    text = _MARK.sub("", _LINE_END_HYPHEN.sub("-", text))
    return _SPACED.sub(_closed_up, _SECOND_LEVEL.sub(" ", text))


def _closed_up(spaced: re.Match[str]) -> str:
    """Letters set apart as words, one begins with each capital; short words in a row ("if it is to be") stay."""
    pieces = spaced.group().split(" ")
    apart = [piece for piece in pieces if len(piece) == 1 and piece not in _WORDS_OF_ONE_LETTER]
    if len(apart) < _FEWEST_APART:
        return spaced.group()
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", "".join(pieces))


def case_names(text: str) -> set[str]:
    """The people and families a text names as reviews do: "Child A", "Baby JK"."""
    return {f"{match['who'].capitalize()} {match['name']}" for match in _CASE_NAME.finditer(text)}


def case_term(name: str) -> str:
    """The term of a pseudonym such as "Child A", whose letter alone says nothing."""
    return "·".join(re.sub(r"[‘'“]", "", name).casefold().split())


@lru_cache(maxsize=100_000)
def _pairs(word: str) -> tuple[tuple[str, str], ...]:
    """The parts of a word that have a term, each with it: one, or those around its hyphens and the whole."""
    pieces = _HYPHEN.split(word)
    whole = [] if len(pieces) == 1 else ["".join(pieces)]
    return tuple((piece, term) for piece in (*pieces, *whole) if (term := stem(piece.lower())))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case word; empty for a stop word."""
    word = re.sub(r"['’]s?$", "", word).replace("’", "'")
    if not word or word in STOP_WORDS:
        return ""
    return str(_stemmer.stemWord(word))


@lru_cache(maxsize=100_000)
def term_id(term: str) -> int:
    """A term's dimension in sparse vectors: 32 bits of its hash, so no vocabulary has to be kept."""
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "big")


def bm25_weights(found: Iterable[str]) -> dict[str, float]:
    """BM25's weight of each term in one text, without the inverse document frequency, which queries carry."""
    counts = Counter(found)
    norm = K1 * (1 - B + B * sum(counts.values()) / AVERAGE_LENGTH)
    return {term: count * (K1 + 1) / (count + norm) for term, count in counts.items()}
