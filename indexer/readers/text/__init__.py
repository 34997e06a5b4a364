"""Text files: plain text, Markdown and HTML."""
