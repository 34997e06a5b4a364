"""The commands of `python -m evaluation`, by what they measure."""
