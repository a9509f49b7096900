"""Survey measures: NPS, CSAT, CES and ACSI."""
