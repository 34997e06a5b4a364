"""Looking documents through for themes: which wait for it, what the model in use finds, and what decisions teach it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from api.shared.excerpts import Excerpt
from api.themes.codebook import Register
from api.themes.evidence import Evidence, EvidenceDecision, Facet, Method, PassageFacet, Suggestion, Verdict
from api.themes.models import ThemeModels
from api.themes.refit import Lesson
from api.themes.register import ThemeRegister, followed
from api.themes.tagger import Tag, Tagger, Text, ThemeModel, telling
from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING, DocumentCard, DocumentKind
from indexer.embedding import Matrix
from indexer.index import Index
from indexer.indexing.reports import IndexReport
from indexer.passages import StoredPassage, ThemeTag
from indexer.text.agencies import digest
from indexer.text.terms import case_names

_NAMES = 3
"""Raised when other names or roles of passages are kept: documents are then looked through anew."""
Verdicts = Mapping[tuple[str, str], EvidenceDecision]
"""The verdict that counts, by passage and theme."""


class ThemeTagging:
    """The tagger over what is held, with the register, the model in use and the verdicts as they are now."""

    def __init__(self, index: Index) -> None:
        self._catalogue = index.catalogue
        self._store = index.store
        self._embedder = index.embedder
        self._register = ThemeRegister(index.database)
        self._evidence = Evidence(index.database)
        self.models = ThemeModels(index.database)
        self._tagger: tuple[int, str, Tagger] | None = None
        self._known: tuple[tuple[int, str], dict[str, dict[str, float]]] = ((-1, ""), {})
        self._lock = threading.Lock()

    def waiting(self) -> list[DocumentRecord]:
        """Documents not looked through as they are now, with the register and the model in use now."""
        register, model = self._register.current(), self.models.in_use()
        states = self._evidence.states()
        records = self._catalogue.documents(EVERYTHING)
        return [record for record in records if states.get(record.id) != _state(record, register, model)]

    def tag(self, everything: bool = False, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
        """Look through what waits, or all; how many documents it was. One at a time."""
        with self._lock:
            register, model = self._register.current(), self.models.in_use()
            held = {record.id for record in self._catalogue.documents(EVERYTHING)}
            self._evidence.forget(set(self._evidence.states()) - held)
            records = self._catalogue.documents(EVERYTHING) if everything else self.waiting()
            for done, record in enumerate(records, start=1):
                self._tag_document(record, register, model)
                progress(done, len(records))
            return len(records)

    def after(self, report: IndexReport) -> IndexReport:
        """Look through what was indexed, and forget what was removed; the report as it was."""
        if report.indexed or report.updated or report.removed:
            self.tag()
        return report

    def forget(self, document_id: str) -> None:
        """Drop the sentences found in a document that was removed; what people decided of them stays."""
        self._evidence.forget([document_id])

    def looked_through(self, cards: Sequence[DocumentCard]) -> set[str]:
        """Documents of which the version in use was looked through; findings of another one do not count."""
        states = self._evidence.states()
        return {card.id for card in cards if states.get(card.id, "").startswith(f"version {card.version},")}

    def tag_passages(self, document_id: str, passages: Sequence[str]) -> dict[str, list[Suggestion]]:
        """Look some passages of a document through again, as after a verdict; what is suggested for each."""
        verdicts, register, model = self.verdicts(), self._register.current(), self.models.in_use()
        found: dict[str, list[Suggestion]] = {}
        themes: dict[str, list[ThemeTag]] = {}
        for stored, vectors in self._store.with_sentences(document_id, clearance=EVERYTHING):
            if stored.passage.id in passages:
                passage = stored.passage.id
                found[passage], themes[passage] = self._look(stored, vectors, verdicts, register, model)
                self._evidence.suggest_again(passage, found[passage])
        self._store.set_themes(themes)
        return found

    def of_titles(self, titles: Collection[str]) -> dict[str, dict[str, float]]:
        """For each title of a course, the themes it is likely to be about and how likely, 0 to 1; worked out once."""
        known = self._remembered(self._register.current(), self.models.in_use())
        known |= self.of_texts(sorted(set(titles) - set(known)))
        return {title: known[title] for title in titles}

    def of_excerpts(self, excerpts: Sequence[Excerpt]) -> list[dict[str, float]]:
        """The same for words quoted from passages, without what a person rejected of the passage."""
        register, model = self._register.current(), self.models.in_use()
        known, tagger = self._remembered(register, model), self._ready(register, model)
        rejected = {key for key, decided in self.verdicts().items() if decided.verdict is Verdict.REJECTED}
        found = []
        for excerpt in excerpts:
            passage, text = excerpt.found.passage.id, excerpt.text
            if text not in known:
                known[text] = {tag.theme: tag.score for tag in tagger.tag(_quoted(excerpt))}
            found.append({theme: score for theme, score in known[text].items() if (passage, theme) not in rejected})
        return found

    def of_texts(self, texts: Collection[str]) -> dict[str, dict[str, float]]:
        """The same for short texts that are not to be remembered, such as questions."""
        tagger = self._ready(self._register.current(), self.models.in_use())
        vectors = self._embedder.encode(list(texts)) if texts else ()
        return {
            text: {t.theme: t.score for t in tagger.tag(Text(text, (), ((0, len(text)),), vector[None, :]))}
            for text, vector in zip(texts, vectors, strict=True)
        }

    def lessons(self) -> list[Lesson]:
        """What people decided of passages that are held now, with what the tagger measures of them."""
        decided: dict[str, dict[str, bool]] = {}
        for (passage, theme), verdict in self.verdicts().items():
            decided.setdefault(passage, {})[theme] = verdict.verdict is Verdict.CONFIRMED
        found = [self._store.get(passage, clearance=EVERYTHING) for passage in sorted(decided)]
        documents = sorted({stored.document.id for stored in found if stored and stored.current})
        return [lesson for document in documents for lesson in self._lessons_of(document, decided)]

    def merged(self) -> dict[str, str]:
        """For each merged theme, the one it was merged into."""
        return self._register.merged()

    def verdicts(self) -> dict[tuple[str, str], EvidenceDecision]:
        """The verdict that counts for each passage and theme; those on a merged theme follow it."""
        found: dict[tuple[str, str], EvidenceDecision] = {}
        merged = self.merged()
        for key, decided in self._evidence.verdicts().items():
            theme = followed(key[1], merged)
            held = found.get((key[0], theme))
            if held is None or held.decided_at <= decided.decided_at:
                found[key[0], theme] = decided
        return found

    def _lessons_of(self, document: str, decided: Mapping[str, Mapping[str, bool]]) -> Iterator[Lesson]:
        tagger = self._ready(self._register.current(), self.models.in_use())
        for stored, vectors in self._store.with_sentences(document, clearance=EVERYTHING):
            passage = stored.passage.id
            if passage in decided:
                features = telling(tagger.measure(Text.of(stored.passage, vectors)))
                for theme, row in zip(tagger.themes, features, strict=True):
                    if theme.id in decided[passage]:
                        yield Lesson(f"{passage} {theme.id}", document, theme.id, row, decided[passage][theme.id])

    def _tag_document(self, record: DocumentRecord, register: Register, model: ThemeModel) -> None:
        # Read for each document, so that a verdict given while others are looked through counts.
        verdicts = self.verdicts()
        found: list[Suggestion] = []
        themes: dict[str, list[ThemeTag]] = {}
        named: list[PassageFacet] = []
        for stored, vectors in self._store.with_sentences(record.id, clearance=EVERYTHING):
            tags, themes[stored.passage.id] = self._look(stored, vectors, verdicts, register, model)
            found += tags
            named += _named(stored)
        self._store.set_themes(themes)
        self._evidence.suggest(record.id, _state(record, register, model), found, named)

    def _look(
        self, stored: StoredPassage, vectors: Matrix, verdicts: Verdicts, register: Register, model: ThemeModel
    ) -> tuple[list[Suggestion], list[ThemeTag]]:
        """What is found in a passage, with what a person decided about it, found or not; and the themes it carries."""
        passage = stored.passage
        if passage.by_service:
            return [], []
        decided = {theme for held, theme in verdicts if held == passage.id}
        tags = self._ready(register, model).tag(Text.of(passage, vectors), decided)
        carried = _carried(passage.id, tags, verdicts, register.labels(), model.evidence_cut)
        return [_suggestion(stored, tag, model) for tag in tags], carried

    def _remembered(self, register: Register, model: ThemeModel) -> dict[str, dict[str, float]]:
        """The themes of texts that were worked out with this register and model."""
        state = (register.version, model.digest)
        if self._known[0] != state:
            self._known = (state, {})
        return self._known[1]

    def _ready(self, register: Register, model: ThemeModel) -> Tagger:
        if self._tagger is None or self._tagger[:2] != (register.version, model.digest):
            self._tagger = (register.version, model.digest, Tagger(register, self._embedder, model))
        return self._tagger[2]


def _suggestion(stored: StoredPassage, tag: Tag, model: ThemeModel) -> Suggestion:
    """What is suggested: the theme, with the role of the statement that says so."""
    passage, role = stored.passage, stored.passage.role_in(tag.sentence)
    return Suggestion(
        passage=passage.id,
        theme=tag.theme,
        document=passage.document_id,
        role=role,
        sentence=passage.text[slice(*tag.sentence)],
        score=round(tag.score, 3),
        shown=tag.score >= model.evidence_cut,
        method=Method.PASSAGE if role is passage.role else Method.SENTENCE,
        model=model.version,
    )


def _quoted(excerpt: Excerpt) -> Text:
    start, _ = excerpt.span
    spans = excerpt.found.passage.sentences[excerpt.first : excerpt.last + 1]
    return Text(excerpt.text, (), tuple((a - start, b - start) for a, b in spans), excerpt.vectors)


def _named(stored: StoredPassage) -> Iterator[PassageFacet]:
    """The agencies and cases a passage names; a review names its case in its title for all of its passages."""
    passage, card = stored.passage, stored.document
    for agency in passage.agencies:
        yield PassageFacet(passage.id, Facet.AGENCY, agency)
    about = (card.title, *passage.headings) if card.kind is DocumentKind.LEARNING_REVIEW else passage.headings
    for case in sorted(case_names("\n".join((*about, passage.text)))):
        yield PassageFacet(passage.id, Facet.CASE, case)


def _carried(
    passage: str, tags: list[Tag], verdicts: Verdicts, labels: Mapping[str, str], cut: float
) -> list[ThemeTag]:
    """The themes a passage carries, each with the statements that say so: confirmed, or likely and not rejected."""
    carried = []
    for tag in tags:
        decided = verdicts.get((passage, tag.theme))
        if decided.verdict is Verdict.CONFIRMED if decided else tag.score >= cut:
            carried.append(ThemeTag(tag.theme, labels[tag.theme], tag.said))
    return carried


def _state(record: DocumentRecord, register: Register, model: ThemeModel) -> str:
    return f"version {record.version}, register {register.version}, model {model.version}, names {_NAMES} {digest()}"
