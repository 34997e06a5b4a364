"""Roles: what each statement of a document and each of its passages does, with the reason.

"Lack of management oversight" is a weakness under *Areas to develop*, a promise under *Moving forward*, and a duty
in a box that names statutory guidance at its end. A passage says several things; its role is the one that the most of
its words are likely to have, whole statements counted (`indexer/roles/statements.py` finds the role of each).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.documents import DocumentKind
from indexer.embedding import Matrix
from indexer.passages import Passage, PassageRole
from indexer.roles.cues import attribution
from indexer.roles.statements import Read, RoleMethod, ToldRole, read_statements

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


def with_roles(
    passages: Sequence[Passage], kind: DocumentKind, sentences: Sequence[Matrix], model: str
) -> list[Passage]:
    """The passages of a document, each with its role, the reason, and its statements with theirs.

    `sentences` are each passage's sentence vectors, made by the embedding model named `model`.
    """
    read = [read_statements(p, kind, vectors, model) for p, vectors in zip(passages, sentences, strict=True)]
    found = [_together(statements) for statements in read]
    _carry_back(passages, read, found)
    return [
        replace(p, role=f.role, role_reason=f.reason, statements=tuple(one.kept for one in statements))
        for p, f, statements in zip(passages, found, read, strict=True)
    ]


def role_together(statements: Sequence[Read]) -> PassageRole:
    """The role of the most words, each statement's words shared out as its roles are likely."""
    words = {role: sum(one.likely.get(role, 0.0) * one.words for one in statements) for role in PassageRole}
    return max(words, key=lambda role: words[role])


def _together(statements: Sequence[Read]) -> ReasonedRole:
    """The role of a passage, with the reason of the statement that is likeliest to have it."""
    role = role_together(statements)
    telling = max(statements, key=lambda one: one.likely.get(role, 0.0) * one.words)
    reason = telling.told.reason if telling.role is role else "several of its statements may be so"
    having = sum(one.role is role for one in statements)
    if having < len(statements):
        reason = f"{having} of {len(statements)} statements; {reason}"
    return ReasonedRole(role, reason)


def _carry_back(passages: Sequence[Passage], read: list[list[Read]], found: list[ReasonedRole]) -> None:
    """A quoted duty cut into several passages names its source in the last only; the parts before are duties too."""
    for n in range(len(passages) - 1, 0, -1):
        named = attribution(passages[n].text)
        before = n - 1
        while named and before >= 0 and _runs_on(passages[before], passages[n]):
            if not _may_be_quoted(found[before], read[before]):
                break
            reason = f"runs on into a passage attributed to law or statutory guidance (“{named}”)"
            found[before] = ReasonedRole(PassageRole.DUTY, reason)
            told = ToldRole({PassageRole.DUTY: 1.0}, RoleMethod.RUNS_ON, reason)
            read[before] = [replace(one, told=told) for one in read[before]]
            before -= 1


def _runs_on(passage: Passage, last: Passage) -> bool:
    """Whether a passage under the same headings ends within a list or an open quotation."""
    text = passage.text.rstrip()
    open_quotation = text.count("“") > text.count("”")
    return passage.headings == last.headings and (open_quotation or not text.endswith((".", "!", "?", "”", ")")))


def _may_be_quoted(found: ReasonedRole, read: Sequence[Read]) -> bool:
    return found.role in _MAY_BE_QUOTED and all(one.told.method is not RoleMethod.ATTRIBUTED for one in read)
