"""Cuts: from which answerability a question is answered, shipped or set on a service's own judged questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from sqlalchemy import Column, Engine, Float, Integer, String, Table, select

from api.people.users import User
from api.shared.citations import Band
from indexer.catalogue.database import METADATA
from indexer.documents import Immutable

_CUTS = Table(
    "abstention_cuts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("refuse_below", Float, nullable=False),
    Column("answer_from", Float, nullable=False),
    Column("model", String, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("set_on", String, nullable=False),
    Column("set_by", String),  # not known of cuts that an earlier release kept in a file
    Column("set_by_id", String),
)
ANSWERED, FOUND = 0.90, 0.96
"""Parts of the answerable questions that are to be answered, and for which passages are to be shown at all."""


@dataclass(frozen=True, slots=True)
class Cuts(Immutable):
    """From where an answerability is an answer, and below where nothing is held.

    `questions` is the number of judged questions of this service they were set on, 0 for those shipped; `set_on` the
    day; `model` the version of the model whose scores they cut.
    """

    refuse_below: float
    answer_from: float
    model: str
    questions: int = 0
    set_on: str = ""

    def band(self, score: float) -> Band:
        """Where an answerability falls."""
        if score >= self.answer_from:
            return Band.ANSWER
        return Band.CLOSEST if score >= self.refuse_below else Band.NONE


def cuts_for(scores: Sequence[float], model: str, questions: int = 0, set_on: str = "") -> Cuts:
    """Cuts by the answerabilities of questions that are known to be answered by what is held."""
    refuse, answer = (float(np.quantile(scores, 1 - part)) for part in (FOUND, ANSWERED))
    return Cuts(round(refuse, 3), round(answer, 3), model, questions, set_on)


class CutHistory:
    """The cuts of a service in SQL, each with who set it; the latest is in force, none is overwritten."""

    def __init__(self, database: Engine, shipped: Cuts) -> None:
        self._database = database
        self._shipped = shipped
        self.current = self._read() or shipped

    def _read(self) -> Cuts | None:
        """None when there are none, or when they cut the scores of another model."""
        query = select(*(_CUTS.c[name] for name in Cuts.__slots__)).order_by(_CUTS.c.number.desc()).limit(1)
        with self._database.connect() as connection:
            row = connection.execute(query).mappings().first()
        return Cuts(**row) if row is not None and row["model"] == self._shipped.model else None

    def keep(self, cuts: Cuts, user: User) -> None:
        """Put cuts in force."""
        row = {**asdict(cuts), "set_by": user.name, "set_by_id": user.id}
        with self._database.begin() as connection:
            connection.execute(_CUTS.insert().values(row))
        self.current = cuts

    def reset(self, user: User) -> None:
        """Go back to the shipped cuts."""
        self.keep(self._shipped, user)
