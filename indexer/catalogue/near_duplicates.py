"""Near duplicates: documents that share much of their text, found by MinHash signatures kept in the catalogue.

Method: Broder, "On the Resemblance and Containment of Documents", 1997. A text is the set of its three-word
runs (shingles), a signature 128 least hash values of the set. The part of two signatures that agrees
estimates the Jaccard similarity of the sets, with a standard error of at most 4.4 percentage points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np

SHINGLE = 3
"""Words of a run: shorter ones are shared by chance (Broder 1997). Held signatures change with it."""
PERMUTATIONS = 128
"""Hashes of a signature: the share is off by some 1/sqrt(128), 9 points. Held signatures change with it."""
THRESHOLD = 0.5
"""From this similarity on, two documents are reported."""

_WORDS = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """The signature of a text: 128 numbers of four bytes. Case and punctuation do not count."""
    # Here, because datasketch brings scipy, which takes half a second to import.
    from datasketch import MinHash

    words = _WORDS.findall(text.casefold())
    last = max(1, len(words) - SHINGLE + 1)
    shingles = {" ".join(words[start : start + SHINGLE]) for start in range(last)}
    made = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")
    made.update_batch([shingle.encode() for shingle in shingles])
    return np.asarray(made.hashvalues, dtype="<u4").tobytes()


def similar(wanted: bytes, others: Mapping[str, bytes]) -> list[tuple[str, float]]:
    """Keys of the signatures at least THRESHOLD like the wanted one, with the estimate (0 to 1), most alike first."""
    if not others:
        return []
    rows = np.frombuffer(b"".join(others.values()), dtype="<u4").reshape(len(others), PERMUTATIONS)
    alike = (rows == np.frombuffer(wanted, dtype="<u4")).mean(axis=1)
    found = [(key, float(share)) for key, share in zip(others, alike, strict=True) if share >= THRESHOLD]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def pairs(signatures: Mapping[str, bytes], of: Iterable[str]) -> list[tuple[str, str, float]]:
    """Pairs of a key among `of` and any other whose signatures are at least THRESHOLD alike, most alike first."""
    others = dict(signatures)
    found = []
    for key in sorted(set(of) & signatures.keys()):
        del others[key]
        found += [(key, other, share) for other, share in similar(signatures[key], others)]
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))
