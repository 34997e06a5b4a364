"""A question before anything is searched: what it says, in whose words, and where to look."""
