"""Whether a sentence gives what a question wants: a number that counts, a percentage, a length of time, a way to
reach somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from api.terms.values import Wanted
from indexer.text.agencies import named_in

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|"
    "Aug|Sept?|Oct|Nov|Dec"
)
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|both"
)
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|\b(?:{_NUMBER_WORDS})\b)"
_UNIT = r"(?:minutes?|hours?|(?:working |school |calendar |clear )?days?|weeks?|months?|years?|terms?)"
_OF = rf"{_NUMBER} (?:of|out of|in|from) (?:the |every )?{_NUMBER}"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_NO_COUNT = _any(
    r"^\W*\d+(?:\.\d+)*[.):]?\s+(?=(?-i:[A-Z]))",
    r"\b(?:section|s\.|level|paragraph|para|stage|tier|page|chapter|part|article|year|phase|grade|figure|table|step|"
    r"standard|priority|recommendation|rec|finding|action|objective|appendix|question|key stage|regulation|version|no|"
    r"number|ref|aged?|under|over|child|baby|family|scr)s?\.?[\s:.-]*\d+(?:\.\d+)*s?\b",
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    r"\b(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d\d(?:\d\d)?)?\b|\b\d\d/\d\d\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}\b",
    r"\b\d{1,2}[:.]\d\d\s?(?:am|pm)?\b|\b\d{1,2}\s?(?:am|pm)\b|\b\d[\d ]{8,}\d\b",
    r"\b(?:at once|no one|one another|one-to-one|at one|one of the (?:most|main|key)|which one|that one|each one)\b",
    r"(?<=[a-z])\d+|\b\d+\.\d+\.\d+",
)
"""Numbers that count nothing: marks of lists, parts of documents, years, days, ages, hours, telephone numbers."""
_LASTS = _any(rf"£\s?{_NUMBER}(?: ?(?:million|thousand|m|k)\b)?", rf"{_NUMBER}[\s-]+{_UNIT}\b")
_FOUND: Mapping[Wanted, re.Pattern[str]] = {
    Wanted.COUNT: _any(
        _NUMBER,
        r"\b(?:none|nobody|zero|once|twice|dozens|hundreds|thousands)\b",
        r"\b(?:half|thirds?|quarters?|most|majority|minority|all|nearly all|almost all) of "
        r"(?:the|these|those|them|its|their)\b",
        r"\bno (?=\w+ing\b|\w+s\b|course\b)",
    ),
    Wanted.PERCENTAGE: _any(
        r"\d\s?%|\bper ?cent(?:age)?\b", _OF, r"\b(?:half|thirds?|quarters?|majority|most|all of|none of)\b"
    ),
    Wanted.RATE: _any(r"\d\s?%|\bper ?cent\b", rf"{_NUMBER}\s+per\s|\bper {_NUMBER}", _OF, r"\brate\b.*\d"),
    Wanted.DURATION: _any(
        rf"{_NUMBER}[\s-]+(?:and a half )?{_UNIT}",
        rf"\b(?:an?|each|every|the same|next|within the|several|few|many|half an?) {_UNIT}\b",
        r"\b(?:immediately|at once|straight ?away|without delay|same[- ]day|promptly|daily|weekly|fortnightly|monthly|"
        r"quarterly|yearly|annually|overnight|fortnight|once a|twice a|as soon as|half-term)\b",
        r"\bfor (?:days|weeks|months|years)\b",
    ),
    Wanted.MONEY: _any(
        r"£\s?\d", r"\b\d[\d,.]*\s?(?:pounds|pence|p\b)", r"\bfree of charge\b", r"\b(?:is|are|was|were) free\b"
    ),
    Wanted.CONTACT: re.compile(
        r"(?<!\d)(?:\+44\s?|0)\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)|\b(?:999|101|111|116 ?\d{3}|0800\s?\d+)\b|"
        r"[\w.+-]+@[\w-]+\.\w+|\bhttps?://|\bwww\.|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
    ),
    Wanted.DATE: _any(
        r"\b(?:1[5-9]|20)\d\d\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b|\b(?:in|since|by|from|until|on)\s+(?:{_MONTHS})\b",
        rf"{_NUMBER}[\s-]+{_UNIT}",
    ),
    Wanted.REASON: _any(
        r"\b(?:because|since|due to|as a result|so that|owing to|therefore|caused?|reasons?|led to|leads? to|"
        r"meant that|means that|in order to|for (?:lack|want) of)\b"
    ),
    Wanted.STEP: re.compile(
        r"\b(?:must|should|do not|always|never)\b|"
        r"^\W*(?:[A-Z][a-z]+ (?:the|a|an|your|it|them|to|who|and|whether|what)\b)"
    ),
    Wanted.CHANGE: _any(
        r"\b(?:ris(?:en|e|es|ing)|rose|f[ae]ll(?:en|s|ing)?|increas\w+|decreas\w+|improv\w+|better|worse|declin\w+|"
        r"deteriorat\w+|reduc\w+|slipped|grew|grown|still|no longer|now|remains?|since|compared|progress\w*)\b"
    ),
}
_CALLED = re.compile(
    r"(?<!^)\b[A-Z][a-z]+ [A-Z][a-z]+|\b(?:manager|lead|chair|officer|nurse|doctor|worker|visitor|midwife|teacher|"
    r"partners?|clinician|consultant|director|commissioner|panel|board|team|practitioners?|supervisor|coordinator|"
    r"council|everyone|all staff)s?\b"
)
"""A name, or the word for a role."""
BINDING = frozenset({Wanted.COUNT, Wanted.PERCENTAGE, Wanted.RATE, Wanted.DURATION, Wanted.MONEY, Wanted.CONTACT})
"""What a line either gives or does not; of the rest a line may be silent and answer all the same."""


def gives(sentence: str, wanted: Wanted) -> bool:
    """Whether a sentence gives something of the sort wanted."""
    if wanted is Wanted.PERSON:
        return next(iter(named_in(sentence)), None) is not None or bool(_CALLED.search(sentence))
    if wanted is Wanted.COUNT:
        # A length of time or a sum of money counts neither people nor events.
        sentence = _LASTS.sub(" ", _NO_COUNT.sub(" ", sentence))
    pattern = _FOUND.get(wanted)
    return pattern is not None and pattern.search(sentence) is not None
