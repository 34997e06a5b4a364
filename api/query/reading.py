"""Readings: how a question was understood, part by part, as it is shown to who asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """Something read into a question, shown to who asked; sending `key` as "without" takes it away."""

    key: str
    kind: str
    typed: str
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood: where it says to look, what else was searched, and what was left open.

    `corrected` are typing mistakes, each with the word that was searched for in its place. `subject` says that
    passages were ordered as wholes, because no single sentence was nearer to the question: it asks about a subject.
    `phrases` stood in quotation marks: every hit holds all of them; `unheld` are the same when no passage does.
    """

    understood: tuple[ReadingPart, ...] = ()
    expanded: tuple[ReadingPart, ...] = ()
    ambiguous: tuple[ReadingPart, ...] = ()
    without: tuple[str, ...] = ()
    corrected: tuple[ReadingPart, ...] = ()
    subject: bool = False
    phrases: tuple[ReadingPart, ...] = ()
    unheld: tuple[str, ...] = ()


NOTHING_READ = Reading()
"""What a question is read as in which nothing is recognised."""
