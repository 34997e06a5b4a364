"""Follow-up: each commitment of an area traced through the later documents of that area.

Documents are taken in order of time, one in memory at a time. Nothing here knows who may see what: every outcome
names its document, so that a reader's rights can be applied to what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from api.commitments.finding import NO_COMMITMENTS, Commitment, find_commitments
from api.commitments.matching import EvidenceExcerpt, LaterDocument, Numbers, mean_vector, telling_words
from api.commitments.outcomes import OUTSIDE, SAME_PROMISE, Outcome, suggest
from api.shared.citations import Citation, cite
from api.shared.excerpts import Embedded
from indexer.documents import DocumentCard, DocumentKind
from indexer.immutable import Immutable

RUNNING = 3
"""Annual reports in a row that must hold the same promise before it is pointed out."""

Load = Callable[[DocumentCard], Sequence[Embedded]]


@dataclass(frozen=True, slots=True)
class DatedDocument:
    """A document of an area and the day it speaks of: the end of its period, or when it was published."""

    card: DocumentCard
    day: date


@dataclass(frozen=True, slots=True)
class FollowUp(Immutable):
    """What one later document says of a commitment.

    `evidence` is best first; where the outcome is "not mentioned" it is merely what comes closest. `covers` says
    whether the document holds most of the commitment's telling words at all.
    """

    document: DocumentCard
    outcome: Outcome
    evidence: tuple[Citation, ...]
    scores: tuple[float, ...]
    covers: bool


@dataclass(frozen=True, slots=True)
class FollowedCommitment(Immutable):
    """A commitment, cited, with what later documents say, oldest first.

    `running` are the ids of the same promise in annual reports in a row, oldest first, this one among them.
    """

    commitment: Commitment
    citation: Citation
    later: tuple[FollowUp, ...] = ()
    running: tuple[str, ...] = ()


def follow(documents: Sequence[DatedDocument], load: Load, embedding: str) -> list[FollowedCommitment]:
    """Every commitment of an area's documents with its follow-up; `embedding` names the model of the vectors."""
    found: list[FollowedCommitment] = []
    days: dict[str, date] = {}
    reports: list[list[Commitment]] = []
    for dated in sorted(documents, key=lambda d: (d.day, d.card.id)):
        if dated.card.kind in NO_COMMITMENTS:
            continue
        passages = load(dated.card)
        here = find_commitments(passages)
        earlier = [n for n, f in enumerate(found) if days[f.citation.document.id] < dated.day]
        later = LaterDocument(dated.card, passages)
        again = set() if dated.card.kind in OUTSIDE else _repeated([found[n].commitment for n in earlier], here)
        for n in earlier:
            step = _step(found[n].commitment, later, found[n].commitment.id in again, embedding)
            found[n] = replace(found[n], later=(*found[n].later, step))
        days[dated.card.id] = dated.day
        found += [FollowedCommitment(c, cite(c.excerpt.found, c.excerpt.span)) for c in here]
        if dated.card.kind is DocumentKind.ANNUAL_REPORT:
            reports.append(here)
    chains = _chains(reports)
    return [replace(f, running=chains.get(f.commitment.id, ())) for f in found]


def _step(commitment: Commitment, later: LaterDocument, again: bool, embedding: str) -> FollowUp:
    evidence: tuple[EvidenceExcerpt, ...] = later.evidence(commitment)
    return FollowUp(
        document=later.card,
        outcome=suggest(later.card.kind, evidence, again, embedding),
        evidence=tuple(cite(e.excerpt.found, e.excerpt.span) for e in evidence),
        scores=tuple(e.score for e in evidence),
        covers=later.covers(commitment),
    )


def _repeated(earlier: Sequence[Commitment], here: Sequence[Commitment]) -> set[str]:
    """Ids of the earlier commitments that are made again here."""
    alike = likenesses(earlier, here)
    return {c.id for n, c in enumerate(earlier) if alike.shape[1] and alike[n].max() >= SAME_PROMISE}


def _chains(reports: Sequence[Sequence[Commitment]]) -> dict[str, tuple[str, ...]]:
    """For each commitment made in at least RUNNING annual reports in a row, the ids of all of them."""
    before: dict[str, str] = {}
    for one, two in pairwise(reports):
        alike = likenesses(one, two)
        for n, commitment in enumerate(two):
            if len(one) and alike[:, n].max() >= SAME_PROMISE:
                before[commitment.id] = one[int(alike[:, n].argmax())].id
    chains: dict[str, tuple[str, ...]] = {}
    for report in reports:
        for commitment in report:
            earlier = chains.get(before.get(commitment.id, ""), ())
            chains[commitment.id] = (*earlier, commitment.id)
    longest: dict[str, tuple[str, ...]] = {}
    for chain in chains.values():
        for member in chain if len(chain) >= RUNNING else ():
            longest[member] = max(chain, longest.get(member, ()), key=len)
    return longest


def likenesses(some: Sequence[Commitment], others: Sequence[Commitment]) -> Numbers:
    """How much each of some commitments promises the same as each of others, 0 to 1, shape (some, others).

    Half the cosine, half the part of the shorter one's telling words that both have.
    """
    alike: Numbers = np.zeros((len(some), len(others)))
    if not some or not others:
        return alike
    words, their_words = ([telling_words(c.text) for c in commitments] for commitments in (some, others))
    vectors, their_vectors = (np.stack([mean_vector(c.excerpt) for c in cs]) for cs in (some, others))
    for n, mine in enumerate(words):
        alike[n] = [len(mine & theirs) / max(1, min(len(mine), len(theirs))) for theirs in their_words]
    return np.asarray(0.5 * (vectors @ their_vectors.T) + 0.5 * alike)
