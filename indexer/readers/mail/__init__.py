"""Messages: e-mail as it is sent (EML) and as Outlook saves it (MSG)."""
