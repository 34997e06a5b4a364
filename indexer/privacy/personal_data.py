"""Personal data in a text: what rules can find of people, and whether a document must wait for a person's eyes.

| What is found                                                  | Document said to be public | Any other document |
|----------------------------------------------------------------|----------------------------|--------------------|
| NHS number, National Insurance number, date of birth           | waits                      | waits              |
| telephone number, e-mail address, postcode, name with a title  | is noted, does not wait    | waits              |

"Said to be public" means that the manifest, the person who sent it or the operator classed it as public: a
published report names officials and offices on purpose, but never a child's number. The publisher's own contact details
make no document wait (`publishers`). Not personal are the
telephone numbers of organisations (03, 08 and 09 numbers, 999, 101, 111, 116 000 and the like) and mailboxes
of organisations (info@, enquiries@, or an address whose name stands in its own domain).

General libraries were tried and fail on British identifiers, hence rules of our own. Sources: NHS Data
Dictionary (number and check digit), HMRC NIM39110 (National Insurance prefixes), Ofcom's numbering plan,
Royal Mail's postcode grammar with its 124 areas.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class PersonalData(StrEnum):
    """What sort of personal data a finding is."""

    NHS_NUMBER = "nhs_number"
    NATIONAL_INSURANCE_NUMBER = "national_insurance_number"
    DATE_OF_BIRTH = "date_of_birth"
    EMAIL_ADDRESS = "email_address"
    TELEPHONE_NUMBER = "telephone_number"
    POSTCODE = "postcode"
    TITLED_NAME = "titled_name"


IDENTIFIERS = frozenset({PersonalData.NHS_NUMBER, PersonalData.NATIONAL_INSURANCE_NUMBER, PersonalData.DATE_OF_BIRTH})
"""What no published document should hold of anybody."""

LABELS: dict[PersonalData, tuple[str, str]] = {
    PersonalData.NHS_NUMBER: ("NHS number", "NHS numbers"),
    PersonalData.NATIONAL_INSURANCE_NUMBER: ("National Insurance number", "National Insurance numbers"),
    PersonalData.DATE_OF_BIRTH: ("date of birth", "dates of birth"),
    PersonalData.EMAIL_ADDRESS: ("e-mail address", "e-mail addresses"),
    PersonalData.TELEPHONE_NUMBER: ("telephone number", "telephone numbers"),
    PersonalData.POSTCODE: ("postcode", "postcodes"),
    PersonalData.TITLED_NAME: ("name with a title", "names with a title"),
}
"""Each kind in words: one, several."""

LIMITS = (
    "The check works by rules, not by understanding. It cannot find: names without a title (a first name, a "
    "nickname, a surname alone, pseudonyms such as Child A or Mr B); addresses without a postcode; descriptions that "
    "identify somebody without a name (a school, a job, an unusual event, a press report); small numbers that point "
    "to one family; case and pupil numbers; telephone numbers of other countries; dates of birth that nothing calls "
    "so; what stands in pictures, file names and titles. It also takes some harmless things for personal data. It "
    "is a reminder to look, not a proof that nobody can be recognised."
)
"""What the rules cannot find, in plain words, for the person who decides."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `text[start:end]`."""

    kind: PersonalData
    start: int
    end: int


Spans = Iterator[tuple[int, int]]


def find(text: str) -> tuple[Finding, ...]:
    """Everything the rules find, in order, none overlapping another: the more telling kind has its place."""
    taken = bytearray(len(text))
    findings = []
    for kind, detector in _DETECTORS:
        for start, end in detector(text):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                findings.append(Finding(kind, start, end))
    return tuple(sorted(findings, key=lambda finding: finding.start))


def must_wait(findings: Iterable[Finding], public: bool) -> bool:
    """Whether a document with these findings waits for a person: the table above."""
    return any(finding.kind in IDENTIFIERS or not public for finding in findings)


def names_somebody(question: str) -> bool:
    """Whether a question holds any of it; a postcode alone may be asked about, as places are."""
    return any(finding.kind is not PersonalData.POSTCODE for finding in find(question))


def count(findings: Iterable[Finding]) -> dict[PersonalData, int]:
    """How many of each kind, in the order of the kinds; kinds that were not found are left out."""
    numbers = Counter(finding.kind for finding in findings)
    return {kind: numbers[kind] for kind in PersonalData if numbers[kind]}


