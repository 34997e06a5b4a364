"""Attribution: whether the words that name a source name a given document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.catalogue.records import DocumentRecord

_PLACE = re.compile(
    r"\b(?:pages?|pp?|paragraphs?|paras?|sections?|slides?|lines?|rows?)\b\.?\s*\d+(?:[.–-]\d+)*", re.IGNORECASE
)
_PAGE = re.compile(r"\b(?:page|p)\b\.?\s*(\d{1,5})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset("the of and a an in on for by from at to see our its source".split())


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document and the words it may be called by: those of its title, and all that is said of it."""

    document_id: str
    title: frozenset[str]
    about: frozenset[str]

    @classmethod
    def of(cls, record: DocumentRecord) -> NamedDocument:
        """From what the catalogue knows: title, area, publisher, kind and years."""
        source = record.source
        days = (source.period_start, source.period_end, source.published, source.effective_from)
        years = {text for day in days if day for text in (str(day.year), f"{day.year % 100:02}")}
        said = " ".join(part for part in (source.area, source.publisher, source.kind.replace("_", " ")) if part)
        title = _words(source.title)
        return cls(record.id, title, title | _words(said) | years)

    def is_meant(self, attributed_to: str | None, lead_in: str = "") -> bool:
        """Whether all words of the attribution are said of the document, or its whole title stands in it or before."""
        words = _words(_PLACE.sub(" ", attributed_to or ""))
        if words and (words <= self.about or self.title <= words):
            return True
        return len(self.title) > 1 and self.title <= _words(lead_in)


def meant(named: Sequence[NamedDocument], attributed_to: str | None, lead_in: str = "") -> frozenset[str]:
    """The ids of the documents an attribution may mean; none when it names nothing that is held."""
    return frozenset(one.document_id for one in named if one.is_meant(attributed_to, lead_in))


def page_named(attributed_to: str | None) -> int | None:
    """The page an attribution names ("page 4", "p. 4")."""
    found = _PAGE.search(attributed_to or "")
    return int(found.group(1)) if found else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.casefold()) if word not in _EMPTY)
