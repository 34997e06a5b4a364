"""Quotable: whether a line can be an answer at all, by signs that any reader takes it by.

A running header, a title, a way to reach somebody, a note about the document itself, a signature, a label or a
question of a form tells nothing of the subject, however many words of a question it holds.
"""

from __future__ import annotations

import re

from api.terms.figures import gives
from api.terms.values import Wanted
from indexer.passages import Span, StoredPassage

_FEWEST_WORDS = 4
"""Shorter sentences are labels and fragments, not answers."""
_ASIDE = 5
"""Words beside a telephone number or address up to which a line is only that. By judgement."""
_TITLED = 0.8
"""Part of a line's words that its title and headings hold, from which on it only repeats them."""
_ENDS = re.compile(r"[.!?;…][\"'”’)\]]*$")
_NOTE = re.compile(
    r"\bfictional\b|\bsample document\b|\b(?:is|are|were|been) (?:all )?(?:invented|made up|fictitious)\b|"
    r"\bnames? (?:\w+ ){0,3}(?:have|has) been (?:changed|altered)\b|©|\bcopyright\b|\ball rights reserved\b|"
    r"\bopen government licence\b|\bthis (?:page|space) (?:is|has been) (?:intentionally )?(?:left )?blank\b|"
    r"^\W*page \d+ (?:of \d+)?\W*$|\btable of contents\b|^\W*contents\W*$|\bclick (?:here|on)\b|"
    r"\bthis (?:document|report|publication) (?:is|can be|was) (?:available|downloaded|printed|produced by)\b",
    re.IGNORECASE,
)
"""What a document says of itself as a thing."""
_REACHED = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\+?\d[\d\s()-]{7,}\d|\b(?:tele)?phone\b|\btel\b|\bfax\b|\be-?mail\b|\bweb(?:site)?\b|"
    r"\baddress\b|\bcontact\b|\bpost ?code\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^\W*(?:(?:Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Professor|Prof)\.? )?(?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+, "
    r"(?:[\w’'&-]+,? ?){1,8}$"
)
"""A signature: a name, and after a comma what its bearer is."""
_OFFICE = re.compile(
    r"\b(?:chair|scrutineer|director|manager|lead|author|officer|nurse|member|reviewer|inspector)\b", re.IGNORECASE
)
_QUESTIONS = re.compile(
    r"\bask(?:ed|ing|s)?\b|\bquestions?\b|\bcheck ?lists?\b|\btemplate\b|\bprompts?\b", re.IGNORECASE
)
"""What a question says that is answered by questions."""


def is_answer(found: StoredPassage, span: Span, question: str) -> bool:
    """Whether a sentence, bullet or row can answer a question."""
    text = " ".join(found.passage.text[slice(*span)].split())
    if len(text.split()) < _FEWEST_WORDS or not is_quotable(found, span):
        return False
    if text.endswith(":") or _is_header(found, span):
        return False
    if text.endswith("?") and not _QUESTIONS.search(question):
        return False
    return not _only_reaches(text) or gives(question, Wanted.CONTACT) or _wants_contact(question)


def is_quotable(found: StoredPassage, span: Span) -> bool:
    """Whether words belong to what a document says: not a running header, a title repeated, a note about the document
    or a signature."""
    text = " ".join(found.passage.text[slice(*span)].split())
    return not (_NOTE.search(text) or _repeats_title(found, text) or _signs(text))


def _wants_contact(question: str) -> bool:
    return re.search(r"\b(?:number|contact|ring|call|phone|e-?mail|address|reach|where)\b", question, re.I) is not None


def _only_reaches(text: str) -> bool:
    """Whether a line is a way to reach somebody and nothing more."""
    left = _REACHED.sub(" ", text)
    has_way = re.search(r"@|https?://|www\.|\d[\d\s()-]{7,}\d", text) is not None
    return has_way and len(re.findall(r"[^\W\d_]{2,}", left)) <= _ASIDE


def _repeats_title(found: StoredPassage, text: str) -> bool:
    """Whether a line without an end says no more than the title and the headings over it."""
    words = re.findall(r"\w+", text.casefold())
    if _ENDS.search(text) or not words or found.passage.locate(0).row is not None:
        return False
    over = set(re.findall(r"\w+", " ".join((found.document.title, *found.passage.headings)).casefold()))
    return sum(word in over for word in words) >= _TITLED * len(words)


def _signs(text: str) -> bool:
    return not _ENDS.search(text) and _PERSON.match(text) is not None and _OFFICE.search(text) is not None


def _is_header(found: StoredPassage, span: Span) -> bool:
    """Whether a row of a table only names its columns."""
    cells = [cell for cell in found.passage.cells if span[0] <= cell.start and cell.end <= span[1]]
    return bool(cells) and all(cell.text.casefold() == cell.header.casefold() for cell in cells)
