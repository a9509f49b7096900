"""A survey that was read in parts, brought into memory where a report can be made of it."""

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.surveys.lazy_survey import LazySurvey
from peakend.surveys.survey import Survey

MOST_CELLS = 200_000_000


def in_memory(survey: Survey) -> Survey:
    """Return a survey with its answers in memory, where a text file was read in parts because it is large.

    Raises
    ------
    PeakendError
        If there are too many answers for that.
    """
    if not isinstance(survey, LazySurvey):
        return survey
    rows, columns = len(survey), len(survey.questions)
    if rows * columns > MOST_CELLS:
        raise PeakendError(
            _(
                "{file!r} has {rows} answers in {columns} columns, too many for a report. Take a sample of them, or "
                "leave out columns.",
                file=survey.source.get("file", ""),
                rows=f"{rows:,}",
                columns=columns,
            )
        )
    return survey.collect()
