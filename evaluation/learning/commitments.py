"""Commitments: whether they are found, whether the right evidence is, and whether the suggested outcome is right.

Labelled rows say of an earlier promise what one later document says of it. Outcomes are judged with weights that were
learnt on other areas (real reports) or on other promises (the sample corpus), never on the row itself.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table
from sklearn.linear_model import LogisticRegression

from api.commitments.finding import Commitment, find_commitments
from api.commitments.follow_up import likenesses
from api.commitments.matching import EvidenceExcerpt, LaterDocument, Numbers
from api.commitments.outcomes import NEAR_ENOUGH, OUTSIDE, SAME_PROMISE, Outcome, OutcomeModel, features_of
from api.quotations.letters import letters
from api.shared.excerpts import Embedded
from evaluation.answers.matching import overlaps
from evaluation.items import ROOT, shared
from indexer.documents import DocumentCard

PENALTY = 0.1
_WEIGHED = (Outcome.MET, Outcome.PROGRESS, Outcome.STILL_WEAK)
Held = Mapping[str, tuple[DocumentCard, Sequence[Embedded]]]
"""The documents of a corpus by file name, read from its index."""


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled row: a promise, a later document, what that says, and the sentences that say it.

    `theme` is the promise's theme where it is labelled, else empty.
    """

    id: str
    fold: str
    document: str
    promise: str
    later: str
    outcome: str
    quotes: tuple[str, ...]
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """A row with what was found for it: the commitment, its evidence in the later document, whether it recurs there.

    `themes` are those suggested for the commitment.
    """

    case: Case
    commitment: Commitment | None
    evidence: tuple[EvidenceExcerpt, ...]
    card: DocumentCard
    again: bool
    themes: Collection[str] = ()

    @property
    def rank(self) -> int | None:
        """The place of the first right excerpt, from 1."""
        right = [n for n, e in enumerate(self.evidence, 1) if any(_says(e, quote) for quote in self.case.quotes)]
        return right[0] if right else None

    def features(self, embedding: str) -> Numbers:
        """What the outcome model weighs."""
        return features_of(self.card.kind, self.evidence, embedding)

    def suggested(self, model: OutcomeModel, embedding: str) -> str:
        """The outcome with a given model, by the rules of `outcomes.suggest`."""
        if self.again:
            return Outcome.PROMISED_AGAIN
        if not self.evidence or self.evidence[0].score < NEAR_ENOUGH:
            return Outcome.NOT_MENTIONED
        return model.likeliest(self.features(embedding))


def real() -> list[Case]:
    """Promises and verdicts labelled by hand in real reports; folds are areas. Raises Absent."""
    rows = _rows(shared("gold") / "commitments.jsonl")
    return [
        Case(
            row["id"],
            row["area"],
            row["doc"],
            row["commitment_quote"],
            row["later_doc"],
            row["status"],
            tuple(e["quote"] for e in row["evidence"]) if row["status"] != Outcome.NOT_MENTIONED else (),
        )
        for row in rows
    ]


def sample() -> list[Case]:
    """The promises written into the sample corpus; folds are ten groups of promises."""
    truth = json.loads((ROOT / "evaluation" / "data" / "sample" / "truth.json").read_text("utf-8"))
    return [
        Case(
            f"{row['id']}/{Path(later['document']).stem}",
            f"sample {row['id'][-1]}",
            Path(row["document"]).name,
            row["quote"],
            Path(later["document"]).name,
            later["outcome"],
            (later["quote"],) if later["quote"] else (),
            row["theme"],
        )
        for row in truth["promises"]
        for later in row["later"]
    ]


def trace(cases: Sequence[Case], held: Held) -> Iterator[Traced]:
    """Each row as the product sees it."""
    found = {name: find_commitments(passages) for name, (_, passages) in held.items()}
    read: dict[str, LaterDocument] = {}
    for case in cases:
        card, passages = held[case.later]
        later = read.setdefault(case.later, LaterDocument(card, passages))
        words = letters(case.promise)
        mine = next((c for c in found[case.document] if overlaps(letters(c.text), words)), None)
        if mine is None:
            yield Traced(case, None, (), card, again=False)
            continue
        alike = likenesses([mine], found[case.later]).max(initial=0.0)
        again = card.kind not in OUTSIDE and float(alike) >= SAME_PROMISE
        yield Traced(case, mine, later.evidence(mine), card, again)


