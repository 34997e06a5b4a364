"""Visibility: what a page draws, and which of its text nobody who looks at it sees."""
