"""Text: sentences, stemmed terms, vocabulary, phrases and the agencies a text names."""
