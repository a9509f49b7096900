"""The seeded programs that make the cases' tables, the same byte for byte on every machine."""
