"""The routes of all pages, in the order in which an address is looked for."""

from __future__ import annotations

from api.web import (
    about,
    answers,
    briefings,
    commitments,
    courses,
    documents,
    feedback,
    learning_log,
    llm,
    people,
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
        people,
        about,
        answers,
        retrieval,
        llm,
        documents,
        quotations,
        feedback,
        theme_review,
        theme_patterns,  # first: its addresses name no theme
        themes,
        commitments,
        briefings,
        courses,
        training,
        learning_log,
        query,
    )
)
