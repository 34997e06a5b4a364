"""Web pages as they are seen: words whole, blocks apart, fields filled in; what is hidden is kept apart and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import BlockKind, Document, PartKind
from indexer.readers import Limits, read


def page(tmp_path: Path, body: str, head: str = "") -> Document:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head>{head}</head><body><h1>Page</h1>{body}</body></html>", "utf-8")
    return read(path, Limits(10**7, 10))


def blocks(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks][1:]


def apart(document: Document, kind: PartKind) -> list[str]:
    return [part.text for part in document.parts if part.kind is kind]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>In the <b>LADO</b>, who</p>", ["In the LADO, who"]),
        ("<p>E.<b>g</b>. safe<b>guard</b>ing</p>", ["E.g. safeguarding"]),
        ("<p>one<br>two<br/>three</p>", ["one two three"]),
        ("<div>loose<br>line</div>", ["loose line"]),
        ("<p>day<sup>1</sup>, m<sup>2</sup>, 1<sup>st</sup>, H<sub>2</sub>O</p>", ["day¹, m², 1st, H2O"]),
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("<span>loose <span><p>inner</p></span> tail</span>", ["loose", "inner", "tail"]),
        ("<x-card><p>in a part of its own</p></x-card>", ["in a part of its own"]),
        ("<a href='#'><div>a card</div></a>", ["a card"]),
        ("<form id='aspnetForm'><div><p>the page</p></div></form>", ["the page"]),
        ("<aside><p>never wait</p></aside>", ["never wait"]),
        ("<details><summary>More</summary><p>inside</p></details>", ["More", "inside"]),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", ["Term", "Meaning"]),
        ("<ol start=4><li>four<ul><li>inner</li></ul></li><li><p>five</p><p>more</p></li></ol>",
         ["4. four", "inner", "5. five", "more"]),
        ("<ol type=a><li>x<li value=5>y</ol><ol style='list-style:none'><li>z</ol>", ["a. x", "e. y", "z"]),
        ("<p>she said <q>no</q></p>", ["she said “no”"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<table><tr><th>A<th>B<tr><td>1<br>2<td><p>x</p><p>y</p></table>", ["A: 1 2; B: x y"]),
        ("<table><tr><th>A<th>B<tr><td>1<td><table><tr><td>n<td>m</table></table>", ["1", "n: m"]),
        ("<table role=presentation><tr><td><h2>H</h2><p>text</p></td></tr></table>", ["H", "text"]),
        ("<table><tr><td><h2>H</h2><p>text</p></td><td>side</td></tr></table>", ["H", "text", "side"]),
        ("<p><label>Name</label> <input value='Alex'></p>", ["Name: Alex"]),
        ("<label for=n>Name</label><div><input id=n value='Alex'></div>", ["Name", "Name: Alex"]),
        ("<p><input type=checkbox checked> Agreed <input type=radio> Not</p>", ["☑ Agreed ☐ Not"]),
        ("<p>Area: <select><option>North<option selected>South</select></p>", ["Area: South"]),
        ("<p>Why?<textarea>because</textarea></p>", ["Why? because"]),
        ("<p>a <svg><text>drawn</text></svg> b</p>", ["a drawn b"]),
        ("<p>safe&shy;guar<wbr>ding&#8203;</p>", ["safeguarding"]),
        ("<p><![if !supportLists]>1.<span>&nbsp;</span><![endif]>Item<o:p></o:p></p>", ["1. Item"]),
        ("<ins>added</ins> &amp; <u>kept</u>", ["added & kept"]),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_is_seen(body: str, expected: list[str], tmp_path: Path) -> None:
    assert blocks(page(tmp_path, body)) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Brianna</p>",
        "<p style='display: none'>Brianna</p>",
        "<div style='visibility:hidden'><p>Brianna</p></div>",
        "<span style='font-size:0'>Brianna</span>",
        "<p style='position:absolute;left:-9999px'>Brianna</p>",
        "<p style='opacity:0'>Brianna</p>",
        "<p style='color:#fff'>Brianna</p>",
        "<p><font color=white>Brianna</font></p>",
        "<p class=secret>Brianna</p>",
        "<div class=a><p class=b>Brianna</p></div>",
        "<template>Brianna</template>",
        "<noscript>Brianna</noscript>",
        "<dialog>Brianna</dialog>",
        "<p aria-hidden=true>Brianna</p>",
        "<input type=hidden name=child value='Brianna T, Sandmere'>",
        "<table><tr><th>A<th>B<tr style='display:none'><td>Brianna<td>x<tr><td>1<td>2</table>",
    ],
)
def test_what_is_hidden_is_kept_apart(hidden: str, tmp_path: Path) -> None:
    style = "<style>.secret{display:none} @media screen{.a .b{visibility:hidden !important}}</style>"
    document = page(tmp_path, f"<p>seen</p>{hidden}", style)
    assert "seen" in document.text and "Brianna" not in document.text
    (part,) = (part for part in document.parts if "Brianna" in part.text)
    assert (part.kind, part.hidden) == (PartKind.HIDDEN_TEXT, True)
    assert "1 hidden part kept out of the search." in document.warnings


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='background:#036'><b style='color:#fff'>Brianna</b></p>",
        "<div role=tabpanel hidden>Brianna</div>",
        "<button aria-controls=x>Open</button><div id=x style='display:none'>Brianna</div>",
        "<p hidden=until-found>Brianna</p>",
        "<dialog open>Brianna</dialog>",
        "<p class=printed>Brianna</p>",
    ],
)
def test_what_a_reader_sees_or_can_open_is_read(shown: str, tmp_path: Path) -> None:
    document = page(tmp_path, shown, "<style>@media print{.printed{display:none}} p:hover::after{color:red}</style>")
    assert "Brianna" in document.text
    assert not apart(document, PartKind.HIDDEN_TEXT)


def test_pale_words_may_stand_on_a_ground_that_a_style_sheet_elsewhere_gives(tmp_path: Path) -> None:
    banner = "<div class=banner><p style='color:#fff'>Brianna</p></div>"
    assert "Brianna" in page(tmp_path, banner, "<link rel=stylesheet href=site.css>").text
    assert "Brianna" not in page(tmp_path, banner).text


@pytest.mark.parametrize(
    "struck", ["<s>twice</s>", "<del>twice</del>", "<i style='text-decoration:line-through'>twice</i>"]
)
def test_struck_words_are_no_part_of_the_sentence(struck: str, tmp_path: Path) -> None:
    document = page(tmp_path, f"<p>met {struck} once</p>")
    assert (blocks(document), apart(document, PartKind.STRUCK_TEXT)) == (["met once"], ["twice"])


def test_remarks_pictures_furniture_and_properties_are_kept_apart(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<!-- ask Jo --><!--[if IE]>old<![endif]--><!-- -->"
        "<div title=header>Marked</div><nav>Home</nav><div id=cookie-banner>Cookies</div>"
        "<img src=a.png alt='A map'><img src=line.png alt=''><img src=plan.png><footer>Contact</footer>"
        "<form role=search><input name=q></form><iframe src=https://example.org/v></iframe><p>text</p>",
        "<title>The page</title><meta name=author content='Jo Lee'><meta name=viewport content='width=3'>",
    )
    assert blocks(document) == ["text"]
    assert apart(document, PartKind.COMMENT) == ["ask Jo"]
    assert apart(document, PartKind.PICTURE) == ["A map"]
    assert apart(document, PartKind.HEADER) == ["Marked", "Home", "Cookies", "Contact"]
    assert apart(document, PartKind.PROPERTY) == ["title: The page", "author: Jo Lee"]
    assert "1 attached file not read: https://example.org/v." in document.warnings
    assert "1 picture not read: plan.png." in document.warnings


def test_footnotes_are_known_as_such(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<p>text</p><section class=footnotes><ol><li><p>the note <a role=doc-backlink>↩</a></p></li></ol></section>",
    )
    assert (blocks(document)[-1], document.blocks[-1].kind) == ("1. the note", BlockKind.FOOTNOTE)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r", "no-such-thing"])
def test_the_encoding_a_page_says_is_used_where_it_can_be(charset: str, tmp_path: Path) -> None:
    word = "привет" if charset == "koi8-r" else "café"
    codec = charset if charset != "no-such-thing" else "cp1252"
    path = tmp_path / "page.html"
    path.write_bytes(f"<head><meta charset={charset}></head><p>{word}</p>".encode(codec))
    assert read(path, Limits(10**6, 10)).text == word


@pytest.mark.parametrize(
    "blackened",
    [
        "<span style='background:black'>Brianna</span>",
        "<font color='#000000'><span style='background: #000000'>Brianna</span></font>",
        "<span class=r>Brianna</span>",
        "<b style='background-color:rgb(0, 0, 0); color:#000'>Brianna</b>",
    ],
)
def test_blackened_words_leave_a_block(blackened: str, tmp_path: Path) -> None:
    document = page(tmp_path, f"<p>Her aunt {blackened} rang.</p>", "<style>.r{background:#000;color:#000}</style>")
    assert "Her aunt █ rang." in document.text
    assert [(part.kind, part.text) for part in document.parts if part.hidden] == [(PartKind.COVERED_TEXT, "Brianna")]


@pytest.mark.parametrize(
    "seen",
    [
        "<div style='background:#000'><p style='color:#fff'>Brianna</p></div>",
        "<table><tr><td style='background:#1f3864;color:white'>Brianna</table>",
        "<div style='background:#000 url(x.png)'>Brianna</div>",
    ],
)
def test_words_on_a_dark_banner_are_seen(seen: str, tmp_path: Path) -> None:
    assert "Brianna" in page(tmp_path, seen).text


def test_a_black_page_with_pale_words_is_seen(tmp_path: Path) -> None:
    (tmp_path / "dark.html").write_text("<body bgcolor='#000000' text='#ffffff'><p>The school rang.</p></body>")
    assert "The school rang." in read(tmp_path / "dark.html", Limits(10**7, 10)).text
