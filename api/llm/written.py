"""What a language model wrote, sentence by sentence, each with what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from api.llm.support import SupportState, judge
from indexer.documents import DocumentCard, Locator
from indexer.embedding import Embedder
from indexer.passages import StoredPassage
from indexer.text.sentences import sentence_spans

_CITED = re.compile(r"\[\s*(P\d+(?:\s*[,;]\s*P\d+)*)\s*\]([.!?]?)")


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage a written sentence rests on: the key the model knew it by, and where it stands."""

    key: str
    passage_id: str
    document: DocumentCard
    locator: Locator


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence without its keys. `reason` says why it was marked or dropped."""

    text: str
    citations: tuple[CitedPassage, ...]
    state: SupportState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What the model wrote. `problem` says what went wrong; what was checked before it still stands.

    `passages` were sent to the model and `withheld` were not, for their class or because they hold instructions
    to a model. `prompt_digest` is the SHA-256 of the prompt file. Nothing of this is stored.
    """

    model: str
    prompt_digest: str
    sentences: tuple[WrittenSentence, ...] = ()
    passages: int = 0
    withheld: int = 0
    problem: str | None = None

    @property
    def shown(self) -> tuple[WrittenSentence, ...]:
        """The sentences that were not dropped."""
        return tuple(s for s in self.sentences if s.state is not SupportState.DROPPED)

    @property
    def dropped(self) -> int:
        """How many sentences were dropped."""
        return len(self.sentences) - len(self.shown)


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
