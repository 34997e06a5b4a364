"""PPTX: slides with their shapes, and what stands beside them."""
