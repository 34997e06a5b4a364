"""Terms: what a question names, each read from its words and known by rule in a text."""
