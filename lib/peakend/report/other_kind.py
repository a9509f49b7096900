"""Files given to the other of the two commands: answers to ``peakend map``, an event log to ``peakend score``."""

import contextlib
import io
import tempfile
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.large_text import SAMPLE
from peakend.report.logs import holds_log
from peakend.report.plan import ScorePlan, guess_plan
from peakend.surveys.exports.read_large import is_large
from peakend.surveys.exports.read_survey import read_survey
from peakend.surveys.survey import Survey

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".zip", ".sav", ".dta")


def look_first(file: Path) -> None:
    """Raise `PeakendError` for a large event log by its beginning, before all of it is read."""
    if not (is_large(file) and holds_log(file)):
        return
    with tempfile.TemporaryDirectory() as folder, file.open("rb") as whole:
        start = Path(folder, file.name)
        start.write_bytes(whole.read(SAMPLE).rpartition(b"\n")[0])
        plan = _plan_of(start)
    if plan is not None:
        require_answers(file, plan)


def require_answers(file: Path, plan: ScorePlan) -> None:
    """Raise `PeakendError` if nothing is to be scored in a file that is an event log."""
    if plan.nps or plan.csat or plan.ces or plan.kano:
        return
    if holds_log(file):
        raise PeakendError(
            _("{file!r} is an event log and no survey. Draw it: peakend map {name}", file=file.name, name=file.name)
        )


def survey_hint(file: Path) -> str:
    """Return where to go with a file that is no map, if it holds answers that can be scored; else nothing."""
    plan = _plan_of(file) if file.suffix.lower() in ENDINGS else None
    if plan is None or not (plan.nps or plan.csat or plan.ces or plan.kano or plan.several):
        return ""
    return " " + _("It holds answers of a survey: peakend score {name} makes a report of them.", name=file.name)


def _plan_of(file: Path) -> ScorePlan | None:
    """Return what would be scored in a file; None if it cannot be read."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            survey: Survey = read_survey(file)
        return guess_plan(survey)[0]
    except PeakendError:
        return None
