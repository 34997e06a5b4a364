"""Metadata: what a document says of itself, worked out from its name and text."""