def in_words(counts: dict[PersonalData, int]) -> str:
    """ "2 NHS numbers, 1 date of birth": figures only, never the data."""
    return ", ".join(f"{number} {LABELS[kind][number != 1]}" for kind, number in counts.items())


# NHS numbers

_TEN_DIGITS = re.compile(r"(?<![\w+/=-])(?<!\d[.,])\d{3}([ \u00a0-]?|\s)\d{3}([ \u00a0-]?|\s)\d{4}(?![\w/]|[.-]\d)")
_BOOK = re.compile(r"ISBN(?:-1[03])?\W{0,3}\Z", re.IGNORECASE)
_HEALTH = re.compile(r"\b(?:NHS|CHI|H&C)\b[^\d\n]{0,25}\Z", re.IGNORECASE)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits pass the check of the NHS Data Dictionary: weights 10 to 2, modulus 11."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == int(digits[9])


def _nhs_numbers(text: str) -> Spans:
    """Ten digits with a right check digit. A book's ISBN has the same check; a leading 0 is more often a telephone."""
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        before = text[max(0, match.start() - 40) : match.start()]
        telephone = digits[0] == "0" and not _HEALTH.search(before)
        if is_nhs_number(digits) and not telephone and not _BOOK.search(before):
            yield match.span()


# National Insurance numbers

_NI_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
_NI_NUMBER = re.compile(rf"(?<![\w/]){_NI_PREFIX}[\s-]?\d\d[\s-]?\d\d[\s-]?\d\d[\s-]?[A-D](?![\w/])", re.IGNORECASE)
_NI_WITHOUT_SUFFIX = re.compile(
    rf"\b(?:national\s+insurance(?:\s+(?:number|no\.?))?|NI\s+(?:number|no\.?)|NINO)[\s:]{{0,4}}"
    rf"(?:is\s+|was\s+)?({_NI_PREFIX}[\s-]?\d\d[\s-]?\d\d[\s-]?\d\d)(?!\w)",
    re.IGNORECASE,
)


def _national_insurance_numbers(text: str) -> Spans:
    """Two letters that may begin one, six digits, a letter A to D; without that letter only where it is named."""
    for match in _NI_NUMBER.finditer(text):
        yield match.span()
    for match in _NI_WITHOUT_SUFFIX.finditer(text):
        yield match.span(1)


# Dates of birth

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH}[\s,-]+(?:\d{{4}}|\d{{2}})"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})(?!\d)"
)
_NO_BOUND = r"(?!(?:after|before|since|between|from|until|to|range|ranges)\b)"
_DATE_OF_BIRTH = re.compile(
    r"(?:\b(?:d\.?\s?o\.?\s?b\b\.?|dates?\s+of\s+birth|birth\s*date|birthday)"
    rf"(?:\s*\([^()\d\n]{{0,30}}\))?(?:,?\s+{_NO_BOUND}[a-z'’]+){{0,5}}[\s:;,|=*–—-]{{0,6}}"
    rf"|\bborn[\s:,]+(?:on[\s:]+)?(?:the\s+)?(?:[a-z]+day,?\s+)?(?:the\s+)?|\(b\.?\s)({_DATE})",
    re.IGNORECASE,
)


def _dates_of_birth(text: str) -> Spans:
    """Whole dates that the words before them call so; a year alone, or "born on or after", is none."""
    for match in _DATE_OF_BIRTH.finditer(text):
        yield match.span(1)


# Ways to reach somebody

_EMAIL = re.compile(
    r"(?<![\w.+'-])([a-z0-9][a-z0-9._%+'-]{0,63})@((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})\b", re.IGNORECASE
)
_OFFICE_WORDS = frozenset(
    "access admin administration adult adults advice board business care carers child children childrens "
    "communications community comms complaints conduct contact contactus council customer customers data "
    "dataprotection desk dpo duty early education email emergency enquiries enquiry events feedback foi foia "
    "front frontdoor general governance hello help helpdesk helpline helpu hr hub info information inquiries jobs "
    "lado law learning legal mail mailbox manager mash media news noreply no office partnership partners policy "
    "postmaster press privacy protection publications public reception referral referrals register reply review "
    "reviews safe safeguarding schools secretary secretariat section service services sharing social standards "
    "support team trading training unit web webmaster website whistleblowing".split()
)


