"""The language model: any OpenAI-compatible endpoint, through Haystack's chat generator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from time import monotonic

from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage, StreamingChunk
from haystack.utils import Secret

from api.errors import Unavailable

MOST_CHARACTERS = 8000
"""Text after this many characters is not read: six sentences need far less."""
MOST_TOKENS = 1500
"""Tokens a model may write: six sentences need far less. By judgement."""


class ModelFailed(Unavailable):
    """The model did not give a whole text; the message says why, in words for the reader."""


class _Abandoned(Exception):
    """Nobody waits for this text any more."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """An endpoint, the model's name there, and the seconds a whole text may take."""

    url: str
    name: str
    key: str
    seconds: float

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The model's text in pieces as they come. Raises ModelFailed.

        The call runs in a thread, because an endpoint that sends a little now and then never meets a time-out
        of its connection.
        """
        pieces: Queue[str | BaseException | None] = Queue()
        stop: list[bool] = []
        Thread(target=self._call, args=(system, user, pieces, stop), daemon=True).start()
        end, length = monotonic() + self.seconds, 0
        try:
            while (piece := self._next(pieces, end)) is not None:
                length += len(piece)
                if length > MOST_CHARACTERS:
                    raise ModelFailed(f"The model wrote more than {MOST_CHARACTERS} characters and was stopped.")
                yield piece
        finally:
            stop.append(True)

    def _next(self, pieces: Queue[str | BaseException | None], end: float) -> str | None:
        try:
            piece = pieces.get(timeout=max(0.0, end - monotonic()))
        except Empty:
            raise ModelFailed(f"The model took longer than {self.seconds:g} seconds.") from None
        if isinstance(piece, BaseException):
            raise ModelFailed(f"The model could not be asked ({type(piece).__name__}).") from piece
        return piece

    def _call(self, system: str, user: str, pieces: Queue[str | BaseException | None], stop: list[bool]) -> None:
        def take(chunk: StreamingChunk) -> None:
            if stop:
                raise _Abandoned
            pieces.put(chunk.content)

        generator = OpenAIChatGenerator(
            api_key=Secret.from_token(self.key or "none"),
            model=self.name,
            api_base_url=self.url,
            timeout=self.seconds,
            max_retries=0,
            generation_kwargs={"temperature": 0, "max_tokens": MOST_TOKENS},
            streaming_callback=take,
        )
        try:
            generator.run([ChatMessage.from_system(system), ChatMessage.from_user(user)])
            pieces.put(None)
        except Exception as error:  # noqa: BLE001 (whatever an endpoint does, the extractive answer stands)
            pieces.put(error)
        finally:
            generator.close()
