"""Patterns of themes on the command line: python -m api themes story | emerging."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.terminal import console, opened
from api.people.users import LOCAL_OPERATOR

if TYPE_CHECKING:
    from api.theme_patterns.story import Trace

app = typer.Typer()


@app.command("story")
def story(
    theme_id: Annotated[str, typer.Argument(metavar="THEME", help="Its id, such as C2.")],
    area: Annotated[str, typer.Option(help="Only documents of this area.")] = "",
    first: Annotated[int | None, typer.Option("--from", help="First year.")] = None,
    to: Annotated[int | None, typer.Option(help="Last year.")] = None,
) -> None:
    """Tell a theme by year with its sources, as its page does."""
    from api.themes.span import Span

    with opened() as base:
        trace = base.patterns.stories.trace(theme_id, LOCAL_OPERATOR, Span(first, to, area or None))
    for line in lines(trace, area):
        console.print(line, markup=False, highlight=False)


def lines(trace: Trace, area: str = "") -> Iterator[str]:
    """A story as lines of text, with the sentences of its page."""
    from api.theme_patterns import telling
    from api.themes.span import Side
    from api.wording import KIND_LABELS, ROLE_LABELS, place

    yield f"{trace.theme.label} over the years{f', {area}' if area else ''}"
    yield telling.heading(trace)
    for chapter in trace.chapters:
        if telling.gap(chapter):
            yield f"\n{telling.gap(chapter)}"
        covered = chapter.seen.held or chapter.seen.narrow
        yield f"\n{chapter.seen.year}{f': {chapter.judged.status}' if covered else ''}"
        yield from telling.counts(chapter)
        for side, name in ((Side.WEAKNESS, "Found weak"), (Side.STRENGTH, "Found good")):
            told = [one for one in chapter.told if one.side is side]
            if told:
                yield f"  {name}:"
            for one in told:
                card = one.item.document
                source = f"{card.title}, {place(one.place)}"
                whose = "independent" if one.independent else "the board’s own words"
                role = ROLE_LABELS[one.item.suggestion.role or ""].lower()
                sure = ", less likely" if one.unsure else ""
                yield f"  “{one.sentence}”"
                yield f"    {source} ({whose}; {KIND_LABELS[card.kind].lower()}; {role}; {one.item.state}{sure})"
        if chapter.more:
            yield f"  and {chapter.more} more passage{'' if chapter.more == 1 else 's'} of {chapter.seen.year}."
        yield from telling.words(chapter)


@app.command("emerging")
def emerging(everything: Annotated[bool, typer.Option("--all", help="Decided ones, too.")] = False) -> None:
    """List groups of weaknesses that no theme explains, with their words and middle sentences."""
    with opened() as base:
        found = base.patterns.emerging.all(LOCAL_OPERATOR)
    for one in found.clusters:
        if one.decision and not everything:
            continue
        years = ", ".join(map(str, one.years)) or "year not known"
        new = ", new" if one.new else ""
        decided = f" ({one.decision.theme or 'dismissed'}: {one.decision.reason})" if one.decision else ""
        console.print(f"{', '.join(one.cluster.words)}{decided}", style="bold", markup=False)
        console.print(f"  {len(one.cluster.members)} passages of {one.documents} documents, {years}{new}", markup=False)
        for middle in one.middles:
            console.print(f"  “{' '.join(middle.sentence.split())}”", markup=False, highlight=False)
            console.print(f"    {middle.document.title}", style="dim", markup=False)
    told = f"{found.passages} weaknesses without a theme; {found.apart} of them are like no others."
    console.print(told, markup=False)
