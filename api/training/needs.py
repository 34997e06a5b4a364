"""Training needs: from findings and courses to a suggested gap, theme by theme, with every part shown.

The need of a theme is the sum of three parts. Evidence: each document of the period that found it weak counts once,
the more the further it stands from the body itself (an inspection 3, a review or audit 2, the body's own report 1);
the same sentence in two documents counts in the most independent one only. Recurrence: the years in which it was found
weak, so far as documents are held. Recency: how lately it was last found. The weights are settings.

A gap is then suggested from the courses on the theme: not offered; offered, but not taken up, and by whom; taken up,
and the weakness was found all the same; and, beside these, not mainly a matter of training, where most findings speak
of procedures, tools, supervision or capacity. It is a suggestion by these rules: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.courses.finding import Course, Fact
from api.courses.sectors import Sector, sectors_in
from api.quotations.letters import letters
from indexer.documents import DocumentCard, DocumentKind
from indexer.immutable import Immutable

_SYSTEM = re.compile(
    r"\b(?:procedures?|polic(?:y|ies)|protocols?|pathways?|strateg(?:y|ies)|forms?|templates?|tools?|toolkits?|guides?|"
    r"guidance|supervision|supervisors?|capacity|caseloads?|vacanc\w+|turnover|staffing|recruit\w+|funding|resourc\w+|"
    r"commission\w+|waiting (?:list|time)s?|delays?|backlogs?|systems?|databases?|codes?|arrangements?|agreements?|"
    r"governance|oversight|no (?:agreed|clear)|thresholds? document)\b",
    re.IGNORECASE,
)


class Level(StrEnum):
    """How great a need is, by its score."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none found"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a need weighs, and the scores from which it is medium and high."""

    external: float
    review: float
    own: float
    recurrence: float
    recency: float
    medium: float
    high: float

    def of(self, kind: DocumentKind) -> float:
        """What a document of a kind weighs: the more, the further it stands from the body whose practice it is."""
        if kind is DocumentKind.INSPECTION:
            return self.external
        return self.review if kind in _REVIEWS else self.own


_REVIEWS = frozenset({DocumentKind.LEARNING_REVIEW, DocumentKind.AUDIT, DocumentKind.CHILD_DEATH})


@dataclass(frozen=True, slots=True)
class Weakness(Immutable):
    """A sentence that found a theme weak, word for word, with its passage and document."""

    theme: str
    passage_id: str
    sentence: str
    document: DocumentCard
    confirmed: bool

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """The sectors it names."""
        return sectors_in(self.sentence)

    @property
    def system_words(self) -> tuple[str, ...]:
        """The words in it that speak of something other than knowledge and skill."""
        return tuple(dict.fromkeys(word.lower() for word in _SYSTEM.findall(self.sentence)))


@dataclass(frozen=True, slots=True)
class Need(Immutable):
    """How much speaks for a need: its findings in the period, the years found weak, the parts of its score."""

    findings: tuple[Weakness, ...]
    years: tuple[int, ...]
    evidence: float
    recurrence: float
    recency: float
    level: Level

    @property
    def score(self) -> float:
        """The sum of the parts."""
        return self.evidence + self.recurrence + self.recency

    @property
    def documents(self) -> tuple[DocumentCard, ...]:
        """The documents of its findings, each once."""
        return tuple({w.document.id: w.document for w in self.findings}.values())


def need_of(weaknesses: Iterable[Weakness], period: tuple[int, int], weights: Weights) -> Need:
    """The need of one theme at the end of a period (first and last year), from all findings of it up to then."""
    first, last = period
    known = [w for w in weaknesses if w.document.year is not None and w.document.year <= last]
    years = sorted({w.document.year for w in known if w.document.year is not None})
    findings = without_repeats([w for w in known if (w.document.year or 0) >= first], weights)
    documents = {w.document.id: w.document for w in findings}
    evidence = sum(weights.of(card.kind) for card in documents.values())
    recurrence = weights.recurrence * len(years) if findings else 0.0
    latest = max((w.document.year or 0 for w in findings), default=0)
    recency = weights.recency * (1 - (last - latest) / (last - first + 1)) if findings else 0.0
    score = evidence + recurrence + recency
    level = Level.HIGH if score >= weights.high else Level.MEDIUM if score >= weights.medium else Level.LOW
    return Need(findings, tuple(years), evidence, recurrence, recency, level if findings else Level.NONE)


def without_repeats(weaknesses: Sequence[Weakness], weights: Weights) -> tuple[Weakness, ...]:
    """Each sentence once: where several documents hold it, that of the most independent, then the earliest."""
    ranked = sorted(weaknesses, key=lambda w: (-weights.of(w.document.kind), w.document.year or 0))
    first: dict[str, Weakness] = {}
    for one in ranked:
        first.setdefault(letters(one.sentence), one)
    kept = sorted(first.values(), key=lambda w: (-(w.document.year or 0), w.document.title))
    return tuple(kept)


def is_for(course: Course, sector: Sector) -> bool:
    """Whether a course is meant for a sector: its audience names it, or names none ("everyone", "managers")."""
    audience = sectors_in(course.text(Fact.AUDIENCE) or "")
    return not audience or sector in audience


def ran(course: Course) -> bool:
    """Whether a course took place, as far as is stated: sessions were run, people came or completed it online."""
    stated = [course.number(fact) for fact in (Fact.RUN, Fact.ATTENDED, Fact.E_LEARNING)]
    return any(stated) or all(count is None for count in stated)


def by_theme(weaknesses: Iterable[Weakness]) -> Mapping[str, list[Weakness]]:
    """Findings under their theme."""
    found: dict[str, list[Weakness]] = {}
    for one in weaknesses:
        found.setdefault(one.theme, []).append(one)
    return found
