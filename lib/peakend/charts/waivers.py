"""A ledger of waivers over time: each entry a dot, those that a lead is about in colour."""

import altair as alt
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.results import describe, require_result
from peakend.charts.style import BLUE, GREY, ORANGE
from peakend.frames.frames import read_frame, require_columns

ROW_HEIGHT = 44
KEYS = ["date", "staff", "customer", "amount"]


def plot_waivers(ledger: object, findings: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw who waived how much and when, and which entries belong to a lead.

    Parameters
    ----------
    ledger : any frame that Narwhals reads
        The ledger that was audited, with ``date, staff, customer, amount``.
    findings : pandas.DataFrame
        What `audit_waivers` returned of it.

    Returns
    -------
    altair.LayerChart
        A row for each member of staff, a dot for each entry, larger for a larger amount.

    Raises
    ------
    PeakendError
        If a column is missing, or the findings are not those of `audit_waivers`.

    Examples
    --------
    >>> import peakend as pe
    >>> ledger = pe.load("service-hall/ledger", labels=False)
    >>> findings = pe.audit_waivers(ledger, limits={"clerk": 500, "manager": 2000})
    >>> pe.plot_waivers(ledger, findings).to_dict()["description"].split(": ")[0]
    'Waivers over time'
    """
    frame = read_frame(ledger)
    require_columns(frame, KEYS)
    table = frame.select(*KEYS).collect().to_pandas().reset_index(drop=True)
    needed = ["rule", "staff", "customer", "finding"]
    leads = require_result(findings, "audit_waivers", needed, own=(*findings.columns,))
    other = _("no lead")
    table = table.assign(lead=other, date=pd.to_datetime(table["date"]))
    for row in leads.to_dict(orient="records"):
        is_meant = (table["staff"].astype(str) == str(row["staff"])) & (table["customer"] == row["customer"])
        if row["rule"] == "split":
            is_meant &= table["date"] == pd.Timestamp(row["date"])
        table.loc[is_meant, "lead"] = str(row["finding"])
    known = list(dict.fromkeys(map(str, leads["finding"])))
    staff = sorted(table["staff"].astype(str).unique())
    colours = alt.Scale(domain=[other, *known], range=[GREY, ORANGE, BLUE][: len(known) + 1])
    table = table.assign(staff=table["staff"].astype(str), amount=table["amount"].astype(float))
    dots = (
        alt.Chart(table.sort_values("lead", key=lambda lead: lead != other))
        .mark_circle(opacity=0.75)
        .encode(
            alt.X("date:T", title=None, axis=alt.Axis(format="%m-%d", tickCount=8)),
            alt.Y("staff:N", title=None, sort=staff),
            alt.Size("amount:Q", legend=None, scale=alt.Scale(range=[20, 260])),
            alt.Color("lead:N", title=_("finding"), sort=None, scale=colours),
            tooltip=[alt.Tooltip(name) for name in ("staff", "customer", "amount", "lead")],
        )
    )
    counts = table.groupby("lead", sort=False).size()
    said = [f"{name} {count}" for name, count in counts.items()]
    height, description = ROW_HEIGHT * len(staff), describe(_("Waivers over time"), said)
    return alt.layer(dots, width=520, height=height, description=description)
