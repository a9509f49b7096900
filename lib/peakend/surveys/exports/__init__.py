"""Files of survey platforms in, tables for spreadsheets out."""
