"""Training told of in running text: what was given counts, what is planned, missing or only online does not."""

from __future__ import annotations

from pathlib import Path

from api.courses.told_training import told_training
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR

TEXT = """# What worked well

Monthly training on fathers was delivered to 40 staff.

# Figures

No course on supervision was held.

# Next year

Training on neglect will be delivered next year.

# Online

An e-learning course on trafficking was provided.

# Tables

| Course | People attended |
|---|---|
| Training for leads held | 12 |
| Training for teams held | 9 |
"""


def test_only_training_that_was_given_is_told_of(own_base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(
        "path,title,kind,area,period_end,sensitivity\nr.md,Report,annual_report,Norton,2019-03-31,public\n", "utf-8"
    )
    (tmp_path / "r.md").write_text(TEXT, "utf-8")
    assert not own_base.documents.add([tmp_path / "r.md"], LOCAL_OPERATOR, tmp_path / "manifest.csv").failed
    document = own_base.documents.all(LOCAL_OPERATOR).items[0]
    found = told_training(own_base.documents.passages(document.id, LOCAL_OPERATOR).items)
    assert [one.words for one in found] == ["Monthly training on fathers was delivered to 40 staff."]
    assert found[0].citation.document.year == 2019
