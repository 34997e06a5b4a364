"""The routes under /api/v1, in the order in which an address is looked for."""

from __future__ import annotations

from api.rest import (
    about,
    answers,
    briefings,
    commitments,
    courses,
    documents,
    feedback,
    learning_log,
    llm,
    query,
    quotations,
    retrieval,
    theme_patterns,
    theme_review,
    themes,
    training,
)

ROUTERS = tuple(
    module.router
    for module in (
        about,
        retrieval,
        answers,
        llm,
        documents,
        feedback,
        quotations,
        commitments,
        courses,
        training,
        learning_log,
        theme_patterns,  # first: its addresses name no theme
        theme_review,
        themes,
        briefings,
        query,
    )
)
