"""Words of questions that say where to look: kinds of document and kinds of statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.documents import DocumentKind
from indexer.passages import PassageRole


def _any(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns as whole words; a star at the end lets the word go on."""
    words = (p.removesuffix("*") + ("" if p.endswith("*") else r"\b") for p in patterns)
    return re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)


KINDS: Sequence[tuple[re.Pattern[str], tuple[DocumentKind, ...], str]] = (
    (_any("annual reports?", "yearly reports?", "board reports?"), (DocumentKind.ANNUAL_REPORT,), "annual reports"),
    (
        _any("ofsted", "inspect(?:ors?|ions?)", "jtais?", "ilacs", "cqc", "joint targeted area inspections?"),
        (DocumentKind.INSPECTION,),
        "inspections",
    ),
    (
        _any("(?:serious )?case reviews?", "scrs?", "l?cspr?s?", "(?:practice|learning|rapid) reviews?"),
        (DocumentKind.LEARNING_REVIEW, DocumentKind.BRIEFING),
        "learning reviews",
    ),
    (_any("audits?", "audited", "dip samples?"), (DocumentKind.AUDIT,), "audits"),
    (_any("procedures?", "polic(?:y|ies)", "protocols?", "pathways?"), (DocumentKind.PROCEDURE,), "procedures"),
    (_any("child death (?:reviews?|reports?|overview)", "cdop"), (DocumentKind.CHILD_DEATH,), "child death reviews"),
    (_any("statutory guidance", "working together", "kcsie", "guidance says"), (DocumentKind.GUIDANCE,), "guidance"),
    (_any("training (?:programme|calendar|plan|brochure)s?"), (DocumentKind.TRAINING,), "training programmes"),
    (_any("(?:learning|challenge|risk|action) (?:and improvement )?logs?"), (DocumentKind.LOG,), "logs"),
    (_any("(?:seven|7)[- ]minute briefings?", "briefings?"), (DocumentKind.BRIEFING,), "briefings"),
)
"""Words for a kind of document, the kinds meant, and what a person is shown."""

ROLES: Sequence[tuple[re.Pattern[str], tuple[PassageRole, ...], str]] = (
    (
        _any(
            "what (?:went|goes|is|was|were|are)(?:n['’]t)? (?:going )?wrong",
            "what['’]?s wrong",
            "weak*",
            "criticis*",
            "fail(?:ed|ing|ings|ures?)",
            "pulled up",
            "areas? (?:for|to) (?:improvement|improve|develop)",
            "concerns?",
            "problems?",
            "poor",
            "not good enough",
            "worst",
            "lack of",
        ),
        (PassageRole.WEAKNESS, PassageRole.RECOMMENDATION),
        "what was found weak",
    ),
    (
        _any(
            "what (?:went|goes|worked|works) (?:well|right)",
            "what worked",
            "good (?:practice|examples?|work)",
            "strengths?",
            "praised?",
            "best",
            "like about",
            "impress*",
        ),
        (PassageRole.STRENGTH,),
        "what worked",
    ),
    (
        _any("promis*", "commitments?", "plan(?:ned|s)? to", "priorit*", "going to do", "moving forward", "next year"),
        (PassageRole.PLANNED_ACTION,),
        "commitments",
    ),
    (
        _any("recommend*", "recs", "told to", "to fix", "to improve"),
        (PassageRole.RECOMMENDATION, PassageRole.WEAKNESS),
        "what was recommended",
    ),
    (
        _any(
            "what (?:must|should|do|can) (?:i|we)",
            "(?:must|can|should|may) (?:i|we)",
            "do (?:i|we) (?:have|need) to",
            "(?:how|who|when) (?:do|should|can|must) (?:i|we)",
            "am i",
        ),
        (PassageRole.PROCEDURE_STEP, PassageRole.DUTY),
        "what to do",
    ),
    (
        _any("how (?:many|much|often)", "numbers?", "figures?", "per ?cent(?:age)?", "average", "stat(?:s|istics)"),
        (PassageRole.FIGURES,),
        "figures",
    ),
    (
        _any("what (?:do|did) (?:children|young people|parents|families|kids)", "in their own words", "voices?"),
        (PassageRole.VOICE,),
        "children's and families' words",
    ),
)
"""Words for a kind of statement, the roles meant, and what a person is shown."""

FINDINGS = (PassageRole.WEAKNESS, PassageRole.STRENGTH)
LEARNED = _any(
    "what (?:have|did|has) (?:we|they|reviews?|the board|the partnership|inspectors?|ofsted)",
    "learn(?:ed|t|ing)",
    "lessons?",
    "findings?",
    "themes?",
)
"""Words that ask for what was found, weak or good, rather than for duties."""

AUDIENCE = re.compile(
    r"\b(?:(?:training|courses?|briefings?|guidance|advice|learning|events?|sessions?)\s+for|aimed at|as an?|"
    r"i['’]?m an?|"
    r"i am an?)\s+((?:(?:foster|newly qualified|social|health|school|youth|early years|family support|police|"
    r"community|student)\s+)?"
    r"(?:carers?|workers?|visitors?|nurses?|teachers?|officers?|gps?|doctors?|midwi(?:fe|ves)|managers?|practitioners?|"
    r"governors?|volunteers?|parents?|trainers?|staff|dsls?|leads?|senco|consultants?|paediatricians?))\b",
    re.IGNORECASE,
)
"""Whom something is for, or who asks."""
