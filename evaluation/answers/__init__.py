"""How well questions are answered, and what the weights behind that are fitted on."""
