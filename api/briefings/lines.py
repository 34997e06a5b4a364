"""Lines as a person sends them, made into lines that can be kept: every quotation is checked against its source again.

What a person typed over a quotation stays one only where the source says it. A shorter or longer piece of the same
place is cited anew; anything else is an alteration, for which the person says what to do: put the source's words back,
or keep the new words as local ones, without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from api.briefings.briefing import BriefingContent, BriefingLine, Panel
from api.briefings.drafting import as_offer, is_quotable
from api.errors import Invalid
from api.quotations.letters import letters, same_figures
from api.quotations.quoted import FEWEST_WORDS, in_text
from api.quotations.service import Verification
from api.quotations.sources import SourceText
from api.quotations.verification import Difference, QuotationOutcome, verify
from api.shared.citations import Citation, cite
from indexer.documents import Clearance, Sensitivity
from indexer.passages import StoredPassage
from indexer.store.passage_store import PassageStore

LONGEST_LINE = 1500
"""Characters of a line at most: a paragraph of some 250 words. By judgement."""
MOST_LINES = 40
"""Characters of a line, and lines of a panel."""
LONGEST_TITLE = 200
"""Characters of a title at most: two lines of print. By judgement."""
_FEWEST_COPIED = 8
"""Words that local lines must have to be compared with what is held."""
_PLACE = re.compile(r"([0-9a-f-]{36})@(\d{1,6}):(\d{1,7})-(\d{1,7})")


class Do(StrEnum):
    """What to do with a line."""

    KEEP = "keep"
    REPAIR = "repair"
    LOCAL = "local"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line as sent: `source` is the place of a quotation, empty for local words.

    An empty text with a source means the source's words as they are.
    """

    text: str
    source: str = ""
    do: Do = Do.KEEP


@dataclass(frozen=True, slots=True)
class SentContent:
    """What a person wants a briefing to say; panels that are not named stay as they are."""

    title: str
    panels: Mapping[str, Sequence[SentLine]]
    audience: str = ""
    review_on: date | None = None
    least: Sensitivity = Sensitivity.PUBLIC


@dataclass(frozen=True, slots=True)
class Alteration:
    """A line that cannot be kept as it is: where it stands (`number` from 1), and in which words it is wrong."""

    panel: str
    heading: str
    number: int
    text: str
    source_says: str
    differences: tuple[Difference, ...]
    why: str

    def __str__(self) -> str:
        changed = "; ".join(_difference(d) for d in self.differences[:5])
        details = f" {changed[:1].upper()}{changed[1:]}." if changed else ""
        return f"{self.heading}, line {self.number}: “{_short(self.text)}” {self.why}{details}"


class Altered(Invalid):
    """Some lines are quotations no more; nothing was saved. `alterations` name them."""

    def __init__(self, alterations: Sequence[Alteration]) -> None:
        super().__init__(" ".join(str(one) for one in alterations))
        self.alterations = tuple(alterations)


class UnusableLine(Invalid):
    """A line, or what is said about the briefing, cannot be kept; the message says why."""


def place_of(citation: Citation) -> str:
    """The place of a quotation, as it is sent back: passage, version and span."""
    return f"{citation.passage_id}@{citation.document.version}:{citation.start}-{citation.end}"


