"""How good is it: retrieval and answering measured on labelled data."""
