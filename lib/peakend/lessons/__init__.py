"""What the labs ask the library for: data, variants, checks, cards."""
