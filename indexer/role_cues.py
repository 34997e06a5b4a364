"""What tells a passage's role to a reader: the headings it stands under, the words it uses, who is named as its source.

Rules for English safeguarding documents in general, kept as data. Patterns are matched without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

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
            r"^(?:our )?(?:plans?|priorities|commitments|ambitions|objectives|aims) (?:for|in) (?:20\d\d|the (?:year|coming))",
            r"^planned (?:actions?|work|activity)",
        ),
    ),
    (
        _R.RECOMMENDATION,
        _any(
            r"^(?:\w+ ){0,4}recommendations?\b(?! (?:from|made|of|in) (?:the )?(?:previous|last))",
            r"^what (?:needs|does \w.*? need) to (?:improve|change)",
            r"^what (?:should|must) (?:change|improve|happen)",
            r"^areas? for (?:priority|immediate|urgent) (?:and \w+ )?action",
            r"^priority (?:and immediate )?actions? ?(?:required)?$",
            r"^(?:actions? required|required actions?|what needs to be done|suggested actions?)",
        ),
    ),
    (
        _R.WEAKNESS,
        _any(
            r"^what (?:were|are|was|is) (?:the |our )?(?:main |key )?(?:challenges?|difficult|barriers|gaps)",
            r"^(?:key |main |the |our )?(?:challenges|weaknesses|gaps|barriers|shortcomings|concerns)(?: (?:and|identified|in|for)\b.*)?$",
            r"^areas? (?:to|for|of) (?:further )?(?:develop|development|concern|weakness)",
            r"^what (?:did not|didn.t|has not|hasn.t|is not|isn.t|was not|wasn.t)\b.*\b(?:well|work)",
            r"^what (?:worked|went) less well",
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
            r"^(?:the )?(?:legal|legislative|statutory|regulatory) (?:framework|context|basis|dut|require|respons|guidance|func|role|obj)",
            r"^(?:the )?(?:law|legislation|grade descriptors?|what the law says)\b",
        ),
    ),
    (
        _R.VOICE,
        _any(
            r"^what (?:our )?(?:children|young people|parents|families|carers|staff|practitioners|professionals|they|people)"
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
            r"^what (?:has |is |was |are we |have we |we )?(?:been )?(?:work(?:ed|s|ing)|went|go(?:es|ing)|gone|do(?:ne|ing)|did) (?:\w+ )?well",
            r"^what.s (?:working|going) well",
            r"^(?:key |main |our |the )?(?:strengths|achievements|successes|highlights|good practice|positives?)\b",
            r"\bdoing that is effective",
            r"^(?:examples? of )?(?:good|effective|positive|best) practice",
        ),
    ),
    (_R.WEAKNESS, _any(r"need to do better", r"^areas? for improvement", r"\bweaknesses\b")),
    (_R.RECOMMENDATION, _any(r"^areas? for improvement", r"^(?:key )?(?:learning|lessons)\b", r"\baction plan\b")),
    (
        _R.PLANNED_ACTION,
        _any(r"^priority \d", r"\bpriorities\b", r"business plan", r"\band beyond$", r"action plan", r"strategic (?:aim|plan)"),
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
            r"^(?:the )?(?:introduction|background|context|foreword|membership|governance|method|scope|terms of reference)",
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

_ACT = r"(?:[A-Z][\w’'()-]+[ ,]+(?:(?:and|of|for|to|the|&)[ ,]+)*){1,9}(?:Act|Regulations|Order)[ ,]+(?:\()?(?:19|20)\d\d\)?"
_GUIDANCE = (
    r"(?:HM Government[ ,:–-]+)?[‘'“\"]?(?:Working Together(?: to Safeguard Children)?|Keeping Children Safe in Education"
    r"|Prevent Duty(?: Guidance)?|Information Sharing(?: Advice)?|Care and Support Statutory Guidance"
    r"|(?:[A-Z][\w’'-]+ ){0,6}(?:Statutory|Multi-Agency) Guidance)[’'”\"]?"
)
ATTRIBUTION = re.compile(
    r"[\s(\[–—-]*(?:(?:source|from|see|taken from|extract from|as set out in)[: ]+)?"
    r"(?:(?:chapter|section|paragraph|part|page|regulation|article)s?\.? ?[\d.()a-z]*(?: (?:and|to) \d+)?[ ,:;–—-]*(?:of (?:the )?)?)?"
    rf"(?:{_ACT}|{_GUIDANCE})[ ,]*(?:\(?(?:19|20)\d\d\)?)?[ ,]*"
    r"(?:\(?(?:chapter|section|paragraph|page|p)s?\.? ?[\d.()a-z]+\)?)?[\s.)\]”\"’]*$",
)
"""A line, or the end of a sentence, that only names a law or statutory guidance as the source of what stands before it."""

WORDING: Mapping[str, re.Pattern[str]] = {
    "negative": _any(
        r"\b(?:lack(?:s|ed|ing)?|absence|absent|insufficient(?:ly)?|inconsisten(?:t|cy|tly)|inadequate(?:ly)?|poor(?:ly)?|weak(?:ly|ness(?:es)?)?)\b",
        r"\b(?:delay(?:s|ed)?|drift|too (?:long|many|often|few|slow|late|variable|much|little)|late|overdue|slow|backlogs?|shortfalls?|gaps?)\b",
        r"\b(?:unclear|variable|variability|variation|limited|ineffective(?:ly)?|fail(?:s|ed|ure|ures|ing)?|missed|missing from|overlooked|unaware|confus\w+)\b",
        r"\b(?:deficit|deficien\w+|difficult(?:y|ies)?|challeng(?:es|ing)|concern(?:ed|ing)?|barriers?|underdeveloped|under-?used|unmet|unsafe|superficial)\b",
        r"\b(?:declin\w+|deteriorat\w+|worse\w*|hamper\w*|hinder\w*|undermin\w*|unstable|instability|vacanc\w+|turnover|unacceptabl\w+|serious weakness\w*)\b",
        r"\b(?:requires? improvement|need(?:s|ed)? (?:to (?:be )?)?(?:improv\w+|strengthen\w*|further)|could be (?:\w+ )?(?:better|improved|strengthened)|overly|over-?optimis\w+)\b",
    ),
    "negated": _any(
        r"\b(?:not|no|nor|never|none|few|nobody|without|unable|neither|cannot)\b|n[’']t\b",
    ),
    "partial": _any(
        r"\b(?:not (?:all|always|yet|routinely|consistently|sufficiently|enough|fully|well|effective\w*|clear\w*|good)|"
        r"in (?:some|a (?:few|small (?:number|minority)|minority)|too many|most|many) (?:of )?(?:\w+ )?cases?|some (?:children|plans|assessments|records)|"
        r"yet to|remains? (?:a|too|un|in|challeng\w+|limited|weak|poor)|still (?:to|too|need\w*|not)|only (?:a|half|some|one|two|\d))"
    ),
    "positive": _any(
        r"\b(?:effective(?:ly|ness)?|strong(?:ly)?|good|well|robust(?:ly)?|excellent|outstanding|positive(?:ly)?|success\w*|strengths?|thorough(?:ly)?|timely|swift(?:ly)?)\b",
        r"\b(?:appropriate(?:ly)?|prompt(?:ly)?|clear(?:ly)?|improv(?:ed|es|ing|ement|ements)|better|benefit(?:s|ed|ing)?|skilled|committed|tenac\w+|sensitive(?:ly)?|careful(?:ly)?)\b",
        r"\b(?:comprehensive(?:ly)?|high[- ]quality|valued?|praised?|impressive|innovative|creative(?:ly)?|ambitious|child-?centred|proactive(?:ly)?|embedded|confident|safe(?:ly)?)\b",
        r"\b(?:well-?(?:established|attended|managed|planned|supported|received|matched|informed)|regular(?:ly)?|consistently|supported|enabl(?:ed|es|ing)|ensur(?:es|ed)|strengthened|reduced)\b",
    ),
    "contrast": _any(r"\b(?:however|but|although|though|despite|nevertheless|nonetheless|whilst|while|yet|too often|conversely)\b"),
    "should": _any(r"\b(?:should|must|ought to|needs? to|is (?:required|recommended)|are (?:required|recommended)|recommend(?:s|ed)? that)\b"),
    "future": _any(
        r"\b(?:will|shall|plans? to|planned|intends?|going to|aims? to|is to be|are to be|to be (?:developed|reviewed|included|completed|launched)|scheduled|by (?:the end of|april|march|september|december)|next year)\b"
    ),
    "law": _any(
        r"\b(?:act (?:19|20)\d\d|section \d+|regulations?|statutory|working together|guidance|legislation|duty to|duties|legal(?:ly)?|under the terms|lscbs?\b|obligations?|in accordance with)",
        r"\b(?:a (?:local authority|board|lscb|service|provider) that is|is likely to be|where (?:abuse|there is reasonable cause)|significant harm|requires? (?:areas|local|boards|authorities|schools))",
    ),
    "speech": _any(
        r"\b(?:told|said|say(?:s|ing)?|commented|described|explained|reported that|expressed|felt|feel|one (?:young person|parent|child|carer|worker|practitioner)|in (?:his|her|their) words)\b"
    ),
    "first_person": _any(r"\b(?:i|i[’']m|i[’']ve|me|my|myself)\b", r"\b(?:we|our|us|you|your)\b"),
    "quoted": re.compile(r"[“\"‘'][^”\"’']{12,}[”\"’']"),
    "one_child": _any(
        r"\b(?:he|she|his|her|him|hers|himself|herself)\b",
        r"\b(?:the|this|that|a|his|her) (?:mother|father|baby|boy|girl|sibling|brother|sister|step-?father|partner|grandmother|family|young person|child)\b",
        r"\b(?:child|baby|family|adult|young person) (?:[A-Z]|[A-Z]\d|\d)\b",
        r"\b(?:was (?:referred|taken|placed|arrested|born|admitted|found|seen|living|living with)|disclosed|moved in with|aged \d+|at the age of)\b",
    ),
    "number": re.compile(r"\d[\d,.]*\s?%?|\bper cent\b|\b(?:one|two|three|half|a third|a quarter) (?:third|quarter|half)?\b", re.IGNORECASE),
    "share": _any(r"\d\s?%|\bper cent|\bper 10,000|\b(?:compared (?:with|to)|an increase|a decrease|a reduction|average of|national average|in total|a total of)\b"),
    "imperative": re.compile(
        r"(?:^|[.;:•\n–]\s*)(?:\d+[.)]\s*|[a-z][.)]\s*)?(?:to )?(?:ensure|improve|develop|review|strengthen|establish|increase|reduce|identify|implement|consider|continue|"
        r"monitor|raise|embed|promote|provide|support|agree|publish|complete|undertake|deliver|hold|explore|work with|seek|set|make|take|put|extend|accelerate|further|share|use|write)\b",
        re.IGNORECASE,
    ),
    "step": _any(
        r"\b(?:contact (?:the|your|children)|ring|telephone|call 999|make a referral|refer (?:to|the|any)|inform (?:the|your)|within (?:\d+|one|two|24|48) (?:working )?(?:hours?|days?)|"
        r"on the same day|immediately|do not (?:\w+)|if (?:you|a child|the child|there|a practitioner|consent)|the (?:practitioner|worker|professional|referrer|manager|social worker) (?:must|should|will|completes?|records?))\b"
    ),
    "own_body": _any(r"\b(?:\w{1,6}[sc][bp]s?|the (?:board|partnership)|sub-?groups?|(?:independent )?chair|business (?:plan|unit)|terms of reference|member(?:s|ship))\b"),
    "assured": _any(r"\bis assured\b|\bare assured\b"),
    "unassured": _any(r"\b(?:cannot|not|not yet|partially|further) (?:be )?(?:fully )?assur(?:ed|ance)"),
    "leads": _any(r"\b(?:chairs?|meets?|met|comprises?|consists? of|is responsible for|are responsible for|was (?:established|launched|introduced)|is a|are (?:held|presented)|provides?|oversees?|receives?|operates?)\b"),
    "footnote": _any(r"\b(?:this inspection|conducted under|carried out under|the report is|this report|this section|ofsted publishes|see (?:page|section|appendix)|detailed in|unvalidated)\b"),
}
"""Kinds of wording counted in a passage: what a reader's ear takes hold of."""

