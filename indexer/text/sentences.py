"""Sentences: where they begin and end in a text, without a model or a download."""

from __future__ import annotations

import re

from indexer.passages import Span

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st rev hon para paras no nos art reg regs s ss ch sch vol pp p fig figs e.g i.e eg ie "
    "etc cf vs al inc ltd dept approx est jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_NEXT_STARTS = re.compile(r"\s+[\"'“‘(\[]*([A-Z0-9£•\-–])")
_LONGEST_QUOTE = 240
"""Characters within which an open quotation must close to keep its sentences together."""
_LAST_WORD = re.compile(r"([\w.]+)\.$")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, in order, without the white space between them.

    A sentence ends at . ! ? or … when what follows looks like a beginning, unless the stop belongs to
    an abbreviation, an initial, a number or the inside of a quotation. Text without an ending is one sentence.
    """
    spans: list[Span] = []
    start = _skip_space(text, 0)
    for match in _END.finditer(text):
        if match.end() <= start or not _ends_sentence(text, match) or _is_quoted(text, start, match.end()):
            continue
        spans.append((start, match.end()))
        start = _skip_space(text, match.end())
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return tuple(spans)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    after = _NEXT_STARTS.match(text, match.end())
    if match.end() < len(text.rstrip()) and after is None:
        return False
    if match.group()[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - 24), match.start() + 1)
    if word is None:
        return True
    last = word.group(1).lower()
    if last in _ABBREVIATIONS:
        return False
    if last.isdigit():
        # "3. The chair" numbers a paragraph when it opens the line; "in 2016. The chair" ends a sentence.
        return len(last) > 2 or text[: word.start()].rpartition("\n")[2].strip() != ""
    return not (len(last) == 1 and last.isalpha() and last not in "ai")  # "J. Smith"


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether `end` lies inside a quotation that opened in this sentence and closes soon: it stays in one piece."""
    if text.count("“", start, end) <= text.count("”", start, end):
        return False
    closing, opening = text.find("”", end, end + _LONGEST_QUOTE), text.find("“", end, end + _LONGEST_QUOTE)
    return closing >= 0 and (opening < 0 or closing < opening)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
