"""Publishers: which contact details a document gives of its own publisher, and which documents that wait are alike.

A published report ends with an enquiry line, an office's address and a mailbox; they are no data of a person, and no
reason to wait. Own is:

- an e-mail address: a mailbox, wherever it stands, of the publisher or a public body that is called by what it is for,
  or in an imprint by anything but a name;
- a telephone number, no mobile one, by which one calls (enquiries, textphone …), beside the publisher's name or domain;
- a postcode beside the publisher's name or domain, or of an office's address.

The last two only on the first two or last three pages, and with no word of a person or home beside them.

Own is also a detail on these pages that several documents of the publisher give, or one that a person released
(`indexer.privacy.known_contacts`), but for mobile telephones and, unless released, mailboxes called by a name.

Everything else waits as before: identifiers and names with a title always do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from indexer.documents import Document
from indexer.metadata.inference import infer
from indexer.privacy.known_contacts import digest_of
from indexer.privacy.personal_data import IDENTIFIERS, Finding, PersonalData, find
from indexer.privacy.quarantine import Waiting

_CONTACTS = frozenset({PersonalData.EMAIL_ADDRESS, PersonalData.TELEPHONE_NUMBER, PersonalData.POSTCODE})
_FIRST_PAGES, _LAST_PAGES = 2, 3
"""Title and last pages, where a publisher says how to reach it. By judgement, on fifty published reports."""
_FIRST_LETTERS, _LAST_LETTERS = 3_000, 5_000
"""Where contact details of a publisher stand: pages, or characters of a text without pages."""
_BESIDE = 260
"""Characters on either side in which the publisher must show."""
_CALLED = 80
"""Characters before a number in which a word of calling stands. By judgement."""
_MANY = 5
"""Documents that wait from which on something is said of all of them."""
_DOMAINS = {
    "Ofsted": r"ofsted\.gov\.uk",
    "Care Quality Commission": r"cqc\.org\.uk",
    "HMICFRS": r"hmicfrs\.gov\.uk|hmic\.gsi\.gov\.uk|hmicfrs\.gsi\.gov\.uk",
    "HM Inspectorate of Probation": r"hmiprobation\.gov\.uk|hmiprobation\.gsi\.gov\.uk",
    "NSPCC": r"nspcc\.org\.uk",
    "NHS England": r"england\.nhs\.uk|nhs\.net",
    "Department for Education": r"education\.(?:gsi\.)?gov\.uk",
    "HM Government": r"(?:[a-z0-9-]+\.)+gov\.uk",
    "Home Office": r"homeoffice\.(?:gsi\.)?gov\.uk",
    "Ministry of Justice": r"justice\.(?:gsi\.)?gov\.uk",
}
"""Domains of the national bodies that publish."""
_PUBLIC = re.compile(r"(?:\.|\A)(?:gov|nhs|police)\.uk\Z", re.IGNORECASE)
_IMPRINT = re.compile(
    r"open government licen[cs]e|information policy team|crown copyright|this (?:publication|document) is available|"
    r"large print|braille|alternative format|copies of this|re-?use this",
    re.IGNORECASE,
)
_CALLING = re.compile(
    r"(?:enquir\w+|contact\s+us|switchboard|text\s?phone|minicom|helpline|reception|(?:tele)?phone|tel|call|fax|\bT)\b"
    r"[^\n]{0,40}\Z",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:council house|civic (?:centre|offices?)|county hall|town hall|shire hall|city hall|guildhall|head office|"
    r"headquarters|registered office|local authority|(?:integrated care|safeguarding \w+(?: \w+)?|children.s) board|"
    r"trust|national archives|council|inspectorate|partnership|offices?)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:mother|father|parents?|carers?|family|famil\w+|grand\w+|her|his|she|he|home|lives?|lived|living|mobile"
    r"|child [A-Z]|born|aged|patient|pupil|resident|neighbour)\b",
    re.IGNORECASE,
)
_ROLE_WORDS = frozenset(
    "mailbox enquiries enquiry contact info team panel review reform safeguarding protection children child of the and "
    "for policy office national board partnership council press media complaints help publications scr sin send lscb "
    "lscp lado mash foi data inspection inspections inspectors education care social public licensing psi".split()
)
_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SMALL_WORDS = frozenset("of the and for in on city county council borough metropolitan".split())


def publisher_of(name: str, document: Document, given: object = None) -> str | None:
    """Who published a document: as a person said, else as it says itself."""
    return str(given) if given else infer(name, document).publisher


def own_contacts(
    document: Document, publisher: str | None, findings: Sequence[Finding], known: frozenset[str] = frozenset()
) -> frozenset[Finding]:
    """The findings that are contact details of the publisher itself; `known` are digests of those known as such."""
    if publisher is None:
        return frozenset()
    own = _Own(document, publisher)
    return frozenset(finding for finding in findings if own.holds(finding) or own.digest(finding, True) in known)


def contacts_given(document: Document, publisher: str | None, released: bool = False) -> frozenset[str]:
    """Digests of the contact details at the ends of a document; `released` takes in mailboxes called by a name."""
    if publisher is None:
        return frozenset()
    own = _Own(document, publisher)
    return frozenset(digest for finding in find(document.text) if (digest := own.digest(finding, released)))


def alike(waiting: Waiting, others: Iterable[Waiting]) -> list[Waiting]:
    """Documents of the same publisher, this one among them, with the same kinds of finding; none with identifiers.

    Without a known publisher, with an identifier or with another reason to wait, a document is only like itself.
    """
    if waiting.publisher is None or IDENTIFIERS & set(waiting.counts) or waiting.concerns:
        return [waiting]
    mine = (waiting.publisher, set(waiting.counts), waiting.sensitivity, ())
    return [
        other for other in others if (other.publisher, set(other.counts), other.sensitivity, other.concerns) == mine
    ]


def groups(waiting: Iterable[Waiting]) -> list[list[Waiting]]:
    """Those that are alike, where there are at least two, the largest group first."""
    left, found = list(waiting), []
    while left:
        group = alike(left[0], left)
        left = [one for one in left if one not in group]
        found.append(group)
    return sorted((group for group in found if len(group) > 1), key=len, reverse=True)


def advice(waiting: Sequence[Waiting]) -> list[str]:
    """The one thing to do about the many documents that an import left waiting: a line for each group."""
    again = "If they are published, add them again as public (on the command line: --sensitivity public)"
    lines = [
        f"{len(group)} documents of {group[0].publisher} wait for the same kinds of finding. {again}; or look at one "
        f"of them, {group[0].name}, and release all of them with it (release --publisher)."
        for group in groups(waiting)
    ]
    if not lines and len(waiting) >= _MANY:
        lines = [f"{len(waiting)} documents wait. {again}, or look at each."]
    return lines


class _Own:
    """One document, and what shows that its publisher stands beside a place."""

    def __init__(self, document: Document, publisher: str) -> None:
        self._document = document
        self._text = document.text
        self._publisher = publisher
        domains = _DOMAINS.get(publisher) or _local_domains(publisher)
        self._initials = _initials(publisher)
        self._domain = re.compile(rf"(?:[\w-]+\.)*(?:{domains})", re.IGNORECASE)
        self._name = re.compile(rf"\b{re.escape(publisher)}\b", re.IGNORECASE)
        self._pages = max((block.locator.page or 0 for block in document.blocks), default=0)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is the publisher's own."""
        if finding.kind is PersonalData.EMAIL_ADDRESS:
            return self._own_mailbox(finding)
        if not self._at_an_end(finding) or self._is_of_a_person(finding):
            return False
        if finding.kind is PersonalData.TELEPHONE_NUMBER:
            called = _CALLING.search(self._text[max(0, finding.start - _CALLED) : finding.start])
            return not self._is_mobile(finding) and called is not None and self._shows(finding)
        if finding.kind is PersonalData.POSTCODE:
            before = self._text[max(0, finding.start - 160) : finding.start]
            return self._shows(finding) or _OFFICE.search(before) is not None
        return False

    def digest(self, finding: Finding, named: bool) -> str:
        """What a contact detail at an end of the document is known by; empty for one that is a person's.

        `named` says whether mailboxes called by a name count.
        """
        words = self._words(finding)
        is_contact = finding.kind in _CONTACTS and self._at_an_end(finding) and not self._is_of_a_person(finding)
        is_name = finding.kind is PersonalData.EMAIL_ADDRESS and not named and _is_name(words.partition("@")[0])
        if not is_contact or is_name or self._is_mobile(finding):
            return ""
        return digest_of(self._publisher, finding.kind, words)

    def _is_mobile(self, finding: Finding) -> bool:
        number = re.sub(r"\D", "", self._words(finding))
        return finding.kind is PersonalData.TELEPHONE_NUMBER and re.match(r"(?:0|0?0?440?)7", number) is not None

    def _own_mailbox(self, finding: Finding) -> bool:
        local, _, domain = self._words(finding).partition("@")
        imprint = self._at_an_end(finding) and _IMPRINT.search(self._beside(finding)) is not None
        if imprint and _PUBLIC.search(domain):
            return not _is_name(local)
        called = _is_role(local) or local.casefold() == self._initials
        return called and bool(self._domain.fullmatch(domain) or _PUBLIC.search(domain))

    def _shows(self, finding: Finding) -> bool:
        """Whether the publisher's name or domain stands beside a finding."""
        beside = self._beside(finding)
        return self._name.search(beside) is not None or any(
            self._domain.fullmatch(word.removeprefix("www.")) for word in re.findall(r"[\w-]+(?:\.[\w-]+)+", beside)
        )

    def _is_of_a_person(self, finding: Finding) -> bool:
        """Whether the same paragraph speaks of a person or a home beside it."""
        block = next((b for b in self._document.blocks if b.start <= finding.start < b.end), None)
        first, last = (block.start, block.end) if block else (0, len(self._text))
        near = self._text[max(first, finding.start - 120) : min(last, finding.end + 40)]
        return _PERSON.search(near) is not None

    def _at_an_end(self, finding: Finding) -> bool:
        inside = (b.locator.page for b in self._document.blocks if b.start <= finding.start < b.end)
        page = next(inside, None)
        if page is not None and self._pages:
            return page <= _FIRST_PAGES or page > self._pages - _LAST_PAGES
        return finding.start < _FIRST_LETTERS or finding.end > len(self._text) - _LAST_LETTERS

    def _words(self, finding: Finding) -> str:
        return self._text[finding.start : finding.end]

    def _beside(self, finding: Finding) -> str:
        return " ".join(self._text[max(0, finding.start - _BESIDE) : finding.end + _BESIDE].split())


