"""Learning over time: what was promised, and what later documents say became of it."""
