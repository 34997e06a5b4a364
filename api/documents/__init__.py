"""The documents held, as people meet them: their originals, pages and quarantine."""
