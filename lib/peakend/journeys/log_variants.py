"""The ways that journeys take through their touchpoints, and what is done again on them."""

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns
from peakend.journeys.visit_log import parts_of, require_filled
from peakend.tables.about import describe

HEADINGS = {
    "variant": message("way"),
    "touchpoints": message("touchpoints"),
    "n": message("journeys"),
    "share": message("share, %"),
    "cumulative": message("share so far, %"),
    "repeats": message("done again"),
    "minutes": message("minutes, median"),
}
UNITS = {"share": "percent", "cumulative": "percent"}
ARROW = " → "


def log_variants(
    frame: object, *, journey: str = "journey", touchpoint: str = "touchpoint", time: str = "time"
) -> pd.DataFrame:
    """Count the ways that journeys take: which touchpoints in which order, the most frequent first.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row an event.
    journey, touchpoint, time : str
        The columns: whose journey, where, and when (a number or a time). Events of one time stand in the frame's order.

    Returns
    -------
    pandas.DataFrame
        One row a way: ``variant`` (its touchpoints, parted by arrows; events at the same touchpoint that follow each
        other are one), ``touchpoints`` (how many), ``n`` (journeys), ``share, cumulative`` (percent of all),
        ``repeats`` (how often a touchpoint is met again after another: rework), ``minutes`` (median, from the first
        event to the last).

    Raises
    ------
    PeakendError
        For a missing column, no rows, or an event without journey, touchpoint or time.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> log = pd.DataFrame({"journey": [1, 1, 2, 2, 2], "touchpoint": list("abaca"), "time": [0, 3, 0, 2, 9]})
    >>> pe.log_variants(log)[["variant", "n", "share", "repeats", "minutes"]]
         variant  n  share  repeats  minutes
    0      a → b  1   50.0        0      3.0
    1  a → c → a  1   50.0        1      9.0
    """
    parts = (events_in_order(part, journey, touchpoint, time) for part in parts_of(frame))
    journeys = pd.concat([_ways(visits_of(events)) for events in parts], ignore_index=True)
    found = {"touchpoints": ("touchpoints", "first"), "n": ("minutes", "size"), "repeats": ("repeats", "first")}
    table = journeys.groupby("variant", as_index=False).agg(**found, minutes=("minutes", "median"))
    table = table.sort_values(["n", "touchpoints", "variant"], ascending=[False, True, True], ignore_index=True)
    table.insert(3, "share", 100 * table["n"] / len(journeys))
    table.insert(4, "cumulative", table["share"].cumsum())
    return describe(table, "log_variants", HEADINGS, units=UNITS)


def _ways(visits: pd.DataFrame) -> pd.DataFrame:
    """Return one row a journey: its way, how many touchpoints and repeats are on it, and how long it took."""
    ways = (
        visits.assign(turn=visits["turn"] > 0)
        .groupby("journey")
        .agg(
            variant=("touchpoint", ARROW.join),
            touchpoints=("touchpoint", "size"),
            repeats=("turn", "sum"),
            first=("time", "min"),
            last=("last", "max"),
        )
    )
    length = ways.pop("last") - ways.pop("first")
    return ways.assign(minutes=length.dt.total_seconds() / 60 if hasattr(length, "dt") else length.astype("float64"))


def events_in_order(
    frame: object, journey: str, touchpoint: str, time: str, keep: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return events as they followed each other; those in a row at one touchpoint are one visit.

    The columns are ``journey, touchpoint, time``, those of `keep`, ``visit`` (a number) and ``turn`` (0 for the first
    visit of the journey to the touchpoint, 1 for the next).
    """
    lazy = read_frame(frame)
    require_columns(lazy, [journey, touchpoint, time, *keep])
    events = lazy.select(journey, touchpoint, time, *keep).collect().to_pandas()
    events = events.set_axis(["journey", "touchpoint", "time", *keep], axis=1)
    if events.empty:
        raise PeakendError(_("The log has no rows. Give one row a journey and touchpoint."))
    for name, column in (("journey", journey), ("touchpoint", touchpoint), ("time", time)):
        require_filled(int(events[name].isna().sum()), column)
    events["touchpoint"] = events["touchpoint"].astype(str)
    events = events.sort_values(["journey", "time"], kind="stable", ignore_index=True)
    # By numbers: what a comparison of texts gives differs with how a file's texts are kept.
    journeys, places = (pd.factorize(events[name])[0] for name in ("journey", "touchpoint"))
    is_new = np.ones(len(events), dtype=bool)
    is_new[1:] = (np.diff(journeys) != 0) | (np.diff(places) != 0)
    events["visit"] = is_new.cumsum()
    starts = events[is_new]
    turn = starts.groupby(["journey", "touchpoint"]).cumcount()
    events["turn"] = events["visit"].map(dict(zip(starts["visit"], turn, strict=True)))
    return events


def visits_of(events: pd.DataFrame, end: str = "time") -> pd.DataFrame:
    """Return one row a visit: ``journey, touchpoint, turn``, its first time and, as ``last``, its latest end."""
    named = {name: (name, "first") for name in ("journey", "touchpoint", "turn")}
    return events.groupby("visit").agg(**named, time=("time", "min"), last=(end, "max")).reset_index(drop=True)
