"""Screening: whether a file that arrives may be indexed as it is, redacted, not at all, or waits for a person.

All that the file holds is looked at: the text that is searched and every part kept apart from it. A decision made
before holds for the same bytes. Of a redacted document the redacted text is kept in place of the file, under its own
hash: what is quoted, shown and downloaded is cut from that text, no part is left, and no page is pictured. Places that
were redacted hold for the whole text as it was read then; one that reads differently waits again, and so does a file
that was released when more is found in it now than the person saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from indexer.catalogue.files import Arrival, FileStore
from indexer.documents import Document, Sensitivity
from indexer.metadata.markings import Marked, markings_of
from indexer.privacy.concerns import concerns
from indexer.privacy.known_contacts import KnownContacts
from indexer.privacy.personal_data import Finding, count, find, in_words, must_wait
from indexer.privacy.publishers import contacts_given, own_contacts, publisher_of
from indexer.privacy.quarantine import Decision, Quarantine, ReleaseVerdict, Waiting, encoded, text_digest
from indexer.privacy.redaction import redact, redact_text
from indexer.privacy.whole_text import WholeText
from indexer.text.sentences import sentence_spans

_CONTEXT = 400
"""Characters on either side in which the sentence around a finding is looked for."""


class Withheld(Exception):
    """The document waits for a person."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__(waiting.name)
        self.waiting = waiting


class Refused(Exception):
    """Somebody decided before that this file is not to be held; the message says who, when and why."""


class NotDecided(ValueError):
    """A decision that cannot be taken as it was given; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """What may be indexed: the file to keep, its hash, the document, and how the file is marked."""

    arrival: Arrival
    sha256: str
    document: Document
    markings: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the check saw in a file; `own` are contact details of its publisher, which are no findings."""

    whole: WholeText
    findings: tuple[Finding, ...]
    markings: tuple[Marked, ...]
    concerns: tuple[str, ...]
    own: tuple[Finding, ...] = ()
    publisher: str | None = None

    def waits(self, public: bool) -> bool:
        """Whether a person must look at it; `public` says whether it is said to be."""
        return bool(self.concerns) or must_wait(self.findings, public)


class Screening:
    """Asks of each file what was decided, and of each new one what the rules find. `checks` off finds nothing."""

    def __init__(self, quarantine: Quarantine, files: FileStore, contacts: KnownContacts, checks: bool) -> None:
        self._quarantine = quarantine
        self._files = files
        self._contacts = contacts
        self._checks = checks

    def known(self, arrival: Arrival, sha256: str) -> tuple[Arrival, str]:
        """The file and hash under which these bytes are held: those of the redacted text once it was redacted.

        Raises Refused.
        """
        decision = self._quarantine.decision(sha256)
        if decision is None or decision.verdict is ReleaseVerdict.RELEASE:
            return arrival, sha256
        if decision.verdict is ReleaseVerdict.REFUSE:
            raise Refused(f"{arrival.name}: {decision}. Change the file and it is checked anew.")
        kept, name = decision.kept_sha256 or "", redacted_name(arrival.name)
        return replace(arrival, file=self._files.path(kept, name), name=name), kept

    def admit(self, arrival: Arrival, sha256: str, document: Document, default: Sensitivity, public: bool) -> Admitted:
        """What may be indexed of a file that was read. Raises Withheld."""
        decision = self._quarantine.decision(sha256)
        publisher = publisher_of(arrival.name, document, arrival.given.get("publisher"))
        checks = self._checks or decision is not None
        known = self._known_contacts(arrival, document, publisher, decision) if checks else frozenset()
        seen = look(document, public, checks, publisher, known)
        same = decision is not None and decision.text_sha256 == text_digest(seen.whole.text)
        if (
            decision is not None
            and decision.verdict is ReleaseVerdict.RELEASE
            and (same or _nothing_more(seen, decision))
        ):
            note = f"Checked for personal data and released on {decision.day}."
            return Admitted(arrival, sha256, _noted(document, note, seen), seen.markings)
        if decision is not None and decision.verdict is ReleaseVerdict.REDACT and same:
            return self._redacted(arrival, decision, document, seen)
        if seen.waits(public=public and decision is None):
            raise Withheld(self._withhold(arrival, sha256, seen, default))
        notes = []
        if seen.findings:
            words = in_words(count(seen.findings))
            notes.append(f"Published, so it did not wait; the check for personal data noted {words}.")
        if seen.own and not public:
            words = in_words(count(seen.own))
            notes.append(f"Its publisher's own contact details did not make it wait: {words}.")
        return Admitted(arrival, sha256, _noted(document, " ".join(notes), seen), seen.markings)

    def decide(
        self,
        waiting: Waiting,
        verdict: ReleaseVerdict,
        by: str,
        reason: str,
        chosen: Sequence[int] | None = None,
        by_id: str | None = None,
    ) -> None:
        """Record a decision of a person, by name and account if there is one.

        `chosen` are the numbers (from 1) of the findings to redact, all when None.

        Raises NotDecided for an empty or telling reason, or a finding that is not there.
        """
        reason = " ".join(reason.split())
        if not reason:
            raise NotDecided("Give a reason: it is kept with your name and the date.")
        if find(reason):
            raise NotDecided("The reason seems to name somebody. It is kept, so say it without personal data.")
        redacted: tuple[Finding, ...] = ()
        kept = None
        text = self._quarantine.text(waiting)
        if verdict is ReleaseVerdict.REDACT:
            redacted = _chosen(waiting, chosen)
            searched = text[: waiting.length]
            kept = text_digest(redact_text(searched, [f for f in redacted if f.end <= len(searched)]))
        common = (waiting.sha256, waiting.name, verdict, by, datetime.now(UTC), reason, waiting.counts)
        if verdict is ReleaseVerdict.REFUSE:
            self._contacts.forget(waiting.place)
        self._quarantine.record(Decision(*common, redacted, text_digest(text), kept, by_id))

    def arrival_of(self, waiting: Waiting) -> Arrival:
        """A waiting document as it arrived."""
        return Arrival(self._quarantine.file(waiting), waiting.name, waiting.place, waiting.given)

    def _known_contacts(
        self, arrival: Arrival, document: Document, publisher: str | None, decision: Decision | None
    ) -> frozenset[str]:
        """What is known of the publisher's contact details, with those that this document gives."""
        released = decision is not None and decision.verdict is ReleaseVerdict.RELEASE
        self._contacts.note(contacts_given(document, publisher, released), arrival.place, released)
        return self._contacts.own(contacts_given(document, publisher, released=True))

    def _redacted(self, arrival: Arrival, decision: Decision, document: Document, seen: Seen) -> Admitted:
        made = redact(document, decision.redacted)
        kept = text_digest(made.text)
        words = in_words(count(decision.redacted)) or "all that stands apart from its text"
        note = f"Redacted on {decision.day}: {words}. This text is kept in place of the file, so no page is pictured."
        name = redacted_name(arrival.name)
        file = self._files.keep_bytes(encoded(made.text), kept, name)
        return Admitted(replace(arrival, file=file, name=name), kept, _noted(made, note, seen), seen.markings)

    def _withhold(self, arrival: Arrival, sha256: str, seen: Seen, default: Sensitivity) -> Waiting:
        standing = [seen.whole.standing(finding) for finding in seen.findings]
        waiting = Waiting(
            id=sha256[:16],
            sha256=sha256,
            name=arrival.name,
            place=arrival.place,
            given=arrival.given,
            sensitivity=default,
            findings=seen.findings,
            locators=tuple(place.locator for place in standing),
            arrived_at=datetime.now(UTC),
            parts=tuple(place.part.kind if place.part else None for place in standing),
            length=seen.whole.length,
            concerns=seen.concerns,
            publisher=seen.publisher,
        )
        self._quarantine.hold(waiting, arrival.file, seen.whole.text)
        return waiting


