"""Exports: a briefing as accessible HTML, DOCX and tagged PDF, all made from one description of what is printed."""
