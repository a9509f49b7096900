"""The insight interview 客户洞察访谈 with its files, its form and its picture."""

from typing import TYPE_CHECKING, Any

from peakend.design.interview import InterviewValue
from peakend.faces.design_sheet import DesignSheet
from peakend.faces.persona import Persona

if TYPE_CHECKING:
    import altair as alt


class Interview(InterviewValue, DesignSheet):
    """What a customer said and did, and what lies under it on the iceberg of needs 冰山模型.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, question, interviewee, interviewer, date, place`` and ``notes`` with
        ``note, way`` (ask or observe), ``level`` (said_and_done, wants, feelings, deep_needs), ``theme, touchpoint``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> talk = pe.Interview(
    ...     id="mei-1",
    ...     title="At the hall",
    ...     notes=[
    ...         {"note": "Asks three people the same", "way": "observe", "level": "said_and_done"},
    ...         {"note": "I want to be sure it is done", "level": "wants"},
    ...     ],
    ... )
    >>> talk.levels()[["level", "insight", "ask", "observe"]]
               level  insight  ask  observe
    0  said_and_done        1    0        1
    1          wants        2    1        0
    2       feelings        2    0        0
    3     deep_needs        3    0        0
    """

    def persona(self, id: str, name: Any) -> Persona:
        """Begin a persona with the notes of each level; it is observed, and rests on one customer.

        Parameters
        ----------
        id : str
            The persona's id.
        name : str or dict
            Its name, in one language or ``{"zh": …, "en": …}``.

        Returns
        -------
        Persona
            ``behaviours, goals, feelings, deep_needs`` from the four levels.

        Examples
        --------
        >>> import peakend as pe
        >>> talk = pe.Interview(id="a", title="A", notes=[{"note": "To be taken seriously", "level": "deep_needs"}])
        >>> talk.persona("mei", "Mei").deep_needs
        ('To be taken seriously',)
        """
        return Persona(**self.to_persona(id, name))

    def plot(self) -> "alt.LayerChart":
        """Draw the iceberg: how many notes lie above the water, and how many below.

        Returns
        -------
        altair.LayerChart
            A bar for each level, parted by asking and observing.

        Raises
        ------
        PeakendError
            If no note has a level.

        Examples
        --------
        >>> import peakend as pe
        >>> talk = pe.Interview(id="a", title="A", notes=[{"note": "Sighs", "way": "observe", "level": "feelings"}])
        >>> talk.plot().to_dict()["description"]
        'Iceberg of needs, notes: said and done 0; wants 0; feelings 1; deep needs 0'
        """
        from peakend.charts.iceberg import plot_iceberg

        return plot_iceberg(self)
