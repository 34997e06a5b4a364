"""Titles: which words may stand as the title of a document, and which are a leftover of a template or a program."""

from __future__ import annotations

import re
import unicodedata

_FILE = re.compile(
    r"\.(?:docx?|docm|dotx?|dotm|pdf|pptx?|pptm|ppsx?|potx?|xlsx?|xlsm|xlsb|csv|indd|qxd|qxp|pub|rtf|od[tsp]|txt|te?mp|md"
    r"|html?|aspx?|php|ai|eps|psd|pages|key|numbers|tiff?|jpe?g|png|gif|bmp|eml|msg|zip)\W*\Z",
    re.IGNORECASE,
)
_PATH = re.compile(r"[\\_]|://|\A[A-Za-z]:|\Awww\.|/.*/", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\A(?:microsoft|ms|adobe|libre\s?office|open\s?office|google|corel|quark\w*|canva|acrobat)\s+"
    r"(?:office\s+)?(?:word|power\s?point|excel|publisher|outlook|visio|access|docs|sheets|slides|writer|impress|calc"
    r"|indesign|illustrator|photoshop|acrobat|draw|xpress|document)\b",
    re.IGNORECASE,
)
_DEFAULT_WORDS = (
    r"untitled|unnamed|no|title|subtitle|heading|document|doc|docs?|presentation|powerpoint|power|point|pptx?|book|workbook"
    r"|worksheet|spreadsheet|sheet|slide|slides|layout|master|page|pages|print|printing|output|export|download|file|scan"
    r"|scanned|scanner|image|img|dsc|photo|picture|fax|blank|empty|default|template|normal|new|microsoft|word|excel|office"
    r"|pdf|full|of|the|a|my|copy|draft|final|version|v|rev|test|temp|tmp|none|null|n|unknown|cover|front|back|home|index"
    r"|view|main|section|part|chapter|text|content|contents|body|report|publication|publisher|letter|memo|form|table|data"
)
_DEFAULT = re.compile(_DEFAULT_WORDS, re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ACTS = r"(?:enter|insert|type|add|put|click|tap|choose|select|write|edit|replace)"
_SLOTS = r"(?:name|names|title|subtitle|date|text|here|heading|area|logo|month|year|number|author|details?)"
_PLACEHOLDER = re.compile(
    rf"\b{_ACTS}\b(?:\s+(?:or\s+tap|here|to|the|a|an|your|la|lscb|lscp|local\s+authority|report|document|team|child|board"
    rf"|council|service|provider|school|client|company|organisation|area|any)\b){{0,4}}\s+{_SLOTS}\b"
    rf"|\A{_ACTS}\s+(?:la|your)\b|\b(?:click|tap)\b.{{0,20}}\bto\s+(?:add|edit|enter)|\btitle\s+(?:goes\s+)?here\b"
    r"|\byour\s+(?:title|name|text|logo)\b|\blorem\s+ipsum\b|\b(?:la|lscb|board|council|school|provider|company)\s+name\b"
    r"|\bname\s+of\s+(?:la|local\s+authority|board|council|school|provider|child|company|organisation|area)\b"
    r"|\b(?:report|document|presentation)\s+(?:sub)?title\b|\btemplate\b|\bplaceholder\b|\b[xX]{2,}\b|\bTB[CA]\b|\b20[xX]{2}\b"
    r"|\bdd[/. -]mm|\bmonth\s+year\b|[\[<{«]\s*[^\]>}»]*\s*[\]>}»]|_{2,}|\.{4,}|\?{2,}",
    re.IGNORECASE,
)
_LONGEST = 300
"""Characters of a title at most. By judgement: longer than any title held."""


def is_title(words: str) -> bool:
    """Whether words read like a title: not a file's name, a path, a program's default, a placeholder or damage."""
    said = " ".join(words.split())
    if not said or len(said) > _LONGEST or _FILE.search(said) or _PATH.search(said) or _PROGRAM.search(said):
        return False
    return not is_leftover(said)


def is_leftover(words: str) -> bool:
    """Whether words were left by a program or a template, or say nothing: defaults, placeholders, codes, damage."""
    if any(unicodedata.category(letter) in ("Cc", "Co", "Cn", "Cs") or letter == "\ufffd" for letter in words):
        return True
    if _PLACEHOLDER.search(words) or _only_defaults(words):
        return True
    letters = sum(letter.isalpha() for letter in words)
    return letters < 4 or 2 * letters < len(words.replace(" ", ""))


def _only_defaults(words: str) -> bool:
    """Whether every word is one that programs and scanners give of themselves, or a number."""
    return all(_DEFAULT.fullmatch(word) for word in _WORD.findall(words))


def first_words(text: str) -> str | None:
    """The first line of a text that could be a title: two to twenty words that are no leftover."""
    for line in text.splitlines()[:30]:
        said = " ".join(line.split()).strip(" .,:;•–-")
        if 2 <= len(said.split()) <= 20 and is_title(said):
            return said
    return None
