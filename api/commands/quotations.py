"""Checked quotations on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.terminal import console

if TYPE_CHECKING:
    from api.quotations.service import Verification


def show_verification(found: Verification) -> None:
    """Each quotation with what became of it and its sources, and what was not checked."""
    from api.wording import place

    for checked in found.quotations:
        finding = checked.finding
        outcome = finding.outcome.replace("_", " ")
        console.print(f"{outcome}: “{' '.join(checked.quotation.text.split())}”", markup=False)
        if finding.detail:
            console.print(f"   {finding.detail}", markup=False)
        for difference in finding.differences:
            console.print(f"   quoted “{difference.quoted}”, source “{difference.source}”", markup=False)
        for omission in finding.omissions:
            console.print(f"   left out {omission.where}: “{omission.words}”", markup=False)
        for source in checked.sources:
            where = f"{source.citation.document.title}, {place(source.citation.locator)}"
            console.print(f"   {where} {source.detail}".rstrip(), style="dim", markup=False)
    said = ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in found.counts.items())
    console.print(f"{len(found.quotations)} quotations checked: {said}.", markup=False)
    if found.too_short or found.left:
        console.print(f"Not checked: {found.too_short} too short, {found.left} beyond the most checked at once.")
    for mark in found.unclosed:
        console.print(
            f"Not checked: a quotation mark without its partner, line {mark.line}: {mark.words}", markup=False
        )
