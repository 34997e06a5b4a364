"""The lexicon: what it adds, in which direction, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.query.lexicon import Lexicon, LexiconError, Relation

LEXICON = Lexicon.read()


def added(text: str) -> dict[str, tuple[Relation, tuple[str, ...]]]:
    return {e.typed: (e.relation, e.also) for e in LEXICON.expansions(text)}


@pytest.mark.parametrize(
    ("text", "typed", "relation", "also"),
    [
        ("when is the LADO told", "LADO", Relation.ACRONYM, "local authority designated officer"),
        ("local authority designated officer", "local authority designated officer", Relation.ACRONYM, "LADO"),
        ("DV in pregnancy", "DV", Relation.SUCCESSOR, "domestic abuse"),
        ("how many EHAs", "EHAs", Relation.ACRONYM, "early help assessment"),
        ("are RHIs any good", "RHIs", Relation.ACRONYM, "return home interview"),
        ("are dads left out", "dads", Relation.LAY, "fathers"),
        ("child safeguarding practice review", "child safeguarding practice review", Relation.ACRONYM, "CSPR"),
        ("the toxic trio", "toxic trio", Relation.DISCOURAGED, "trio of vulnerabilities"),
        ("harm outside the home", "harm outside the home", Relation.NARROWER, "county lines"),
    ],
)
def test_what_is_searched_for_as_well(text: str, typed: str, relation: Relation, also: str) -> None:
    found = [e for e in LEXICON.expansions(text) if e.typed == typed]
    assert any(e.relation is relation and also in e.also for e in found), found


def test_one_way_relations_are_not_turned_round() -> None:
    assert "fathers" not in added("fathers in assessments")
    assert not any(e.relation is Relation.NARROWER for e in LEXICON.expansions("county lines"))


def test_a_short_form_that_is_a_word_counts_only_in_capitals() -> None:
    assert "send" not in added("how do I send a referral")
    assert "SEND" in added("SEND inspection")


def test_ambiguous_short_forms_are_told_apart_from_the_rest() -> None:
    assert added("what is a SAR")["SAR"][0] is Relation.AMBIGUOUS
    assert "do" not in added("what do I do")


def test_a_protected_phrase_stays_as_typed() -> None:
    text = 'the words "toxic trio"'
    assert LEXICON.expansions(text, [(11, 21)]) == ()


def test_the_longest_phrase_wins() -> None:
    assert "return home interview" in added("return home interview quality")


def test_a_partnership_adds_and_takes_away(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[acronym]\nQAP = ["quality and performance group"]\nLADO = false\n', "utf-8")
    lexicon = Lexicon.read(own)
    assert [e.also for e in lexicon.expansions("QAP minutes")] == [("quality and performance group",)]
    assert not any(e.relation is Relation.ACRONYM for e in lexicon.expansions("LADO"))


@pytest.mark.parametrize("text", ["[nonsense]\nA = []", "not toml at all [", '[lay]\ndad = "father"'])
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=r"own\.toml"):
        Lexicon.read(own)
    with pytest.raises(LexiconError, match="cannot be read"):
        Lexicon.read(tmp_path / "none.toml")
