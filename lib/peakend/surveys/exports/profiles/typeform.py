"""Typeform: ``#`` in front, times and tags behind the questions; each option has a column with its own name."""

from peakend.surveys.exports.profile import Profile

HEADS = {
    "#": "respondent",
    "Start Date (UTC)": "started",
    "Submit Date (UTC)": "submitted",
    "Stage Date (UTC)": "",
    "Network ID": "ip",
    "Tags": "",
    "Ending": "",
    "Response Type": "finished",
    "Response ID": "respondent",
    "Submitted At": "submitted",
    "Token": "respondent",
}

TYPEFORM = Profile("typeform", "Typeform", heads=HEADS, enough=3, joined=(", ",))
