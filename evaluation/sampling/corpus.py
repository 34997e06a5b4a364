"""Sample corpus: builds corpus/ and its manifest from the sources in evaluation/sample/."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable
from html import escape
from itertools import pairwise
from pathlib import Path

from evaluation.sampling.office import write_csv, write_docx, write_pptx, write_xlsx
from evaluation.sampling.pdf import write_pdf
from evaluation.sampling.scan import write_scan
from evaluation.sampling.text import FICTIONAL, Sample, markdown, read_sample
from indexer.documents import FIELDS

SOURCES = Path(__file__).parents[1] / "sample"
CORPUS = Path(__file__).parents[2] / "corpus"
COLUMNS = ("path", *FIELDS)


def build(target: Path) -> list[Path]:
    """Write every sample document and manifest.csv below `target`; the paths written."""
    samples = read_sources()
    written = []
    for sample in samples:
        path = target / sample.path
        path.parent.mkdir(parents=True, exist_ok=True)
        _writer(sample)(sample, path)
        written.append(path)
    written.append(target / "manifest.csv")
    _write_manifest(samples, written[-1])
    return written


def read_sources() -> list[Sample]:
    """Every source, in the order of the paths of the files made from them."""
    samples = [read_sample(path, SOURCES) for path in SOURCES.rglob("*.md")]
    return sorted(samples, key=lambda sample: sample.path)


def _write_manifest(samples: Iterable[Sample], path: Path) -> None:
    defaults = {"area": "Caldermouth", "sensitivity": "public", "licence": "Apache-2.0", "note": FICTIONAL}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for sample in samples:
            writer.writerow({**defaults, **sample.fields, "path": sample.path})


def write_markdown(sample: Sample, target: Path) -> None:
    """Write a source as Markdown: title, the fictional mark, then the body as it stands."""
    target.write_text(f"# {sample.fields['title']}\n\n> {FICTIONAL}\n\n{sample.body}", encoding="utf-8")


def write_html(sample: Sample, target: Path) -> None:
    """Write a source as a web page whose headings carry anchors."""
    parser = markdown()
    tokens = parser.parse(sample.body)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", re.sub(r"[^a-z0-9]+", "-", inline.content.lower()).strip("-"))
    title = escape(sample.fields["title"])
    target.write_text(
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f"<body>\n<header>{escape(sample.fields['publisher'])}</header>\n<main>\n<h1>{title}</h1>\n"
        f"<p>{FICTIONAL}</p>\n{parser.renderer.render(tokens, parser.options, {})}</main>\n"
        f"<footer>{FICTIONAL}</footer>\n</body>\n</html>\n",
        encoding="utf-8",
    )


Writer = Callable[[Sample, Path], None]
_WRITERS: dict[str, Writer] = {
    ".pdf": write_pdf,
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".csv": write_csv,
    ".pptx": write_pptx,
    ".html": write_html,
    ".md": write_markdown,
}


def _writer(sample: Sample) -> Writer:
    return write_scan if "scanned" in sample.fields else _WRITERS[Path(sample.path).suffix]


def main() -> None:
    """Build the sample corpus where it belongs, or in the folder named on the command line."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    written = build(target)
    print(f"{len(written) - 1} documents and a manifest written to {target}.")


if __name__ == "__main__":
    main()
