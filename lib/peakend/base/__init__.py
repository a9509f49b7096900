"""What everything else stands on: errors, two languages, whole files, brand."""
