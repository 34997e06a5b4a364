"""The fictional sample corpus: made from its sources, in every format."""
