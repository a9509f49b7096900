"""Survey measures: NPS, CSAT, CES, ACSI, KANO, SERVQUAL, key drivers, experiments and the peak–end rule."""
