"""A report on each question as one HTML file without scripts: what was asked, found, said, what is right, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from api.answers.abstention import SIGNALS, shipped, signals
from api.answers.pipeline import Explanation
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.retrieval import linear_ranker
from api.retrieval.candidates import Candidate
from evaluation.answers.judging import Judge
from evaluation.answers.measure import Outcome
from evaluation.items import Item

_PASSAGES = 10
_STYLE = """body{font:16px/1.5 Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}
summary{cursor:pointer;padding:.4rem 0}details{border-bottom:1px solid #b1b4b6}.right{border-left:5px solid #00703c}
.wrong{border-left:5px solid #d4351c}blockquote,li.p{margin:.4rem 0;padding-left:.7rem}small{color:#505a5f}
table{border-collapse:collapse;font-size:14px}td,th{padding:.1rem .6rem .1rem 0;text-align:left}"""


@dataclass(frozen=True, slots=True)
class Told:
    """One question for the report: what is wrong with what came, in words, and its HTML."""

    verdict: str
    html: str

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong."""
        return self.verdict == "right"


def verdict(item: Item, outcome: Outcome) -> str:
    """What is wrong first, from search to line: "right" when nothing is."""
    values = outcome.values
    if not outcome.answerable:
        return "answered although nothing held answers" if outcome.band == "answer" else "right"
    if not values.get("Success@10"):
        return "the passage is not among the ten best"
    if outcome.band == "none":
        return "refused although the passage was found"
    if not values.get("cited"):
        return "the passage was found, no line of the answer is right"
    return "right" if values.get("strict@3") else "only a later line is right"


def write_html(path: Path, base: KnowledgeBase, items: Sequence[Item], outcomes: Sequence[Outcome], title: str) -> None:
    """The report, what is wrong first."""
    by_id = {outcome.id: outcome for outcome in outcomes}
    judge = Judge(base)
    told = [_told(base, judge, item, by_id[item.id]) for item in items if item.id in by_id]
    told.sort(key=lambda one: one.is_right)
    counts: dict[str, int] = {}
    for one in told:
        counts[one.verdict] = counts.get(one.verdict, 0) + 1
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{n} of {len(told)}</td></tr>" for name, n in sorted(counts.items()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f"<h1>{escape(title)}</h1><table>{rows}</table>{''.join(one.html for one in told)}</html>\n",
        "utf-8",
    )


def _told(base: KnowledgeBase, judge: Judge, item: Item, outcome: Outcome) -> Told:
    made = base.explaining.explain(item.text, item.filters, LOCAL_OPERATOR)
    said = verdict(item, outcome)
    gold = "".join(f"<li>{escape(g.document)}: “{escape(g.quote)}”</li>" for g in item.gold)
    html = (
        f"<details{'' if said == 'right' else ' open'}><summary><strong>{escape(item.text)}</strong> "
        f"<small>{escape(said)}; {escape(', '.join(item.tags))}</small></summary>"
        f"<h3>What answers it</h3><ul>{gold or '<li>Nothing held</li>'}</ul>"
        f"<h3>What was said ({escape(str(outcome.band))})</h3>{''.join(_lines(judge, item, made))}"
        f"<h3>How sure</h3>{_sure(made, outcome)}"
        f"<h3>What was found{_kind(made)}</h3><ol>{''.join(_passages(judge, item, made))}</ol></details>"
    )
    return Told(said, html)


def _lines(judge: Judge, item: Item, made: Explanation) -> Iterable[str]:
    for line in made.lines:
        found = line.candidate.found
        right = judge.answers(item, found, line.text)
        mark = "right" if right else "wrong"
        said = f"{escape(line.text)} <small>{mark}; {_where(line.candidate)}</small>"
        yield f'<blockquote class="{mark}">{said}</blockquote>'


def _sure(made: Explanation, outcome: Outcome) -> str:
    found = signals(made.ranking.question, made.ranking.best, made.nearest)
    if found is None:
        return "<p>Nothing to go by.</p>"
    cells = "".join(
        f"<tr><td>{name.replace('_', ' ')}</td><td>{value:.2f}</td><td>{shipped().weights[name] * value:+.2f}</td></tr>"
        for name, value in zip(SIGNALS, found, strict=True)
    )
    total = "" if outcome.score is None else f"{outcome.score:+.2f}"
    return f"<table><tr><th>signal</th><th>value</th><th>adds</th></tr>{cells}</table><p>Together {total}.</p>"


def _kind(made: Explanation) -> str:
    return ", ordered as a subject" if made.ranking.reading.subject else ""


def _passages(judge: Judge, item: Item, made: Explanation) -> Iterable[str]:
    best = made.ranking.best
    relevant = judge.relevant(item) if item.gold or item.grades else {}
    rows = linear_ranker.features(best).tolist() if best else []
    for candidate, row in list(zip(best, rows, strict=True))[:_PASSAGES]:
        right = judge.unit(item, candidate.found) in relevant
        why = ", ".join(f"{n.replace('_', ' ')} {v:.2f}" for n, v in zip(linear_ranker.FEATURES, row, strict=True))
        yield (
            f'<li class="p {"right" if right else ""}">{escape(" ".join(candidate.found.passage.text.split()))}<br>'
            f"<small>{_where(candidate)}; score {candidate.score:.2f}: {why}, preference {candidate.preference:.2f}"
            f"{'; holds a right quote' if right else ''}</small></li>"
        )


def _where(candidate: Candidate) -> str:
    found = candidate.found
    return escape(" > ".join((found.document.title, *found.passage.headings)))
