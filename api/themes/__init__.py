"""Themes as people meet them: the register, its evidence, review, links, patterns and stories."""
