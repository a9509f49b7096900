"""The user test sheet 用户测试表 with its files, its form and its picture."""

from typing import TYPE_CHECKING

from peakend.design.user_test import UserTestValue
from peakend.faces.design_sheet import DesignSheet

if TYPE_CHECKING:
    import altair as alt


class UserTest(UserTestValue, DesignSheet):
    """A concept tried by customers: what they were asked to do, whether they could, and what has to change.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, concept, question, target_percent, date``; ``tasks`` with ``id, name,
        success``; ``trials`` with ``participant, task, succeeded, ease`` (1 to 7), ``emotion`` (−2 to +2), ``seen,
        said, change``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible, or a trial names a task that is not there.

    Examples
    --------
    >>> import peakend as pe
    >>> test = pe.UserTest(
    ...     id="guide-test",
    ...     title="The guide",
    ...     tasks=[{"id": "find", "name": "Find the desk"}],
    ...     trials=[{"participant": str(i), "task": "find", "succeeded": i > 1} for i in range(1, 6)],
    ... )
    >>> test.summary()[["task", "n", "succeeded", "percent"]]
       task  n  succeeded  percent
    0  find  5          4     80.0
    """

    def plot(self) -> "alt.LayerChart":
        """Draw the share of each task that succeeded, with its interval and the target.

        Returns
        -------
        altair.LayerChart

        Raises
        ------
        PeakendError
            If no trial has a result.

        Examples
        --------
        >>> import peakend as pe
        >>> trial = {"participant": "1", "task": "find", "succeeded": True}
        >>> test = pe.UserTest(id="t", title="T", tasks=[{"id": "find", "name": "Find it"}], trials=[trial])
        >>> test.plot().to_dict()["description"]
        'User test, percent succeeded: Find it 1 of 1, 100 % [20.7, 100.0]'
        """
        from peakend.charts.user_tests import plot_user_test

        return plot_user_test(self)
