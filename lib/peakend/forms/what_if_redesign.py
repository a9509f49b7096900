"""What if we spent the money here? A budget, options to tick, and what would be remembered."""

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from peakend.base.language import join_sentences
from peakend.base.language import translate as _
from peakend.charts.redesign import plot_redesign
from peakend.charts.style import to_svg
from peakend.forms.bundle import BUNDLES, mimebundle, styles
from peakend.journeys.map_value import MapValue, require_map
from peakend.journeys.readings import score_text, signed_exactly
from peakend.journeys.redesign import PLANS, RedesignValue, plans_table

_HERE = Path(__file__).parent
OWN = "own"


class WhatIfRedesign(anywidget.AnyWidget):
    """A budget and options, the emotion curve before and after, and three strategies beside one's own choice.

    Attributes
    ----------
    budget : int or float
        What may be spent.
    ticked : list of str
        The options that one has ticked.
    shown : str
        Whose curve is drawn: ``"own"``, ``"remembered"``, ``"weakest"`` or ``"even"``.
    table : pandas.DataFrame
        A row a plan, one's own first, as `JourneyMap.redesign` gives them.
    sentence : str
        What the plan shown does.
    """

    _esm = BUNDLES / "what_if_redesign.js"
    _css = styles(_HERE / "what_if_redesign.css")
    labels = traitlets.Dict().tag(sync=True)
    options: Any = traitlets.List().tag(sync=True)
    plans: Any = traitlets.List().tag(sync=True)
    budget = traitlets.Float().tag(sync=True)
    most = traitlets.Float().tag(sync=True)
    ticked: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    shown = traitlets.Unicode(OWN).tag(sync=True)
    picture = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)

    def __init__(self, redesign: RedesignValue[MapValue]) -> None:
        self._redesign = redesign
        self.table = pd.DataFrame()
        options = [
            {"id": option.id, "label": _label(option.name, float(option.cost), float(option.effect))}
            for option in redesign.options
        ]
        most = sum(float(option.cost) for option in redesign.options)
        super().__init__(labels=_labels(), options=options, budget=float(redesign.budget), most=max(most, 1))
        self._show()
        self.observe(self._show, names=["budget", "ticked", "shown"])

    def _show(self, _change: object = None) -> None:
        old = self._redesign
        found = old if self.budget == float(old.budget) else old.with_budget(self.budget)
        self._redesign = found
        known = {option.id for option in found.options}
        own = [name for name in self.ticked if name in known]
        rows: list[dict[str, Any]] = [found.describe(own), *map(found.describe, PLANS)]
        self.table = plans_table(rows)
        self.plans = [{"id": row["plan"], "text": _plan_text(row)} for row in rows]
        row = next((row for row in rows if row["plan"] == self.shown), rows[0])
        self.picture = to_svg(plot_redesign(found, own if row["plan"] == OWN else row["plan"]))
        self.sentence = _sentence(row, own if row["plan"] == OWN else row["plan"], found)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(super()._repr_mimebundle_(**options))
        plans = "".join(f"<li>{escape(plan['text'])}</li>" for plan in self.plans)
        html = f"{self.picture}<ul>{plans}</ul><p>{escape(self.sentence)}</p>"
        return {**data, "text/html": html, "text/plain": self.sentence}, metadata


def what_if_redesign(
    journey_map: MapValue, options: object, *, budget: float = 10, end_window: int = 1, exclusive: bool = False
) -> WhatIfRedesign:
    """Try how to spend a budget on a journey: tick options, and see what would be remembered.

    Beside one's own choice stand three strategies for the same money: the options that most improve the remembered
    score, the weakest touchpoint first, and an even spread.

    Parameters
    ----------
    journey_map : JourneyMap
        The journey as it is.
    options : any frame that Narwhals reads, or list of dict
        As for `JourneyMap.redesign`: ``option, touchpoint, cost, effect``, and if you like a name.
    budget : float, default 10
        Where the budget starts.
    end_window : int, default 1
        How many of the last touchpoints make the end.
    exclusive : bool, default False
        Whether a touchpoint takes one option at most. One's own choice may take more, and its effects then add up.

    Returns
    -------
    WhatIfRedesign
        A widget; its ``table`` and ``sentence`` say what it shows.

    Raises
    ------
    PeakendError
        As for `JourneyMap.redesign`.

    Examples
    --------
    >>> import peakend as pe
    >>> visit = pe.JourneyMap.from_log(pe.load("service-hall/visits"), template=pe.load("service-hall/journey"))
    >>> tried = pe.what_if_redesign(visit, pe.load("service-hall/options"), budget=12)
    >>> tried.shown = "weakest"
    >>> tried.sentence.split(":")[0]
    'On the weakest touchpoint first'
    """
    require_map(journey_map)
    return WhatIfRedesign(RedesignValue.of(journey_map, options, budget, end_window, exclusive))


def _labels() -> dict[str, str]:
    return {
        "title": _("What if we spent the money here?"),
        "budget": _("budget"),
        "options": _("Your own choice: tick what you would do"),
        "plans": _("Four ways to spend it: choose whose curve to see"),
    }


def _label(name: str, cost: float, effect: float) -> str:
    return _("{name} (cost {cost:g}, emotion {effect:+g})", name=name, cost=cost, effect=effect)


def _plan_text(row: dict[str, Any]) -> str:
    text = _(
        "{plan}: remembered {before} → {after}, mean {mean_before} → {mean_after}, cost {cost:g}",
        plan=row["title"],
        before=score_text(row, "_before"),
        after=score_text(row, "_after"),
        mean_before=signed_exactly(row["mean_before"]),
        mean_after=signed_exactly(row["mean_after"]),
        cost=row["cost"],
    )
    return text + (_(" (over the budget)") if row["left"] < 0 else "")


def _sentence(row: dict[str, Any], plan: str | list[str], found: RedesignValue[MapValue]) -> str:
    chosen = _("; ").join(found.chosen(plan)["name"]) or _("nothing")
    gains = [signed_exactly(row[name]) for name in ("gain", "gain_high")]
    said = _(
        "{plan}: {chosen}. The peak–end score changes by {gain} points for {cost:g}, the mean by {mean}.",
        plan=row["title"],
        chosen=chosen,
        gain=gains[0] if gains[0] == gains[1] else _("{low} or {high}", low=gains[0], high=gains[1]),
        cost=row["cost"],
        mean=signed_exactly(row["mean_gain"]),
    )
    return join_sentences([said, row["note"]])
