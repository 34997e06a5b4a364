"""The passage store: what is kept in Qdrant, and the engines that keep it."""
