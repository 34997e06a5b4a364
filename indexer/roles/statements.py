"""Statements: what each sentence, bullet and table row of a passage does in its document, and why.

The source named at the end of the passage comes first, then what a row says of itself, then a heading that settles the
matter, then what sort of document it is; where these are silent, the statement's headings, wording and likeness to
labelled ones are weighed together with the wording of the passage around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from indexer.documents import DocumentKind, TableCell
from indexer.embedding import Matrix
from indexer.passages import Passage, PassageRole, PassageStatement, Span
from indexer.roles.cues import attribution, decisive, leanings
from indexer.roles.model import Surroundings, cue_features, shipped
from indexer.roles.negation import is_negated
from indexer.roles.rows import row_role
from indexer.roles.wording import wording

_NO_FINDINGS = frozenset(
    {
        PassageRole.PROCEDURE_STEP,
        PassageRole.DUTY,
        PassageRole.DESCRIPTION,
        PassageRole.FIGURES,
        PassageRole.CASE_NARRATIVE,
    }
)
_POSSIBLE = {DocumentKind.PROCEDURE: _NO_FINDINGS, DocumentKind.GUIDANCE: _NO_FINDINGS}
"""Roles a statement can have in documents of a kind: procedures and guidance hold no local findings or promises."""
_ONLY_UNDER_HEADINGS = {DocumentKind.AUDIT: frozenset({PassageRole.CASE_NARRATIVE})}
"""Roles that in documents of a kind only a heading gives: an audit of many cases is no story of one."""

_TOLD_IN_STORIES = frozenset({PassageRole.CASE_NARRATIVE, PassageRole.VOICE})
"""Roles that a heading gives to whatever is told below it."""
_WEAK_ALONE = 0.4
"""Likelihood from which a statement of a story is taken for a weakness by its own words. By judgement."""


class RoleMethod(StrEnum):
    """What tells the role of a statement: the source named at its passage's end or at the end of what it runs on into,
    the cells of its row, a heading, or all its marks weighed together.
    """

    ATTRIBUTED = "attributed"
    RUNS_ON = "runs_on"
    ROW = "row"
    HEADING = "heading"
    WEIGHED = "weighed"


class ToldRole(NamedTuple):
    """How likely each role is, what tells it, and why, in plain words."""

    likely: Mapping[PassageRole, float]
    method: RoleMethod
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """A statement as it was read: its words, where they stand, and what told its role."""

    text: str
    span: Span
    told: ToldRole
    alone: PassageRole | None = None
    """What its own words make it where its heading makes it part of a story: a weakness stays one in a case study."""

    @property
    def likely(self) -> Mapping[PassageRole, float]:
        """How likely each role is."""
        return self.told.likely

    @property
    def role(self) -> PassageRole:
        """The likeliest role."""
        return max(self.likely, key=lambda role: self.likely[role])

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def kept(self) -> PassageStatement:
        """What is kept of it."""
        return PassageStatement(*self.span, self.alone or self.role, is_negated(self.text))


def possible_roles(kind: DocumentKind) -> frozenset[PassageRole]:
    """Roles a statement can have in a document of a kind."""
    return _POSSIBLE.get(kind, frozenset(PassageRole))


def read_statements(passage: Passage, kind: DocumentKind, sentences: Matrix, model: str) -> list[Read]:
    """The statements of a passage in a document of a kind, in order.

    `sentences` are the vectors of its sentences, made by the embedding model named `model`.
    """
    named = attribution(passage.text)
    units = list(passage.units())
    found = []
    for number, (first, last, _) in enumerate(units):
        span = passage.sentences[first][0], passage.sentences[last][1]
        text = passage.text[slice(*span)]
        around = Surroundings(passage.text, number, len(units))
        told = _quoted(named) or settled_role(passage.cells_in(span), passage.headings, kind)
        vectors = sentences[first : last + 1]
        told = told or _weighed(text, passage.headings, kind, vectors, model, around)
        alone = _weak_alone(text, kind, vectors, model) if told.method is RoleMethod.HEADING else None
        found.append(Read(text, span, told, alone if _TOLD_IN_STORIES & told.likely.keys() else None))
    return found


def settled_role(row: Sequence[TableCell], headings: Sequence[str], kind: DocumentKind) -> ToldRole | None:
    """The role that a row or a heading settles; None where neither does. `row` is empty for running text."""
    possible = possible_roles(kind)
    told = row_role(row)
    if told and told[0] in possible:
        return ToldRole({told[0]: 1.0}, RoleMethod.ROW, f"its rows say so (“{told[1]}”)")
    heading = decisive(headings)
    if heading and heading[0] in possible:
        return ToldRole({heading[0]: 1.0}, RoleMethod.HEADING, f"stands under the heading “{heading[1]}”")
    return None


def likeliest(likely: Mapping[PassageRole, float], kind: DocumentKind) -> dict[PassageRole, float]:
    """The likelihoods of the roles that a document of a kind can hold."""
    kept = (possible_roles(kind) & likely.keys()) - _ONLY_UNDER_HEADINGS.get(kind, frozenset())
    total = sum(likely[role] for role in kept)
    return {role: likely[role] / total for role in likely if role in kept}


def _quoted(named: str | None) -> ToldRole | None:
    reason = f"attributed at its end to law or statutory guidance (“{named}”)"
    return ToldRole({PassageRole.DUTY: 1.0}, RoleMethod.ATTRIBUTED, reason) if named else None


def _weak_alone(text: str, kind: DocumentKind, sentences: Matrix, model: str) -> PassageRole | None:
    """Weakness, where a statement read without its headings is one; `evaluation themes` counts what comes of it."""
    likely = _weighed(text, (), kind, sentences, model, Surroundings(text, 0, 1)).likely
    return PassageRole.WEAKNESS if likely.get(PassageRole.WEAKNESS, 0.0) >= _WEAK_ALONE else None


def _weighed(
    text: str, headings: tuple[str, ...], kind: DocumentKind, sentences: Matrix, model: str, around: Surroundings
) -> ToldRole:
    trained = shipped()
    usable = model == trained.embedding and len(sentences) > 0
    cues = cue_features(text, headings, kind, around)
    likely = likeliest(trained.likelihoods(cues, sentences if usable else None), kind)
    role = max(likely, key=lambda r: likely[r])
    leaning = leanings(headings)
    reasons = [f"stands under the heading “{leaning[role]}”"] if role in leaning else []
    if kind in _POSSIBLE:
        reasons.append(f"the document is {'a procedure' if kind is DocumentKind.PROCEDURE else 'guidance'}")
    words = wording(role, text)
    if words:
        reasons.append("wording: " + ", ".join(f"“{word}”" for word in words))
    if usable:
        reasons.append(f"by likeness to labelled passages ({role.replace('_', ' ')} {likely[role]:.2f})")
    else:
        reasons.append(f"headings and wording only: likeness to labelled passages needs {trained.embedding}")
    return ToldRole(likely, RoleMethod.WEIGHED, "; ".join(reasons))
