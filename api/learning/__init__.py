"""What documents teach: themes and how passages are found to be about them. Pure; no HTTP, no SQL."""
