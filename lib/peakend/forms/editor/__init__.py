"""The journey map's editor."""
