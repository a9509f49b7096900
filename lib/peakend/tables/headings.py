"""Headings of columns that many makers of tables share."""

from peakend.base.language import message

COUNTED = {"n": message("answers"), "n_missing": message("no answer"), "n_invalid": message("off the scale")}
INTERVAL = {"ci_low": message("interval from"), "ci_high": message("interval to")}
FINDINGS = {
    "code": message("code"),
    "severity": message("severity"),
    "place": message("place"),
    "message": message("message"),
    "fix": message("how to fix it"),
}
SEVERITIES = {"severity": {"warning": message("warning"), "note": message("note")}}
