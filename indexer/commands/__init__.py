"""The commands of the indexer."""
