"""The stakeholder map: power over interest, with everybody named."""

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.quadrants import Axis, Corners, quadrant_chart
from peakend.charts.results import describe
from peakend.charts.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, prepare
from peakend.design.stakeholder_map import MIDDLE, Stakeholder, StakeholderMapValue
from peakend.documents.fields import fields_of
from peakend.documents.texts import show_text
from peakend.documents.value import require_some

COLOURS = {"customer": BLUE, "provider": ORANGE, "partner": GREEN, "society": PURPLE}
DOMAIN = (0.5, 5.5)
APART = 0.14  # how far those at one place stand from it, in points of the scale


def plot_stakeholders(stakeholder_map: StakeholderMapValue) -> alt.LayerChart:
    """Draw who has power and interest; those who are equal stand around their place."""
    require_some(
        [s for s in stakeholder_map.stakeholders if s.power is not None and s.interest is not None],
        _("Nobody on the map {id!r} has both power and interest yet. Fill them in for some.", id=stakeholder_map.id),
    )
    prepare()
    ring_field = next(field for field in fields_of(Stakeholder) if field.name == "ring")
    words = strategy_words()
    table = stakeholder_map.strategies().dropna(subset=["power", "interest"]).reset_index(drop=True)
    rings = {ring: ring_field.option(ring) for ring in COLOURS if ring in set(table["ring"])}
    table = table.assign(category=table["ring"].map(rings), what=table["strategy"].map(words), segment="")
    titles = fields_of(Stakeholder)
    power, interest = (next(field.title for field in titles if field.name == name) for name in ("power", "interest"))
    chart = quadrant_chart(
        _part(table),
        Axis("interest", interest, DOMAIN, MIDDLE),
        Axis("power", power, DOMAIN, MIDDLE),
        name="name",
        colours={word: COLOURS[ring] for ring, word in rings.items()},
        corners=_corners(words),
        tooltip={"name": "", "category": "", "what": ""},
    )
    rows = [
        _(
            "{name}, {ring}, {strategy} (power {power:g}, interest {interest:g})",
            name=row["name"],
            ring=row["category"],
            strategy=row["what"],
            power=row["power"],
            interest=row["interest"],
        )
        for _i, row in table.iterrows()
    ]
    return chart.properties(
        title=alt.Title(show_text(stakeholder_map.title), color=INK),
        description=describe(_("Influence and interest"), rows),
    )


def strategy_words() -> dict[str, str]:
    """Return how each way of dealing with somebody is called in the language in use."""
    return {
        "work_closely": _("work closely with"),
        "keep_satisfied": _("keep satisfied"),
        "keep_informed": _("keep informed"),
        "keep_in_view": _("keep an eye on"),
    }


def _part(table: pd.DataFrame) -> pd.DataFrame:
    """Move those who share a place onto a small circle around it."""
    groups = table.groupby(["power", "interest"])
    count, place = groups["name"].transform("size"), groups.cumcount()
    radius = np.where(count > 1, APART * np.maximum(1, count / 5), 0)
    angle = 2 * np.pi * place / count
    return table.assign(
        interest=table["interest"] + radius * np.cos(angle), power=table["power"] + radius * np.sin(angle)
    )


def _corners(words: dict[str, str]) -> Corners:
    return {
        "top right": (words["work_closely"], ORANGE),
        "top left": (words["keep_satisfied"], GREY),
        "bottom right": (words["keep_informed"], GREY),
        "bottom left": (words["keep_in_view"], GREY),
    }
