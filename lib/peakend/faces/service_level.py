"""The service-level strategy with its files, its form and its picture."""

from typing import TYPE_CHECKING

from peakend.design.service_level import ServiceLevelValue
from peakend.faces.design_sheet import DesignSheet

if TYPE_CHECKING:
    import altair as alt


class ServiceLevel(ServiceLevelValue, DesignSheet):
    """What a service promises, must-be, performance, attractive, each in effort 省力, time 省时, care 用心.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, segment`` and ``promises`` with ``level`` (basic, expected, aha),
        ``worth`` (effort, time, care), ``promise, evidence, owner``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> hall = pe.ServiceLevel(
    ...     id="hall",
    ...     title="Service hall",
    ...     promises=[{"level": "basic", "worth": "time", "promise": "Ten minutes at most"}],
    ... )
    >>> hall.matrix().loc["basic", "time"]
    'Ten minutes at most'
    """

    def plot(self) -> "alt.LayerChart":
        """Draw the promises as a matrix: levels from attractive down, and what they are worth to the customer.

        Returns
        -------
        altair.LayerChart

        Raises
        ------
        PeakendError
            If nothing is promised yet.

        Examples
        --------
        >>> import peakend as pe
        >>> promise = {"level": "basic", "worth": "time", "promise": "Ten minutes at most"}
        >>> pe.ServiceLevel(id="hall", title="Hall", promises=[promise]).plot().to_dict()["description"]
        'Hall: attractive: –; performance: –; must-be: Ten minutes at most'
        """
        from peakend.charts.value_sheet import plot_service_level

        return plot_service_level(self)
