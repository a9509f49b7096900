"""The score of a journey map by the peak–end rule, and its moments of truth."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, nearest
from peakend.journeys.map_tables import touchpoint_table
from peakend.journeys.map_value import MapValue
from peakend.journeys.readings import Felt, is_tied, signed_exactly
from peakend.journeys.visit_log import LogColumns
from peakend.surveys.importance_performance import importance_performance
from peakend.surveys.intervals import mean_interval
from peakend.surveys.journey_kernel import NEARLY, ROUNDING
from peakend.surveys.peak_end import HEADINGS, peak_end
from peakend.tables.about import describe

SCORE = {
    **HEADINGS,
    "peak_at": message("peak at"),
    "peak_high": message("peak, higher reading"),
    "peak_high_at": message("peak at, higher reading"),
    "end_at": message("end at"),
    "minutes": message("minutes"),
    "caveats": message("caveats"),
    "people": message("people"),
    "people_score": message("mean of people's scores"),
    "people_score_high": message("mean of people's scores, higher reading"),
    "people_ci_low": message("interval of people's scores, from"),
    "people_ci_high": message("interval of people's scores, to"),
}
MOMENTS = {
    "touchpoint": message("id of the touchpoint"),
    "name": message("name"),
    "emotion": message("emotion"),
    "peak": message("peak"),
    "trough": message("trough"),
    "peak_tied": message("peak tied"),
    "end": message("end"),
    "concentrate": message("important and weak"),
    "marked": message("marked"),
    "reason": message("reason"),
}
_FELT = (
    "first",
    "peak",
    "trough",
    "end",
    "mean",
    "score",
    "score_high",
    "peak_high",
    "people_score",
    "people_score_high",
)
UNITS = {"minutes": "minutes", **dict.fromkeys(_FELT, "emotion")}
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
    result = result.drop(columns=["journey", "duration", "end_tied"])
    best, worst = _extremes(journey_map)
    if tied := is_tied(Felt.at(best), Felt.at(worst)):
        end = float(result["end"].iloc[0])
        result["peak"], result["peak_tied"] = worst.emotion, True
        result["score"], result["score_high"] = ((step.emotion + end) / 2 for step in (worst, best))
    lower = worst if result["peak"].iloc[0] == worst.emotion else best
    higher = best if tied else lower
    result["peak_at"], result["peak_high"], result["peak_high_at"] = lower.id, higher.emotion, higher.id
    result["end_at"] = known["touchpoint"].iloc[-1]
    minutes = table[["duration_min", "wait_min"]]
    is_known = minutes.notna().any(axis=1).all()
    result["minutes"] = float(np.nansum(minutes.to_numpy())) if is_known else np.nan
    result["caveats"] = "\n".join([*_tie(result.iloc[0]), *_caveats(table, known)])
    return describe(result, "score", SCORE, units=UNITS)


def score_people(frame: object, columns: LogColumns, end_window: int) -> dict[str, float]:
    """Return the mean of people's own scores in a log, which is not the score of their mean curve."""
    scores = peak_end(
        frame, journey=columns.journey, order=columns.time, emotion=columns.emotion, end_window=end_window
    ).dropna(subset="score")
    n, mean, variance = (np.array([scores["score"].agg(name)], dtype="float64") for name in ("count", "mean", "var"))
    (low,), (high,) = mean_interval(mean, variance, n, 0.95)
    found = {"people": len(scores), "people_score": mean[0], "people_score_high": scores["score_high"].mean()}
    return {**found, "people_ci_low": low, "people_ci_high": high}


def _extremes(journey_map: MapValue) -> tuple[Any, Any]:
    """Return the touchpoints with the best and the worst emotion; of several the first."""
    known = [step for step in journey_map.steps if step.emotion is not None]
    return max(known, key=lambda step: step.emotion or 0), min(known, key=lambda step: step.emotion or 0)


def moments_of_truth(
    journey_map: MapValue, importance: str = "importance", performance: str | None = None
) -> pd.DataFrame:
    """Return the touchpoints that are moments of truth, with the reasons."""
    table = touchpoint_table(journey_map)
    known = table["emotion"].dropna()
    row = score_map(journey_map, 1).iloc[0] if len(known) else None
    tied = row is not None and bool(row["peak_tied"])
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
        "peak": table["emotion"] == (np.nan if row is None else row["peak_high"]),
        "trough": tied & (table["emotion"] == known.min()),
        "end": table.index == (known.index[-1] if len(known) else -1),
        "concentrate": quadrants["quadrant"] == "concentrate here",
        "marked": table["moment_of_truth"].astype(bool),
    }
    reasons = {
        "peak": _("the peak, tied: the worst moment lies as far from neutral") if tied else _("the peak"),
        "trough": _("the trough, as far from neutral as the best moment"),
        "end": _("the end"),
        "concentrate": _("important, and worse than the average"),
        "marked": _("marked in the map"),
    }
    found = pd.concat([table[["touchpoint", "name", "emotion"]], pd.DataFrame(why, index=table.index)], axis=1)
    found.insert(list(found).index("end"), "peak_tied", tied & (found["peak"] | found["trough"]))
    found = found[found[list(why)].any(axis=1)].reset_index(drop=True)
    flags = found[list(why)].to_dict("records")
    found["reason"] = pd.Series(
        [_("; ").join(reasons[str(key)] for key in row if row[key]) for row in flags], dtype=object
    )
    return describe(found, "moments", MOMENTS, units={"emotion": "emotion"})


def _require_metric(metrics: pd.DataFrame, name: object) -> None:
    known = [str(column) for column in metrics]
    if name not in known:
        reason = _("No touchpoint has the metric {name!r}; there are {known}", name=name, known=join_words(known))
        raise DocumentError((), "", reason + nearest(name, known))


def _axis(metrics: pd.DataFrame, name: str) -> pd.Series:
    return metrics[name] if name in metrics else pd.Series(np.nan, index=metrics.index)


def _tie(row: "pd.Series[Any]") -> Iterator[str]:
    """Say that a score has two readings, and which."""
    if not row["peak_tied"]:
        return
    facts = {name: signed_exactly(row[name]) for name in ("score", "score_high")}
    facts |= {"best": signed_exactly(row["peak_high"]), "worst": signed_exactly(row["peak"])}
    if abs(row["peak_high"] + row["peak"]) > NEARLY + ROUNDING:
        yield _(
            "The intervals of the best emotion ({best}) and the worst ({worst}) do not tell which lies further from "
            "neutral: the score is {score} if the worst is remembered, {score_high} if the best is.",
            **facts,
        )
        return
    yield _(
        "The best emotion ({best}) and the worst ({worst}) lie equally far from neutral, or nearly: the score is "
        "{score} if the worst is remembered, {score_high} if the best is.",
        **facts,
    )


def _caveats(table: pd.DataFrame, known: pd.DataFrame) -> Iterator[str]:
    if len(known) < len(table):
        yield _(
            "The emotion of {count} of {all} touchpoints is unknown; they are left out.",
            count=len(table) - len(known),
            all=len(table),
        )
    if table["emotion"].isna().iloc[-1]:
        yield _("The last touchpoint's emotion is unknown; the end is the last one known.")
    unseen = int((known["evidence"] != "observed").sum())
    if unseen:
        yield _("{count} of {all} emotions are not observed.", count=unseen, all=len(known))
    few = int((known["n"] < FEW).sum())
    if few:
        yield _("{count} emotions rest on fewer than {few} answers.", count=few, few=FEW)
