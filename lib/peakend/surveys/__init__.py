"""Survey measures: NPS, CSAT, CES, ACSI, KANO, SERVQUAL, key drivers and experiments."""
