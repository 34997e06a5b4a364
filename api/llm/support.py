"""Support: whether a sentence that a language model wrote is borne out by the passages it cites.

Rules that can be explained, not a second model. They catch words, numbers and names that the passages lack; they
cannot prove that a sentence made of a passage's own words says what the passage says, hence the quotations beside it.
The thresholds are set by judgement, not measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from api.answers.written import SupportState
from indexer.embedding import Embedder
from indexer.passages import StoredPassage
from indexer.text.terms import stem, terms

DROP_BELOW_SHARE, KEEP_FROM_SHARE = 0.5, 0.7
"""Share of a sentence's terms that its passages hold."""
DROP_BELOW_COSINE, KEEP_FROM_COSINE = 0.3, 0.5
"""Cosine between a sentence and the nearest sentence of its passages."""

_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)(\s*(?:%|per\s?cent\b))?", re.I)
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
"""Without "one", which is mostly a pronoun."""
_WORD = re.compile(r"[^\W_]+")
_NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|neither|nor|without|cannot)\b|n[’']t\b", re.I)
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\bsystem prompt\b|\byou are (?:now )?(?:an? )?(?:AI|assistant|language model|chatbot)\b",
    re.I,
)


SupportVerdict = tuple[SupportState, str | None]
"""A state and the reason for it; no reason for a sentence kept."""


def instructs_a_model(text: str) -> bool:
    """Whether a text reads as an instruction to a language model, as planted text does."""
    return _INSTRUCTION.search(text) is not None


def judge(sentence: str, cited: Sequence[StoredPassage], embedder: Embedder) -> SupportVerdict:
    """Check a sentence, without its citation keys, against the passages it cites."""
    source = "\n".join(found.passage.text for found in cited)
    known = "\n".join([source, *(_about(found) for found in cited)])
    wrong = _wrong_words(sentence, source, known)
    if wrong:
        return SupportState.DROPPED, wrong
    found = set(terms(known))
    own = set(terms(sentence))
    share = len(own & found) / len(own) if own else 0.0
    nearest, cosine = _nearest(sentence, cited, embedder)
    if share < DROP_BELOW_SHARE or cosine < DROP_BELOW_COSINE:
        return SupportState.DROPPED, "the passages cited hold too little of it"
    if bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(nearest)):
        return SupportState.MARKED, "it says “not” where the nearest sentence does not, or the other way round"
    if share < KEEP_FROM_SHARE or cosine < KEEP_FROM_COSINE or _strange_start(sentence, known):
        return SupportState.MARKED, "the passages cited hold it only in part"
    return SupportState.KEPT, None


def _wrong_words(sentence: str, source: str, known: str) -> str | None:
    """Why a sentence cannot stand: an instruction, a quotation, number or name its passages lack."""
    if instructs_a_model(sentence):
        return "it repeats an instruction to a language model"
    plain = _plain(source)
    for quote in _QUOTED.findall(sentence):
        if _plain(quote) not in plain:
            return f"the quotation “{quote[:60]}” is not in the passages cited"
    for kind, missing in (
        ("number", _numbers(sentence) - _numbers(known)),
        ("name", _names(sentence) - _words(known)),
    ):
        if missing:
            return f"the {kind} {sorted(missing)[0]} is not in the passages cited"
    return None


def _about(found: StoredPassage) -> str:
    card = found.document
    return "\n".join((*found.passage.headings, card.title, card.area or "", card.publisher or ""))


def _plain(text: str) -> str:
    """One form of white space and apostrophes; words and case as they are."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


def _numbers(text: str) -> set[str]:
    """Numbers in digits or words; a percentage is another number than the same figure alone."""
    digits = {n.replace(",", "") + ("%" if share else "") for n, share in _NUMBER.findall(text)}
    return digits | {_NUMBER_WORDS[word] for word in _words(text) if word in _NUMBER_WORDS}


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _names(sentence: str) -> set[str]:
    """Capitalised words, in lower case; the first only when another follows it, for any word may begin a sentence."""
    words = _WORD.findall(sentence)
    named = [word[:1].isupper() and bool(stem(word.lower())) for word in words]
    if len(named) > 1 and not named[1]:
        named[:1] = [False]
    return {word.casefold() for word, is_name in zip(words, named, strict=True) if is_name}


def _strange_start(sentence: str, known: str) -> bool:
    """Whether a sentence begins with a word its passages lack, which may be a name."""
    return not set(terms(" ".join(_WORD.findall(sentence)[:1]))) <= set(terms(known))


def _nearest(sentence: str, cited: Iterable[StoredPassage], embedder: Embedder) -> tuple[str, float]:
    """The sentence of the passages nearest to this one, and its cosine."""
    texts = [found.passage.text[start:end] for found in cited for start, end in found.passage.sentences]
    if not texts:
        return "", 0.0
    vectors = embedder.encode([sentence, *texts])
    cosines = vectors[1:] @ vectors[0]
    best = int(cosines.argmax())
    return texts[best], float(cosines[best])
