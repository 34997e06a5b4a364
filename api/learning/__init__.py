"""Learning over time: themes that come back, and what became of what was promised."""
