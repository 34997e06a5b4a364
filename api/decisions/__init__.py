"""Decisions people take on what the service suggests, kept in SQL."""
