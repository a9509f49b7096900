"""A redesign with its picture."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peakend.journeys.map_value import SomeMap
from peakend.journeys.redesign import RedesignValue

if TYPE_CHECKING:
    import altair as alt


class Redesign(RedesignValue[SomeMap]):
    """Three ways to spend a budget on a journey, as `JourneyMap.redesign` finds and draws them."""

    def plot(self, plan: str | Sequence[str] = "remembered") -> "alt.LayerChart":
        """Draw the emotion curve as it is, and as a plan or one's own list of options would make it."""
        from peakend.charts.redesign import plot_redesign

        return plot_redesign(self, plan)
