"""Typing mistakes made on purpose in questions of the benchmarks: how many are put right, what else is changed.

Mistakes are the four of Damerau (1964): two letters change places, one is left out, doubled or hit beside its place
on the keyboard; one a word, never in the first letter, drawn by a fixed seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.people.users import LOCAL_OPERATOR
from api.query.lexicon import Lexicon
from api.query.spelling import Correction
from api.query.understanding import place_words
from evaluation.benchmark import benchmarks
from evaluation.indexes import cached_model, indexed
from evaluation.items import Absent
from indexer.text.terms import stem
from indexer.text.vocabulary import words_in

app = typer.Typer()
console = Console(width=120)
SEED = 20
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 5
Correct = Callable[[str], Sequence[Correction]]
"""The typing mistakes found in a text."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Mistakes made, put right (to the word or another form of it) or changed to another word.

    `as_typed` are the changes to questions nobody put a mistake into, of `words` words; `foreign` the same for
    questions from elsewhere, whose words the documents mostly lack.
    """

    mistakes: int
    repaired: int
    changed: int
    words: int
    as_typed: tuple[str, ...]
    foreign: int
    foreign_as_typed: tuple[str, ...]


@app.command("spelling")
def spelling(
    sets: Annotated[str, typer.Option("--sets", help="Data sets, separated by commas.")] = "sample,real",
    reuse: Annotated[bool, typer.Option("--reuse", help="Use the indexes held, even if the indexer changed.")] = False,
) -> None:
    """Correction of typing mistakes: share of made mistakes put right, share of right words changed."""
    table = Table(
        "Questions of", "Mistakes put right", "Changed to another word", "Changed as typed", "In foreign ones"
    )
    for name in sets.split(","):
        try:
            benchmark = benchmarks()[name.strip()]()
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        with indexed(benchmark, cached_model(), reuse) as base:
            known = Lexicon.read().words | place_words()
            correct = partial(base.spelling.of(LOCAL_OPERATOR).corrections, known=known)
        found = figures(correct, [item.text for item in benchmark.items], benchmark.foreign)
        table.add_row(
            name,
            f"{found.repaired / max(1, found.mistakes):.2f} of {found.mistakes}",
            f"{found.changed / max(1, found.mistakes):.2f}",
            f"{len(found.as_typed)} of {found.words}",
            f"{len(found.foreign_as_typed)} of {found.foreign}" if found.foreign else "not held",
        )
        listed = ", ".join((*found.as_typed, *found.foreign_as_typed)) or "none"
        console.print(f"{name}, changed as typed (true mistakes of the questions among them): {listed}")
    console.print(table)


def figures(correct: Correct, questions: Sequence[str], foreign: Sequence[str]) -> Figures:
    """Make a mistake in each longer word of each question, one at a time, and see what becomes of it."""
    chance = random.Random(SEED)  # noqa: S311 (a fixed draw, no secret)
    mistakes = repaired = changed = 0
    for question in questions:
        for word, wrong in _mistakes(question.casefold(), chance):
            typed = re.sub(rf"\b{word}\b", wrong, question.casefold(), count=1)
            found = {c.typed: c.word for c in correct(typed)}
            if wrong not in found and stem(wrong) == stem(word):
                continue
            mistakes += 1
            meant = found.get(wrong)
            is_right = meant is not None and stem(meant) == stem(word)
            repaired += is_right
            changed += meant is not None and not is_right
    return Figures(
        mistakes,
        repaired,
        changed,
        sum(len(words_in(question)) for question in questions),
        _changes(correct, questions),
        sum(len(words_in(question)) for question in foreign),
        _changes(correct, foreign),
    )


def _changes(correct: Correct, questions: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{c.typed} → {c.word}" for question in questions for c in correct(question))


def _mistakes(question: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    for word in dict.fromkeys(words_in(question)):
        if len(word) >= _SHORTEST and word.isalpha():
            wrong = chance.choice(_KINDS)(word, chance.randrange(1, len(word) - 1), chance)
            if wrong != word:
                yield word, wrong


def _swapped(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _left_out(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


def _beside(word: str, at: int, chance: random.Random) -> str:
    for row in _ROWS:
        place = row.find(word[at])
        if place >= 0:
            beside = [row[n] for n in (place - 1, place + 1) if 0 <= n < len(row)]
            return word[:at] + chance.choice(beside) + word[at + 1 :]
    return word


_KINDS: Sequence[Callable[[str, int, random.Random], str]] = (_swapped, _left_out, _doubled, _beside)
