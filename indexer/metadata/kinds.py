"""Kinds: what sort of publication a document is, told by its title, its first headings, its name or its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.documents import DocumentKind
from indexer.metadata.bodies import NATIONAL, first_named, local_bodies

_TITLE_WORDS: dict[DocumentKind, str] = {
    DocumentKind.LOG: (
        r"\b(?:action|risk|challenge|learning|improvement|recommendations?|escalations?|decision)s?"
        r"(?: and improvement| plan)? (?:log|register|tracker)\b"
    ),
    DocumentKind.OTHER: r"\bminutes of\b|\b(?:board|meeting|committee|panel|group|partnership) minutes\b",
    DocumentKind.BRIEFING: r"briefing|\b(?:7|seven) ?minute|newsletter|bulletin"
    r"|learning (?:lessons )?(?:summary|snapshot)"
    r"|practitioner summary|one ?page summary|spotlight on",
    DocumentKind.CHILD_DEATH: r"child death|\bcdop\b|child mortality|\bcdr\b",
    DocumentKind.INSPECTION: (
        r"inspection of|inspection report|area send|\b(?:jtai|ilacs|sif)\b|joint targeted area|services inspection"
        r"|focused visit|monitoring visit|child protection inspection|inspection under"
        r"|\bjoint inspection|inspection outcome"
    ),
    DocumentKind.ANNUAL_REPORT: r"(?:annual|yearly|bi ?annual) report"
    r"|annual review of (?:the )?(?:partnership|board)|yearly review",
    DocumentKind.LEARNING_REVIEW: (
        r"(?:serious|significant) case review|(?:practice|learning|rapid|thematic) review|\bscr\b"
        r"|\bl?cspr\b|\bdhr\b|\bdardr\b"
        r"|domestic homicide review|domestic abuse related death|safeguarding adults? reviews?|mental health homicide"
        r"|learning (?:report|lessons) (?:for|from|on)|overview report|partnership review|mappa serious"
    ),
    DocumentKind.AUDIT: (
        r"\baudits?\b|quality assurance (?:report|findings)|section (?:11|175|157)|\bs(?:11|175)\b"
        r"|dip sampl|self assessment"
    ),
    DocumentKind.TRAINING: (
        r"training (?:programme|plan|needs|report|brochure|calendar|prospectus|offer|courses?|directory"
        r"|pathway|strategy|catalogue)"
        r"|course (?:list|programme|directory)"
        r"|learning and development (?:programme|report|offer|brochure|prospectus)"
        r"|(?:learning|workshop|course) (?:brochure|prospectus|calendar)"
    ),
    DocumentKind.GUIDANCE: r"statutory guidance|working together to safeguard|keeping children safe in education",
    DocumentKind.PROCEDURE: (
        r"procedures?\b|(?:protocol|pathway|polic(?:y|ies)|flow ?chart|toolkit)\b|threshold|standard operating"
        r"|(?:practice|supervision|minimum) standards?\b|^standards? for|(?:continuum|levels?) of need"
        r"|practice guid|good practice"
    ),
}
"""What a title of each kind holds, strongest kind first."""
_KINDS = tuple((kind, re.compile(words, re.IGNORECASE | re.MULTILINE)) for kind, words in _TITLE_WORDS.items())
_GUIDE = re.compile(r"\bguid(?:ance|e|elines)\b|\bhandbook\b", re.IGNORECASE)

_OWN_NAME: dict[DocumentKind, str] = {
    DocumentKind.ANNUAL_REPORT: r"annual report",
    DocumentKind.INSPECTION: r"inspection",
    DocumentKind.LEARNING_REVIEW: r"(?:serious case |practice |learning |safeguarding adults? |rapid )?review",
    DocumentKind.AUDIT: r"audit|self-assessment",
    DocumentKind.PROCEDURE: r"procedures?|protocol|policy|guide|guidance|pathway|toolkit|standards",
    DocumentKind.BRIEFING: r"briefing|newsletter|bulletin",
    DocumentKind.TRAINING: r"(?:training |course )?(?:programme|brochure|prospectus)",
    DocumentKind.LOG: r"log|register|tracker",
}
_OWN = tuple(
    (kind, re.compile(rf"\b(?:this|(?:our|my|his|her|its)(?: \w+)?) (?:{words})\b", re.IGNORECASE))
    for kind, words in _OWN_NAME.items()
)
"""How a document of each kind speaks of itself."""
_SECTIONS: dict[DocumentKind, str] = {
    DocumentKind.PROCEDURE: (
        r"purpose|scope|aims?|principles?|definitions?|what (?:to do|happens|you)"
        r"|what (?:is\b.*|.* (?:is|are|means))$|who (?:it|this) is|how to|when to|why (?:it|this)"
        r"|roles and responsibilities|referral|recording|escalation|review date|flow ?chart|consent"
        r"|information sharing|standards?"
        r"|recognising|responding|notifying|steps? \d|after|exceptions|examples"
    ),
    DocumentKind.LEARNING_REVIEW: (
        r"terms of reference|methodology|chronology|genogram|family (?:composition|background)|analysis"
        r"|key (?:events|episodes)"
        r"|findings?|recommendations?|parallel processes|background|voice of the child|good practice"
    ),
}
_SECTION_HEADS = tuple(
    (kind, re.compile(rf"^(?:\d+(?:\.\d+)*\.?\s+)?(?:{words})\b", re.IGNORECASE)) for kind, words in _SECTIONS.items()
)
_FEWEST_SECTIONS = 3
"""Headings of a kind from which they tell it; fewer are met elsewhere. By judgement."""


def kind_of(titles: Iterable[str], opening: str, headings: Iterable[str]) -> DocumentKind | None:
    """The kind that the first telling one of `titles` says; else what the text calls itself, or its sections show.

    Guidance of a local body is part of its procedures; guidance of anyone else is guidance.
    """
    for title in titles:
        plain = " ".join(re.sub(r"[-_/]", " ", title).split())
        for kind, pattern in _KINDS:
            if pattern.search(plain):
                return kind
        if _GUIDE.search(plain):
            return _guidance(opening)
    return _by_own_words(opening) or _by_sections(headings)


def _guidance(opening: str) -> DocumentKind:
    local = any(body.is_board for body in local_bodies(opening)) and first_named(NATIONAL, opening[:600]) is None
    return DocumentKind.PROCEDURE if local else DocumentKind.GUIDANCE


def _by_own_words(opening: str) -> DocumentKind | None:
    counts = [(3 * len(own.findall(opening)), kind) for kind, own in _OWN]
    named = {kind: len(pattern.findall(opening)) for kind, pattern in _KINDS}
    best = max(
        ((count + min(named.get(kind, 0), 4), count, kind) for count, kind in counts), key=lambda found: found[:2]
    )
    return best[2] if best[0] >= 2 else None


def _by_sections(headings: Iterable[str]) -> DocumentKind | None:
    found = list(headings)
    counts = [(sum(bool(p.search(heading)) for heading in found), kind) for kind, p in _SECTION_HEADS]
    best = max(counts, key=lambda pair: pair[0])
    return best[1] if best[0] >= _FEWEST_SECTIONS else None