def train(traced: Sequence[Traced], embedding: str) -> OutcomeModel:
    """Weights from all rows whose evidence is weighed, standardised and folded back."""
    rows = [t for t in traced if t.case.outcome in _WEIGHED and t.evidence]
    matrix: Numbers = np.stack([t.features(embedding) for t in rows])
    truth = [t.case.outcome for t in rows]
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=PENALTY, max_iter=3000).fit((matrix - mean) / spread, truth)
    weights: Numbers = fitted.coef_ / spread
    intercept: Numbers = fitted.intercept_ - weights @ mean
    lines = "\n".join(f"{t.case.id} {t.case.outcome}" for t in rows)
    names = tuple(Outcome(str(name)) for name in fitted.classes_)
    return OutcomeModel(names, sha256(lines.encode()).hexdigest(), np.hstack([weights, intercept[:, None]]))


def cross_validate(traced: Sequence[Traced], embedding: str) -> list[str]:
    """The outcome suggested for each row by weights that were learnt without its fold."""
    models = {
        fold: train([t for t in traced if t.case.fold != fold], embedding) for fold in {t.case.fold for t in traced}
    }
    return [t.suggested(models[t.case.fold], embedding) for t in traced]


def by_role(traced: Traced, _embedding: str) -> str:
    """For comparison: the role of the passage nearest decides, findings only."""
    roles = {"strength": Outcome.MET, "weakness": Outcome.STILL_WEAK}
    if not traced.evidence or traced.evidence[0].score < NEAR_ENOUGH:
        return Outcome.NOT_MENTIONED
    return roles.get(str(traced.evidence[0].excerpt.found.passage.role), Outcome.PROGRESS)


def by_leaning(traced: Traced, embedding: str) -> str:
    """For comparison: whether the evidence reads as strength or weakness, cut into three at ± 0.2."""
    if not traced.evidence or traced.evidence[0].score < NEAR_ENOUGH:
        return Outcome.NOT_MENTIONED
    features = traced.features(embedding)
    leaning = float(features[1] + features[2])
    return Outcome.MET if leaning > 0.2 else Outcome.STILL_WEAK if leaning < -0.2 else Outcome.PROGRESS


def evidence_table(name: str, traced: Sequence[Traced]) -> Table:
    """Found and evidence@k, by fold and together."""
    shown = Table(title=f"{name}: evidence", title_justify="left")
    for column in ("fold", "rows", "commitment found", "rows with evidence", "right among first 1", "3", "5"):
        shown.add_column(column, justify="left" if column == "fold" else "right")
    groups: dict[str, list[Traced]] = defaultdict(list)
    for one in traced:
        groups[one.case.fold if not one.case.fold.startswith("sample") else "sample"].append(one)
    for fold, rows in (*sorted(groups.items()), ("all", list(traced))):
        telling = [t for t in rows if t.case.quotes]
        within = [sum(t.rank is not None and t.rank <= k for t in telling) for k in (1, 3, 5)]
        shares = [f"{n / len(telling):.2f}" if telling else "" for n in within]
        found = sum(t.commitment is not None for t in rows)
        shown.add_row(fold, str(len(rows)), str(found), str(len(telling)), *shares)
    return shown


def outcome_table(name: str, traced: Sequence[Traced], suggested: Sequence[str]) -> Table:
    """The share of right suggestions and, for each true outcome, what was suggested."""
    right = sum(t.case.outcome == s for t, s in zip(traced, suggested, strict=True))
    title = f"{name}: suggested outcome right for {right} of {len(traced)} ({right / len(traced):.2f})"
    shown = Table(title=title, title_justify="left")
    for column in ("true outcome", "rows", *Outcome):
        shown.add_column(column, justify="left" if column == "true outcome" else "right")
    for truth in Outcome:
        mine = Counter(s for t, s in zip(traced, suggested, strict=True) if t.case.outcome == truth)
        if mine:
            shown.add_row(truth, str(mine.total()), *(str(mine[o]) if mine[o] else "" for o in Outcome))
    return shown


def theme_line(traced: Sequence[Traced]) -> str:
    """How often the labelled theme of a promise is among those suggested for it."""
    labelled = {t.commitment.id: t for t in traced if t.commitment and t.case.theme}
    right = sum(t.case.theme in t.themes for t in labelled.values())
    suggested = sum(len(t.themes) for t in labelled.values())
    return f"labelled theme among those suggested: {right} of {len(labelled)} promises, {suggested} suggested in all"


def _says(evidence: EvidenceExcerpt, quote: str) -> bool:
    return overlaps(letters(evidence.excerpt.text), letters(quote))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
