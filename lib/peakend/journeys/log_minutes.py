"""How long a log's journeys stay and wait at each touchpoint, and repeats as touchpoints of their own."""

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.journeys.log_variants import events_in_order, visits_of
from peakend.journeys.visit_log import LogColumns, parts_of

REPEATS = ("first", "apart")


def log_minutes(frame: object, columns: LogColumns, end: str) -> dict[str, dict[str, float]]:
    """Return by touchpoint, as the log writes it, the median minutes of stay, and of the wait since the one before.

    Numbers count as minutes. A touchpoint where nobody waited, because it begins journeys, has no wait.
    """
    found = pd.concat([_lengths(part, columns, end) for part in parts_of(frame)])
    medians = found.groupby("touchpoint").median()
    return {
        str(name): {str(key): round(float(value), 2) for key, value in row.items() if pd.notna(value) and value >= 0}
        for name, row in medians.iterrows()
    }


def _lengths(frame: object, columns: LogColumns, end: str) -> pd.DataFrame:
    events = events_in_order(frame, columns.journey, columns.touchpoint, columns.time, (end,))
    _require_order(events, end)
    visits = visits_of(events, end)
    over = visits.groupby("journey")["last"].shift()
    found = pd.DataFrame(
        {
            "touchpoint": visits["touchpoint"],
            "duration_min": _minutes(visits["last"] - visits["time"]),
            # What begins before the one before it is over waits for nothing.
            "wait_min": _minutes(visits["time"] - over).clip(lower=0),
        }
    )
    return found[visits["turn"] == 0]  # a touchpoint counts where it was first met


def _require_order(events: pd.DataFrame, end: str) -> None:
    """Refuse activities that are over before they begin: their lengths, and the waits after them, would be made up."""
    wrong = events[events[end] < events["time"]]
    if len(wrong):
        first = wrong.iloc[0]
        raise PeakendError(
            _(
                "Activities that end before they begin: {count}, the first is {touchpoint!r} of journey {journey} "
                "({time} to {end}). Correct the times, or leave out the column of ends.",
                count=len(wrong),
                touchpoint=str(first["touchpoint"]),
                journey=first["journey"],
                time=first["time"],
                end=first[end],
            )
        )


def _minutes(length: pd.Series) -> pd.Series:
    is_time = pd.api.types.is_timedelta64_dtype(length)
    return length.dt.total_seconds() / 60 if is_time else length.astype("float64")


def with_turns(frame: object, columns: LogColumns, end: str | None) -> pd.DataFrame:
    """Return a log in which the second visit to a touchpoint, after another one, is a touchpoint of its own."""
    has_emotion = not columns.without_emotion(frame)
    keep = tuple(dict.fromkeys(filter(None, (columns.emotion if has_emotion else None, end))))
    events = events_in_order(frame, columns.journey, columns.touchpoint, columns.time, keep)
    name = events["touchpoint"].where(events["turn"] == 0, events["touchpoint"] + _(" (again)"))
    renamed = {"journey": columns.journey, "touchpoint": columns.touchpoint, "time": columns.time}
    return events.assign(touchpoint=name).drop(columns=["visit", "turn"]).rename(columns=renamed)
