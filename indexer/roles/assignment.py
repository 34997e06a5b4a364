"""Roles: what each passage does in its document, with the reason.

"Lack of management oversight" is a weakness under *Areas to develop*, a promise under *Moving forward*, and a duty
in a box that names statutory guidance at its end. So the source named at the end comes first, then what the rows
of a table say of themselves, then a heading that settles the matter, then what sort of document it is; where these
are silent, headings, wording and likeness to labelled passages are weighed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.documents import DocumentKind, TableCell
from indexer.embedding import Matrix
from indexer.passages import Passage, PassageRole
from indexer.roles.cues import attribution, decisive, leanings
from indexer.roles.model import cue_features, shipped
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
"""Roles a passage can have in documents of a kind: procedures and guidance hold no local findings or promises."""
_ONLY_UNDER_HEADINGS = {DocumentKind.AUDIT: frozenset({PassageRole.CASE_NARRATIVE})}
"""Roles that in documents of a kind only a heading gives: an audit of many cases is no story of one."""
_MAY_BE_QUOTED = frozenset(
    {
        PassageRole.DUTY,
        PassageRole.DESCRIPTION,
        PassageRole.RECOMMENDATION,
        PassageRole.PLANNED_ACTION,
        PassageRole.PROCEDURE_STEP,
    }
)
"""Roles that a part of a quoted duty may be taken for when its end, with the source, stands in the next passage."""


class ReasonedRole(NamedTuple):
    """A role and, in plain words, why it was taken."""

    role: PassageRole
    reason: str


def possible_roles(kind: DocumentKind) -> frozenset[PassageRole]:
    """Roles a passage can have in a document of a kind."""
    return _POSSIBLE.get(kind, frozenset(PassageRole))


def with_roles(
    passages: Sequence[Passage], kind: DocumentKind, sentences: Sequence[Matrix], model: str
) -> list[Passage]:
    """The passages of a document, each with its role and the reason.

    `sentences` are each passage's sentence vectors, made by the embedding model named `model`.
    """
    found = [
        role_of(passage.text, passage.headings, kind, vectors, model, passage.rows)
        for passage, vectors in zip(passages, sentences, strict=True)
    ]
    _carry_back(passages, found)
    return [replace(p, role=f.role, role_reason=f.reason) for p, f in zip(passages, found, strict=True)]


def role_of(
    text: str,
    headings: tuple[str, ...],
    kind: DocumentKind,
    sentences: Matrix,
    model: str,
    rows: Sequence[Sequence[TableCell]] = (),
) -> ReasonedRole:
    """The role of one text, with the cells of its table rows, under its headings in a document of a kind."""
    named = attribution(text)
    if named:
        return ReasonedRole(PassageRole.DUTY, f"attributed at its end to law or statutory guidance (“{named}”)")
    settled = decisive(headings)
    possible = possible_roles(kind)
    told = row_role(text, rows)
    if told and told[0] in possible:
        return ReasonedRole(told[0], f"its rows say so (“{told[1]}”)")
    if settled and settled[0] in possible:
        return ReasonedRole(settled[0], f"stands under the heading “{settled[1]}”")
    return _weighed(text, headings, kind, sentences, model, possible)


def _weighed(
    text: str,
    headings: tuple[str, ...],
    kind: DocumentKind,
    sentences: Matrix,
    model: str,
    possible: frozenset[PassageRole],
) -> ReasonedRole:
    trained = shipped()
    usable = model == trained.embedding and len(sentences) > 0
    likely = trained.likelihoods(cue_features(text, headings, kind), sentences if usable else None)
    role = max((possible & likely.keys()) - _ONLY_UNDER_HEADINGS.get(kind, frozenset()), key=lambda r: likely[r])
    reasons = [f"stands under the heading “{leanings(headings)[role]}”"] if role in leanings(headings) else []
    if kind in _POSSIBLE:
        reasons.append(f"the document is {'a procedure' if kind is DocumentKind.PROCEDURE else 'guidance'}")
    words = wording(role, text)
    if words:
        reasons.append("wording: " + ", ".join(f"“{word}”" for word in words))
    if usable:
        reasons.append(f"by likeness to labelled passages ({role.replace('_', ' ')} {likely[role]:.2f})")
    else:
        reasons.append(f"headings and wording only: likeness to labelled passages needs {trained.embedding}")
    return ReasonedRole(role, "; ".join(reasons))


def _carry_back(passages: Sequence[Passage], found: list[ReasonedRole]) -> None:
    """A quoted duty cut into several passages names its source in the last only; the parts before are duties too."""
    for n in range(len(passages) - 1, 0, -1):
        named = attribution(passages[n].text)
        before = n - 1
        while named and before >= 0 and _runs_on(passages[before], passages[n]) and _may_be_quoted(found[before]):
            reason = f"runs on into a passage attributed to law or statutory guidance (“{named}”)"
            found[before] = ReasonedRole(PassageRole.DUTY, reason)
            before -= 1


def _runs_on(passage: Passage, last: Passage) -> bool:
    """Whether a passage under the same headings ends within a list or an open quotation."""
    text = passage.text.rstrip()
    open_quotation = text.count("“") > text.count("”")
    return passage.headings == last.headings and (open_quotation or not text.endswith((".", "!", "?", "”", ")")))


def _may_be_quoted(found: ReasonedRole) -> bool:
    return found.role in _MAY_BE_QUOTED and not found.reason.startswith("attributed")
