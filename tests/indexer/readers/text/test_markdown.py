"""Markdown as the page it stands for, each block with the lines it stands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import BlockKind, Document, PartKind
from indexer.readers import Limits, read

SOURCE = """---
title: "The plan"
author: Jo Lee
---
# Plan *now*

- [x] done
- [ ] to do

1. one
2. two

   still two

| Action | Update |
|---|---|
| Toolkit | Sent<br>Audit ~~late~~ due |

<div>
<p>a block of HTML</p>
</div>

Term
: Meaning

Text[^1] with a soft
break.

<!-- ask Sam -->

> quoted

```
code  as

  typed
```

[^1]: The note.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Document:
    (tmp_path / "plan.md").write_text(SOURCE, "utf-8")
    return read(tmp_path / "plan.md", Limits(10**6, 10))


def test_each_block_comes_as_it_is_seen_with_its_lines(plan: Document) -> None:
    found = [(plan.text[b.start : b.end], b.kind.value, b.locator.lines) for b in plan.blocks]
    assert found == [
        ("Plan now", "heading", "5"),
        ("☑ done", "list_item", "7"),
        ("☐ to do", "list_item", "8"),
        ("1. one", "list_item", "10"),
        ("2. two", "list_item", "11"),
        ("still two", "list_item", "13"),
        ("Action: Toolkit; Update: Sent Audit due", "table_row", "17"),
        ("a block of HTML", "paragraph", "19-21"),
        ("Term", "paragraph", "23"),
        ("Meaning", "paragraph", "24"),
        ("Text[1] with a soft\nbreak.", "paragraph", "26-27"),
        ("quoted", "quote", "31"),
        ("code  as\n\n  typed", "paragraph", "33-37"),
        ("1. The note.", "footnote", "39"),
    ]


def test_what_is_struck_out_a_remark_or_about_the_file_is_kept_apart(plan: Document) -> None:
    assert plan.title == "The plan"
    assert {part.kind: part.text for part in plan.parts} == {
        PartKind.PROPERTY: 'title: "The plan"\nauthor: Jo Lee',
        PartKind.STRUCK_TEXT: "late",
        PartKind.COMMENT: "ask Sam",
    }


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Text.\n\n[^9]: A note that nothing refers to.\n", "A note that nothing refers to."),
        ("Text with <b>bold</b>, a <br>line and <unknown>a tag</unknown>.", "Text with bold, a \nline and a tag."),
        ("a  \nhard break", "a\nhard break"),
        ("a &amp; b < c & d", "a & b < c & d"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A: 1; B: 2"),
        ("`<b>code</b>` stays", "<b>code</b> stays"),
    ],
)
def test_nothing_of_a_text_is_lost(source: str, kept: str, tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text(f"# T\n\n{source}", "utf-8")
    assert kept in read(tmp_path / "t.md", Limits(10**6, 10)).text


def test_a_quotation_in_a_list_is_a_quotation(tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text("- item\n\n  > said\n", "utf-8")
    kinds = [block.kind for block in read(tmp_path / "t.md", Limits(10**6, 10)).blocks]
    assert kinds == [BlockKind.LIST_ITEM, BlockKind.QUOTE]
