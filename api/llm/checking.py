"""Checking what a language model writes, sentence by sentence, as it arrives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from api.answers.written import CitedPassage, SupportState, WrittenSentence
from api.llm.support import judge
from indexer.embedding import Embedder
from indexer.passages import StoredPassage
from indexer.text.sentences import sentence_spans

_CITED = re.compile(r"\[\s*(P\d+(?:\s*[,;]\s*P\d+)*)\s*\]([.!?]?)")


def checked(
    pieces: Iterable[str], passages: Mapping[str, StoredPassage], embedder: Embedder
) -> Iterator[WrittenSentence]:
    """The sentences of a text as it arrives in pieces, each checked as soon as its line is complete."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        for line in lines:
            yield from _line(line, passages, embedder)
    yield from _line(rest, passages, embedder)


def _line(line: str, passages: Mapping[str, StoredPassage], embedder: Embedder) -> Iterator[WrittenSentence]:
    """The sentences of a line; keys count for all sentences between them and the keys before."""
    at = 0
    for match in _CITED.finditer(line):
        keys = tuple(dict.fromkeys(re.findall(r"P\d+", match[1])))
        for text in _sentences(line[at : match.start()].strip() + match[2]):
            yield _sentence(text, keys, passages, embedder)
        at = match.end()
    for text in _sentences(line[at:].strip()):
        yield WrittenSentence(text, (), SupportState.DROPPED, "it cites no passage")


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text) if re.search(r"\w", text[a:b])]


def _sentence(
    text: str, keys: tuple[str, ...], passages: Mapping[str, StoredPassage], embedder: Embedder
) -> WrittenSentence:
    unknown = [key for key in keys if key not in passages]
    if unknown:
        return WrittenSentence(text, (), SupportState.DROPPED, f"it cites {unknown[0]}, which the model was not given")
    cited = [passages[key] for key in keys]
    state, reason = judge(text, cited, embedder)
    citations = tuple(
        CitedPassage(key, found.passage.id, found.document, found.passage.locator)
        for key, found in zip(keys, cited, strict=True)
    )
    return WrittenSentence(text, citations, state, reason)
