"""Whether what was found and what was said is right, by the gold quotes of a benchmark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.quotations.letters import letters
from api.shared.citations import Citation
from evaluation.answers.matching import holds, overlaps
from evaluation.items import Gold, Item
from indexer.passages import StoredPassage


class Judge:
    """Knows the passages of one knowledge base.

    The unit judged is a document for items with grades, a section for gold that names one (its passages
    count as one), and a passage otherwise.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        records = base.documents.all(LOCAL_OPERATOR).items
        self._names = {record.id: Path(record.name).name for record in records}
        self._ids = {name: document_id for document_id, name in self._names.items()}
        self._passages = cache(self._read)
        self._section = cache(self._read_section)

    def unit(self, item: Item, found: StoredPassage) -> str:
        """The unit a passage belongs to."""
        name = self._names[found.document.id]
        if item.grades:
            return name
        return f"{name}#{_heading(found)}" if item.gold and item.gold[0].section else found.passage.id

    def relevant(self, item: Item) -> dict[str, int]:
        """The grade of each unit that answers.

        A quote that no passage holds counts as a unit that cannot be found, so that cutting a passage in
        the wrong place is a miss and not a question fewer.
        """
        if item.grades:
            return dict(item.grades)
        units: dict[str, int] = {}
        for gold in item.gold:
            if gold.section:
                units[f"{gold.document}#{gold.section}"] = 1
                continue
            quote = letters(gold.quote)
            holding = [p.passage.id for p, text in self._passages(gold.document) if holds(text, quote)]
            units.update(dict.fromkeys(holding or [f"nowhere: {gold.quote}"], 1))
        return units

    def answering(self, item: Item) -> list[StoredPassage]:
        """The passages that hold a gold quote."""
        return [
            found
            for gold in item.gold
            for found, text in self._passages(gold.document)
            if holds(text, letters(gold.quote))
        ]

    def is_right(self, item: Item, citation: Citation) -> bool:
        """Whether a cited sentence overlaps a gold quote where that quote stands."""
        name = self._names[citation.document.id]
        if all(gold.document != name for gold in item.gold):
            return False
        found = self._base.documents.passage(citation.passage_id, LOCAL_OPERATOR)
        return self.answers(item, found, citation.quote)

    def answers(self, item: Item, found: StoredPassage, sentence: str) -> bool:
        """Whether a sentence of a passage overlaps a gold quote where that quote stands."""
        name, quote = self._names[found.document.id], letters(sentence)
        return any(self._says(gold, found, quote) for gold in item.gold if gold.document == name)

    def is_verbatim(self, citation: Citation) -> bool:
        """Whether the quotation is the passage's text, character by character, where it says."""
        text = self._base.documents.passage(citation.passage_id, LOCAL_OPERATOR).passage.text
        return text[citation.start : citation.end] == citation.quote

    def _says(self, gold: Gold, found: StoredPassage, quote: str) -> bool:
        if gold.section is None:
            return overlaps(quote, letters(gold.quote))
        at = self._section(gold.document, gold.section).find(quote)
        offset = gold.offset or 0
        return _heading(found) == gold.section and 0 <= at < offset + len(gold.quote) and offset < at + len(quote)

    def _read(self, name: str) -> list[tuple[StoredPassage, str]]:
        """A document's passages with their letters; none when it is not held."""
        if name not in self._ids:
            return []
        passages = self._base.documents.passages(self._ids[name], LOCAL_OPERATOR).items
        return [(found, letters(found.passage.text)) for found in passages]

    def _read_section(self, name: str, section: str) -> str:
        return "".join(text for found, text in self._passages(name) if _heading(found) == section)


def _heading(found: StoredPassage) -> str:
    return found.passage.headings[-1] if found.passage.headings else ""
