"""The spelling service: the vocabulary of the documents each class of reader may see, kept until a document changes."""

from __future__ import annotations

import threading

from api.people.access import clearance
from api.people.users import User
from api.query.spelling import Spelling
from indexer.catalogue.catalogue import Catalogue
from indexer.documents import Clearance, DocumentCard


class SpellingService:
    """Gives out vocabularies, one for each clearance."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._held: dict[Clearance, tuple[tuple[DocumentCard, ...], Spelling]] = {}

    def of(self, user: User, cards: tuple[DocumentCard, ...] | None = None) -> Spelling:
        """The vocabulary of the documents a person may see, of which `cards` are those at this moment."""
        allowed = clearance(user)
        if cards is None:
            cards = tuple(record.card for record in self._catalogue.documents(allowed))
        with self._lock:
            held = self._held.get(allowed)
            if held is None or held[0] != cards:
                names = [name for c in cards for name in (c.title, c.area, c.publisher) if name]
                held = cards, Spelling(self._catalogue.words(allowed), names)
                self._held[allowed] = held
            return held[1]
