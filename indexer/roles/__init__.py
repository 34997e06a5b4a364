"""Roles: what each passage does in its document, with the reason."""
