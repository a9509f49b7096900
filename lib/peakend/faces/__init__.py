"""The public classes that join a value with its files, its pictures and its form."""