LEADS: Mapping[PassageRole, tuple[str, ...]] = {
    _R.STRENGTH: ("positive", "assured"),
    _R.WEAKNESS: ("negative", "partial", "unassured"),
    _R.PLANNED_ACTION: ("future", "imperative"),
    _R.RECOMMENDATION: ("should", "imperative"),
    _R.DUTY: ("law", "should"),
    _R.PROCEDURE_STEP: ("step", "should"),
    _R.FIGURES: ("share", "number"),
    _R.CASE_NARRATIVE: ("one_child",),
    _R.VOICE: ("quoted", "speech", "first_person"),
    _R.DESCRIPTION: ("leads", "own_body", "footnote"),
}
"""Which kinds of wording speak for which role: what a reason may name."""


def decisive(headings: Sequence[str]) -> tuple[PassageRole, str] | None:
    """The role that the innermost telling heading settles, and that heading."""
    return next(_told(headings, DECISIVE_HEADINGS), None)


def leanings(headings: Sequence[str]) -> dict[PassageRole, str]:
    """Roles that the headings make likelier, each with the innermost heading that does."""
    found: dict[PassageRole, str] = {}
    for role, heading in _told(headings, (*DECISIVE_HEADINGS, *LEANING_HEADINGS)):
        found.setdefault(role, heading)
    return found


def _told(
    headings: Sequence[str], rules: Iterable[tuple[PassageRole, re.Pattern[str]]]
) -> Iterable[tuple[PassageRole, str]]:
    rules = tuple(rules)
    for heading in reversed(headings):
        plain = re.sub(r"^(?:\W|\d+[.)\s]|\d+\.\d+\S*\s)+", "", " ".join(heading.split()))
        for role, pattern in rules:
            if pattern.search(plain):
                yield role, heading
