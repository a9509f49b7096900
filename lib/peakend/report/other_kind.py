"""Files given to the other of the two commands: answers to ``peakend map``, an event log to ``peakend score``."""

import contextlib
import io
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.report.logs import log_of
from peakend.report.plan import ScorePlan, guess_plan
from peakend.surveys.exports.read_survey import read_survey
from peakend.surveys.survey import Survey

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".zip", ".sav", ".dta")


def require_answers(file: Path, plan: ScorePlan) -> None:
    """Raise `PeakendError` if nothing is to be scored in a file that is an event log."""
    if plan.nps or plan.csat or plan.ces or plan.kano:
        return
    if log_of(file) is not None:
        raise PeakendError(
            _("{file!r} is an event log and no survey. Draw it: peakend map {name}", file=file.name, name=file.name)
        )


def survey_hint(file: Path) -> str:
    """Return where to go with a file that is no map, if it holds answers that can be scored; else nothing."""
    if file.suffix.lower() not in ENDINGS:
        return ""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            survey: Survey = read_survey(file)
        plan, __ = guess_plan(survey)
    except PeakendError:
        return ""
    if not (plan.nps or plan.csat or plan.ces or plan.kano or plan.several):
        return ""
    return " " + _("It holds answers of a survey: peakend score {name} makes a report of them.", name=file.name)
