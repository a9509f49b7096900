"""The follow-up plan as a Gantt chart."""

import altair as alt
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.labels import ROW_NAME_WIDTH, distinct, name_axis, wrap
from peakend.charts.results import describe
from peakend.charts.style import BLUE, GREEN, GREY, INK, ORANGE, prepare
from peakend.design.plan import PlanValue, Task
from peakend.documents.fields import fields_of
from peakend.documents.texts import show_text
from peakend.documents.value import require_some

WIDTH, ROW = 560, 46
COLOURS = {"planned": BLUE, "running": ORANGE, "done": GREEN, "stopped": GREY}


def plot_plan(plan: PlanValue) -> alt.LayerChart:
    """Draw a bar for each task in the order of time, with its owner; a rule marks the review."""
    require_some(
        [task for task in plan.tasks if task.start and task.due],
        _("No task of the plan {id!r} has both a start and a last day. Fill them in for some.", id=plan.id),
    )
    prepare()
    status_field = next(field for field in fields_of(Task) if field.name == "status")
    table = plan.timeline().dropna(subset=["start", "due"]).reset_index(drop=True)
    table["row"] = [wrap(name, ROW_NAME_WIDTH) for name in distinct(list(table["name"]), list(table["task"]))]
    table["is"] = [status_field.option(status) for status in table["status"]]
    table["until"] = table["due"] + pd.Timedelta(days=1)  # the last day counts whole
    table["who"] = table["owner"].fillna(_("nobody"))
    first, last = table["start"].min(), table["until"].max()
    if plan.review:
        last = max(last, pd.Timestamp(plan.review) + pd.Timedelta(days=1))
    domain = [day.strftime("%Y-%m-%d") for day in (first, last)]
    data = table[["row", "is", "who"]].assign(
        start=table["start"].dt.strftime("%Y-%m-%d"), until=table["until"].dt.strftime("%Y-%m-%d")
    )
    words = {status_field.option(status): colour for status, colour in COLOURS.items()}
    used = [word for word in words if word in set(table["is"])]
    # Days have no clock: as UTC they are the same everywhere.
    on_x = alt.X("start:T", title=None).scale(type="utc", domain=domain, nice=False)
    on_x = on_x.axis(format="%m-%d", labelOverlap=True, labelSeparation=12, tickCount=8, orient="top")
    on_y = alt.Y("row:N", title=None, sort=list(table["row"])).axis(**name_axis(), ticks=False, domain=False)
    colour = alt.Color("is:N", title=None, sort=None).scale(domain=used, range=[words[word] for word in used])
    base = alt.Chart(data).encode(on_y)
    layers: list[alt.Chart] = [
        base.mark_bar(height=22, opacity=0.5, cornerRadius=3).encode(
            on_x,
            alt.X2("until:T"),
            colour,
            tooltip=[alt.Tooltip("row:N"), alt.Tooltip("who:N"), alt.Tooltip("is:N"), alt.Tooltip("start:N")],
        ),
        base.mark_text(align="left", dx=5).encode(on_x, alt.Text("who:N")),
    ]
    if plan.review:
        review = alt.Chart(pd.DataFrame({"start": [plan.review.isoformat()], "what": [_("review")]}))
        layers.append(review.mark_rule(color=INK, strokeDash=[6, 4], strokeWidth=1.5).encode(on_x))
        layers.append(
            review.mark_text(align="right", baseline="top", dx=-5).encode(
                on_x, alt.Text("what:N"), y=alt.value(ROW * len(table) + 4)
            )
        )
    rows = [
        _(
            "{task}, {start} to {due}, {status}",
            task=row["name"],
            start=row["start"].date(),
            due=row["due"].date(),
            status=row["is"],
        )
        for _i, row in table.iterrows()
    ]
    return alt.LayerChart(layer=layers).properties(
        width=WIDTH,
        height=ROW * len(table),
        title=alt.Title(show_text(plan.title), subtitle=show_text(plan.goal) or alt.Undefined, color=INK),
        description=describe(_("Plan"), rows),
    )
