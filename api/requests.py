"""What every door of the service asks of a request: its knowledge base and its caller."""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Form
from starlette.datastructures import UploadFile
from starlette.requests import Request

from api.errors import BadRequest
from api.knowledge_base import KnowledgeBase
from api.people.sign_in import Caller, caller
from api.people.users import User
from indexer.documents import FIELDS
from indexer.space import require_space

MOST_OF_A_FIELD = 300
"""Characters of a field of a document at most: a judgement, longer than any title held."""


def knowledge_base(request: Request) -> KnowledgeBase:
    """The one the application was made for."""
    found: KnowledgeBase = request.app.state.knowledge_base
    return found


def current_caller(request: Request) -> Caller:
    """Who sends the request. Raises NotSignedIn."""
    base = knowledge_base(request)
    return caller(request, base.accounts, base.settings.https)


def current_user(who: Annotated[Caller, Depends(current_caller)]) -> User:
    """The user who sends the request. Raises NotSignedIn."""
    return who.user


Base = Annotated[KnowledgeBase, Depends(knowledge_base)]
SignedIn = Annotated[User, Depends(current_user)]


class TooLarge(BadRequest):
    """An upload is larger than the setting allows."""


@contextmanager
def received(upload: UploadFile, max_mb: int) -> Iterator[tuple[Path, str]]:
    """An uploaded file on disk and its name, without any folder it claims; gone afterwards. Raises TooLarge."""
    name = Path((upload.filename or "").replace("\\", "/")).name.strip() or "upload"
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        path = Path(folder) / f"file{Path(name).suffix.lower()[:20]}"
        size = 0
        require_space(path.parent, upload.size or 0)
        with path.open("wb") as target:
            while piece := upload.file.read(1 << 20):
                size += len(piece)
                if size > max_mb * 1_000_000:
                    raise TooLarge(f"{name} is larger than {max_mb} MB. Split it, or raise LEARNING_MAX_FILE_MB.")
                target.write(piece)
        yield path, name[:200]


def said_of_document(**values: str) -> dict[str, str]:
    """What a form says of a document, by field; what is empty was not said."""
    return values


_ANY_FIELD = Annotated[str, Form(max_length=MOST_OF_A_FIELD)]
said_of_document.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
    [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default="", annotation=_ANY_FIELD) for name in FIELDS],
    return_annotation=dict[str, str],
)
Said = Annotated[dict[str, str], Depends(said_of_document)]
