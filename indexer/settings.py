"""Every setting: its name, its default and one line of help. Read once, from LEARNING_… in the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "LEARNING_"


class SettingError(ValueError):
    """A setting in the environment cannot be used; the message says which and what would do."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: the name without prefix, the default as text, one line of help."""

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name


SETTINGS: tuple[Setting, ...] = (
    Setting("DATA_DIR", "data", "Folder for the index, the catalogue and copies of the files."),
    Setting("QDRANT_URL", "", "Address of a Qdrant server; empty means the engine inside this process."),
    Setting("QDRANT_API_KEY", "", "Key for that server."),
    Setting("DATABASE_URL", "", "SQLAlchemy address; empty means SQLite in the data folder."),
    Setting(
        "EMBEDDING_MODEL", "all-MiniLM-L6-v2", "A sentence-transformers model: the one shipped, a name or a folder."
    ),
    Setting(
        "RERANKER", "", "A sentence-transformers cross-encoder, name or folder, that reads the best 50 passages again."
    ),
    Setting(
        "TOKEN_VECTORS", "no", "yes when the best 50 passages are read again by token vectors: slower, for paraphrases."
    ),
    Setting("THREADS", "2", "Processor threads the embedding model may use."),
    Setting(
        "DEFAULT_SENSITIVITY",
        "restricted",
        "Class of a file that no manifest row describes: public, partnership or restricted.",
    ),
    Setting("LEXICON", "", "A partnership's own lexicon file, read after the one shipped; empty means none."),
    Setting(
        "PERSONAL_DATA_CHECK",
        "yes",
        "yes when added files and typed questions are checked for personal data; files with some wait for a person.",
    ),
    Setting("MAX_FILE_MB", "100", "Largest file that is read, in megabytes."),
    Setting("MAX_PAGES", "3000", "Most pages of a PDF that are read."),
    Setting("READ_SECONDS", "60", "Seconds that reading a file may take, and 3 more for each of its megabytes."),
    Setting("READ_MEMORY_MB", "1500", "Memory that reading a file may take, in megabytes."),
    Setting(
        "LLM_URL", "", "Address of an OpenAI-compatible endpoint (…/v1) that may write summaries; empty means none."
    ),
    Setting("LLM_MODEL", "", "Name of the language model there."),
    Setting("LLM_KEY", "", "Key for that endpoint."),
    Setting("LLM_SECONDS", "30", "Seconds a summary may take."),
    Setting("LLM_SEND", "public", "Highest class of passage sent to that endpoint: public, partnership or restricted."),
    Setting("OCR", "auto", "auto: recognise scanned pages where ocrmypdf and tesseract are installed; no: never."),
    Setting("HOST", "127.0.0.1", "Address the service listens on."),
    Setting("HOSTS", "", "Host names by which it may be asked for, with commas between them; empty means any."),
    Setting("PORT", "8000", "Port the service listens on."),
    Setting("HTTPS", "no", "yes when the service is reached by https: cookies are then sent over https only."),
    Setting("SESSION_HOURS", "12", "How long a sign-in lasts."),
    Setting("QUESTION_DAYS", "90", "How long asked questions are kept."),
    Setting(
        "NEED_WEIGHTS",
        "external 3, review 2, own 1, recurrence 1, recency 2, medium 5, high 10",
        "What the parts of a training need weigh, and the scores from which it is medium and high.",
    ),
    Setting("NEED_YEARS", "3", "Years of findings and courses that a training-needs matrix looks at."),
    Setting("TAKE_UP_PERCENT", "70", "Percentage of places from which a course counts as taken up."),
    Setting("ORGANISATION", "Safeguarding learning", "Name shown at the top of every page."),
    Setting("URGENT_HELP", "If a child is in immediate danger, call 999.", "Line shown on every page."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as typed values; it builds nothing."""

    data_dir: Path
    qdrant_url: str
    qdrant_api_key: str
    database_url: str
    embedding_model: str
    reranker: str
    token_vectors: bool
    threads: int
    default_sensitivity: str
    lexicon: Path | None
    personal_data_check: bool
    max_file_mb: int
    max_pages: int
    read_seconds: int
    read_memory_mb: int
    llm_url: str
    llm_model: str
    llm_key: str
    llm_seconds: int
    llm_send: str
    ocr: bool
    host: str
    hosts: tuple[str, ...]
    port: int
    https: bool
    session_hours: int
    question_days: int
    need_weights: tuple[tuple[str, float], ...]
    need_years: int
    take_up_percent: int
    organisation: str
    urgent_help: str

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the environment, or the mapping given. Raises SettingError for a value or a name that cannot be used."""
        values = _values(os.environ if environment is None else environment)
        data_dir = _path(values["data_dir"])
        return cls(
            data_dir=data_dir,
            qdrant_url=values["qdrant_url"],
            qdrant_api_key=values["qdrant_api_key"],
            database_url=values["database_url"] or f"sqlite:///{data_dir / 'catalogue.sqlite'}",
            embedding_model=values["embedding_model"],
            reranker=values["reranker"],
            token_vectors=_yes("TOKEN_VECTORS", values),
            threads=_number("THREADS", values, 1, 256),
            default_sensitivity=_sensitivity("DEFAULT_SENSITIVITY", values),
            lexicon=_path(values["lexicon"]) if values["lexicon"] else None,
            personal_data_check=_yes("PERSONAL_DATA_CHECK", values),
            max_file_mb=_number("MAX_FILE_MB", values, 1, 10_000),
            max_pages=_number("MAX_PAGES", values, 1, 100_000),
            read_seconds=_number("READ_SECONDS", values, 1, 86_400),
            read_memory_mb=_number("READ_MEMORY_MB", values, 300, 1_000_000),
            llm_url=values["llm_url"],
            llm_model=values["llm_model"],
            llm_key=values["llm_key"],
            llm_seconds=_number("LLM_SECONDS", values, 1, 600),
            llm_send=_sensitivity("LLM_SEND", values),
            ocr=_auto("OCR", values),
            host=values["host"],
            hosts=tuple(filter(None, map(str.strip, values["hosts"].split(",")))),
            port=_number("PORT", values, 0, 65_535),
            https=_yes("HTTPS", values),
            session_hours=_number("SESSION_HOURS", values, 1, 24 * 365),
            question_days=_number("QUESTION_DAYS", values, 1, 36_500),
            need_weights=_weights("NEED_WEIGHTS", values),
            need_years=_number("NEED_YEARS", values, 1, 50),
            take_up_percent=_number("TAKE_UP_PERCENT", values, 1, 100),
            organisation=values["organisation"],
            urgent_help=values["urgent_help"],
        )


def _path(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _values(given: Mapping[str, str]) -> dict[str, str]:
    """Each setting as given or as it is by default. Raises SettingError."""
    _refuse_unknown(given)
    values = {s.name.lower(): given.get(s.variable, s.default).strip() for s in SETTINGS}
    if bool(values["llm_url"]) != bool(values["llm_model"]):
        raise SettingError(f"{PREFIX}LLM_URL and {PREFIX}LLM_MODEL go together: set both or neither.")
    return values


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = {setting.variable for setting in SETTINGS}
    for variable in given:
        if variable.startswith(PREFIX) and variable not in known:
            raise SettingError(f"{variable} is not a setting; `python -m api settings` lists them all.")


def _number(name: str, values: Mapping[str, str], least: int, most: int) -> int:
    text = values[name.lower()]
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingError(f"{PREFIX}{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def _weights(name: str, values: Mapping[str, str]) -> tuple[tuple[str, float], ...]:
    wanted = [part.split()[0] for s in SETTINGS if s.name == name for part in s.default.split(",")]
    pairs = [part.split() for part in values[name.lower()].split(",")]
    readable = all(len(pair) == 2 and re.fullmatch(r"\d{1,4}(?:\.\d+)?", pair[1]) for pair in pairs)
    if not readable or [pair[0] for pair in pairs] != wanted:
        raise SettingError(f"{PREFIX}{name} must name {', '.join(wanted)} in this order, each with a number from 0 on.")
    return tuple((label, float(weight)) for label, weight in pairs)


def _sensitivity(name: str, values: Mapping[str, str]) -> str:
    text = values[name.lower()]
    if text not in ("public", "partnership", "restricted"):
        raise SettingError(f"{PREFIX}{name} must be public, partnership or restricted.")
    return text


def _yes(name: str, values: Mapping[str, str]) -> bool:
    text = values[name.lower()].lower()
    if text not in ("yes", "no", "1", "0", "true", "false"):
        raise SettingError(f"{PREFIX}{name} must be yes or no, not {text!r}.")
    return text in ("yes", "1", "true")


def _auto(name: str, values: Mapping[str, str]) -> bool:
    text = values[name.lower()].lower()
    if text not in ("auto", "no"):
        raise SettingError(f"{PREFIX}{name} must be auto or no, not {text!r}.")
    return text == "auto"
