"""Sectors: to which part of the workforce an agency, an audience or a finding belongs, by words."""

from __future__ import annotations

import re
from enum import StrEnum


class Sector(StrEnum):
    """A part of the workforce."""

    EDUCATION = "education"
    SOCIAL_CARE = "social_care"
    HEALTH = "health"
    GENERAL_PRACTICE = "general_practice"
    POLICE = "police"
    JUSTICE = "justice"
    VOLUNTARY = "voluntary"


LABELS = {
    Sector.EDUCATION: "Education",
    Sector.SOCIAL_CARE: "Council and social care",
    Sector.HEALTH: "Health trusts",
    Sector.GENERAL_PRACTICE: "General practice",
    Sector.POLICE: "Police",
    Sector.JUSTICE: "Probation and youth justice",
    Sector.VOLUNTARY: "Voluntary, community and faith",
}
_WORDS = {
    Sector.GENERAL_PRACTICE: r"\bGPs?\b|general practi\w+|practice (?:staff|nurses?)|\bsurger(?:y|ies)\b|primary care",
    Sector.JUSTICE: r"probation|youth (?:offending|justice)|\bYO[TS]\b|prisons?\b|\bCAFCASS\b|\bcourts?\b|\bCRC\b",
    Sector.POLICE: r"\bpolice\b|constabular",
    Sector.VOLUNTARY: r"voluntary|\bfaith\b|charit|third sector|\bVCSE?\b|community (?:group|organisation|sector)",
    Sector.EDUCATION: r"schools?\b|colleges?\b|nurser(?:y|ies)\b|early years|education|academ|childminder|teachers?\b"
    r"|designated safeguarding leads?|governors?\b|form tutors?",
    Sector.HEALTH: r"\bhealth\b|hospital|\bNHS\b|\bCCGs?\b|\bICB\b|\btrusts?\b|midwi|ambulance|nurses?\b|maternity"
    r"|paediatric|emergency department|CAMHS|clinicians?\b",
    Sector.SOCIAL_CARE: r"council|local authorit|social (?:care|work)|early help|children[’']s (?:services|centres?)"
    r"|\bhousing\b|foster",
}
_PATTERNS = {sector: re.compile(words, re.IGNORECASE) for sector, words in _WORDS.items()}
_NURSES_ELSEWHERE = re.compile(r"school nurses?|practice nurses?", re.IGNORECASE)


def sector_of(agency: str) -> Sector | None:
    """The sector of one agency; None where its name does not say. The narrower wins: a practice nurse is no trust's."""
    return next((sector for sector, pattern in _PATTERNS.items() if pattern.search(agency)), None)


def sectors_in(words: str) -> tuple[Sector, ...]:
    """Every sector that words name; none for "everyone" and for roles that all sectors have."""
    plain = _NURSES_ELSEWHERE.sub(lambda match: "nurse" if match[0].lower().startswith("school") else "GP", words)
    return tuple(sector for sector in Sector if _PATTERNS[sector].search(plain))
