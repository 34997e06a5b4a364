"""The routes of all pages, in the order in which an address is looked for."""

from __future__ import annotations

from api.web import (
    asking,
    briefings,
    commitments,
    courses,
    emerging,
    entry,
    judging,
    learning_points,
    lexicon,
    library,
    patterns,
    quarantine,
    summary,
    theme_links,
    theme_register,
    theme_review,
    themes,
    training,
    verifying,
)

ROUTERS = tuple(
    module.router
    for module in (
        entry,
        asking,
        summary,
        quarantine,
        library,
        verifying,
        judging,
        theme_register,
        theme_review,
        emerging,
        theme_links,
        patterns,
        themes,
        commitments,
        briefings,
        courses,
        training,
        learning_points,
        lexicon,
    )
)
