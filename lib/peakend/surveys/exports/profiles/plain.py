"""A plain table with one row of headings, whatever wrote it."""

from peakend.surveys.exports.profile import Profile

PLAIN = Profile("plain", "plain table")
