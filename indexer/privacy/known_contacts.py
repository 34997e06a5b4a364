"""Known contacts: which contact details publishers give again and again, and which a person released, by their digests.

What is kept is a digest of the publisher and the detail, never the detail. A detail is the publisher's own when it
stood on the title or last pages of several of its documents, or in one that a person released.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import Boolean, Column, Engine, Integer, String, Table, cast, func, or_, select

from indexer.catalogue.database import METADATA

_SEVERAL = 3
"""Documents of a publisher in which a detail stands from which on it is the publisher's own."""

_CONTACTS = Table(
    "known_contacts",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("place", String, primary_key=True),  # of the document
    Column("released", Boolean, nullable=False),
)


class KnownContacts:
    """Digests of contact details, in SQL, with the place of each document that gives them."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def note(self, digests: Iterable[str], place: str, released: bool = False) -> None:
        """Keep that the document of this place gives these details, in place of what was kept of it before."""
        rows = [{"digest": digest, "place": place, "released": released} for digest in sorted(set(digests))]
        with self._database.begin() as connection:
            mine = _CONTACTS.c.place == place
            if not released:
                mine &= _CONTACTS.c.released.is_(False)
            connection.execute(_CONTACTS.delete().where(mine))
            kept = set(connection.execute(select(_CONTACTS.c.digest).where(_CONTACTS.c.place == place)).scalars())
            new = [row for row in rows if row["digest"] not in kept]
            if new:
                connection.execute(_CONTACTS.insert(), new)

    def forget(self, place: str) -> None:
        """Forget what the document of this place gave."""
        with self._database.begin() as connection:
            connection.execute(_CONTACTS.delete().where(_CONTACTS.c.place == place))

    def own(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of the details that are their publisher's own."""
        wanted = sorted(set(digests))
        often = func.count(_CONTACTS.c.place) >= _SEVERAL
        released = func.max(cast(_CONTACTS.c.released, Integer)) > 0
        query = select(_CONTACTS.c.digest).where(_CONTACTS.c.digest.in_(wanted)).group_by(_CONTACTS.c.digest)
        with self._database.connect() as connection:
            return frozenset(connection.execute(query.having(or_(often, released))).scalars())


def digest_of(publisher: str, kind: str, words: str) -> str:
    """What a detail of a publisher is known by, however it is written."""
    plain = "".join(letter for letter in words.casefold() if letter.isalnum() or letter in "@.")
    return hashlib.sha256(f"{publisher.casefold()}\n{kind}\n{plain}".encode()).hexdigest()
