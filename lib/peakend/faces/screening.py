"""Concept screening 创新概念筛选 with its files, its form and its picture."""

from typing import TYPE_CHECKING

from peakend.design.screening import ScreeningValue
from peakend.faces.design_sheet import DesignSheet

if TYPE_CHECKING:
    import altair as alt


class Screening(ScreeningValue, DesignSheet):
    """Concepts judged by the three criteria of innovative service, with weights that are stated and tried.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, weight_desirable, weight_feasible, weight_viable`` (parts, 1 each by
        default) and ``concepts`` with ``id, name, desirable, feasible, viable`` (1 to 5), and for RICE ``reach, impact,
        confidence, effort``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible, an id stands twice, or all weights are 0.

    Examples
    --------
    >>> import peakend as pe
    >>> ideas = pe.Screening(
    ...     id="ideas",
    ...     title="Ideas",
    ...     concepts=[
    ...         {"id": "guide", "name": "Guide", "desirable": 5, "feasible": 4, "viable": 3},
    ...         {"id": "robot", "name": "Robot", "desirable": 3, "feasible": 2, "viable": 5},
    ...     ],
    ... )
    >>> ideas.ranking()[["concept", "score", "rank"]].round(2)
      concept  score  rank
    0   guide   4.00     1
    1   robot   3.33     2
    """

    def plot(self) -> "alt.HConcatChart":
        """Draw each concept's score while one criterion's weight goes from 0 to 100 percent.

        Returns
        -------
        altair.HConcatChart
            A panel for each criterion; a line marks the weight now, a band how far the first place holds.

        Raises
        ------
        PeakendError
            If no concept has all three scores.

        Examples
        --------
        >>> import peakend as pe
        >>> idea = {"id": "guide", "name": "Guide", "desirable": 5, "feasible": 4, "viable": 3}
        >>> pe.Screening(id="ideas", title="Ideas", concepts=[idea]).plot().to_dict()["description"]
        'Concept screening: 1 Guide 4.00'
        """
        from peakend.charts.screening import plot_screening

        return plot_screening(self)
