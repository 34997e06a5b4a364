"""Sample scans: PDFs whose pages are pictures of typed text, a little crooked and speckled, as a copier leaves them."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from pathlib import Path
from time import strptime

from PIL import Image, ImageDraw, ImageFont

from evaluation.sampling.text import FICTIONAL, Piece, Sample

_DOTS_PER_INCH = 150
_SIZE = (1240, 1754)
"""A4 at that resolution, in dots."""
_MARGIN, _LINE, _LETTERS = 150, 38, 78
_PAPER, _INK = 246, 40
_SPECKS, _TILT = 400, 0.4


def write_scan(sample: Sample, target: Path) -> None:
    """Write a source as pictures of its pages; no text can be copied from the file."""
    lines = list(_lines(sample))
    room = (_SIZE[1] - 2 * _MARGIN) // _LINE
    pages = [_page(lines[first : first + room], first) for first in range(0, len(lines), room)]
    made = strptime(sample.fields["published"], "%Y-%m-%d")
    pages[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=_DOTS_PER_INCH,
        quality=45,
        title=sample.fields["title"],
        author=sample.fields["publisher"],
        subject=FICTIONAL,
        creationDate=made,
        modDate=made,
    )


def _lines(sample: Sample) -> Iterator[str]:
    opening = f"{FICTIONAL}. Caldermouth, its agencies and every person named in it are invented."
    for text in (sample.fields["title"].upper(), opening, *map(_typed, sample.pieces)):
        yield from (*textwrap.wrap(text, _LETTERS), "")


def _typed(piece: Piece) -> str:
    return piece.text.upper() if piece.kind == "heading" else piece.text


def _page(lines: list[str], seed: int) -> Image.Image:
    """One page; `seed` says where the specks fall, so that the same source gives the same picture."""
    page = Image.new("L", _SIZE, _PAPER)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=26)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, _MARGIN + number * _LINE), line, fill=_INK, font=font)
    chance = random.Random(seed)  # noqa: S311 (specks, not secrets)
    specks = [(chance.randrange(_SIZE[0]), chance.randrange(_SIZE[1])) for _ in range(_SPECKS)]
    draw.point(specks, fill=120)
    return page.rotate(_TILT, Image.Resampling.BICUBIC, fillcolor=_PAPER)
