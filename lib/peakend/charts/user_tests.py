"""User tests: the share of each task that succeeded, with its interval and the target."""

import altair as alt
import pandas as pd

from peakend.base.language import translate as _
from peakend.base.numbers import show_percent
from peakend.charts.labels import ROW_NAME_WIDTH, distinct, name_axis, wrap
from peakend.charts.results import describe
from peakend.charts.style import BLUE, INK, LETTERS, ORANGE, prepare
from peakend.design.user_test import UserTestValue
from peakend.documents.texts import show_text
from peakend.documents.value import require_some

WIDTH, ROW = 420, 56


def plot_user_test(test: UserTestValue) -> alt.LayerChart:
    """Draw a point and an interval for each task, in the order of the sheet."""
    require_some(
        [trial for trial in test.trials if trial.succeeded is not None],
        _("No trial of {id!r} has a result yet. Fill in some.", id=test.id),
    )
    prepare()
    table = test.summary()
    table = table[table["n"] > 0].reset_index(drop=True)
    table["row"] = [wrap(name, ROW_NAME_WIDTH) for name in distinct(list(table["name"]), list(table["task"]))]
    table["label"] = [
        _("{succeeded} of {n}", succeeded=done, n=n) for done, n in zip(table["succeeded"], table["n"], strict=True)
    ]
    data = table[["row", "percent", "ci_low", "ci_high", "label"]]
    on_y = alt.Y("row:N", title=None, sort=None).axis(**name_axis(), ticks=False, domain=False)
    title = _("percent who succeeded, with the interval")
    on_x = alt.X("percent:Q", title=title).scale(domain=[0, 100]).axis(values=[0, 25, 50, 75, 100])
    base = alt.Chart(data).encode(on_y)
    layers: list[alt.Chart] = [
        base.mark_rule(strokeWidth=4, color=BLUE, opacity=0.45).encode(
            alt.X("ci_low:Q", title=title).scale(domain=[0, 100]), alt.X2("ci_high:Q")
        ),
        base.mark_point(filled=True, size=140, opacity=1, color=BLUE).encode(
            on_x, tooltip=[alt.Tooltip("row:N"), alt.Tooltip("label:N")]
        ),
        base.mark_text(dy=-16).encode(on_x, alt.Text("label:N")),
    ]
    if test.target_percent is not None:
        target = pd.DataFrame({"percent": [test.target_percent], "label": [_("target")]})
        layers.append(alt.Chart(target).mark_rule(color=ORANGE, strokeWidth=2, strokeDash=[6, 4]).encode(on_x))
        mark = alt.Chart(target).mark_text(color=LETTERS, baseline="bottom")
        layers.append(mark.encode(on_x, alt.Text("label:N"), y=alt.value(-4)))
    rows = [
        f"{row['name']} {row['label']}, {show_percent(row['percent'])} [{row['ci_low']:.1f}, {row['ci_high']:.1f}]"
        for _i, row in table.iterrows()
    ]
    return alt.LayerChart(layer=layers).properties(
        width=WIDTH,
        height=ROW * len(table),
        title=alt.Title(show_text(test.title), color=INK, offset=22),
        description=describe(_("User test, percent succeeded"), rows),
    )
