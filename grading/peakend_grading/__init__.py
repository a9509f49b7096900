"""What judges: release, grade, feedback, and the command line."""
