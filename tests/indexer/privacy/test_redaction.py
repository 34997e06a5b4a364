"""Redaction over any text and any cut into blocks: the words are gone, everything else stays where it was."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer.documents import Block, Document, Locator
from indexer.privacy.personal_data import Finding, PersonalData
from indexer.privacy.redaction import mark, redact

TEXT = "abcdefghij" * 6


@st.composite
def cases(draw: st.DrawFn) -> tuple[Document, list[Finding]]:
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=8)))
    blocks = tuple(Block(a, b, Locator(page=n)) for n, (a, b) in enumerate(pairwise(cuts)))
    ends = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=8)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return Document(TEXT, blocks), [Finding(PersonalData.POSTCODE, a, b) for a, b in pairs]


@given(cases())
def test_what_is_left_of_each_block_is_what_it_held_outside_the_findings(case: tuple[Document, list[Finding]]) -> None:
    document, findings = case
    made = redact(document, findings)
    hidden = {place for f in findings for place in range(f.start, f.end)}
    left = {
        block.locator.page: "".join(TEXT[i] for i in range(block.start, block.end) if i not in hidden)
        for block in document.blocks
    }
    for block in made.blocks:
        words = made.text[block.start : block.end].replace(mark(Finding(PersonalData.POSTCODE, 0, 0)), "")
        assert words == left.pop(block.locator.page)
    assert not any(left.values()), "a block of which something is left is lost"
    assert all(one.end <= two.start for one, two in pairwise(made.blocks))
    assert made.text.count("[redacted: postcode]") == len(findings)


def test_headings_and_title_lose_the_same_words() -> None:
    text = "Child 943 476\n5919\n\nThe text."
    blocks = (Block(0, 18, Locator()), Block(20, 29, Locator(), headings=("Child 943 476 5919",)))
    made = redact(Document(text, blocks, title="On 943 476 5919"), [Finding(PersonalData.NHS_NUMBER, 6, 18)])
    assert made.blocks[1].headings == ("Child [redacted: NHS number]",)
    assert made.title == "On [redacted: NHS number]"
    assert made.text[made.blocks[1].start : made.blocks[1].end] == "The text."
