"""The JSON shapes of the API. Other programs are written against these names: they do not change."""
