"""Drafting: which passages are offered for each panel of a briefing, and which of them a first draft may begin with.

A first draft never begins with case narratives, restricted passages, table rows or pieces of sentences, nor with what
happened to one child: those are a person's to choose, or to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.briefings.briefing import BriefingLine, Panel
from api.briefings.forms import PanelPlan
from api.shared.citations import Citation, cite
from indexer.documents import Sensitivity
from indexer.immutable import Immutable
from indexer.passages import Passage, PassageRole, Span, StoredPassage
from indexer.roles.wording import wording

MOST_OFFERED = 8
"""Passages offered for a panel."""
_FEWEST_WORDS, _MOST_WORDS = 5, 70
"""Words of a piece offered: shorter ones are labels, longer ones no line of a briefing. By judgement."""
_SPOKEN = frozenset(
    {PassageRole.RECOMMENDATION, PassageRole.PLANNED_ACTION, PassageRole.DUTY, PassageRole.PROCEDURE_STEP}
)
_ENDS = (".", "!", "?", "”", "’", '"')
_BULLET = re.compile(r"[\s•▪●◦·*–—-]+(?=\w)")

Weight = Callable[[Span], float]
"""How much a piece of a passage has to do with what was asked for; a word that shows the role counts 1."""


@dataclass(frozen=True, slots=True)
class QuotationOffer(Immutable):
    """A quotation that can be chosen; `role` is what it is, `note` what else a chooser should know.

    `narrates` says that it tells of one case, or stands in a passage that does.
    """

    citation: Citation
    role: PassageRole | None
    note: str = ""
    narrates: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether it can be understood by itself: a whole sentence, whose own words show a promise or duty."""
        is_whole = not self.is_row and self.citation.quote.rstrip().endswith(_ENDS)
        return is_whole and (self.role not in _SPOKEN or bool(wording(self.role, self.citation.quote)))

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, which reads less well than a sentence."""
        return self.citation.locator.row is not None or self.citation.locator.cells is not None

    @property
    def is_guarded(self) -> bool:
        """Whether an export needs somebody's word before it may hold this."""
        return self.citation.document.sensitivity is Sensitivity.RESTRICTED or self.narrates


def telling(found: StoredPassage, weight: Weight = lambda span: 0.0) -> QuotationOffer | None:
    """The sentence or row of a passage that shows best what the passage is, by its wording and by `weight`.

    None when no piece of it can be quoted by itself.
    """
    passage = found.passage
    if not is_quotable(found):
        return None
    pieces = [
        _without_bullet(passage.text, (passage.sentences[first][0], passage.sentences[last][1]))
        for first, last, _ in passage.units()
    ]
    fitting = [s for s in pieces if _FEWEST_WORDS <= len(passage.text[slice(*s)].split()) <= _MOST_WORDS]
    if not fitting:
        return None
    best = max(fitting, key=lambda span: weight(span) + _shown(passage, span))
    return as_offer(found, best)


def as_offer(found: StoredPassage, span: Span) -> QuotationOffer:
    """A piece of a passage as a quotation that can be chosen."""
    passage = found.passage
    return QuotationOffer(cite(found, span), passage.role_in(span), narrates=narrates(passage, span))


def narrates(passage: Passage, span: Span) -> bool:
    """Whether a piece tells of one case, or stands in a passage that does: a sentence of a story is part of it."""
    return PassageRole.CASE_NARRATIVE in (passage.role, passage.role_in(span))


def _shown(passage: Passage, span: Span) -> int:
    """How well a piece shows what its passage was found for: its role, and the words that speak for it."""
    role = passage.role_in(span)
    return 1 + len(wording(role, passage.text[slice(*span)])) if role is not None and role is passage.role else 0


def _without_bullet(text: str, span: Span) -> Span:
    """The piece without the mark of a list before it."""
    mark = _BULLET.match(text, *span)
    return (mark.end() if mark else span[0]), span[1]


def is_quotable(found: StoredPassage) -> bool:
    """Whether a passage's words are the document's and safe to quote."""
    return not found.passage.by_service and not found.passage.caution


def offer(plans: Iterable[PanelPlan], candidates: Sequence[QuotationOffer]) -> dict[str, tuple[QuotationOffer, ...]]:
    """The candidates for each panel, in the order of its roles and, within one, as they came; at most MOST_OFFERED.

    At first one from each document, so that a long report does not fill a panel; what stands alone comes first.
    """
    offered = {}
    unique = list({c.citation.quote: c for c in reversed(candidates)}.values())[::-1]
    ordered = sorted(unique, key=lambda c: not c.stands_alone)
    for plan in plans:
        fitting = [c for role in plan.roles for c in ordered if c.role is role]
        offered[plan.key] = tuple(_spread(fitting, len(plan.roles)))
    return offered


def _spread(candidates: Sequence[QuotationOffer], roles: int) -> list[QuotationOffer]:
    """At most MOST_OFFERED candidates: of each role its share first, and the documents in turn."""
    share = max(1, MOST_OFFERED // max(1, roles))
    turns: dict[tuple[str | None, str], int] = {}
    counts: dict[str | None, int] = {}
    ranked = []
    for order, candidate in enumerate(candidates):
        turn = turns.get((candidate.role, candidate.citation.document.id), 0)
        turns[candidate.role, candidate.citation.document.id] = turn + 1
        ranked.append((turn, order, candidate))
    chosen: list[QuotationOffer] = []
    left: list[QuotationOffer] = []
    for _, _, candidate in sorted(ranked, key=lambda item: item[:2]):
        counts[candidate.role] = counts.get(candidate.role, 0) + 1
        (chosen if counts[candidate.role] <= share else left).append(candidate)
    kept = [*chosen, *left][:MOST_OFFERED]
    return sorted(kept, key=candidates.index)


def begin(plans: Iterable[PanelPlan], offered: Mapping[str, Sequence[QuotationOffer]], best: int) -> tuple[Panel, ...]:
    """A first draft: the `best` first candidates of each panel, none twice and none guarded."""
    used: set[tuple[str, int]] = set()
    panels = []
    for plan in plans:
        lines: list[BriefingLine] = []
        for candidate in offered.get(plan.key, ()):
            place = (candidate.citation.passage_id, candidate.citation.start)
            if (
                not plan.by_hand
                and len(lines) < best
                and place not in used
                and candidate.stands_alone
                and not candidate.is_guarded
            ):
                used.add(place)
                lines.append(BriefingLine.quoting(candidate.citation))
        panels.append(Panel(plan.key, plan.heading, tuple(lines)))
    return tuple(panels)
