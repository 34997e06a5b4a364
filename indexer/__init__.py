"""Files in, passages out: reads, chunks, embeds and stores a partnership's documents."""

import os

# Haystack reports usage to a third party unless this is set before its first import.
os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
