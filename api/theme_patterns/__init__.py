"""Patterns of themes: the grid, traces, stories, pairs and what no theme explains."""
