"""Clusters: the same passages give the same ones, words set them apart, sentences are word for word."""

from __future__ import annotations

from api.theme_patterns.clusters import UnexplainedPassage, clusters_of
from tests.toy import ToyEmbedder

DOGS = ("A dangerous dog was kept in the home.", "The dangerous dog had bitten a child.", "Nobody asked about the dog.")
PONDS = ("The garden pond had no fence.", "A pond in the garden was deep.", "Nobody saw the open garden pond.")


def candidates() -> list[UnexplainedPassage]:
    embedder = ToyEmbedder()
    sentences = (*DOGS, *(f"{s} Again." for s in DOGS), *PONDS, *(f"{s} Again." for s in PONDS))
    return [UnexplainedPassage(f"p{n:02}", "d", (s,), embedder.encode([s])) for n, s in enumerate(sentences)]


def test_alike_passages_are_grouped_whatever_their_order() -> None:
    found = clusters_of(candidates())
    assert found == clusters_of(list(reversed(candidates())))
    assert len(found) >= 2
    for cluster in found:
        kinds = {"dog" if int(passage[1:]) < 6 else "pond" for passage in cluster.members}
        assert len(kinds) == 1 and (kinds & set(cluster.words))
        texts = {one.passage: one.sentences for one in candidates()}
        assert all(sentence in texts[passage] for passage, sentence in cluster.sentences)


def test_too_few_make_none() -> None:
    assert clusters_of(candidates()[:4]) == []
