"""What several nouns use: citations, excerpts, tables in and out, paging."""
