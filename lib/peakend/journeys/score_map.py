"""The score of a journey map by the peak–end rule, and its moments of truth."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, nearest
from peakend.journeys.map_tables import touchpoint_table
from peakend.journeys.map_value import MapValue
from peakend.surveys.importance_performance import importance_performance
from peakend.surveys.peak_end import HEADINGS, peak_end
from peakend.tables.about import describe

SCORE = {
    **HEADINGS,
    "peak_at": message("peak at"),
    "end_at": message("end at"),
    "minutes": message("minutes"),
    "caveats": message("caveats"),
}
MOMENTS = {
    "touchpoint": message("id of the touchpoint"),
    "name": message("name"),
    "emotion": message("emotion"),
    "peak": message("peak"),
    "end": message("end"),
    "concentrate": message("important and weak"),
    "marked": message("marked"),
    "reason": message("reason"),
}
FEW = 30  # answers, below which a mean emotion is hardly known


def score_map(journey_map: MapValue, end_window: int) -> pd.DataFrame:
    """Return one row: the peak, the end and the other features of a map, with what limits them."""
    table = touchpoint_table(journey_map)
    known = table[table["emotion"].notna()]
    if known.empty:
        raise PeakendError(
            _("The map {id!r} has no touchpoint whose emotion is known. Fill in some.", id=journey_map.id)
        )
    moments = table[["position", "emotion"]].assign(journey=journey_map.id)
    result = peak_end(moments, journey="journey", order="position", emotion="emotion", end_window=end_window)
    result = result.drop(columns=["journey", "duration"])
    result["peak_at"] = known.loc[known["emotion"] == result["peak"].iloc[0], "touchpoint"].iloc[0]
    result["end_at"] = known["touchpoint"].iloc[-1]
    minutes = table[["duration_min", "wait_min"]]
    is_known = minutes.notna().any(axis=1).all()
    result["minutes"] = float(np.nansum(minutes.to_numpy())) if is_known else np.nan
    result["caveats"] = "\n".join(_caveats(table, known, bool(result["peak_tied"].iloc[0])))
    return describe(result, "score", SCORE, units={"minutes": "minutes"})


def moments_of_truth(
    journey_map: MapValue, importance: str = "importance", performance: str | None = None
) -> pd.DataFrame:
    """Return the touchpoints that are moments of truth, with the reasons."""
    table = touchpoint_table(journey_map)
    known = table["emotion"].dropna()
    furthest = known.abs().max() if len(known) else np.nan
    metrics = pd.DataFrame([dict(step.metrics) for step in journey_map.steps], index=table.index)
    for name in (importance, performance):
        if name not in (None, "importance"):
            _require_metric(metrics, name)
    axes = pd.DataFrame(
        {
            "touchpoint": table["touchpoint"],
            "importance": _axis(metrics, importance),
            "performance": table["emotion"] if performance is None else _axis(metrics, performance),
        }
    )
    quadrants = importance_performance(axes, item="touchpoint", importance="importance", performance="performance")
    why = {
        "peak": table["emotion"].abs() == furthest,
        "end": table.index == (known.index[-1] if len(known) else -1),
        "concentrate": quadrants["quadrant"] == "concentrate here",
        "marked": table["moment_of_truth"].astype(bool),
    }
    reasons = {
        "peak": _("the peak"),
        "end": _("the end"),
        "concentrate": _("important, and worse than the average"),
        "marked": _("marked in the map"),
    }
    found = pd.concat([table[["touchpoint", "name", "emotion"]], pd.DataFrame(why, index=table.index)], axis=1)
    found = found[found[list(why)].any(axis=1)].reset_index(drop=True)
    flags = found[list(why)].to_dict("records")
    found["reason"] = pd.Series(
        [_("; ").join(reasons[str(key)] for key in row if row[key]) for row in flags], dtype=object
    )
    return describe(found, "moments", MOMENTS)


def _require_metric(metrics: pd.DataFrame, name: object) -> None:
    known = [str(column) for column in metrics]
    if name not in known:
        reason = _("No touchpoint has the metric {name!r}; there are {known}", name=name, known=", ".join(known) or "–")
        raise DocumentError((), "", reason + nearest(name, known))


def _axis(metrics: pd.DataFrame, name: str) -> pd.Series:
    return metrics[name] if name in metrics else pd.Series(np.nan, index=metrics.index)


def _caveats(table: pd.DataFrame, known: pd.DataFrame, peak_tied: bool) -> Iterator[str]:
    if len(known) < len(table):
        yield _(
            "The emotion of {count} of {all} touchpoints is unknown; they are left out.",
            count=len(table) - len(known),
            all=len(table),
        )
    if table["emotion"].isna().iloc[-1]:
        yield _("The last touchpoint's emotion is unknown; the end is the last one known.")
    if peak_tied:
        yield _("The best and the worst emotion lie equally far from neutral; the best is taken for the peak.")
    unseen = int((known["evidence"] != "observed").sum())
    if unseen:
        yield _("{count} of {all} emotions are not observed.", count=unseen, all=len(known))
    few = int((known["n"] < FEW).sum())
    if few:
        yield _("{count} emotions rest on fewer than {few} answers.", count=few, few=FEW)
