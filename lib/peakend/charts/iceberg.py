"""The iceberg of needs: how many notes lie above the water, and how many below."""

from typing import Any

import altair as alt
import pandas as pd

from peakend.base.brand import tint
from peakend.base.language import translate as _
from peakend.charts.labels import LINE_HEIGHT
from peakend.charts.results import describe
from peakend.charts.style import BLUE, INK, ORANGE, prepare
from peakend.design.interview import InterviewValue, Note
from peakend.documents.fields import fields_of
from peakend.documents.texts import show_text
from peakend.documents.value import require_some

WIDTH, ROW = 420, 64
WATER = tint(BLUE, 0.11)


def plot_iceberg(interview: InterviewValue) -> alt.LayerChart:
    """Draw a bar of notes for each level, the surface first, with the waterline under it."""
    require_some(
        [note for note in interview.notes if note.level],
        _("No note of the interview {id!r} has a level yet. Choose levels for some.", id=interview.id),
    )
    prepare()
    counts = interview.levels()
    level_field = next(field for field in fields_of(Note) if field.name == "level")
    way_field = next(field for field in fields_of(Note) if field.name == "way")
    insights = {1: _("what happens"), 2: _("why"), 3: _("what for")}
    names = [level_field.option(level) for level in counts["level"]]
    rows = [f"{name}\n{insights[i]}" for name, i in zip(names, counts["insight"], strict=True)]
    ways = {way: way_field.option(way) for way in ("ask", "observe")}
    data = counts.assign(row=rows).melt(["row", "n"], list(ways), var_name="way", value_name="notes")
    data["way"] = data["way"].map(ways)
    on_y = alt.Y("row:N", title=None, sort=None).scale(domain=rows, paddingInner=0.25)
    two_lines: Any = {"labelExpr": "split(datum.label, '\\n')", "labelLineHeight": LINE_HEIGHT}
    on_y = on_y.axis(**two_lines, labelOffset=-LINE_HEIGHT / 2, ticks=False, domain=False)
    on_x = alt.X("notes:Q", title=_("notes")).axis(tickMinStep=1, grid=False, format="d")
    on_x = on_x.scale(domain=[0, max(int(counts["n"].max()), 3) * 1.15], nice=False)
    scale: Any = {"domain": list(ways.values()), "range": [BLUE, ORANGE]}
    totals = counts.assign(row=rows, notes=counts["n"])[["row", "notes"]]
    sea = alt.Chart(pd.DataFrame({"line": [_("waterline")]})).encode(y=alt.value(ROW))
    layers = [
        sea.mark_rect(color=WATER).encode(x=alt.value(0), x2=alt.value(WIDTH), y2=alt.value(ROW * len(rows))),
        alt.Chart(data)
        .mark_bar(height=30)
        .encode(
            on_x,
            on_y,
            alt.Color("way:N", title=None).scale(**scale),
            tooltip=[alt.Tooltip("row:N"), alt.Tooltip("way:N"), alt.Tooltip("notes:Q")],
        ),
        alt.Chart(totals).mark_text(align="left", dx=6).encode(on_x, on_y, alt.Text("notes:Q")),
        sea.mark_text(align="right", baseline="top", dy=4, color=BLUE).encode(
            alt.Text("line:N"), x=alt.value(WIDTH - 4)
        ),
    ]
    said = [f"{name} {n}" for name, n in zip(names, counts["n"], strict=True)]
    return alt.LayerChart(layer=layers).properties(
        width=WIDTH,
        height=ROW * len(rows),
        title=alt.Title(_("Iceberg of needs"), subtitle=show_text(interview.title), color=INK),
        description=describe(_("Iceberg of needs, notes"), said),
    )
