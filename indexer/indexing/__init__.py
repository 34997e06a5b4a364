"""Indexing: from files found to passages written, each file whole or not at all."""
