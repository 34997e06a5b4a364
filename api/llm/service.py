"""Writing beside an answer: what may be sent to the language model, and what of its text is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from api.answers.answer import Answer, Band
from api.answers.written import WrittenAnswer, WrittenSentence
from api.llm.checking import checked
from api.llm.prompts import FOLDER, Prompt, read_prompt
from api.llm.support import instructs_a_model
from api.people.access import Action, clearance, require
from api.people.users import User
from indexer.documents import Clearance, Sensitivity
from indexer.index import Index
from indexer.passages import StoredPassage
from indexer.privacy.personal_data import names_somebody
from indexer.settings import Settings

if TYPE_CHECKING:
    from api.llm.client import LanguageModel


class SummaryService:
    """Lets a language model summarise the passages of an answer, where one is set."""

    def __init__(self, index: Index) -> None:
        settings = index.settings
        self._store = index.store
        self._embedder = index.embedder
        self._checks = settings.personal_data_check
        self._sendable = _up_to(Sensitivity(settings.llm_send))
        self._model = _model(settings)
        self._prompt = read_prompt(FOLDER / "answer.md") if self._model is not None else None

    @property
    def is_on(self) -> bool:
        """Whether a model is set."""
        return self._model is not None

    def write(self, answer: Answer, user: User) -> Answer:
        """The answer with what the model wrote beside it; as it was where no model is set."""
        steps = list(self.follow(answer, user))
        return replace(answer, written=steps[-1] if steps else None)

    def follow(self, answer: Answer, user: User) -> Iterator[WrittenAnswer]:
        """What the model has written so far, after each sentence and once more at the end; nothing without a model."""
        from api.llm.client import ModelFailed  # here, because Haystack takes seconds to import

        require(user, Action.SEARCH_PASSAGES)
        if self._model is None or self._prompt is None:
            return
        passages, withheld = self._passages(answer, clearance(user))
        so_far = WrittenAnswer(self._model.name, self._prompt.digest, passages=len(passages), withheld=withheld)
        problem = self._why_not(answer, passages)
        if problem is None:
            try:
                for sentence in self._sentences(self._model, self._prompt, answer.question, passages):
                    so_far = replace(so_far, sentences=(*so_far.sentences, sentence))
                    yield so_far
            except ModelFailed as error:
                problem = str(error)
            if problem is None and not so_far.shown:
                problem = "The model wrote nothing that the passages bear out."
        yield replace(so_far, problem=problem)

    def _sentences(
        self, model: LanguageModel, prompt: Prompt, question: str, passages: dict[str, StoredPassage]
    ) -> Iterator[WrittenSentence]:
        data = "\n\n".join(
            f'<passage key="{key}">\n{_inert(found.passage.text)}\n</passage>' for key, found in passages.items()
        )
        return checked(model.stream(*prompt.fill(question=question, passages=data)), passages, self._embedder)

    def _why_not(self, answer: Answer, passages: dict[str, StoredPassage]) -> str | None:
        if answer.band is Band.NONE:
            return "Nothing held answers this, so the model was not asked."
        if not passages:
            return "None of the passages may be sent to the model."
        if self._checks and names_somebody(answer.question):
            return "The question seems to name a person, so it was not sent to the model."
        return None

    def _passages(self, answer: Answer, allowed: Clearance) -> tuple[dict[str, StoredPassage], int]:
        """Passages by key, those of the answer's statements first, and how many may not be sent."""
        ids = [c.passage_id for s in answer.statements for c in s.citations]
        ids = list(dict.fromkeys([*ids, *(hit.found.passage.id for hit in answer.nearest)]))
        held = (self._store.get(id_, clearance=allowed & self._sendable) for id_ in ids)
        found = [f for f in held if f and not f.passage.by_service and not instructs_a_model(f.passage.text)]
        return {f"P{number}": one for number, one in enumerate(found, start=1)}, len(ids) - len(found)


def _model(settings: Settings) -> LanguageModel | None:
    if not settings.llm_url:
        return None
    from api.llm.client import LanguageModel

    return LanguageModel(settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_seconds)


def _up_to(highest: Sensitivity) -> Clearance:
    """A class and those less sensitive."""
    classes = list(Sensitivity)
    return frozenset(classes[: classes.index(highest) + 1])


def _inert(text: str) -> str:
    """A text that cannot close the mark it stands in."""
    return text.replace("<", "‹").replace(">", "›")
