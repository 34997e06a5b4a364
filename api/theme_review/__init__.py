"""The review of themes: the queue, second opinions and agreement."""
