"""Tables for people: result columns with readable headings and few decimals."""

from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from peakend.base.language import translate as _
from peakend.tables.words import choice_words, headings_of


def show(table: pd.DataFrame, *, digits: int = 1) -> Styler:
    """Show a result with headings and choices in the language in use; the table itself is not changed.

    Parameters
    ----------
    table : pandas.DataFrame
        A result of `nps`, `csat`, `ces` and the like, or any table.
    digits : int, default 1
        Decimals shown.

    Returns
    -------
    pandas.io.formats.style.Styler
        What a notebook draws as a table; where there is no row, a sentence that says so.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> "12.3" in pe.show(pd.DataFrame({"nps": [12.345]})).to_html()
    True
    """
    rows = table.reset_index(drop=table.index.name is None)
    headings = {**_headings(), **_journey_headings(), **headings_of(rows.columns)}
    words = choice_words() | {"field": headings}
    for name in words.keys() & {*rows}:
        rows[name] = [words[name].get(value, value) for value in rows[name]]
    shown = rows.rename(columns=lambda name: headings.get(name, name))
    style = shown.style.format(precision=digits, thousands=",", na_rep="–").hide(axis="index")
    if rows.empty and "message" in rows:
        return _without_rows(style.hide(axis="columns"), _("Nothing was found that needs mending."))
    if rows.empty:
        return _without_rows(style, _("There is nothing to show yet."))
    if "p_value" in table:
        style = style.format(_p_value, subset=[headings["p_value"]])
    days = [name for name in shown if pd.api.types.is_datetime64_any_dtype(shown[name])]
    style = style.format("{:%Y-%m-%d}", subset=days, na_rep="–")
    flags = [name for name in shown if _is_flag(shown[name])]
    style = style.format(lambda is_so: _("yes") if is_so else _("no"), subset=flags, na_rep="–")
    text = [name for name in shown if not pd.api.types.is_numeric_dtype(shown[name])]
    heads: Any = {name: [{"selector": "th", "props": "text-align: left"}] for name in text}
    return style.set_table_styles(heads).set_properties(subset=text, **{"text-align": "left", "vertical-align": "top"})


def _without_rows(style: Styler, sentence: str) -> Styler:
    # A caption is as wide as its table, and this one has no width of its own.
    whole: Any = [{"selector": "caption", "props": "white-space: nowrap; text-align: left"}]
    return style.set_caption(sentence).set_table_styles(whole)


def _is_flag(column: "pd.Series[Any]") -> bool:
    """Tell whether a column holds yes and no alone; where some are missing, it is one of objects."""
    if pd.api.types.is_bool_dtype(column):
        return True
    known = column.dropna().tolist() if column.dtype == object else []
    return bool(known) and all(isinstance(cell, bool) for cell in known)


def _p_value(value: object) -> str:
    p = float(str(value))
    if p != p:
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _headings() -> dict[str, str]:
    return {
        "n": _("answers"),
        "n_missing": _("no answer"),
        "n_invalid": _("off the scale"),
        "n_unlabelled": _("in no group"),
        "promoters": _("promoters"),
        "passives": _("passives"),
        "detractors": _("detractors"),
        "nps": "NPS",
        "acsi": "ACSI",
        "top_box": _("satisfied, %"),
        "mean": _("mean"),
        "percent_easy": _("easy, %"),
        "net": _("net ease"),
        "ci_low": _("interval from"),
        "ci_high": _("interval to"),
        "se": _("standard error"),
        "first": _("first"),
        "second": _("second"),
        "n_first": _("answers, first"),
        "n_second": _("answers, second"),
        "difference": _("difference"),
        "p_value": _("p value"),
        "column": _("column"),
        "title": _("title"),
        "type": _("type"),
        "scale": _("scale"),
        "unit": _("unit"),
        "values": _("values"),
        "description": _("description"),
        "channel": _("channel"),
        "segment": _("segment"),
        "feature": _("feature"),
        "category": _("category"),
        "course_class": _("need"),
        "label": _("dimension"),
        "expectation": _("expectation"),
        "perception": _("perception"),
        "gap": _("gap"),
        "weight": _("weight"),
        "date": _("date"),
        "time": _("time"),
        "staff": _("staff"),
        "role": _("role"),
        "customer": _("customer"),
        "reason": _("reason"),
        "amount": _("amount"),
        "entries": _("entries"),
        "largest": _("largest"),
        "total": _("total"),
        "finding": _("finding"),
        "value_first": _("value, first"),
        "value_second": _("value, second"),
        "cost": _("cost"),
        "score_before": _("score before"),
        "score_after": _("score after"),
        "gain": _("gain"),
        "mean_after": _("mean after"),
        "name": _("name"),
        "when": _("when"),
        "how": _("how"),
        "rank": _("rank"),
        "desirable": _("desirable"),
        "feasible": _("feasible"),
        "viable": _("viable"),
        "score": _("score"),
        "position": _("no."),
        "touchpoint": _("id of the touchpoint"),
        "met": _("met, %"),
        "left_out": _("skipped, %"),
        "planned_emotion": _("emotion, planned"),
        "emotion": _("emotion"),
        "message": _("message"),
        "fix": _("how to mend it"),
    }


