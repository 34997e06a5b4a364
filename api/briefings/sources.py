"""Where the passages offered for a briefing come from: a theme's evidence, a review's passages, or an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from api.briefings.briefing import FigureTable, Subject, SubjectKind, highest
from api.briefings.drafting import QuotationOffer, Weight, offer, telling
from api.briefings.forms import FORMS, Form, PanelPlan, overview_panel
from api.errors import BadRequest, NotFound
from api.people.access import clearance
from api.people.users import User
from api.retrieval.hits import Hit, SearchPage
from api.theme_patterns.grid import Dimension
from api.theme_patterns.service import ThemePatternService
from api.themes.service import Item, ThemeService
from api.themes.span import FINDING_KINDS, Side, Span
from indexer.documents import Clearance, DocumentCard, DocumentKind, Sensitivity
from indexer.index import Index
from indexer.passages import Filters, Passage

Search = Callable[[str, Filters, User], SearchPage]

REVIEWED = (DocumentKind.AUDIT, DocumentKind.LEARNING_REVIEW)
"""Kinds of documents an annual overview counts."""
COUNTED: Clearance = frozenset({Sensitivity.PUBLIC, Sensitivity.PARTNERSHIP})
"""Classes of documents that figures are counted from: figures leave the service, so restricted ones are in none."""
_PRACTICE = (DocumentKind.PROCEDURE, DocumentKind.GUIDANCE)
_MOST_EVIDENCE = 80
"""Pieces of evidence looked up for a theme; more makes drafting slower, not better. By judgement."""
_TAGGED, _MARK = 1.5, 0.7
"""What the sentence a theme was found in counts, and each word searched for; a word that shows the role counts 1."""


class BriefingSources:
    """Finds what can be quoted on a subject, as far as a person may see it."""

    def __init__(self, index: Index, themes: ThemeService, patterns: ThemePatternService, search: Search) -> None:
        self._catalogue = index.catalogue
        self._store = index.store
        self._themes = themes
        self._patterns = patterns
        self._search = search

    def named(self, subject: Subject, user: User) -> Subject:
        """The subject with its name. Raises NoTheme, NotFound, BadRequest."""
        if subject.kind is SubjectKind.THEME:
            theme = self._themes.theme(subject.value, user)
            return Subject(subject.kind, theme.id, theme.label)
        if subject.kind is SubjectKind.REVIEW:
            record = self._catalogue.document(subject.value, clearance(user))
            if record is None:
                raise NotFound(f"No document {subject.value[:40]} is held.")
            return Subject(subject.kind, record.id, record.source.title)
        if subject.kind is SubjectKind.QUESTION:
            words = " ".join(subject.value.split())
            if not words or len(words) > 300:
                raise BadRequest("Write the question in 1 to 300 characters.")
            return Subject(subject.kind, words, words)
        if not (subject.value.isascii() and subject.value.isdigit() and len(subject.value) == 4):
            raise BadRequest("Give the year with four digits, for example 2022.")
        if not self._of(subject, user):
            held = ", ".join(str(year) for year in self.years(user)) or "none"
            raise BadRequest(f"No audit or review of {subject.value} to count is held; years held are: {held}.")
        return Subject(subject.kind, subject.value, " ".join(filter(None, (subject.area, subject.value))), subject.area)

    def plans(self, form: Form, subject: Subject, user: User) -> tuple[PanelPlan, ...]:
        """The panels of a form; those of an overview are the themes found that year, the most often found first."""
        if form is not Form.OVERVIEW:
            return FORMS[form].panels
        labels = self._themes.register(user).labels()
        return tuple(overview_panel(theme, labels[theme]) for theme, *_ in self._found(subject, user))

    def candidates(
        self, subject: Subject, plans: Sequence[PanelPlan], user: User
    ) -> dict[str, tuple[QuotationOffer, ...]]:
        """What is offered for each panel. Raises NoTheme, NotFound, BadQuestion."""
        if subject.kind is SubjectKind.YEAR:
            return {plan.key: self._of_year(plan, subject, user) for plan in plans}
        if subject.kind is SubjectKind.REVIEW:
            passages = self._store.passages(subject.value, clearance=clearance(user))
            return offer(plans, [chosen for stored in passages if (chosen := telling(stored))])
        if subject.kind is SubjectKind.THEME:
            evidence = self._evidence(self._themes.evidence(subject.value, user), user)
            practice = Filters(kinds=_PRACTICE, themes=(subject.value,))
            return offer(plans, [*evidence, *self._hits(subject.label, practice, plans, user)])
        return offer(plans, self._hits(subject.value, Filters(), plans, user))

    def table(self, form: Form, subject: Subject, user: User, today: date) -> FigureTable | None:
        """The figures of a digest or an overview, with what they were counted from."""
        if form is Form.OVERVIEW:
            return self._overview_table(subject, user, today)
        return self._digest_table(subject, user, today) if form is Form.DIGEST else None

    def years(self, user: User) -> list[int]:
        """Years of which an audit or review is held that can be counted, newest first."""
        return sorted({card.year for card in self._reviewed("", user) if card.year}, reverse=True)

    def _of_year(self, plan: PanelPlan, subject: Subject, user: User) -> tuple[QuotationOffer, ...]:
        year = int(subject.value)
        items = self._themes.evidence(plan.key, user, span=Span(year, year, subject.area or None))
        evidence = self._evidence((item for item in items if item.document.kind in REVIEWED), user)
        return offer([plan], evidence)[plan.key]

    def _evidence(self, items: Iterable[Item], user: User) -> list[QuotationOffer]:
        """A theme's evidence that nobody rejected: confirmed first, then the likeliest."""
        kept = [item for item in items if item.state != "rejected"]
        kept.sort(key=lambda item: (item.state != "confirmed", -item.suggestion.score))
        found = []
        for item in kept[:_MOST_EVIDENCE]:
            stored = self._store.get(item.suggestion.passage, clearance=clearance(user))
            chosen = telling(stored, _near(stored.passage, item.suggestion.sentence)) if stored else None
            if chosen:
                found.append(replace(chosen, note=f"{item.state} as evidence of the theme"))
        return found

    def _hits(self, text: str, filters: Filters, plans: Iterable[PanelPlan], user: User) -> list[QuotationOffer]:
        """For each role that some panel wants, the sentences found for a text that hold a word of it, best first."""
        found = []
        for role in dict.fromkeys(role for plan in plans for role in plan.roles):
            narrowed = Filters(kinds=filters.kinds, themes=filters.themes, roles=(role,))
            for hit in self._search(text, narrowed, user).hits:
                chosen = telling(hit.found, _marked(hit))
                if chosen and _marked(hit)((chosen.citation.start, chosen.citation.end)):
                    found.append(chosen)
        return found

    def _of(self, subject: Subject, user: User) -> list[DocumentCard]:
        return [card for card in self._reviewed(subject.area, user) if card.year == int(subject.value)]

    def _reviewed(self, area: str, user: User) -> list[DocumentCard]:
        """Audits and reviews that are counted, of an area or of all."""
        cards = [record.card for record in self._catalogue.documents(clearance(user) & COUNTED)]
        wanted = area.casefold()
        return [c for c in cards if c.kind in REVIEWED and (not wanted or (c.area or "").casefold() == wanted)]

    def _found(self, subject: Subject, user: User) -> list[tuple[str, int, int]]:
        """For each theme found in audits and reviews of the year: in how many as a weakness, and as a strength."""
        year = int(subject.value)
        span = Span(year, year, subject.area or None, classes=COUNTED)
        counts: dict[str, list[int]] = {}
        for side_number, side in enumerate((Side.WEAKNESS, Side.STRENGTH)):
            grid = self._patterns.grid(user, side, Dimension.THEME, Dimension.KIND, span)
            for (theme, kind), cell in grid.cells.items():
                if kind in REVIEWED and cell.found:
                    counts.setdefault(theme, [0, 0])[side_number] += cell.found
        found = [(theme, weak, good) for theme, (weak, good) in counts.items()]
        return sorted(found, key=lambda one: (-one[1], -one[2], one[0]))

    def _overview_table(self, subject: Subject, user: User, today: date) -> FigureTable:
        counted = self._of(subject, user)
        labels, held = self._themes.register(user).labels(), len(counted)
        rows = tuple(
            (labels[theme], f"{weak} of {held}", f"{good} of {held}")
            for theme, weak, good in self._found(subject, user)
        )
        note = (
            f"Worked out on {today.day} {today:%B %Y} from {held} audits and learning reviews of {subject.label}; "
            "restricted documents are not counted. Themes are suggested by rule and confirmed or rejected by people. "
            "One that is not listed was not found by what is tagged so far, which does not mean that it was absent."
        )
        header = ("Theme", "Found weak, or recommended on", "Found good")
        classes = [card.sensitivity for card in counted]
        return FigureTable(f"Findings by theme, {subject.label}", header, rows, note, highest(classes))

    def _digest_table(self, subject: Subject, user: User, today: date) -> FigureTable:
        trace = self._patterns.stories.trace(subject.value, user, Span(classes=COUNTED))
        rows = tuple(
            (str(y.year), *((f"{n} of {y.held}" if y.held else "not covered") for n in (y.weakness, y.strength)))
            for y in trace.years
        )
        status = f"{trace.judged.status.capitalize()}: {trace.judged.rule}"
        note = (
            f"Worked out on {today.day} {today:%B %Y} by what is tagged so far, of the documents of each year that "
            "could speak of it; not covered means that none is held. Restricted documents are not counted. "
            f"{status}"
        )
        header = ("Year", "Documents that found it weak", "Documents that found it good")
        cards = [record.card for record in self._catalogue.documents(clearance(user) & COUNTED)]
        classes = [card.sensitivity for card in cards if card.kind in FINDING_KINDS]
        return FigureTable(f"{subject.label} over the years", header, rows, note, highest(classes))


def _near(passage: Passage, sentence: str) -> Weight:
    """More for the sentence that a theme was found in."""
    at = passage.text.find(sentence)
    return lambda span: _TAGGED if at >= 0 and span[0] < at + len(sentence) and at < span[1] else 0.0


def _marked(hit: Hit) -> Weight:
    """More for each word of the search in a piece."""
    return lambda span: _MARK * sum(span[0] <= start and end <= span[1] for start, end in hit.highlights)
