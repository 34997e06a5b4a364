"""Keeping: catalogue, database and file copies, what changes them, and what mends them."""
