"""The stakeholder map 利益相关者地图 with its files, its form and its picture."""

from typing import TYPE_CHECKING

from peakend.design.stakeholder_map import StakeholderMapValue
from peakend.faces.design_sheet import DesignSheet

if TYPE_CHECKING:
    import altair as alt


class StakeholderMap(StakeholderMapValue, DesignSheet):
    """Who takes part in a service experience or decides on it, how much, and what they give each other.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title``; ``stakeholders`` with ``id, name, ring`` (customer, provider, partner,
        society), ``power`` and ``interest`` (1 to 5), ``attitude`` (−2 to +2), ``needs, phases``; ``exchanges`` with
        ``giver, receiver, what``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible, or an exchange names somebody who is not on the map.

    Examples
    --------
    >>> import peakend as pe
    >>> hall = pe.StakeholderMap(
    ...     id="hall",
    ...     title="Service hall",
    ...     stakeholders=[
    ...         {"id": "manager", "name": "Hall manager", "ring": "provider", "power": 5, "interest": 4},
    ...         {"id": "guard", "name": "Guard", "ring": "provider", "power": 2, "interest": 2},
    ...     ],
    ... )
    >>> hall.strategies()[["stakeholder", "strategy"]]
      stakeholder      strategy
    0     manager  work_closely
    1       guard  keep_in_view
    """

    def plot(self) -> "alt.LayerChart":
        """Draw power over interest, each stakeholder named, coloured by where they belong.

        Returns
        -------
        altair.LayerChart
            Stakeholders of the same power and interest stand around their place.

        Raises
        ------
        PeakendError
            If nobody has both power and interest.

        Examples
        --------
        >>> import peakend as pe
        >>> somebody = {"id": "press", "name": "Press", "ring": "society", "power": 4, "interest": 2}
        >>> pe.StakeholderMap(id="a", title="A", stakeholders=[somebody]).plot().to_dict()["description"]
        'Influence and interest: Press, society, keep satisfied (power 4, interest 2)'
        """
        from peakend.charts.stakeholders import plot_stakeholders

        return plot_stakeholders(self)
