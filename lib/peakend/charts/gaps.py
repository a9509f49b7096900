"""What customers expect and what they perceive, drawn as the distance between."""

import altair as alt
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.results import describe, name_of, require_result, with_answers
from peakend.charts.style import BLUE, GREY, INK, ORANGE

ROW_HEIGHT = 44


def plot_gaps(result: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw each dimension's expectation and perception, and the gap between them, the widest on top.

    Parameters
    ----------
    result : pandas.DataFrame
        What `servqual` returns for all customers together.

    Returns
    -------
    altair.LayerChart
        A line from perception to expectation for each row, with the gap beside it.

    Raises
    ------
    PeakendError
        If the table is not a result of `servqual`, or nothing in it has answers.

    Examples
    --------
    >>> import peakend as pe
    >>> result = pe.servqual(pe.load("service-hall/servqual"))
    >>> pe.plot_gaps(result).to_dict()["description"].split("; ")[0]
    'Expected and perceived: reliability 6.37, 5.10 (−1.27)'
    """
    table = require_result(result, "servqual", ["dimension", "expectation", "perception", "gap"], own=("dimension",))
    names = table["label"] if "label" in table else table["dimension"]
    data = with_answers(table.assign(name=names.map(name_of)), ["expectation", "perception"]).sort_values("gap")
    data = data.assign(written=[f"{gap:+.2f}".replace("-", "−") for gap in data["gap"]])
    sides = {"perception": _("perceived"), "expectation": _("expected")}
    points = data.melt(["name", "written"], [*sides], "side", "value").replace({"side": sides})
    low, high = float(points["value"].min()), float(points["value"].max())
    scale = alt.Scale(domain=[low - 0.3, high + 0.6], nice=False)
    rows = alt.Y("name:N", title=None, sort=data["name"].tolist())
    colour = alt.Color("side:N", title=None, sort=None).scale(domain=[*sides.values()], range=[ORANGE, BLUE])
    columns = ["name", "perception", "expectation", "written"]
    lines = (
        alt.Chart(data[columns].reset_index(drop=True))
        .mark_rule(strokeWidth=4, color=GREY, opacity=0.6)
        .encode(alt.X("perception:Q", title=_("score"), scale=scale), rows, alt.X2("expectation:Q"))
    )
    dots = alt.Chart(points).mark_circle(size=160, opacity=1).encode(alt.X("value:Q", scale=scale), rows, colour)
    written = (
        alt.Chart(data[columns].reset_index(drop=True))
        .mark_text(align="left", dx=14, color=INK, fontSize=13)
        .encode(alt.X("expectation:Q", scale=scale), rows, alt.Text("written:N"))
    )
    said = [
        f"{row['name']} {row['expectation']:.2f}, {row['perception']:.2f} ({row['written']})"
        for _i, row in data.iterrows()
    ]
    height, description = ROW_HEIGHT * len(data), describe(_("Expected and perceived"), said)
    return alt.layer(lines, dots, written, width=480, height=height, description=description)
