"""Result tables for people and for files."""
