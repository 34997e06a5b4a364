"""The sort of answer a question wants, by its words; what gives it is known to `api.terms.figures`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.terms.values import Wanted
from indexer.passages import Span

_UNITS = r"(?:minutes?|hours?|(?:working |school |calendar )?days?|weeks?|months?|years?|terms?)"
_IS = r"(?:is|are|was|were)"
_WHAT_IS = rf"\b(?:what|which) {_IS} the (?:\w+ ){{0,4}}"
_REACHED = r"(?:mash|lado|edt|helpline|hub|duty|front door|social care)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})", re.IGNORECASE)


_READ = (
    (
        Wanted.CONTACT,
        _any(
            r"\b(?:tele)?phone (?:number|no\.?)s?\b",
            r"\bcontact (?:details|number|us|them)\b",
            r"\be-?mail address(?:es)?\b",
            rf"\bnumber (?:for|of) (?:the )?{_REACHED}\b(?! (?:referrals?|contacts?|cases?))",
            r"\b(?:what|which) number (?:do|should|can) (?:i|we) (?:ring|call|phone)\b",
            r"\bwhat(?:['’]?s| is) the (?:e-?mail|address|postcode)\b",
        ),
    ),
    (
        Wanted.DURATION,
        _any(
            rf"\bhow many {_UNITS}\b(?! (?:of|were|did|have)\b)",
            rf"\bnumber of {_UNITS}\b(?= (?:to|for|until|before|children|that|they|it|a|the))",
            r"\bhow (?:long|soon|quick(?:ly)?|fast|often|frequently)\b",
            rf"{_WHAT_IS}(?:time ?scales?|time ?limits?|deadlines?|wait(?:ing time)?s?)\b",
            r"\bwaiting times?\b",
        ),
    ),
    (
        Wanted.MONEY,
        _any(
            r"\bhow much (?:money|funding|funds|budget)\b",
            r"\bhow much (?:\S+ ){0,5}(?:costs?|spen[dt]|paid|pay|charged?|contribut\w+)\b",
            rf"\b(?:what|how (?:much|big|large)) {_IS} the (?:\w+ ){{0,3}}"
            r"(?:budget|costs?|fees?|spend(?:ing)?|price|grant)\b",
            r"\b(?:average|total) (?:cost|spend(?:ing)?|price|fee)s?\b",
            r"£",
        ),
    ),
    (
        Wanted.PERCENTAGE,
        _any(r"%", r"\bper ?cent(?:age)?s?\b", r"\bwhat (?:proportion|share|fraction)\b", r"\bproportion of\b"),
    ),
    (
        Wanted.RATE,
        _any(
            r"\bper (?:10,?000|100,?000|1,?000|head|hundred|thousand)\b",
            rf"{_WHAT_IS}rates?\b",
            r"\b(?:re-?referral|vacancy|turnover|attendance|conviction|completion|response|birth|death|mortality) "
            r"rates?\b",
        ),
    ),
    (
        Wanted.COUNT,
        _any(
            r"\bhow many\b",
            r"\b(?:the |total )?numbers? of\b",
            rf"{_WHAT_IS}(?:numbers?|figures?|totals?|counts?)\b",
            r"\b(?:what|which) (?:figures?|numbers?|total)\b",
            r"\b\w+ (?:numbers|figures)\b(?! (?:that|which|are wrong))",
            r"\bhow much\b(?= (?:training|supervision|time))",
        ),
    ),
    (
        Wanted.DATE,
        _any(
            r"\b(?:what|which) (?:year|date|day|month)\b",
            r"\bwhen (?:was|were|did|is the next|will the)\b",
            r"\bsince when\b",
        ),
    ),
    (
        Wanted.PERSON,
        _any(
            r"(?:^|[,;:?/–-]|\band|\bto)\s*who(?:['’]s)?\b(?! knows)",
            r"\bwhose (?:job|role|responsibility|duty)\b",
            r"\bwhich (?:agency|agencies|person|role|professional)\b",
        ),
    ),
    (Wanted.REASON, _any(r"\bwhy\b", rf"{_WHAT_IS}(?:reasons?|causes?)\b", r"\bhow come\b", r"\bwhat caused\b")),
    (
        Wanted.CHANGE,
        _any(
            r"\bover (?:the years|time)\b",
            r"\b(?:got|getting|get|become|becoming) (?:any )?(?:better|worse|more|less)\b",
            r"\b(?:better|worse) (?:or|than)\b",
            r"\b(?:up or down|trends?|changed|improv(?:ed|ing)|compared? (?:with|to)|risen|fallen|still a problem)\b",
        ),
    ),
    (
        Wanted.STEP,
        _any(
            r"\bwhat (?:must|should|do|can) (?:i|we|you) (?:do|say|write)\b",
            r"\bhow (?:do|should|can|must) (?:i|we|you)\b",
            r"\bwhat (?:now|next|happens (?:when|if|next))\b",
            r"\bwhat (?:are|is) the (?:steps?|process|procedure)\b",
        ),
    ),
    (
        Wanted.LIST,
        _any(
            r"\b(?:list|which|name) (?:all|every|everything)\b",
            r"^\W*list\b",
            r"\b(?:what|which) (?:are|were) (?:all )?the (?:\w+ ){0,3}"
            r"(?:recommendations|findings|actions|priorities|learning points|themes|stages|steps|members)\b",
            r"\b(?:all|every) (?:the |its )?(?:recommendations?|findings?|actions?)\b",
            r"\bwhat (?:did|does|do) .{0,80}\brecommend\b",
            r"\brec(?:om+endation)?s (?:of|from|in|made)\b",
            r"\brecommendations\W*$",
        ),
    ),
    (
        Wanted.YES_NO,
        _any(
            r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|should|must|may|will|would|am)(?:n['’]t)? \w+\b"
        ),
    ),
)
"""What is looked for, the most telling first: of the figures only the first read counts."""
_FIGURES = frozenset({Wanted.CONTACT, Wanted.DURATION, Wanted.MONEY, Wanted.PERCENTAGE, Wanted.RATE, Wanted.COUNT})
LABELS = {
    Wanted.COUNT: "a number",
    Wanted.PERCENTAGE: "a percentage",
    Wanted.RATE: "a rate",
    Wanted.DURATION: "a length of time",
    Wanted.MONEY: "an amount of money",
    Wanted.DATE: "a date",
    Wanted.PERSON: "a person or role",
    Wanted.LIST: "a list",
    Wanted.CONTACT: "a telephone number or address",
    Wanted.REASON: "a reason",
    Wanted.STEP: "what to do",
    Wanted.YES_NO: "yes or no",
    Wanted.CHANGE: "a change over time",
}
"""How a person is told what sort of answer is looked for."""


def wanted(text: str) -> Iterator[tuple[Span, Wanted]]:
    """The sort of answer wanted, with the words that say so: at most one sort of figure and one other."""
    figure = other = False
    for kind, pattern in _READ:
        match = pattern.search(text)
        if match is None or (figure if kind in _FIGURES else other or (figure and kind is Wanted.YES_NO)):
            continue
        figure, other = figure or kind in _FIGURES, other or kind not in _FIGURES
        yield match.span(), kind
