"""Tables of PDF pages: with rules, without, and over several pages."""