def _journey_headings() -> dict[str, str]:
    """Return the headings of what a journey map and the design tools tell."""
    return {
        "id": _("id"),
        "phase": _("phase"),
        "period": _("period"),
        "initiator": _("initiator"),
        "receiver": _("receiver"),
        "thought": _("thought"),
        "duration_min": _("duration, minutes"),
        "wait_min": _("wait, minutes"),
        "pain_points": _("pain points"),
        "opportunities": _("opportunities"),
        "moment_of_truth": _("moment of truth"),
        "evidence": _("evidence"),
        "source": _("source"),
        "lane": _("lane"),
        "scene": _("scene"),
        "setting": _("setting"),
        "stage": _("stage"),
        "actor": _("actor"),
        "line": _("line"),
        "cell": _("cell of the matrix"),
        "standard": _("standard"),
        "line_below": _("line below"),
        "item": _("item"),
        "owner": _("owner"),
        "fail_point": _("fail point"),
        "code": _("code"),
        "severity": _("severity"),
        "place": _("place"),
        "peak": _("peak"),
        "trough": _("trough"),
        "end": _("end"),
        "trend": _("trend"),
        "peak_tied": _("peak tied"),
        "peak_at": _("peak at"),
        "end_at": _("end at"),
        "minutes": _("minutes"),
        "caveats": _("caveats"),
        "concentrate": _("important and weak"),
        "marked": _("marked"),
        "step": _("step"),
        "journeys": _("journeys"),
        "share": _("share"),
        "skipped": _("share skipped"),
        "out_of_order": _("share in another order"),
        "change": _("change"),
        "field": _("field"),
        "before": _("before"),
        "after": _("after"),
        "plan": _("plan"),
        "peak_after": _("peak after"),
        "end_after": _("end after"),
        "mean_before": _("mean before"),
        "left": _("left over"),
        "chosen": _("chosen"),
        "option": _("option"),
        "effect": _("effect"),
        "aspect": _("aspect"),
        "quality": _("quality"),
        "empty": _("empty"),
        "need": _("need"),
        "norm": _("norm"),
        "concept": _("concept"),
        "criterion": _("criterion"),
        "tied": _("tied"),
        "low": _("from"),
        "high": _("to"),
        "first_share": _("first under, %"),
        "reach": _("reach"),
        "impact": _("impact"),
        "confidence": _("confidence"),
        "effort": _("effort"),
        "rice": "RICE",
        "stakeholder": _("stakeholder"),
        "ring": _("belongs to"),
        "power": _("power"),
        "interest": _("interest"),
        "attitude": _("attitude"),
        "strategy": _("strategy"),
        "strategy_name": _("strategy, name"),
        "example": _("example"),
        "level": _("level"),
        "insight": _("insight"),
        "strength": _("what it does well"),
        "prompt": _("question to us"),
        "ask": _("asked"),
        "observe": _("observed"),
        "task": _("task"),
        "succeeded": _("succeeded"),
        "percent": _("succeeded, %"),
        "ease": _("ease"),
        "target": _("target, %"),
        "reached": _("target reached"),
        "was": _("was"),
        "became": _("became"),
    }
