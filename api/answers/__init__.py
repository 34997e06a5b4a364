"""From a question to an answer; no HTTP, no SQL."""