class LineCheck:
    """One saving: the lines sent, against the sources that the person may see."""

    def __init__(self, store: PassageStore, allowed: Clearance, verified: Callable[[str], Verification]) -> None:
        self._store = store
        self._allowed = allowed
        self._verified = verified
        self._texts: dict[tuple[str, int], SourceText] = {}

    def content(self, sent: SentContent, held: BriefingContent) -> BriefingContent:
        """What is to be kept. Raises Altered, UnusableLine."""
        title = " ".join(sent.title.split())
        if not title or len(title) > LONGEST_TITLE:
            raise UnusableLine(f"Give the briefing a title of 1 to {LONGEST_TITLE} characters.")
        unknown = set(sent.panels) - {panel.key for panel in held.panels}
        if unknown:
            known = ", ".join(panel.key for panel in held.panels)
            raise UnusableLine(f"There is no panel {sorted(unknown)[0][:40]!r}. The panels are: {known}.")
        alterations: list[Alteration] = []
        panels = tuple(self._panel(panel, sent.panels.get(panel.key), alterations) for panel in held.panels)
        if alterations:
            raise Altered(alterations)
        audience = " ".join(sent.audience.split())[:LONGEST_TITLE]
        return replace(held, title=title, panels=panels, audience=audience, review_on=sent.review_on, least=sent.least)

    def _panel(self, panel: Panel, sent: Sequence[SentLine] | None, alterations: list[Alteration]) -> Panel:
        if sent is None:
            return panel
        if len(sent) > MOST_LINES:
            raise UnusableLine(f"{panel.heading} has {len(sent)} lines; at most {MOST_LINES} are kept.")
        held = {place_of(line.citation): line for line in panel.lines if line.citation}
        lines: list[BriefingLine] = []
        for number, one in enumerate(sent, start=1):
            text = " ".join(one.text.split())
            if len(text) > LONGEST_LINE:
                raise UnusableLine(f"{panel.heading}, line {number} is longer than {LONGEST_LINE:,} characters.")
            made = self._line(replace(one, text=text), held.get(one.source), panel, number)
            if isinstance(made, Alteration):
                alterations.append(made)
            elif made is not None and made not in lines:
                lines.append(made)
        return replace(panel, lines=tuple(lines))

    def _line(
        self, sent: SentLine, held: BriefingLine | None, panel: Panel, number: int
    ) -> BriefingLine | Alteration | None:
        if sent.do is Do.REMOVE or not (sent.text or sent.source):
            return None
        if not sent.source:
            return self._local(sent.text, None, panel, number)
        found, span = self._found(sent.source)
        if found is None:
            if held is not None and sent.text in ("", held.text) and sent.do is Do.KEEP:
                return held  # its source is gone, which opening the briefing says; nobody changed it here
            return self._local(sent.text, None, panel, number) if sent.do is Do.LOCAL else _lost(sent, panel, number)
        if not is_quotable(found) or not 0 <= span[0] < span[1] <= len(found.passage.text):
            raise UnusableLine(f"{panel.heading}, line {number}: this passage cannot be quoted. Write it locally.")
        source = BriefingLine.quoting(cite(found, span))
        if sent.do is Do.LOCAL:
            return self._local(sent.text, source.citation, panel, number)
        if sent.do is Do.REPAIR or not sent.text or _same(sent.text, source.text):
            return source
        return self._requoted(sent, source, found, panel, number)

    def _requoted(
        self, sent: SentLine, source: BriefingLine, found: StoredPassage, panel: Panel, number: int
    ) -> BriefingLine | Alteration:
        """Another piece of the same document that says exactly this, or the alteration."""
        finding = verify(sent.text, [self._text(found)])
        if finding.outcome is QuotationOutcome.VERBATIM and len(finding.places) == 1:
            if len(sent.text.split()) >= FEWEST_WORDS:
                return BriefingLine.quoting(finding.places[0])
            why = f"has fewer than {FEWEST_WORDS} words, too few for a quotation."
        elif finding.outcome is QuotationOutcome.CHANGED_IN_SENSE:
            why = f"does not say what the source says. {finding.detail}"
        elif finding.outcome is QuotationOutcome.VERBATIM:
            why = "leaves words out or runs over two passages. Quote each part as a line of its own."
        else:
            why = "is not what the source says."
        return Alteration(panel.key, panel.heading, number, sent.text, source.text, finding.differences, why)

    def _local(self, text: str, after: Citation | None, panel: Panel, number: int) -> BriefingLine | Alteration | None:
        """Local words: they hold no quotation, and those copied from guarded passages are known as made from them."""
        quoted = in_text(text)
        if quoted.unclosed:
            why = "holds a quotation mark without its partner. Take it away, or put the other one."
            return Alteration(panel.key, panel.heading, number, text, "", (), why)
        for quotation in quoted.quotations:
            if len(quotation.text.split()) >= FEWEST_WORDS:
                why = "stands in quotation marks without a source. Take the marks away, or choose the passage."
                return Alteration(panel.key, panel.heading, number, quotation.text, "", (), why)
        if not text:
            return None
        held = next((line for line in panel.lines if line.citation is None and line.text == text), None)
        return held or BriefingLine(text, after=after or self._copied(text))

    def _copied(self, text: str) -> Citation | None:
        """The guarded passage that words are taken from, changed or not."""
        if len(text.split()) < _FEWEST_COPIED:
            return None
        checked = self._verified(f"“{text}”").quotations
        for cited in (source.citation for one in checked for source in one.sources):
            found = self._store.get(cited.passage_id, clearance=self._allowed, version=cited.document.version)
            if found is not None and as_offer(found, (cited.start, cited.end)).is_guarded:
                return cited
        return None

    def _found(self, source: str) -> tuple[StoredPassage | None, tuple[int, int]]:
        match = _PLACE.fullmatch(source)
        if match is None:
            raise UnusableLine("A source is not one this service gave. Choose the passage again.")
        version, start, end = (int(part) for part in match.groups()[1:])
        return self._store.get(match.group(1), clearance=self._allowed, version=version), (start, end)

    def _text(self, found: StoredPassage) -> SourceText:
        key = (found.document.id, found.document.version)
        if key not in self._texts:
            passages = self._store.passages(key[0], clearance=self._allowed, version=key[1])
            self._texts[key] = SourceText.of(passages)
        return self._texts[key]


def _lost(sent: SentLine, panel: Panel, number: int) -> Alteration:
    why = "has a source that is held no more. Take the line out, or keep it as local words."
    return Alteration(panel.key, panel.heading, number, sent.text, "", (), why)


def _same(one: str, other: str) -> bool:
    return letters(one) == letters(other) and same_figures(one, other)


def _difference(difference: Difference) -> str:
    if not difference.quoted:
        return f"the source also says “{difference.source}”"
    if not difference.source:
        return f"the source does not say “{difference.quoted}”"
    return f"you wrote “{difference.quoted}”, the source says “{difference.source}”"


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:90].rsplit(' ', 1)[0]} …"
