"""Prompts: what a language model is told, read from files that declare their variables."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from api.errors import Unavailable

FOLDER = Path(__file__).parents[2] / "prompts"
_PARTS = 3
"""Parts of a prompt file: variables, what the model is, what it is asked."""
_SEPARATOR = re.compile(r"^---[ \t]*$", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class PromptError(Unavailable):
    """A prompt file cannot be used; the message says which, why and what would do."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as read: the two messages with variables in them, and the SHA-256 of the whole file."""

    system: str
    user: str
    variables: frozenset[str]
    digest: str

    def fill(self, **values: str) -> tuple[str, str]:
        """The system and the user message. A value is put in as it is: a variable inside it is only text."""
        if set(values) != self.variables:
            raise ValueError(f"This prompt needs {sorted(self.variables)}, not {sorted(values)}.")
        system, user = (_VARIABLE.sub(lambda found: values[found[1]], part) for part in (self.system, self.user))
        return system, user


def read_prompt(path: Path) -> Prompt:
    """Read a prompt file. Raises PromptError."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"The prompt {path.name} cannot be read ({error}); put the file back.") from error
    parts = [part.strip() for part in _SEPARATOR.split(text.replace("\r\n", "\n"), maxsplit=_PARTS - 1)]
    if len(parts) != _PARTS or not parts[0].startswith("variables:"):
        raise PromptError(
            f"The prompt {path.name} needs a line “variables: …”, the system message and the user's message, "
            "set apart by lines of ---."
        )
    declared = frozenset(re.findall(r"\w+", parts[0].removeprefix("variables:")))
    used = frozenset(_VARIABLE.findall(parts[1] + parts[2]))
    for names, wrong in (
        (declared - used, "declares but does not use"),
        (used - declared, "uses but does not declare"),
    ):
        if names:
            raise PromptError(f"The prompt {path.name} {wrong}: {', '.join(sorted(names))}.")
    return Prompt(parts[1], parts[2], declared, hashlib.sha256(data).hexdigest())
