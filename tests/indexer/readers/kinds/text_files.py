"""Web pages, Markdown and plain text of each kind."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.indexer.readers.kinds.cells import BODY, SECRET, Maker

_OL = "<ol start='3'><li>Ask both parents.</li><li>Write it down.</li></ol>"
_NESTED = "<table><tr><td><table><tr><td>Grade</td><td>Inadequate</td></tr></table></td><td>Outside</td></tr></table>"


def _write(text: str, encoding: str, path: Path) -> None:
    path.write_bytes(text.encode(encoding))


def _write_bytes(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def html(inside: str, head: str = "", above: str = "") -> Maker:
    """A maker of a web page that holds the body and more, `above` before its heading."""
    page = f"<!doctype html><html><head><title>Review</title>{head}</head><body>{above}<h1>Review</h1><p>{BODY}</p>"
    return partial(_write, f"{page}{inside}</body></html>", "utf-8")


def plain(inside: str, encoding: str = "utf-8", above: str = "") -> Maker:
    """A maker of a text or Markdown file that holds the body and more, `above` before its heading."""
    return partial(_write, f"{above}# Review\n\n{BODY}\n\n{inside}\n", encoding)


def mixed(inside: bytes) -> Maker:
    """A maker of a text in UTF-8 with bytes of another encoding."""
    return partial(_write_bytes, f"Review\n\n{BODY} The café’s ".encode() + inside + b"\n")


HTML: dict[str, Maker] = {
    "plain": html(""),
    "comment": html(f"<!-- {SECRET} -->"),
    "hidden": html(f"<p style='display:none'>{SECRET}</p>"),
    "hidden attribute": html(f"<p hidden>{SECRET}</p>"),
    "white": html(f"<p style='color:#ffffff'>{SECRET}</p>"),
    "blackened": html(f"<p><span style='background:#000;color:#000'>{SECRET}</span></p>"),
    "struck": html("<p>The child was <del>never </del>seen alone.</p>"),
    "properties": html("", head=f"<meta name='description' content='{SECRET}'>"),
    "form field": html("<form><label for='t'>Team</label><input id='t' value='North team'></form>"),
    "nested table": html(_NESTED),
    "marking": html("", above="<p>OFFICIAL-SENSITIVE</p>"),
    "numbered": html(_OL),
    "line break": html("<p>The school<br>was told.</p>"),
    "split word": html("<p>The LA<b>DO</b>, who was told, came.</p>"),
    "aside": html("<aside><p>Fathers were overlooked.</p></aside>"),
}

MARKDOWN: dict[str, Maker] = {
    "plain": plain(""),
    "comment": plain(f"<!-- {SECRET} -->"),
    "hidden": plain(f"<div hidden>{SECRET}</div>"),
    "struck": plain("The child was ~~never~~ seen alone."),
    "properties": plain("", above=f"---\ndescription: {SECRET}\n---\n\n"),
    "marking": plain("It is so.", above="OFFICIAL-SENSITIVE\n\n"),
    "numbered": plain("3. Ask both parents.\n4. Write it down."),
    "line break": plain("| Who | What |\n|---|---|\n| Now | The school<br>was told. |"),
    "split word": plain("The LA**DO**, who was told, came."),
    "note": plain(f"It was so.[^1]\n\n[^1]: {SECRET}"),
    "encoding": plain("The café was told.", encoding="utf-16"),
}

TEXT: dict[str, Maker] = {
    "plain": plain(""),
    "marking": plain("It is so.", above="OFFICIAL-SENSITIVE\n\n"),
    "numbered": plain("3. Ask both parents.\n\n4. Write it down."),
    "line break": plain("The school\nwas told."),
    "encoding": plain("The café was told.", encoding="utf-16"),
    "encoding without a mark": plain("The café was told.", encoding="utf-16-le"),
    "mixed encoding": mixed(b"\xa3 was told."),
}
