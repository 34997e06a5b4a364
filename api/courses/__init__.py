"""Courses: what training was offered and who came."""
