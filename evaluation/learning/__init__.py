"""How well learning is found over time: themes, agencies, promises, training."""
