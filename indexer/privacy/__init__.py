"""The guard on personal data: what is found, what waits for a person, and what is struck out."""
