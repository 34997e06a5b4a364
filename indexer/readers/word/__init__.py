"""DOCX: the body, its runs, styles, numbering and tables, and what stands beside the body."""
