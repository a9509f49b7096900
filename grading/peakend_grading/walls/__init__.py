"""The walls around each run."""
