"""Commitments: what documents commit to, and what later documents suggest became of it."""
