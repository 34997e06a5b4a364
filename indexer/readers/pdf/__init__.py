"""PDF: text, layout, headings, tables and scans."""
