"""The routes of all pages, in the order in which an address is looked for."""

from __future__ import annotations

from api.web import (
    answers,
    briefings,
    commitments,
    courses,
    documents,
    emerging,
    entry,
    feedback,
    learning_log,
    lexicon,
    llm,
    quarantine,
    quotations,
    theme_links,
    theme_patterns,
    theme_register,
    theme_review,
    themes,
    training,
)

ROUTERS = tuple(
    module.router
    for module in (
        entry,
        answers,
        llm,
        quarantine,
        documents,
        quotations,
        feedback,
        theme_register,
        theme_review,
        emerging,
        theme_links,
        theme_patterns,
        themes,
        commitments,
        briefings,
        courses,
        training,
        learning_log,
        lexicon,
    )
)
