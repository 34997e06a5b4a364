"""Courses and training needs as people meet them."""
