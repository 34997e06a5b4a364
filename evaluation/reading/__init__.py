"""How well documents are read and described, and at what cost."""