def _email_addresses(text: str) -> Spans:
    """Addresses, but no mailbox made of office words only, nor one named as its own domain (ofsted@ofsted…)."""
    for match in _EMAIL.finditer(text):
        local, domain = match.group(1).lower(), match.group(2).lower()
        words = [word for word in re.split(r"[._%+'\d-]+", local) if word]
        office = words and all(word in _OFFICE_WORDS for word in words)
        if not office and local not in re.split(r"[.-]", domain):
            yield match.span()


_TELEPHONE = re.compile(
    r"(?<![\w+/=#-])(?<!\d[.,])(?:(?:\+|00)44|\(?0(?!\.))(?:[ \u00a0.()-]{0,3}\d){8,11}(?![\w/]|[.,-]\d)"
)
_HOME_OR_MOBILE = re.compile(r"2\d{9}|7[1-57-9]\d{8}|70\d{8}|1\d{8,9}")
_GROUPS = re.compile(r"\d+")


def _telephone_numbers(text: str) -> Spans:
    """British geographic and mobile numbers; 03, 08 and 09 are those of organisations and helplines."""
    for match in _TELEPHONE.finditer(text):
        groups = _GROUPS.findall(match.group().replace("(0)", ""))
        national = re.sub(r"^(?:0044|44(?=\d{9})|)0?", "", "".join(groups))
        if _HOME_OR_MOBILE.fullmatch(national) and len(groups) <= 5 and all(len(group) > 1 for group in groups[1:-1]):
            yield match.span()


_AREAS = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|"
    "L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_POSTCODE = re.compile(
    rf"(?<![\w/=-])(?:GIR ?0AA|(?:{_AREAS})\d[0-9A-HJKMNPR-Y]?[ \u00a0]?\d[ABD-HJLNP-UW-Z]{{2}})(?![\w/-])"
)


def _postcodes(text: str) -> Spans:
    """Whole postcodes in capitals, of an area that exists."""
    for match in _POSTCODE.finditer(text):
        yield match.span()


# Names

_NAME = (
    r"(?:(?:[dD]e|[vV]an|[aA]l|[bB]in)[ -])?"
    r"(?:(?:O['’]|Mc|Mac)?[A-ZÀ-Þ][a-zß-ÿ]+(?:[-'’][A-ZÀ-Þ]?[a-zß-ÿ]+)*|[A-ZÀ-Þ]{3,})"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Reverend|Cllr|Councillor|MR|MRS|MISS|DR)\b\.?"
    rf"(?:\s(?:[A-Z]\.?\s?){{1,3}}(?=\s?{_NAME}))?\s{{1,2}}?((?:{_NAME})(?:[ \u00a0\n](?:{_NAME})){{0,2}})"
)
_NO_NAMES = frozenset(
    "Adult Aunt Baby Board Boy Brother Carer Chair Child Children Coroner Father Foster Girl Grandfather Grandmother "
    "Judge Mother Parent Partner Patient Person President Sibling Sister Stepfather Stepmother Subject Uncle Young "
    "Worker".split()
)


def _titled_names(text: str) -> Spans:
    """A title and a name. A letter or two alone ("Mr B", "Ms AB") is a pseudonym, as reviews use them."""
    for match in _TITLED.finditer(text):
        if match.group(1).split()[0] not in _NO_NAMES:
            possessive = re.search(r"['’]s\Z", match.group())
            yield match.start(), match.end() - (2 if possessive else 0)


_DETECTORS: Sequence[tuple[PersonalData, Callable[[str], Spans]]] = (
    (PersonalData.EMAIL_ADDRESS, _email_addresses),
    (PersonalData.DATE_OF_BIRTH, _dates_of_birth),
    (PersonalData.NHS_NUMBER, _nhs_numbers),
    (PersonalData.NATIONAL_INSURANCE_NUMBER, _national_insurance_numbers),
    (PersonalData.TELEPHONE_NUMBER, _telephone_numbers),
    (PersonalData.POSTCODE, _postcodes),
    (PersonalData.TITLED_NAME, _titled_names),
)
"""Most telling first, for where two would claim the same characters."""
