"""The learning and improvement log as people meet it."""
