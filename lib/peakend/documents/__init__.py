"""What all values that people fill in have in common: texts, files, errors and tables."""
