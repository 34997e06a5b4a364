"""Commitments: what was promised, and what later documents suggest became of it."""
