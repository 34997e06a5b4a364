"""Automatic numbering: labels as Word prints them, for each form, start, restart and way to be numbered."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import BlockKind
from indexer.readers import Limits, read
from indexer.readers.office.numerals import numeral
from tests.office_files import docx, p

LIMITS = Limits(10**8, 1000)


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    head = f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'{head}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: str, *nums: str, more: str = "") -> dict[str, tuple[str, str]]:
    made = "".join(nums) or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    root = f'<w:numbering><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{more}{made}</w:numbering>'
    return {"n1": ("numbering", root)}


def item(text: str, at: int = 0, number: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(path: Path, body: str, parts: dict[str, tuple[str, str]]) -> list[str]:
    return read(docx(path / "f.docx", body, parts), LIMITS).text.replace("\n\n", "\n").split("\n")


def num(number: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'


THREE = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "%1.%2.%3")


def test_items_are_labelled_and_stay_items(tmp_path: Path) -> None:
    body = p("Before.") + item("Agree a threshold.") + p("Between.") + item("Tell the school.")
    parts = numbering(level(0, "decimal", "Recommendation %1:"))
    document = read(docx(tmp_path / "f.docx", body, parts), LIMITS)
    found = [(document.text[b.start : b.end], b.kind) for b in document.blocks]
    assert found[1] == ("Recommendation 1: Agree a threshold.", BlockKind.LIST_ITEM)
    assert found[3] == ("Recommendation 2: Tell the school.", BlockKind.LIST_ITEM)


def test_lower_levels_begin_anew_below_each_item_above(tmp_path: Path) -> None:
    body = item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1)
    assert lines(tmp_path, body, numbering(THREE)) == ["1. a", "(a) b", "(b) c", "1.b.i d", "2. e", "(a) f"]


def test_a_level_may_go_on_counting_below_the_next_item(tmp_path: Path) -> None:
    levels = level(0, "upperLetter", "%1") + level(1, "decimal", "%2", more='<w:lvlRestart w:val="0"/>')
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert lines(tmp_path, body, numbering(levels)) == ["A a", "1 b", "B c", "2 d"]


def test_levels_in_figures_whatever_their_form(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "Part %1") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    assert lines(tmp_path, item("a") + item("b", 1), numbering(levels)) == ["Part I a", "1.1 b"]


def test_an_item_below_a_level_never_used_counts_it_from_its_start(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1", start=4) + level(1, "decimal", "%1.%2")
    assert lines(tmp_path, item("a", 1) + item("b", 1), numbering(levels)) == ["4.1 a", "4.2 b"]


def test_a_list_may_set_its_start_once_and_share_the_counter(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    parts = numbering(level(0, "decimal", "%1."), num(1), num(2, override), num(3))
    body = item("a") + item("b") + item("c", number=2) + item("d", number=2) + item("e", number=3)
    assert lines(tmp_path, body, parts) == ["1. a", "2. b", "7. c", "8. d", "9. e"]


def test_a_list_may_define_a_level_anew(tmp_path: Path) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "Action %1:")}</w:lvlOverride>'
    assert lines(tmp_path, item("a"), numbering(level(0, "decimal", "%1."), num(1, override))) == ["Action 1: a"]


def test_headings_are_numbered_by_their_style(tmp_path: Path) -> None:
    tied = "".join(
        level(n, "decimal", text, more=f'<w:pStyle w:val="H{n + 1}"/>') for n, text in enumerate(("%1", "%1.%2"))
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="H{0}"><w:name w:val="heading {0}"/>{1}<w:pPr><w:numPr>{2}<w:numId '
        'w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styles = "<w:styles>" + style.format(1, "", "") + style.format(2, '<w:basedOn w:val="H1"/>', '<w:ilvl w:val="1"/>')
    parts = {**numbering(tied), "s1": ("styles", f"{styles}</w:styles>")}
    headed = '<w:pStyle w:val="H{}"/>'
    body = p("Scope", properties=headed.format(1)) + p("Aims", properties=headed.format(2)) + p("Text.")
    body += p("Annex", properties=headed.format(1) + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read(docx(tmp_path / "f.docx", body, parts), LIMITS)
    assert document.text.split("\n\n") == ["1 Scope", "1.1 Aims", "Text.", "Annex"]
    assert document.blocks[2].headings == ("1 Scope", "1.1 Aims")


def test_levels_may_stand_in_a_style_of_lists(tmp_path: Path) -> None:
    more = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    nums = num(1), '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>{numbered}</w:style>'
    parts = {
        **numbering(level(0, "decimal", "%1)"), *nums, more=more),
        "s1": ("styles", f"<w:styles>{style}</w:styles>"),
    }
    assert lines(tmp_path, item("a", number=2) + item("b", number=2), parts) == ["1) a", "2) b"]


def test_bullets_empty_deleted_and_hidden_paragraphs(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "bullet", "•")
    gone = p(
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
        properties='<w:rPr><w:del/></w:rPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    )
    hidden = gone.replace("<w:rPr><w:del/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>")
    body = item("a") + item("b", 1) + gone + hidden + item("c")
    assert lines(tmp_path, body, numbering(levels)) == ["1. a", "b", "2. c"]


def test_labels_run_on_through_tables(tmp_path: Path) -> None:
    cells = f"<w:tbl><w:tr><w:tc>{item('a')}</w:tc><w:tc>{item('b')}</w:tc></w:tr></w:tbl>"
    assert lines(tmp_path, cells + item("c"), numbering(level(0, "decimal", "%1."))) == ["1. a: 2. b", "3. c"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (28, "lowerLetter", "bb"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (21, "cardinalText", "Twenty-one"),
        (22, "ordinalText", "Twenty-second"),
        (30, "ordinalText", "Thirtieth"),
        (7, "decimalZero", "07"),
        (7, "chicago", "7"),
        (10**9, "lowerLetter", "1000000000"),
    ],
)
def test_numerals(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written
