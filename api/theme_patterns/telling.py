"""The story of a theme in sentences, the same for the page, the command line and print."""

from __future__ import annotations

from collections.abc import Iterator

from api.theme_patterns.story import Chapter, Trace
from api.theme_patterns.trace import YearSeen

_TERMS = 6
"""Words named of a year, the most frequent."""


def heading(trace: Trace) -> str:
    """The status and the rule that fired."""
    return f"{trace.judged.status.capitalize()}. {trace.judged.rule}"


def gap(chapter: Chapter) -> str:
    """The years before of which nothing is held; empty when there are none."""
    if chapter.gap is None:
        return ""
    first, last = chapter.gap
    years = str(first) if first == last else f"{first} to {last}"
    return f"{years}: nothing is held. That is a gap and not a zero."


def counts(chapter: Chapter) -> Iterator[str]:
    """How many documents said what, of those that could; independent sources apart from the board's own words."""
    seen = chapter.seen
    if not seen.held and not seen.narrow:
        yield f"Nothing of {seen.year} is held. That is a gap and not a zero."
        return
    if seen.held:
        independent, own = chapter.independent, chapter.own
        if independent.held and own.held:
            yield f"{_found(seen)}."
            yield f"Inspections, reviews and audits: {_found(independent)}. The board’s own words: {_found(own)}."
        else:
            whose = "an inspection, review or audit" if independent.held else "the board’s own words"
            yield f"{_found(seen)}; {'it is' if seen.held == 1 else 'each is'} {whose}."
    if chapter.elsewhere:
        titles = "; ".join(card.title for card in chapter.elsewhere)
        verb = "looks" if len(chapter.elsewhere) == 1 else "look"
        yield f"Also held, but not counted, since it {verb} at one subject and nowhere at this one: {titles}."
    if seen.unsure:
        which = "One document counts" if seen.unsure == 1 else f"{seen.unsure} documents count"
        yield f"{which} by less likely evidence only: read it before you rely on it."


def words(chapter: Chapter) -> Iterator[str]:
    """The words the evidence of the year uses, and earlier ones that it does not."""
    if chapter.terms:
        named = ", ".join(f"“{term.words}” ({_times(term.count)})" for term in chapter.terms[:_TERMS])
        yield f"Words for it in this year’s evidence: {named}."
    if chapter.gone:
        named = ", ".join(f"“{term.words}”" for term in chapter.gone[:_TERMS])
        yield f"{named} {'stands' if len(chapter.gone) == 1 else 'stand'} in no passage held of this year."


def _found(seen: YearSeen) -> str:
    of = f"of {seen.held} document{'' if seen.held == 1 else 's'}"
    return f"{seen.weakness} {of} found it weak, {seen.strength} good"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
