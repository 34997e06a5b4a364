"""Reading a briefing: each line against its source as it is today, the marking, and what keeps words out of exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.briefings.briefing import BriefingContent, BriefingLine, BriefingState, Panel, Subject, SubjectKind, highest
from api.briefings.drafting import narrates
from api.briefings.versions import Act, ActKind, Briefing, Briefings, GuardedWords
from api.quotations.currency import Currency, SourceState
from api.shared.citations import Citation
from indexer.documents import EVERYTHING, Clearance, Sensitivity
from indexer.immutable import Immutable
from indexer.index import Index


@dataclass(frozen=True, slots=True)
class ReadLine(Immutable):
    """A line as it stands today: `problem` is what became of its source since, `guards` what still keeps it back."""

    line: BriefingLine
    problem: str = ""
    is_lost: bool = False
    guards: tuple[GuardedWords, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBriefing(Immutable):
    """A version of a briefing as one reader may see it, its sources looked up today."""

    briefing: Briefing
    version: int
    content: BriefingContent
    lines: dict[str, tuple[ReadLine, ...]]
    marking: Sensitivity
    about: tuple[GuardedWords, ...] = ()
    """What of its subject keeps it back: the title of a restricted document."""

    @property
    def state(self) -> BriefingState:
        """The state of this version."""
        return self.briefing.state(self.version)

    @property
    def every_line(self) -> tuple[tuple[Panel, ReadLine], ...]:
        """All lines with their panels."""
        return tuple((panel, line) for panel in self.content.panels for line in self.lines[panel.key])

    @property
    def problems(self) -> tuple[str, ...]:
        """What became of sources since, a sentence each."""
        return tuple(f"{panel.heading}: {line.problem}" for panel, line in self.every_line if line.problem)

    @property
    def guarded(self) -> tuple[GuardedWords, ...]:
        """What keeps words of it out of exports."""
        return (*self.about, *(guard for _, line in self.every_line for guard in line.guards))

    def act(self, kind: ActKind) -> Act | None:
        """The last act of a kind on this version."""
        return self.briefing.act(kind, self.version)


class BriefingReading:
    """Reads briefings with every right, so that markings and guards are those of all sources.

    Whoever calls it compares the marking with what a person may see.
    """

    def __init__(self, index: Index, kept: Briefings, today: Callable[[], date]) -> None:
        self._catalogue = index.catalogue
        self._store = index.store
        self._kept = kept
        self._today = today

    def read(self, briefing: Briefing, version: int) -> ReadBriefing | None:
        """A version as it stands today; None when there is no such version."""
        content = self._kept.content(briefing.id, version)
        if content is None:
            return None
        everything, released = self.everything(), self._kept.released(briefing.id)
        marking = marking_of(briefing.subject, content, everything)
        # What replaced a source is named only where the marking covers it, for the words may leave the service.
        named = Currency(self._catalogue, _up_to(marking), self._today())
        lines = {
            panel.key: tuple(self._line(line, named, released) for line in panel.lines) for panel in content.panels
        }
        return ReadBriefing(briefing, version, content, lines, marking, _about(briefing.subject, everything, released))

    def everything(self) -> Currency:
        """All documents held, for markings."""
        return Currency(self._catalogue, EVERYTHING, self._today())

    def _line(self, line: BriefingLine, currency: Currency, released: frozenset[GuardedWords]) -> ReadLine:
        source, quoted = line.source, line.citation
        if source is None:
            return ReadLine(line)
        found = self._store.get(source.passage_id, clearance=EVERYTHING, version=source.document.version)
        says = found.passage.text[source.start : source.end] if found else ""
        if quoted and (quoted.document.id not in currency.records or " ".join(says.split()) != line.text):
            return ReadLine(line, f"{quoted.document.title} does not hold these words any more: “{line.text}”", True)
        guards = ["restricted"] if _class(source, currency) is Sensitivity.RESTRICTED else []
        guards += ["case narrative"] if found and narrates(found.passage, (source.start, source.end)) else []
        kept_back = (GuardedWords(source.passage_id, source.start, source.end, guard) for guard in guards)
        state, detail = currency.of(source.document) if quoted else (SourceState.CURRENT, "")
        problem = "" if state is SourceState.CURRENT else f"{source.document.title}. {detail}"
        return ReadLine(line, problem, guards=tuple(g for g in kept_back if g not in released))


def marking_of(subject: Subject, content: BriefingContent, everything: Currency) -> Sensitivity:
    """The highest class of what it is made of and about."""
    classes = [_class(line.source, everything) for line in content.lines if line.source]
    classes.append(_class_about(subject, everything))
    return highest([content.least, *classes, *([content.table.sensitivity] if content.table else [])])


def _class_about(subject: Subject, everything: Currency) -> Sensitivity:
    """The class of the document a briefing is about; restricted when that is held no more, for nobody knows why."""
    if subject.kind is not SubjectKind.REVIEW:
        return Sensitivity.PUBLIC
    record = everything.records.get(subject.value)
    return record.source.sensitivity if record else Sensitivity.RESTRICTED


def _about(subject: Subject, everything: Currency, released: frozenset[GuardedWords]) -> tuple[GuardedWords, ...]:
    guard = GuardedWords(subject.value, 0, 0, "restricted")
    is_kept_back = _class_about(subject, everything) is Sensitivity.RESTRICTED and guard not in released
    return (guard,) if is_kept_back else ()


def _class(source: Citation, currency: Currency) -> Sensitivity:
    """The class of a source as it is now, or as it was when the document is held no more."""
    record = currency.records.get(source.document.id)
    return record.source.sensitivity if record else source.document.sensitivity


def _up_to(marking: Sensitivity) -> Clearance:
    classes = tuple(Sensitivity)
    return frozenset(classes[: classes.index(marking) + 1])
