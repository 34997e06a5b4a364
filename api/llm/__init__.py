"""The language model, where one is set: what it is told, what it may see, and what of its text is shown."""
