"""Clusters of passages alike: what recurs before anybody has a name for it.

Density clustering on the passages' vectors (HDBSCAN: Campello, Moulavi and Sander 2013), words by class-based TF-IDF
(Grootendorst, "BERTopic", 2022), and the sentences nearest the middle, word for word. The order of the passages is
fixed and nothing is drawn, so the same passages give the same clusters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from indexer.embedding import Matrix
from indexer.text.terms import words_and_terms

SMALLEST = 3
"""Passages that make a cluster."""
_DIMENSIONS = 15
"""Principal components clustered in: density says little in hundreds of dimensions."""
_WORDS, _SENTENCES = 6, 3
"""Words and middle sentences that tell a cluster: what is read at one sight. By judgement."""


@dataclass(frozen=True, slots=True)
class UnexplainedPassage:
    """A passage to be clustered: its sentences and their vectors, shape (n, d)."""

    passage: str
    document: str
    sentences: tuple[str, ...]
    vectors: Matrix

    @property
    def middle(self) -> Matrix:
        """The direction of the passage as a whole, of length 1."""
        mean: Matrix = self.vectors.mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-9)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages alike, the nearest to the middle first, the words that set them apart, and their middle sentences.

    `sentences` pair a passage with one of its sentences, word for word.
    """

    members: tuple[str, ...]
    words: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """Names the cluster as long as its passages are the same."""
        return sha256("\n".join(sorted(self.members)).encode()).hexdigest()[:12]

    def overlap(self, others: frozenset[str]) -> float:
        """The part of its passages that are among others, 0 to 1."""
        return len(others.intersection(self.members)) / len(self.members)


def clusters_of(candidates: Sequence[UnexplainedPassage], smallest: int = SMALLEST) -> list[Cluster]:
    """Clusters, the largest first; passages that lie apart are in none."""
    ordered = sorted(candidates, key=lambda candidate: candidate.passage)
    if len(ordered) < 2 * smallest:
        return []
    # Here, because scikit-learn takes a second to import and most commands need none of it.
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import PCA

    middles = np.stack([candidate.middle for candidate in ordered])
    size = min(_DIMENSIONS, len(ordered) - 1, middles.shape[1])
    reduced = PCA(size, svd_solver="full").fit_transform(middles)
    labels = HDBSCAN(smallest, min_samples=2, cluster_selection_method="leaf", copy=True).fit_predict(reduced)
    groups = [
        [n for n, label in enumerate(labels) if label == wanted] for wanted in range(int(labels.max(initial=-1)) + 1)
    ]
    words = _telling_words([" ".join(s for n in group for s in ordered[n].sentences) for group in groups])
    found = [_cluster([ordered[n] for n in group], told) for group, told in zip(groups, words, strict=True)]
    return sorted(found, key=lambda cluster: (-len(cluster.members), cluster.key))


def _cluster(members: Sequence[UnexplainedPassage], words: tuple[str, ...]) -> Cluster:
    middle = np.stack([candidate.middle for candidate in members]).mean(axis=0)
    nearest = sorted(members, key=lambda candidate: (-float(candidate.middle @ middle), candidate.passage))
    sentences = tuple(
        (candidate.passage, candidate.sentences[int(np.argmax(candidate.vectors @ middle))])
        for candidate in nearest[:_SENTENCES]
    )
    return Cluster(tuple(candidate.passage for candidate in nearest), words, sentences)


def _telling_words(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """For each text the words that stand in it more than in the others, by class-based TF-IDF."""
    counts = [Counter(term for _, term in words_and_terms(text)) for text in texts]
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for word, term in words_and_terms(text):
            forms.setdefault(term, Counter())[word.casefold()] += 1
    total: Counter[str] = sum(counts, Counter())
    average = total.total() / max(len(texts), 1)
    told = []
    for held in counts:
        weight = {t: n / held.total() * float(np.log(1 + average / total[t])) for t, n in held.items() if t.isalpha()}
        best = sorted(weight, key=lambda term: (-weight[term], term))[:_WORDS]
        told.append(tuple(forms[term].most_common(1)[0][0] for term in best))
    return told
