"""Survey measures: NPS, CSAT, CES, ACSI, and the peak–end rule."""
