"""Questions in, cited answers out; and the judgements people make."""
