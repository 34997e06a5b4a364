"""Figures to stand beside ours: what simpler pipelines over the same model reached on the same files.

Measured with all-MiniLM-L6-v2 in all rows. On the real reports the others could return more than one copy
of the annual report, and `filtered` narrows to the area and year a user could have picked.
"""

from __future__ import annotations

REFERENCES: dict[str, dict[str, dict[str, float]]] = {
    "squad": {
        "BM25": {"nDCG@10": 0.894, "R@5": 0.946, "R@10": 0.965, "RR@10": 0.873},
        "dense": {"nDCG@10": 0.792, "R@5": 0.881, "R@10": 0.928, "RR@10": 0.751},
        "RRF, k=60": {
            "nDCG@10": 0.875,
            "R@5": 0.949,
            "R@10": 0.978,
            "RR@10": 0.842,
            "strict@1": 0.615,
            "strict@3": 0.806,
        },
        "goal": {"nDCG@10": 0.92, "R@5": 0.96, "strict@1": 0.74, "strict@3": 0.88},
    },
    "cranfield": {
        "BM25": {"nDCG@10": 0.371, "R@5": 0.296, "R@10": 0.396, "RR@10": 0.546},
        "dense": {"nDCG@10": 0.379, "R@5": 0.291, "R@10": 0.414, "RR@10": 0.550},
        "RRF, k=60": {"nDCG@10": 0.416, "R@5": 0.319, "R@10": 0.450, "RR@10": 0.584},
        "five features": {"nDCG@10": 0.406, "R@5": 0.318, "R@10": 0.437, "RR@10": 0.579},
    },
    "real": {
        "BM25": {"Success@1": 0.22, "Success@5": 0.46, "Success@10": 0.53, "RR@10": 0.33},
        "dense": {"Success@1": 0.12, "Success@5": 0.34, "Success@10": 0.39, "RR@10": 0.20},
        "RRF, k=60": {"Success@1": 0.20, "Success@5": 0.41, "Success@10": 0.56, "RR@10": 0.30},
        "five features": {"Success@1": 0.32, "Success@5": 0.51, "Success@10": 0.59, "RR@10": 0.40},
    },
    "real, filtered": {
        "RRF, k=60": {"Success@1": 0.33, "Success@5": 0.57, "Success@10": 0.71, "RR@10": 0.44},
        "five features": {"Success@1": 0.41, "Success@5": 0.65, "Success@10": 0.75, "RR@10": 0.53},
    },
}
