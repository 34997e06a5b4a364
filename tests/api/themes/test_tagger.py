"""Tagging: cues count, near misses do not, the sentence that justifies is found, scores come from the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.themes.codebook import seed
from api.themes.tagger import FEATURES, Tagger, Text, ThemeModel, shipped
from indexer.text.sentences import sentence_spans
from tests.toy import ToyEmbedder

TAGGER = Tagger(seed(), ToyEmbedder(), shipped())


def text(words: str, *headings: str) -> Text:
    spans = sentence_spans(words)
    return Text(words, headings, spans, ToyEmbedder().encode([words[a:b] for a, b in spans]))


def tags(words: str, *headings: str) -> dict[str, str]:
    return {tag.theme: words[slice(*tag.sentence)] for tag in TAGGER.tag(text(words, *headings))}


def test_several_themes_each_with_its_sentence() -> None:
    found = tags(
        "Notifications of private fostering are few and private foster carers are not visited. "
        "Supervision of staff is irregular and management oversight is weak."
    )
    assert found["G3"].startswith("Notifications")
    assert found["H1"].startswith("Supervision")


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ("F3", "Three children were missing education for a term."),
        ("B5", "The board agreed its business plan for the year."),
        ("H1", "The judge made a supervision order for the boy."),
        ("F6", "Good advice can prevent other deaths."),
    ],
)
def test_near_misses_are_not_cues(theme: str, words: str) -> None:
    features = TAGGER.measure(text(words))
    row = [t.id for t in seed().themes].index(theme)
    assert features[0, row, FEATURES.index("cue in the statement")] == 0


def test_scores_are_likelihoods_the_likeliest_first() -> None:
    found = TAGGER.tag(text("Domestic abuse and coercive control. Domestic violence at home.", "Domestic abuse"))
    assert found[0].theme == "D1"
    scores = [tag.score for tag in found]
    assert scores == sorted(scores, reverse=True)
    assert all(shipped().tag_cut <= score <= 1 for score in scores)


def test_text_without_a_theme_or_a_sentence_has_no_tag() -> None:
    assert tags("The office is on the second floor.") == {}
    assert tags("") == {}


def test_the_model_is_kept_as_numbers_and_comes_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    shipped().save(path)
    again = ThemeModel.load(path)
    assert again.version == shipped().version
    assert (again.means.weights == shipped().means.weights).all()
    path.write_text(path.read_text("utf-8").replace('"weights": [', '"weights": [1.0,'), "utf-8")
    with pytest.raises(ValueError, match="train-themes"):
        ThemeModel.load(path)