def look(
    document: Document,
    public: bool,
    checks: bool = True,
    publisher: str | None = None,
    known: frozenset[str] = frozenset(),
) -> Seen:
    """What the check sees in a document that is said to be public or not; without `checks` its markings only.

    `known` are digests of contact details known as the publisher's own.
    """
    whole, markings = WholeText(document), markings_of(document)
    if not checks:
        return Seen(whole, (), markings, ())
    everything = whole.findings()
    searched = [finding for finding in everything if finding.end <= whole.length]
    own = own_contacts(document, publisher, searched, known)
    findings = tuple(finding for finding in everything if finding not in own)
    found = ((finding, whole.standing(finding)) for finding in findings)
    noted = concerns(document.parts, found, markings, public)
    return Seen(whole, findings, markings, noted, tuple(f for f in everything if f in own), publisher)


def redacted_name(name: str) -> str:
    """What the redacted text of a file is called."""
    path = PurePosixPath(Path(name).as_posix())
    return str(path.with_name(f"{path.stem} (redacted).txt"))


def in_context(text: str, finding: Finding) -> tuple[str, str, str]:
    """What stands before a finding in its sentence, the finding, and what stands after it."""
    blank = text.rfind("\n\n", 0, finding.start)
    first = max(blank + 2 if blank >= 0 else 0, finding.start - _CONTEXT)
    end = text.find("\n\n", finding.end)
    last = min(end if end >= 0 else len(text), finding.end + _CONTEXT)
    spans = [(a + first, b + first) for a, b in sentence_spans(text[first:last])]
    inside = [(a, b) for a, b in spans if a < finding.end and b > finding.start] or [(finding.start, finding.end)]
    start, stop = min(inside[0][0], finding.start), max(inside[-1][1], finding.end)
    return text[start : finding.start], text[finding.start : finding.end], text[finding.end : stop]


def _nothing_more(seen: Seen, decision: Decision) -> bool:
    """Whether a file that reads differently than when it was decided on holds no more than was seen then."""
    now_found = count(seen.findings)
    return not seen.concerns and all(now_found[kind] <= decision.counts.get(kind, 0) for kind in now_found)


def _chosen(waiting: Waiting, numbers: Sequence[int] | None) -> tuple[Finding, ...]:
    if numbers is None:
        return waiting.findings
    if not numbers and not waiting.concerns:
        raise NotDecided("Choose at least one finding to redact.")
    if not all(1 <= number <= len(waiting.findings) for number in numbers):
        raise NotDecided(f"The findings are numbered from 1 to {len(waiting.findings)}.")
    return tuple(waiting.findings[number - 1] for number in sorted(set(numbers)))


def _noted(document: Document, note: str, seen: Seen) -> Document:
    marked = f"Marked {', '.join(map(str, seen.markings))}." if seen.markings else ""
    return replace(document, warnings=(*document.warnings, *filter(None, (note, marked))))
