"""The errors of the service, and what a door makes of each.

    ServiceError
    ├── NotFound     404  nothing with this name is held, or the person may not see it
    ├── Invalid      422  what a person gave cannot be used; the message says what would do
    ├── Conflict     409  somebody else was quicker; nothing was overwritten
    ├── Busy         429  the person has much work going on here already; 503 where everybody together has
    ├── Forbidden    403  the person may not do this
    │   └── …        401  nobody is signed in: NotSignedIn, SignInFailed
    └── Unavailable  503  something outside the service, a disk, a model, a file it ships with, cannot be used

Each noun names its own errors under one of these six; a door knows the six only. What the indexer raises has its
place among them in FROM_INDEXER.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import ClassVar

from indexer.catalogue.database import DatabaseError
from indexer.privacy.screening import NotDecided
from indexer.readers import UnreadableFile
from indexer.space import NoSpace
from indexer.store.engines import StoreError


class ServiceError(Exception):
    """What the service could not do; the message is for the person who asked."""

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR


class NotFound(ServiceError, LookupError):
    """Nothing with this id is held, or the person may not see it: a reader cannot tell which."""

    status = HTTPStatus.NOT_FOUND


class Invalid(ServiceError, ValueError):
    """What was given cannot be used; the message says what would do."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class Conflict(ServiceError, ValueError):
    """What this was based on has changed meanwhile; the message says how to go on."""

    status = HTTPStatus.CONFLICT


class Forbidden(ServiceError):
    """The person's role does not allow this; the message says which role does."""

    status = HTTPStatus.FORBIDDEN


class Busy(ServiceError):
    """The work would make others wait too long; the message says so, and coming again helps."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class Unavailable(ServiceError, RuntimeError):
    """Something the service needs cannot be used just now; the message is for who runs it."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class BadRequest(Invalid):
    """A value the person gave cannot be used; the message says what would do."""


FROM_INDEXER: Mapping[type[Exception], type[ServiceError]] = {
    UnreadableFile: Invalid,
    NotDecided: Invalid,
    StoreError: Unavailable,
    DatabaseError: Unavailable,
    NoSpace: Unavailable,
}
"""Where the errors that the indexer raises belong."""


def status_of(error: Exception) -> HTTPStatus | None:
    """The status of an error of the service or the indexer; None for one that nobody foresaw."""
    if isinstance(error, ServiceError):
        return error.status
    return next((base.status for kind, base in FROM_INDEXER.items() if isinstance(error, kind)), None)
