"""Public test collections as files the indexer reads: SQuAD 2.0 (Rajpurkar, Jia and Liang, 2018) and Cranfield."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any

from api.quotations.letters import letters
from evaluation.items import WORK, Benchmark, Gold, Item, shared

_UNANSWERABLE = 800
_FOREIGN = 200
_SEED = 20


def squad() -> Benchmark:
    """Half of SQuAD 2.0's development set; the paragraphs of the other half are indexed as distractors."""
    folder = shared("benchmarks") / "squad2"
    articles = _articles(folder / "squad_dev.json")
    files = WORK / "squad" / "files"
    for article in (*articles, *_articles(folder / "squad_test.json")):
        body = "".join(
            f"<h2>{_section(n)}</h2><p>{escape(p['context'])}</p>" for n, p in enumerate(article["paragraphs"])
        )
        _page(files / _name(article), article["title"].replace("_", " "), body)
    items = tuple(_squad_items(articles))
    answerable = [i for i in items if i.gold]
    unanswerable = random.Random(_SEED).sample([i for i in items if not i.gold], _UNANSWERABLE)  # noqa: S311
    return Benchmark("squad", files, (*answerable, *unanswerable), sensitivity="public")


def foreign_questions() -> tuple[str, ...]:
    """A fixed draw of SQuAD's questions: off any safeguarding subject."""
    questions = [
        q["question"]
        for article in _articles(shared("benchmarks") / "squad2" / "squad_dev.json")
        for paragraph in article["paragraphs"]
        for q in paragraph["qas"]
        if not q["is_impossible"]
    ]
    return tuple(random.Random(_SEED).sample(questions, _FOREIGN))  # noqa: S311


def cranfield() -> Benchmark:
    """1,400 abstracts and 225 topical queries with graded judgements; codes 1 to 4 become grades 4 to 1."""
    folder = shared("benchmarks") / "cranfield"
    files = WORK / "cranfield" / "files"
    # The file is not well-formed XML as a whole, so its flat fields are read by pattern.
    documents = (folder / "cran_cran.all.1400.xml").read_text("utf-8")
    for number, title, text in re.findall(
        r"<docno>(.*?)</docno>\s*<title>(.*?)</title>.*?<text>(.*?)</text>", documents, re.S
    ):
        name = " ".join(unescape(title).split())
        body = " ".join(unescape(text).split()).removeprefix(name).strip()
        if not name:  # two of the abstracts are empty in the collection itself
            continue
        _page(files / f"{number.strip()}.html", name, f"<p>{escape(body or name)}</p>")
    grades: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for line in (folder / "cranqrel_graded").read_text("utf-8").splitlines():
        query, _, document, code = line.split()
        if code in "1234":
            grades[query].append((f"{document}.html", 5 - int(code)))
    queries = re.findall(r"<title>(.*?)</title>", (folder / "cran_cran.qry.xml").read_text("utf-8"), re.S)
    items = tuple(
        Item(str(n), " ".join(unescape(query).split()), grades=tuple(grades[str(n)]))
        for n, query in enumerate(queries, start=1)
    )
    return Benchmark("cranfield", files, items, topical=True, sensitivity="public")


def _articles(path: Path) -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["data"]
    return articles


def _squad_items(articles: list[dict[str, Any]]) -> Iterator[Item]:
    for article in articles:
        for number, paragraph in enumerate(article["paragraphs"]):
            for q in paragraph["qas"]:
                gold = {
                    Gold(
                        _name(article),
                        letters(a["text"]),
                        _section(number),
                        len(letters(paragraph["context"][: a["answer_start"]])),
                    )
                    for a in q["answers"]
                }
                yield Item(q["id"], q["question"], tuple(sorted(gold, key=lambda g: (g.offset or 0, g.quote))))


def _section(number: int) -> str:
    return f"Paragraph {number + 1}"


def _name(article: dict[str, Any]) -> str:
    return re.sub(r"\W+", "_", article["title"]) + ".html"


def _page(path: Path, title: str, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<!doctype html><title>{escape(title)}</title><h1>{escape(title)}</h1>{body}", "utf-8")
