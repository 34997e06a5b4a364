"""Retrieval: passages found for a question, weighed and put in order."""
