"""The follow-up plan 后续改进计划 with its files, its form and its picture."""

from typing import TYPE_CHECKING

from peakend.design.plan import PlanValue
from peakend.faces.design_sheet import DesignSheet

if TYPE_CHECKING:
    import altair as alt


class Plan(PlanValue, DesignSheet):
    """What is done after the workshop: tasks with owner, days, measure, and what has to come first.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, goal, review`` and ``tasks`` with ``id, name, owner, start, due, after``
        (a task's id), ``status`` (planned, running, done, stopped), ``measure, touchpoint``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible, a task is due before it starts, or tasks wait for each other.

    Examples
    --------
    >>> import peakend as pe
    >>> plan = pe.Plan(
    ...     id="hall",
    ...     title="Hall",
    ...     tasks=[
    ...         {"id": "train", "name": "Train guides", "start": "2026-12-01", "due": "2026-12-10"},
    ...         {"id": "try", "name": "Try a week", "start": "2026-12-08", "due": "2026-12-14", "after": "train"},
    ...     ],
    ... )
    >>> plan.timeline()[["task", "days", "overlaps"]]
        task  days overlaps
    0  train    10     None
    1    try     7    train
    """

    def plot(self) -> "alt.LayerChart":
        """Draw the plan as a Gantt chart: a bar for each task that has a start and a last day.

        Returns
        -------
        altair.LayerChart

        Raises
        ------
        PeakendError
            If no task has both days.

        Examples
        --------
        >>> import peakend as pe
        >>> task = {"id": "a", "name": "Train guides", "start": "2026-12-01", "due": "2026-12-10"}
        >>> pe.Plan(id="p", title="P", tasks=[task]).plot().to_dict()["description"]
        'Plan: Train guides, 2026-12-01 to 2026-12-10, planned'
        """
        from peakend.charts.plans import plot_plan

        return plot_plan(self)
