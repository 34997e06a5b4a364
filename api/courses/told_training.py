"""Training told of in running text: sentences that say that training was given, word for word.

Not every course stands in a table. A sentence such as "monthly thresholds training was delivered" shows that something
was offered, and no more: no figure is read out of it, and e-learning that was merely available does not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.shared.citations import Citation, cite
from indexer.documents import DocumentKind
from indexer.immutable import Immutable
from indexer.passages import PassageRole, StoredPassage

TELLING = frozenset({DocumentKind.ANNUAL_REPORT, DocumentKind.TRAINING, DocumentKind.BRIEFING})
"""Kinds of documents in which a body tells of its own training."""
_TRAINING = re.compile(
    r"\b(?:training|courses?|workshops?|learning events?|seminars?|masterclass(?:es)?)\b", re.IGNORECASE
)
_GIVEN = re.compile(
    r"\b(?:ran|held|delivered|attended|took part|received|completed|was given|were given|provided|facilitated|"
    r"rolled out|training by|trained)\b",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    r"\b(?:will|should|must|to be|needs?|require[sd]?|plans?|planned|no|not|none|nobody|lack\w*|low|cancelled|"
    r"never|e-?learning|could|would|poor\w*)\b",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset(
    {PassageRole.DUTY, PassageRole.PROCEDURE_STEP, PassageRole.PLANNED_ACTION, PassageRole.RECOMMENDATION}
    | {PassageRole.CASE_NARRATIVE, PassageRole.WEAKNESS}
)


@dataclass(frozen=True, slots=True)
class ToldTraining(Immutable):
    """A sentence that says that training was given."""

    citation: Citation

    @property
    def words(self) -> str:
        """Its words, white space made single."""
        return " ".join(self.citation.quote.split())


def told_training(passages: Sequence[StoredPassage]) -> list[ToldTraining]:
    """The sentences of one document that say so; rows of tables are left to the courses."""
    found = []
    for stored in passages:
        passage = stored.passage
        if passage.by_service or passage.role in _ELSEWHERE:
            continue
        for start, end in passage.sentences:
            place, text = passage.locate(start), passage.text[start:end]
            is_row = place.row is not None or place.cells is not None
            if not is_row and _TRAINING.search(text) and _GIVEN.search(text) and not _NOT_GIVEN.search(text):
                found.append(ToldTraining(cite(stored, (start, end))))
    return found
