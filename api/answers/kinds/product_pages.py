"""Product pages: questions that a page of this service answers better than lines of documents do."""

from __future__ import annotations

import re

from api.answers.kinds.values import ProductPage

_WE = r"(?:we|they|the (?:board|partnership|partners|council)|our board|people)"
_SPAN = r"(?:(?:over|across|through|throughout|between|from|in) )?(?:the |these |all |our |different )*"
_HELD = r"(?:years?|reports?|reviews?|audits?|documents|time)"
_NOT_DONE = r"(?:not|never|didn['’]?t|hasn['’]?t|haven['’]?t|without|fail(?:ed)?|yet to)"
_PROMISE = r"(?:promises?|commitments?|actions?|pledges?)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_PAGES = (
    (
        _any(
            r"what (?:\w+ )?(?:keeps?|kept) (?:on )?(?:coming|appearing|happening|going wrong|cropping|being found)\b",
            r"what (?:is |are )?recur\w*",
            rf"(?:recur\w*|repeat\w*|keeps? coming (?:up|back)) (?:\w+ )?{_SPAN}{_HELD}\b",
            rf"(?:same|common|recurring|repeated) (?:themes?|lessons?|findings?|issues?|messages?) {_SPAN}{_HELD}\b",
            r"(?:which|what) (?:are the )?(?:\w+ )?themes (?:recur|come up|keep|appear|are (?:most|recurring))",
        ),
        ProductPage("Themes by year", "/themes"),
    ),
    (
        _any(
            rf"(?:did|have|had|has|that) {_WE} (?:promise|agree|commit|pledge)\w*\b.*\b{_NOT_DONE}\b",
            rf"(?:promised|committed|pledged)\b.*\b(?:and|but) (?:\w+ )?{_NOT_DONE}\b",
            rf"(?:overdue|outstanding|broken|unkept|unmet|late) {_PROMISE}\b",
            rf"{_PROMISE} (?:\w+ ){{0,3}}(?:overdue|outstanding|late|not (?:been )?(?:kept|met|done|delivered))\b",
            r"what(?:['’]?s| is| are)? (?:\w+ )?overdue\b",
        ),
        ProductPage("Commitments", "/commitments"),
    ),
    (
        _any(
            rf"(?:who|which \w+) (?:\w+ ){{0,2}}{_NOT_DONE} (?:\w+ ){{0,4}}(?:training|courses?|trained)\b",
            r"(?:who|which \w+) (?:\w+ )?(?:missed|skipped|rarely attend\w*) (?:\w+ ){0,3}training\b",
            r"(?:what|which) (?:training|courses?) (?:is|are|do|does|should) (?:\w+ ){0,3}(?:needed|need|missing)\b",
            r"training (?:needs|gaps)\b",
        ),
        ProductPage("Training needs", "/training"),
    ),
)
"""What is looked for, and the page that answers it; the lines of documents stand below."""


def pages_for(question: str) -> tuple[ProductPage, ...]:
    """The pages of this service that a question leads to; none for most."""
    return tuple(page for pattern, page in _PAGES if pattern.search(question))