def _local_domains(publisher: str) -> str:
    """What domains of a local body look like: the first word of its name, or its initials, are in them."""
    words = re.findall(r"[a-z]+", publisher.casefold())
    named = [word for word in words if len(word) > 3 and word not in _ROLE_WORDS | _SMALL_WORDS]
    initials = _initials(publisher)
    called = "|".join([*named[:1], *([initials] if len(initials) > 2 else [])]) or "(?!)"
    return rf"[\w-]*(?:{called})[\w-]*\.(?:gov\.uk|nhs\.uk|police\.uk|org\.uk|org|co\.uk|uk)"


def _initials(publisher: str) -> str:
    plain = re.sub(r"['’]s?", "", publisher.casefold())
    return "".join(word[0] for word in re.findall(r"[a-z]+", plain) if word not in _SMALL_WORDS)


def _is_role(local: str) -> bool:
    """Whether a mailbox is called by what it is for: "ProtectionOfChildren", "Mailbox.CPOD", "SCR.SIN"."""
    pieces = _PIECES.findall(local)
    lower = [piece.casefold() for piece in pieces]
    if "mailbox" in local.casefold():
        return True
    return bool(pieces) and all(
        plain in _ROLE_WORDS or (piece.isupper() and len(piece) > 1) for piece, plain in zip(pieces, lower, strict=True)
    )


def _is_name(local: str) -> bool:
    """Whether a mailbox is called by a person's name: "jane.smith", "j.smith"."""
    pieces = [piece for piece in re.split(r"[._-]", local.casefold()) if piece]
    return len(pieces) > 1 and all(piece.isalpha() for piece in pieces) and not _is_role(local)
