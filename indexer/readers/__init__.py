"""Readers: one a format."""
