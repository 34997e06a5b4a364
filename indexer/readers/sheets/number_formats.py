"""Number formats of spreadsheets: a stored number as the cell shows it ("45%", "£125,000", "Apr-18").

The grammar is that of ECMA-376 part 1, 18.8.31, as Excel set to British English writes it. What is left to the
reader's own settings there (the short date, the currency of the built-in formats) is British too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import InvalidOperation
from functools import lru_cache

from indexer.readers.sheets.dates import shown_date
from indexer.readers.sheets.digits import Token, general, written

GENERAL = "General"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0;-"£"#,##0',
    6: '"£"#,##0;-"£"#,##0',
    7: '"£"#,##0.00;-"£"#,##0.00',
    8: '"£"#,##0.00;-"£"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '"£"#,##0;-"£"#,##0;"£"-',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"£"#,##0.00;-"£"#,##0.00;"£"-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a file names by number alone. An id that is neither here nor in the file is General."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?                    # words in quotation marks
  | \\(?P<escaped>.) | !(?P<forced>.)       # one character as it is
  | _(?P<blank>.) | \*(?P<fill>.)           # room as wide as a character; a character that fills the cell
  | \[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[^\]]*))?\]
  | \[(?P<elapsed>h+|m+|s+)\]
  | \[(?P<condition>[<>=]+\s*-?[\d.]+)\]
  | \[(?P<colour>[^\]]*)\]
  | (?P<general>General)
  | (?P<noon>AM/PM|A/P)
  | (?P<power>E[+-])
  | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?)
  | (?P<digit>[0#?])
  | (?P<mark>[.,%/@])
  | (?P<plain>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"([<>=]+)\s*(-?[\d.]+)")
_SYSTEM = {"f800": "dd mmmm yyyy", "x-sysdate": "dd mmmm yyyy", "f400": "hh:mm:ss", "x-systime": "hh:mm:ss"}
"""The long date and the time of day of the reader's own settings."""


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One of the up to four parts of a format: its tokens and the condition under which it is used."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None

    @property
    def is_date(self) -> bool:
        """Whether it shows a date or a time."""
        return any(kind in ("date", "elapsed", "noon") for kind, _ in self.tokens)

    def meets(self, value: float) -> bool:
        """Whether a number meets the condition."""
        if self.condition is None:
            return True
        sign, bound = self.condition
        tests = {"<": value < bound, ">": value > bound, "=": value == bound}
        return tests["="] is (sign != "<>") if sign in ("=", "<>") else any(tests[one] for one in sign if one in tests)


@lru_cache(maxsize=2_000)
def sections_of(code: str) -> tuple[FormatSection, ...]:
    """The parts of a format."""
    parts: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "plain", match.group(match.lastgroup or 0)
        if match["locale"] is not None:
            system = _SYSTEM.get(match["locale"].lower())
            if system:
                return sections_of(system)
            kind, text = "currency", match["currency"]
        if kind == "plain" and text == ";":
            parts.append([])
        elif kind in ("quoted", "escaped", "forced", "currency", "plain"):
            parts[-1].append(("words", text))
        elif kind in ("blank", "fill"):
            parts[-1].append(("words", " " if kind == "blank" else ""))
        elif kind != "colour":
            parts[-1].append((kind, text))
    return tuple(_section(tokens) for tokens in parts[:4])


def _section(tokens: list[Token]) -> FormatSection:
    found = next((_CONDITION.match(text) for kind, text in tokens if kind == "condition"), None)
    kept = tuple(token for token in tokens if token[0] != "condition")
    return FormatSection(kept, (found[1], float(found[2])) if found and found[2].count(".") < 2 else None)


def is_date(code: str) -> bool:
    """Whether a format shows a date or a time."""
    return any(section.is_date for section in sections_of(code))


def is_share(code: str) -> bool:
    """Whether a format shows a number as a percentage."""
    return ("mark", "%") in sections_of(code)[0].tokens


def shown_text(text: str, code: str) -> str:
    """A text as its cell shows it."""
    section = _of_text(sections_of(code))
    if section is None:
        return text
    return "".join(text if token == ("mark", "@") else token[1] for token in section.tokens)


def shown_number(value: float, code: str, since_1904: bool = False) -> str:
    """A number as its cell shows it, white space made single; nothing where the format hides it (";;;")."""
    if code in (GENERAL, "", "@"):
        return general(value)
    section, signed = _chosen(sections_of(code), value)
    if section is None:
        return general(value)
    if section.is_date:
        shown = shown_date(value, section.tokens, since_1904)
        return " ".join(shown.split()) if shown is not None else general(value)
    try:
        text = written(abs(value), section.tokens)
    except (InvalidOperation, OverflowError, ValueError):
        return general(value)
    minus = "-" if signed and value < 0 and re.search("[1-9]", text) else ""
    return " ".join(f"{minus}{text}".split())


def _of_text(sections: tuple[FormatSection, ...]) -> FormatSection | None:
    """The part for texts: the fourth, or any that says where a text goes."""
    if len(sections) == 4:
        return sections[3]
    return next((section for section in reversed(sections) if ("mark", "@") in section.tokens), None)


def _chosen(sections: tuple[FormatSection, ...], value: float) -> tuple[FormatSection | None, bool]:
    """The part for a number, and whether the minus of a negative one is still to be written."""
    text = _of_text(sections)
    numeric = [section for section in sections[:3] if section is not text]
    if any(section.condition for section in numeric):
        for index, section in enumerate(numeric):
            below_zero = section.condition is None and index == 1 and len(numeric) == 3
            if value < 0 if below_zero else section.meets(value):
                return section, not (below_zero or _is_of_negatives(section))
        return None, True
    if not numeric:
        return None, True
    place = 1 if value < 0 else 2 if value == 0 else 0
    return (numeric[place], False) if place < len(numeric) else (numeric[0], True)


def _is_of_negatives(section: FormatSection) -> bool:
    """Whether its condition is met by negative numbers alone, whose minus it then writes itself."""
    return section.condition is not None and "<" in section.condition[0] and section.condition[1] <= 0
