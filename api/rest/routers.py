"""The routes under /api/v1, in the order in which an address is looked for."""

from __future__ import annotations

from api.rest import (
    briefings,
    commitments,
    courses,
    emerging,
    learning_log,
    lexicon,
    llm,
    quarantine,
    quotations,
    routes,
    theme_models,
    theme_patterns,
    theme_review,
    themes,
    training,
)

ROUTERS = tuple(
    module.router
    for module in (
        routes,
        llm,
        quarantine,
        quotations,
        commitments,
        courses,
        training,
        learning_log,
        emerging,
        theme_patterns,  # first: its addresses name no theme
        theme_models,
        theme_review,
        themes,
        briefings,
        lexicon,
    )
)
