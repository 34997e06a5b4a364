"""What people decide and the service must keep: the register of themes, verdicts on evidence. SQL only."""
