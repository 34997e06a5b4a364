"""Personal data: what the rules find in a folder of documents, in figures only, never the data themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table

from evaluation.items import Benchmark
from indexer.catalogue.files import files_below, manifest_for
from indexer.documents import Sensitivity
from indexer.metadata.manifest import read_manifest
from indexer.privacy.personal_data import PersonalData, count
from indexer.privacy.publishers import publisher_of
from indexer.privacy.screening import look
from indexer.readers import Limits, read

_LIMITS = Limits(max_bytes=100_000_000, max_pages=3000)

_HEADS = {
    PersonalData.NHS_NUMBER: "NHS",
    PersonalData.NATIONAL_INSURANCE_NUMBER: "NI",
    PersonalData.DATE_OF_BIRTH: "Birth",
    PersonalData.EMAIL_ADDRESS: "E-mail",
    PersonalData.TELEPHONE_NUMBER: "Phone",
    PersonalData.POSTCODE: "Postcode",
    PersonalData.TITLED_NAME: "Name",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one file, and whether it would wait for a person."""

    name: str
    counts: dict[PersonalData, int]
    waits: bool


def check(benchmark: Benchmark) -> Iterator[Checked]:
    """Every file of a benchmark's folder, classed as the benchmark or its manifest says. Raises UnreadableFile."""
    for path in files_below(benchmark.folder):
        manifest = manifest_for(path)
        row = read_manifest(manifest).rows.get(path.relative_to(manifest.parent).as_posix(), {}) if manifest else {}
        public = row.get("sensitivity", benchmark.sensitivity) == Sensitivity.PUBLIC
        name = path.relative_to(benchmark.folder).as_posix()
        document = read(path, _LIMITS)
        seen = look(document, public, publisher=publisher_of(name, document, row.get("publisher")))
        yield Checked(name, count((*seen.findings, *seen.own)), seen.waits(public))


def table(name: str, checked: list[Checked]) -> Table:
    """A row for each document in which something was found, and the sums."""
    made = Table("Document", *_HEADS.values(), "Waits", title=name)
    found = [one for one in checked if one.counts]
    for one in found:
        made.add_row(one.name[-48:], *(str(one.counts.get(kind, "")) for kind in _HEADS), "yes" if one.waits else "")
    sums = (sum(one.counts.get(kind, 0) for one in checked) for kind in _HEADS)
    waiting = sum(one.waits for one in checked)
    made.add_section()
    made.add_row(f"{len(found)} of {len(checked)} documents", *map(str, sums), f"{waiting} of {len(checked)}")
    return made
