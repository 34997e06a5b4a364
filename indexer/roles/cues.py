"""What settles a passage's role for a reader: the headings it stands under, and who is named as its source.

Rules for English safeguarding documents in general, kept as data. Patterns are matched without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.passages import PassageRole

_R = PassageRole


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


DECISIVE_HEADINGS: tuple[tuple[PassageRole, re.Pattern[str]], ...] = (
    (
        _R.PLANNED_ACTION,
        _any(
            r"^(?:\w+ )?moving (?:forward|into|on)\b",
            r"^(?:from|in|during|for) (?:april )?(?:20\d\d\S*)(?: \w+){0,4} will\b",
            r"\b(?:board|partnership|we|\w+[sc][bp]) will\W*$",
            r"^(?:our )?(?:next steps|the way forward|way forward|looking (?:ahead|forward)|what next|future plans?)\b",
            r"^what (?:we|the \w+) (?:will|plans? to|intends? to|are going to) do",
            r"^(?:what will we|how will we|what are we going to|what do we plan)\b",
            r"^(?:our )?(?:plans?|priorities|commitments|ambitions|objectives|aims) (?:for|in) (?:20\d\d|"
            r"the (?:year|coming))",
            r"^planned (?:actions?|work|activity)",
        ),
    ),
    (
        _R.RECOMMENDATION,
        _any(
            r"^(?:\w+ ){0,4}recommendations?\b(?! (?:from|made|of|in) (?:the )?(?:previous|last))",
            r"^what (?:needs|does \w.*? need) to (?:improve|change)",
            r"^what (?:should|must) (?:change|improve|happen)",
            r"^what we (?:ask|expect|want|need) (?:of|from) (?:you|partners|agencies|practitioners)\b",
            r"^areas? for (?:priority|immediate|urgent) (?:and \w+ )?action",
            r"^priority (?:and immediate )?actions? ?(?:required)?$",
            r"^(?:actions? required|required actions?|what needs to be done|suggested actions?)",
        ),
    ),
    (
        _R.WEAKNESS,
        _any(
            r"^what (?:were|are|was|is) (?:the |our )?(?:main |key )?(?:challenges?|difficult|barriers|gaps)",
            r"^(?:key |main |the |our )?(?:challenges|weaknesses|gaps|barriers|shortcomings|concerns)(?: (?:and|"
            r"identified|in|for)\b.*)?$",
            r"^areas? (?:to|for|of) (?:further )?(?:develop|development|concern|weakness)",
            r"^what (?:did not|didn.t|has not|hasn.t|is not|isn.t|was not|wasn.t)\b.*\b(?:well|work)",
            r"^what (?:worked|went) less well",
            r"^what (?:went|has gone|goes) (?:wrong|badly)\b",
            r"^what (?:are|were) we (?:\w+ )?(?:worried|concerned)",
            r"^what (?:could|needed|should) (?:be|have been|to be) (?:done )?better",
            r"missed opportunit",
        ),
    ),
    (
        _R.CASE_NARRATIVE,
        _any(
            r"^(?:\w+ )?case (?:study|studies|example|illustration|summary|history)",
            r"^practice (?:study|example)\b",
            r"\w.s (?:story|journey)$",
            r"^(?:family|the child|child\W?s) (?:background|history|circumstances)",
            r"^(?:chronology|timeline)\b|^(?:narrative|detailed) chronology",
            r"^(?:what happened|the circumstances|the facts|summary of (?:the )?(?:case|events))\b",
        ),
    ),
    (
        _R.DUTY,
        _any(
            r"^what the inspection judgements? mean",
            r"^(?:the )?(?:legal|legislative|statutory|regulatory) (?:framework|context|basis|dut|require|respons|"
            r"guidance|func|role|obj)",
            r"^(?:the )?(?:law|legislation|grade descriptors?|what the law says)\b",
            r"^(?:(?:chapter|section|part|paragraph)s? [\w./]+\W+)?(?:of (?:the )?)?(?:working together|"
            r"keeping children safe|statutory guidance|(?:[\w()/]+ ){1,7}(?:act|regulations))\b.{0,30}"
            r"(?:19|20)\d\d\)?(?: \(regulations? \d+\))?$",
        ),
    ),
    (
        _R.VOICE,
        _any(
            r"^what (?:our )?(?:children|young people|parents|families|carers|staff|practitioners|professionals|"
            r"they|people)"
            r"(?: and \w+(?: \w+)?)? (?:say|said|told|tell|have said|have told|think)",
            r"^(?:in (?:their|my|our) (?:own )?words|testimonials?|quot(?:es|ations) from|comments from)\b",
        ),
    ),
)
"""Headings that settle the role of what stands under them, in the order in which they are tried."""

LEANING_HEADINGS: tuple[tuple[PassageRole, re.Pattern[str]], ...] = (
    (
        _R.STRENGTH,
        _any(
            r"^what (?:has |is |was |are we |have we |we )?(?:been )?(?:work(?:ed|s|ing)|went|go(?:es|ing)|gone|"
            r"do(?:ne|ing)|did) (?:\w+ )?well",
            r"^what.s (?:working|going) well",
            r"^(?:key |main |our |the )?(?:strengths|achievements|successes|highlights|good practice|positives?)\b",
            r"\bdoing that is effective",
            r"^(?:examples? of )?(?:good|effective|positive|best) practice",
        ),
    ),
    (_R.WEAKNESS, _any(r"need to do better", r"^areas? for improvement", r"\bweaknesses\b")),
    (
        _R.RECOMMENDATION,
        _any(
            r"^areas? for improvement",
            r"^(?:key )?(?:learning|lessons)\b(?! (?:and|review|summary|"
            r"briefing|bulletin|event|log|report|framework|from the))",
            r"\baction plan\b",
        ),
    ),
    (
        _R.PLANNED_ACTION,
        _any(
            r"^priority \d",
            r"\bpriorities\b",
            r"business plan",
            r"\band beyond$",
            r"action plan",
            r"strategic (?:aim|plan)",
        ),
    ),
    (
        _R.FIGURES,
        _any(
            r"\b(?:data|figures|statistics|numbers|scorecard|income|expenditure|budget|attendance|demograph\w*)\b",
            r"\b(?:children|child protection|\w+ looked after|children in care) (?:living )?in this area",
            r"^service information",
            r"^about (?:child deaths|allegations|referrals|contacts)",
        ),
    ),
    (
        _R.DESCRIPTION,
        _any(
            r"^(?:a (?:few things|bit|bit more|little) )?about\b",
            r"^(?:the )?(?:introduction|background|context|foreword|membership|governance|method|scope|"
            r"terms of reference)",
            r"^(?:who we are|information about|structure|glossary|acknowledgements|.*\bfootnote)",
            r"^what (?:we know|do we know) about",
        ),
    ),
    (_R.VOICE, _any(r"\bvoices?\b", r"\bfeedback\b", r"\bparticipation\b", r"\blived experience")),
    (
        _R.PROCEDURE_STEP,
        _any(
            r"\bprocedures?\b",
            r"^(?:what to do|how to|when to|making a referral|step \d|immediate (?:action|response|steps))",
            r"\b(?:flow ?chart|referral process|pathway|actions? to (?:be )?taken?)\b",
        ),
    ),
    (_R.DUTY, _any(r"\bdut(?:y|ies)\b", r"\bresponsibilit", r"\bstatutory\b", r"working together")),
)
"""Headings that make a role likelier without settling it."""

_ACT = (
    r"(?:[A-Z][\w’'()-]+[ ,]+(?:(?:and|of|for|to|the|&)[ ,]+)*){1,9}"
    r"(?:Act|Regulations|Order)[ ,]+\(?(?:19|20)\d\d\)?"
)
_GUIDANCE = (
    r"(?:HM Government[ ,:–-]+)?[‘'“\"]?(?:Working Together(?: to Safeguard Children)?|"
    r"Keeping Children Safe in Education"
    r"|Prevent Duty(?: Guidance)?|Information Sharing(?: Advice)?|Care and Support Statutory Guidance"
    r"|(?:[A-Z][\w’'-]+ ){0,6}(?:Statutory|Multi-Agency) Guidance)[’'”\"]?"
)
_REFERENCE = r"(?:chapter|section|paragraph|part|page|regulation|article|p)s?\.? ?[\d.()a-z]+(?: (?:and|to) \d+)?"
ATTRIBUTION = re.compile(
    r"[\s(\[–—-]*(?i:(?:source|from|see|taken from|extract from|as set out in)[: ]+)?"
    rf"(?i:{_REFERENCE}[ ,:;–—-]*(?:of (?:the )?)?)?"
    rf"(?:{_ACT}|{_GUIDANCE})[ ,]*(?:\(?(?:19|20)\d\d\)?)?[ ,]*"
    rf"(?i:\(?{_REFERENCE}\)?)?[\s.)\]”\"’]*$",
)
"""The end of a line that names a law or statutory guidance as the source of what stands before it."""


def decisive(headings: Sequence[str]) -> tuple[PassageRole, str] | None:
    """The role a heading settles, and that heading: the innermost that says anything about roles decides alone."""
    for heading in reversed(headings):
        settled = _told(heading, DECISIVE_HEADINGS)
        if settled or _told(heading, LEANING_HEADINGS):
            return (settled[0], heading) if settled else None
    return None


def leanings(headings: Sequence[str]) -> dict[PassageRole, str]:
    """Roles that the headings make likelier, each with the innermost heading that does."""
    found: dict[PassageRole, str] = {}
    for heading in reversed(headings):
        for role in _told(heading, (*DECISIVE_HEADINGS, *LEANING_HEADINGS)):
            found.setdefault(role, heading)
    return found


def attribution(text: str) -> str | None:
    """The law or guidance named as the source of a text at its end.

    The name stands by itself: on a line, after a full stop, in brackets or behind a dash. A sentence that only
    ends in it ("it complies with Working Together 2015") attributes nothing. When more follows, the greater
    part of the text must stand before it.
    """
    for line in re.finditer(r"[^\n]+", text):
        match = ATTRIBUTION.search(line.group())
        if match is None or not _stands_alone(line.group(), match.start()):
            continue
        before, after = text[: line.start() + match.start()].strip(), text[line.end() :].strip()
        if len(before) > len(after):
            return " ".join(match.group().split()).strip(" .()[]–—-")
    return None


def _stands_alone(line: str, start: int) -> bool:
    before, opening = line[:start].rstrip(), line[start:].lstrip()[:1]
    return not before or before[-1] in '.;:!?”"’)–—-' or opening in ("(", "[", "–", "—", "-")


def _told(heading: str, rules: Sequence[tuple[PassageRole, re.Pattern[str]]]) -> list[PassageRole]:
    plain = re.sub(r"^(?:\W|\d+[.)\s]|\d+\.\d+\S*\s)+", "", " ".join(heading.split()))
    return [role for role, pattern in rules if pattern.search(plain)]
