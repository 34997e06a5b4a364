"""Quotations of any text, checked against the documents held."""
