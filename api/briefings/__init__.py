"""Briefings: what a partnership tells its people it has learned, drafted, checked, approved and read."""
