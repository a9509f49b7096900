"""What is filled in within a notebook."""
