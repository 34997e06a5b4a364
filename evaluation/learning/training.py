"""Courses, promises and training needs against what was written down: the sample's truth, a worked example."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from api.commitments.service import ListedCommitment
from api.courses.finding import Course, Fact
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.quotations.letters import letters
from api.training.export import gap_words
from api.training.gaps import Gap
from api.training.service import Matrix
from evaluation.answers.matching import overlaps
from evaluation.items import ROOT, Absent, shared

TRUTH = ROOT / "evaluation" / "data" / "sample" / "truth.json"
_FACTS = {
    "planned": Fact.PLANNED,
    "run": Fact.RUN,
    "places": Fact.PLACES,
    "attended": Fact.ATTENDED,
    "did_not_attend": Fact.DID_NOT_ATTEND,
    "e_learning": Fact.E_LEARNING,
    "level": Fact.LEVEL,
    "evaluation": Fact.EVALUATION,
}
_LETTERS = {Gap.NOT_OFFERED: "A", Gap.NOT_TAKEN_UP: "B", Gap.PERSISTS: "C", Gap.NOT_TRAINING: "D"}
_THEME = re.compile(r"\b[A-H]\d{1,2}\b")


@dataclass(frozen=True, slots=True)
class Worked:
    """A row of the worked example: the themes it names and the letters of its gap."""

    themes: tuple[str, ...]
    gaps: frozenset[str]


def read_truth() -> dict[str, Any]:
    """What is true of the sample corpus."""
    truth: dict[str, Any] = json.loads(TRUTH.read_text("utf-8"))
    return truth


def courses_table(base: KnowledgeBase, truth: Mapping[str, Any]) -> Table:
    """Each true course: how many of its figures and words the product has, those by agency, and its themes."""
    found = {(c.year, c.title): c for c in base.courses.all(LOCAL_OPERATOR)}
    shown = Table("course", "year", "facts right", "agencies right", "themes true", "themes suggested", "flagged")
    totals: Counter[str] = Counter()
    for row in truth["courses"]:
        course = found.get((_end(row["year"]), row["title"]))
        facts = [_is_right(course, fact, row[name]) for name, fact in _FACTS.items()]
        agencies = [_came(course, name) == count for name, count in row["by_agency"].items()]
        suggested = {theme.theme for theme in course.themes} if course else set()
        true = set(row["themes"])
        totals.update(facts=sum(facts), of_facts=len(facts), agencies=sum(agencies), of_agencies=len(agencies))
        totals.update(both=len(true & suggested), suggested=len(suggested), true=len(true), found=course is not None)
        shown.add_row(
            row["title"],
            row["year"],
            f"{sum(facts)} of {len(facts)}",
            f"{sum(agencies)} of {len(agencies)}",
            " ".join(sorted(true)),
            " ".join(sorted(suggested)),
            _flags(course),
        )
    shown.caption = (
        f"{totals['found']} of {len(truth['courses'])} courses found; facts {totals['facts']} of {totals['of_facts']}; "
        f"attendance by agency {totals['agencies']} of {totals['of_agencies']}; themes: {totals['both']} right of "
        f"{totals['suggested']} suggested and {totals['true']} true"
    )
    return shown


def promises_table(base: KnowledgeBase, truth: Mapping[str, Any]) -> Table:
    """Each true promise: whether it is found, its owner and day, and what each later report is said to say of it."""
    files = {record.id: Path(record.name).name for record in base.documents.all(LOCAL_OPERATOR).items}
    listed = base.commitments.all(LOCAL_OPERATOR)
    shown = Table("promise", "found", "owner", "due", "later reports: true, suggested where it differs")
    totals: Counter[str] = Counter()
    for row in truth["promises"]:
        mine = _promise(listed, files, Path(row["document"]).name, row["quote"])
        owner, due = (mine.followed.commitment.owner or "", mine.followed.commitment.due) if mine else ("", None)
        day_right = mine is not None and (due.isoformat() if due else None) == row["due"]
        owner_right = mine is not None and _same_owner(owner, row["owner"])
        outcomes = list(_outcomes(mine, files, row["later"]))
        totals.update(found=mine is not None, named=bool(owner), owner=owner_right, due=day_right)
        totals.update(outcomes=len(outcomes))
        totals.update(right=sum(true == said for _, true, said in outcomes))
        shown.add_row(
            f"{row['id']} {row['quote'][:60]}",
            "yes" if mine else "no",
            owner + ("" if owner_right else f" (true: {row['owner']})"),
            str(due or "–") + ("" if day_right else f" (true: {row['due']})"),
            "; ".join(f"{name} {true}" + ("" if true == said else f" ≠ {said}") for name, true, said in outcomes),
        )
    count = len(truth["promises"])
    shown.caption = (
        f"{totals['found']} of {count} found; owner named {totals['named']}, right {totals['owner']}; "
        f"day right {totals['due']}; outcomes right {totals['right']} of {totals['outcomes']} (the shipped weights "
        "learnt from these rows; `python -m evaluation commitments` leaves each out)"
    )
    return shown


def matrix_table(matrix: Matrix) -> Table:
    """The matrix as the product works it out."""
    shown = Table("theme", "need", "parts", "documents", "courses", "gap suggested", "why")
    for row in matrix.rows:
        need = row.need
        parts = f"{need.evidence:g} + {need.recurrence:g} + {need.recency:.1f}"
        shown.add_row(
            f"{row.theme.id} {row.theme.label}",
            str(need.level),
            parts,
            str(len(need.documents)),
            str(len(row.courses)),
            gap_words(row.suggested.gaps),
            " ".join(row.suggested.reasons),
        )
    return shown


def worked_example() -> list[Worked]:
    """The rows of the worked example in the notes on the field, theme codes and letters only. Raises Absent."""
    path = shared("corpus").parent / "domain.md"
    if not path.is_file():
        raise Absent(f"the worked example ({path.name}) is not beside this checkout")
    part = path.read_text("utf-8").partition("### 7.4")[2].partition("### 7.5")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    at = rows[0].index("Gap")
    found = [Worked(tuple(_THEME.findall(row[0])), frozenset(re.findall(r"\b[A-D]\b", row[at]))) for row in rows[2:]]
    return [row for row in found if row.themes]


def compared(matrix: Matrix, worked: Sequence[Worked]) -> Table:
    """Each theme of the worked example: its letters, those suggested, and whether they agree."""
    rows = {row.theme.id: row for row in matrix.rows}
    shown = Table("theme", "worked example", "suggested", "agree")
    totals: Counter[str] = Counter()
    for one in worked:
        for theme in one.themes:
            row = rows.get(theme)
            mine = {_LETTERS[gap] for gap in row.suggested.gaps if gap in _LETTERS} if row else set()
            agree = "all" if mine == one.gaps else "in part" if mine & one.gaps else "no"
            totals[agree] += 1
            said = " and ".join(sorted(mine)) or ("none" if row and row.need.findings else "no finding")
            shown.add_row(theme, " and ".join(sorted(one.gaps)), said, agree)
    shown.caption = "; ".join(f"{totals[word]} {word}" for word in ("all", "in part", "no"))
    return shown


def _end(period: str) -> int:
    return int(period[:4]) + 1


def _is_right(course: Course | None, fact: Fact, true: object) -> bool:
    if course is None:
        return False
    if fact is Fact.LEVEL:
        return course.text(fact) == f"Level {true}"
    return course.text(fact) == true if isinstance(true, str) else course.number(fact) == true


def _came(course: Course | None, agency: str) -> int | None:
    stated = course.by_agency.get(agency, ()) if course else ()
    return stated[0].number if stated else None


def _flags(course: Course | None) -> str:
    if course is None:
        return "not found"
    clashes = [f"{fact}: {stated.text} elsewhere" for fact in Fact for stated in course.clashes(fact)]
    return "; ".join([*clashes, *(caution.partition(": ")[2] for caution in course.cautions)])


def _promise(
    listed: Sequence[ListedCommitment], files: Mapping[str, str], name: str, quote: str
) -> ListedCommitment | None:
    words = letters(quote)
    here = [one for one in listed if files[one.followed.citation.document.id] == name]
    return next((one for one in here if overlaps(letters(one.followed.commitment.text), words)), None)


def _same_owner(found: str, true: str | None) -> bool:
    mine, theirs = letters(found), letters(true or "")
    return mine == theirs or bool(mine and theirs and (mine in theirs or theirs in mine))


def _outcomes(
    mine: ListedCommitment | None, files: Mapping[str, str], later: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    said = {files[f.document.id]: str(f.outcome) for f in mine.later} if mine else {}
    for row in later:
        name = Path(row["document"]).name
        yield name.removeprefix("annual-report-").partition(".")[0], row["outcome"], said.get(name, "not found")
