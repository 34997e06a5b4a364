"""The commands of `python -m api` that are more than a line."""
