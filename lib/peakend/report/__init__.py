"""A survey's report, and a map's pictures, without a line of Python."""
