"""Questions asked and judged, and what the judgements teach."""
