"""Models that find themes, as this partnership's decisions made them: every one is kept, the last taken is in use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import JSON, Column, Engine, Integer, String, Table, select

from api.errors import NotFound
from api.people.users import User
from api.themes.tagger import ThemeModel, shipped
from indexer.catalogue.database import METADATA

_MODELS = Table(
    "theme_models",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("version", String, nullable=False),
    Column("prior", String, nullable=False),
    Column("confirmed", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("taken_by", String, nullable=False),
    Column("taken_by_id", String),
    Column("taken_at", String, nullable=False),
    Column("coefficients", JSON, nullable=False),
)


class NoModel(NotFound):
    """No model of this version is kept."""


@dataclass(frozen=True, slots=True)
class TakenModel:
    """A model taken into use: by whom, when, and how many decisions it was learned from.

    `prior` is the version of the shipped model it starts from.
    """

    number: int
    version: str
    prior: str
    confirmed: int
    rejected: int
    taken_by: str
    taken_at: str
    taken_by_id: str | None = None


class ThemeModels:
    """The history of models in use; nothing is overwritten, and going back is a new line."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock
        self._read: tuple[int, ThemeModel] | None = None

    def history(self) -> list[TakenModel]:
        """Every taking into use, in order."""
        columns = [column for column in _MODELS.c if column.name != "coefficients"]
        with self._database.connect() as connection:
            rows = connection.execute(select(*columns).order_by(_MODELS.c.number)).mappings()
            return [TakenModel(**row) for row in rows]

    def in_use(self) -> ThemeModel:
        """The model taken last; the one shipped when none was, or when that one started from another shipped model."""
        taken = self.history()
        if not taken or taken[-1].prior != shipped().version:
            return shipped()
        number = taken[-1].number
        if self._read is None or self._read[0] != number:
            query = select(_MODELS.c.coefficients).where(_MODELS.c.number == number)
            with self._database.connect() as connection:
                self._read = (number, ThemeModel.unpacked(connection.execute(query).scalar_one()))
        return self._read[1]

    def take(self, model: ThemeModel, confirmed: int, rejected: int, user: User) -> None:
        """Take a model into use that was learned from so many decisions."""
        row = {
            "version": model.version,
            "prior": shipped().version,
            "confirmed": confirmed,
            "rejected": rejected,
            "taken_by": user.name,
            "taken_by_id": user.id,
            "taken_at": self._clock().isoformat(),
            "coefficients": model.packed(),
        }
        with self._database.begin() as connection:
            connection.execute(_MODELS.insert().values(row))

    def take_again(self, version: str, user: User) -> None:
        """Go back to a model that was in use, or to the one shipped. Raises NoModel."""
        if version == shipped().version:
            self.take(shipped(), 0, 0, user)
            return
        query = select(_MODELS).where(_MODELS.c.version == version, _MODELS.c.prior == shipped().version)
        with self._database.connect() as connection:
            row = connection.execute(query.order_by(_MODELS.c.number.desc())).mappings().first()
        if row is None:
            raise NoModel(f"No model {version[:12]} of this release is kept; `themes models` lists those that are.")
        self.take(ThemeModel.unpacked(row["coefficients"]), row["confirmed"], row["rejected"], user)
