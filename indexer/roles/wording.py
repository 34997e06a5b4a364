"""The words that speak for a role: what a reader's ear takes hold of, kept as data.

Rules for English safeguarding documents in general. Patterns are matched without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from indexer.passages import PassageRole

_R = PassageRole


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


WORDING: Mapping[str, re.Pattern[str]] = {
    "negative": _any(
        r"\b(?:lack(?:s|ed|ing)?|absence|absent|insufficient(?:ly)?|inconsisten(?:t|cy|tly)|inadequate(?:ly)?|"
        r"poor(?:ly)?|weak(?:ly|ness(?:es)?)?)\b",
        r"\b(?:delay(?:s|ed)?|drift|too (?:long|many|often|few|slow|late|variable|much|little)|late|overdue|slow|"
        r"backlogs?|shortfalls?|gaps?)\b",
        r"\b(?:unclear|variable|variability|variation|limited|ineffective(?:ly)?|fail(?:s|ed|ure|ures|ing)?|missed|"
        r"missing from|overlooked|unaware|confus\w+)\b",
        r"\b(?:deficit|deficien\w+|difficult(?:y|ies)?|challeng(?:es|ing)|concern(?:ed|ing)?|barriers?|"
        r"underdeveloped|under-?used|unmet|unsafe|superficial)\b",
        r"\b(?:declin\w+|deteriorat\w+|worse\w*|hamper\w*|hinder\w*|undermin\w*|unstable|instability|vacanc\w+|"
        r"turnover|unacceptabl\w+|serious weakness\w*)\b",
        r"\b(?:requires? improvement|need(?:s|ed)? (?:to (?:be )?)?(?:improv\w+|strengthen\w*|further)|"
        r"could be (?:\w+ )?(?:better|improved|strengthened)|overly|over-?optimis\w+)\b",
    ),
    "negated": _any(
        r"\b(?:not|no|nor|never|none|few|nobody|without|unable|neither|cannot)\b|n[’']t\b",
    ),
    "partial": _any(
        r"\b(?:not (?:all|always|yet|routinely|consistently|sufficiently|enough|fully|well|effective\w*|clear\w*|good)|"
        r"in (?:some|a (?:few|small (?:number|minority)|minority)|too many|most|many) (?:of )?(?:\w+ )?cases?|"
        r"some (?:children|plans|assessments|records)|"
        r"yet to|remains? (?:a|too|un|in|challeng\w+|limited|weak|poor)|still (?:to|too|need\w*|not)|only (?:a|half|"
        r"some|one|two|\d))"
    ),
    "positive": _any(
        r"\b(?:effective(?:ly|ness)?|strong(?:ly)?|good|well|robust(?:ly)?|excellent|outstanding|positive(?:ly)?|"
        r"success\w*|strengths?|thorough(?:ly)?|timely|swift(?:ly)?)\b",
        r"\b(?:appropriate(?:ly)?|prompt(?:ly)?|clear(?:ly)?|improv(?:ed|es|ing|ement|ements)|better|benefit(?:s|ed|"
        r"ing)?|skilled|committed|tenac\w+|sensitive(?:ly)?|careful(?:ly)?)\b",
        r"\b(?:comprehensive(?:ly)?|high[- ]quality|valued?|praised?|impressive|innovative|creative(?:ly)?|"
        r"ambitious|child-?centred|proactive(?:ly)?|embedded|confident|safe(?:ly)?)\b",
        r"\b(?:well-?(?:established|attended|managed|planned|supported|received|matched|informed)|regular(?:ly)?|"
        r"consistently|supported|enabl(?:ed|es|ing)|ensur(?:es|ed)|strengthened|reduced)\b",
    ),
    "opens_negative": re.compile(
        r"^\W*(?:lack|absence|failure|no evidence|little evidence|insufficient|inconsistent|limited|poor|not all|"
        r"delays?)\b",
        re.IGNORECASE,
    ),
    "contrast": _any(
        r"\b(?:however|but|although|though|despite|nevertheless|nonetheless|whilst|while|yet|too often|conversely)\b"
    ),
    "should": _any(
        r"\b(?:should|must|ought to|needs? to|is (?:required|recommended)|are (?:required|recommended)|"
        r"recommend(?:s|ed)? that)\b"
    ),
    "future": _any(
        r"\b(?:will|shall|plans? to|planned|intends?|going to|aims? to|is to be|are to be|to be (?:developed|"
        r"reviewed|included|completed|launched)|scheduled|by (?:the end of|april|march|september|december)|next year)\b"
    ),
    "law": _any(
        r"\b(?:act (?:19|20)\d\d|section \d+|regulations?|statutory|working together|guidance|legislation|duty to|"
        r"duties|legal(?:ly)?|under the terms|lscbs?\b|obligations?|in accordance with)",
        r"\b(?:a (?:local authority|board|lscb|service|provider) that is|is likely to be|where (?:abuse|"
        r"there is reasonable cause)|significant harm|requires? (?:areas|local|boards|authorities|schools))",
    ),
    "speech": _any(
        r"\b(?:told|said|say(?:s|ing)?|commented|described|explained|reported that|expressed|felt|feel|"
        r"one (?:young person|parent|child|carer|worker|practitioner)|in (?:his|her|their) words)\b"
    ),
    "first_person": _any(r"\b(?:i|i[’']m|i[’']ve|me|my|myself)\b", r"\b(?:we|our|us|you|your)\b"),
    "quoted": re.compile(r"[“\"‘'][^”\"’']{12,}[”\"’']"),
    "one_child": _any(
        r"\b(?:he|she|his|her|him|hers|himself|herself)\b",
        r"\b(?:the|this|that|a|his|her) (?:mother|father|baby|boy|girl|sibling|brother|sister|step-?father|partner|"
        r"grandmother|family|young person|child)\b",
        r"\b(?:child|baby|family|adult|young person) (?:[A-Z]|[A-Z]\d|\d)\b",
        r"\b(?:was (?:referred|taken|placed|arrested|born|admitted|found|seen|living|living with)|disclosed|"
        r"moved in with|aged \d+|at the age of)\b",
    ),
    "number": re.compile(
        r"\d[\d,.]*\s?%?|\bper cent\b|\b(?:one|two|three|half|a third|a quarter) (?:third|quarter|half)?\b",
        re.IGNORECASE,
    ),
    "share": _any(
        r"\d\s?%|\bper cent|\bper 10,000|\b(?:compared (?:with|to)|an increase|a decrease|a reduction|average of|"
        r"national average|in total|a total of)\b"
    ),
    "imperative": re.compile(
        r"(?:^|[.;:•\n–]\s*)(?:\d+[.)]\s*|[a-z][.)]\s*)?(?:to )?(?:ensure|improve|develop|review|strengthen|"
        r"establish|increase|reduce|identify|implement|consider|continue|"
        r"monitor|raise|embed|promote|provide|support|agree|publish|complete|undertake|deliver|hold|explore|"
        r"work with|seek|set|make|take|put|extend|accelerate|further|share|use|write)\b",
        re.IGNORECASE,
    ),
    "step": _any(
        r"\b(?:contact (?:the|your|children)|ring|telephone|call 999|make a referral|refer (?:to|the|any)|"
        r"inform (?:the|your)|within (?:\d+|one|two|24|48) (?:working )?(?:hours?|days?)|"
        r"on the same day|immediately|do not (?:\w+)|if (?:you|a child|the child|there|a practitioner|consent)|"
        r"the (?:practitioner|worker|professional|referrer|manager|social worker) (?:must|should|will|completes?|"
        r"records?))\b"
    ),
    "own_body": _any(
        r"\b(?:\w{1,6}[sc][bp]s?|the (?:board|partnership)|sub-?groups?|(?:independent )?chair|business (?:plan|"
        r"unit)|terms of reference|member(?:s|ship))\b"
    ),
    "assured": _any(r"\bis assured\b|\bare assured\b"),
    "unassured": _any(r"\b(?:cannot|not|not yet|partially|further) (?:be )?(?:fully )?assur(?:ed|ance)"),
    "leads": _any(
        r"\b(?:chairs?|meets?|met|comprises?|consists? of|is responsible for|are responsible for|was (?:established|"
        r"launched|introduced)|is a|are (?:held|presented)|provides?|oversees?|receives?|operates?)\b"
    ),
    "footnote": _any(
        r"\b(?:this inspection|conducted under|carried out under|the report is|this report|this section|"
        r"ofsted publishes|see (?:page|section|appendix)|detailed in|unvalidated)\b"
    ),
}
"""Kinds of wording counted in a passage: what a reader's ear takes hold of."""

LEADS: Mapping[PassageRole, tuple[str, ...]] = {
    _R.STRENGTH: ("positive", "assured"),
    _R.WEAKNESS: ("negative", "partial", "unassured", "opens_negative"),
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


def wording(role: PassageRole, text: str) -> list[str]:
    """Up to three of the words in a text that speak for a role, as they stand there."""
    found = [m.group() for name in LEADS[role] for m in WORDING[name].finditer(text)]
    return list(dict.fromkeys(" ".join(words.split()).strip(" .;:•–").lower()[:40] for words in found))[:3]
