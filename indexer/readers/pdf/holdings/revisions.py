"""Revisions of a PDF: earlier states that a file still holds in full before the changes saved at its end."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PREVIOUS = re.compile(rb"/Prev\s+(\d+)")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_MOST_STATES = 5
"""Earlier states of a file looked at, the last. By judgement."""
_MOST_PAGES = 300
"""Pages up to which earlier states are looked at: each is read whole. By judgement."""
_LARGEST = 60_000_000
"""Bytes up to which they are. By judgement."""
_LEAST_WORDS = 1
"""Words of a line that stand nowhere now, from which it counts as gone. By judgement."""

Opener = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Words that a page (from 1) showed in an earlier state of the file and does not show now."""

    page: int
    text: str


def earlier_texts(path: Path, reader: Any, open_pdf: Opener) -> Iterator[Earlier]:
    """What earlier states of the file show that it does not show now; states that cannot be opened are passed over.

    `reader` is the file as opened, `open_pdf` opens another state of it.
    """
    if path.stat().st_size > _LARGEST or len(reader.pages) > _MOST_PAGES:
        return
    data = path.read_bytes()
    told: set[tuple[int, str]] = set()
    for end in _ends(data):
        try:
            earlier = open_pdf(io.BytesIO(data[:end]))
            for number, text in _differences(earlier, reader):
                if (number, text) not in told:
                    told.add((number, text))
                    yield Earlier(number, text)
        except Exception:  # noqa: BLE001, S112 (an earlier state may be whatever it likes)
            continue


def _ends(data: bytes) -> list[int]:
    """Where earlier states end: those that a later one names as the state before it.

    The first part of a file made for the web ends as well, but is no state of it; nor is what an attached file holds.
    """
    earlier = {int(match[1]) for match in _PREVIOUS.finditer(data)}
    found = list(_END.finditer(data))[:-1]
    of_web = b"/Linearized" in data[:2048]
    ends = [match.end() for n, match in enumerate(found) if int(match[1]) in earlier and not (of_web and n == 0)]
    return ends[-_MOST_STATES:]


def _differences(earlier: Any, now: Any) -> Iterator[tuple[int, str]]:
    shown = "\n".join(str(page.extract_text()) for page in now.pages) if _changed(earlier, now) else ""
    known = set(shown.split())
    for number in _changed(earlier, now):
        lines = str(earlier.pages[number - 1].extract_text()).splitlines()
        gone = [line.strip() for line in lines if line.strip() and line.strip() not in shown]
        gone = [line for line in gone if sum(word not in known for word in line.split()) >= _LEAST_WORDS]
        if gone:
            yield number, "\n".join(gone)


def _changed(earlier: Any, now: Any) -> list[int]:
    """The pages (from 1) of an earlier state whose content is not that of any page of the file now."""
    contents = {_content(page) for page in now.pages}
    return [n for n, page in enumerate(earlier.pages, start=1) if _content(page) not in contents]


def _content(page: Any) -> bytes:
    content = page.get_contents()
    return bytes(content.get_data()) if content is not None else b""
