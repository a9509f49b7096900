"""Every lab executed and scored."""
