"""What a journey map says together with data: maps from logs, comparisons, and redesign under a budget."""

from collections.abc import Mapping
from typing import Any, Self

from peakend.journeys.map_value import MapValue


class MapAnalysis(MapValue):
    """A map's methods that need data or options besides the map; `JourneyMap` inherits them."""

    @classmethod
    def from_log(
        cls,
        frame: object,
        *,
        journey: str = "journey",
        touchpoint: str = "touchpoint",
        time: str = "time",
        emotion: str = "emotion",
        conf: float = 0.95,
        id: str | None = None,
        title: str | Mapping[str, str] | None = None,
        source: str | Mapping[str, str] | None = None,
        template: MapValue | None = None,
    ) -> Self:
        r"""Make a map of what was logged: touchpoints in their usual order, each emotion with n and interval.

        Touchpoint *a* stands before *b* if more journeys met *a* first than *b* first; journeys that lack one of the
        two, or met both at the same time, do not vote. A majority cannot be misled by a few journeys that wander, nor
        by long ones, as mean places are. Where votes are even, nobody voted, or majorities run in a circle, the
        touchpoint whose mean place in its journeys is earlier comes first. A touchpoint that a journey comes back to
        counts where it was first met.

        A journey has one emotion a touchpoint: the mean of all it logged there. Its moments are not independent, and
        would make the interval too narrow and the restless count double. Over the *n* journeys that rated it,

        .. math:: \bar x \pm t_{n-1} \, s / \sqrt{n}

        clipped to −2..2, beyond which no emotion lies.

        Parameters
        ----------
        frame : any frame that Narwhals reads
            One row an event. It is reduced to one row a journey and touchpoint in its own engine.
        journey, touchpoint, time, emotion : str
            The columns: whose journey; where (what an id cannot hold becomes ``-``); when, a number or a time;
            emotion, −2..2, missing if unknown.
        conf : float, default 0.95
            Confidence level of the intervals.
        id, title : str, optional
            Of the new map; by default those of the template. A title may be ``{"zh": …, "en": …}``.
        source : str, optional
            Where the log comes from, for the map's evidence; by default how many journeys it has.
        template : JourneyMap, optional
            A map that knows the touchpoints' names, phases, channels and the like, by the same ids. Its emotions and
            evidence are not taken over, and touchpoints that the log lacks are left out; `compare` finds them.

        Returns
        -------
        JourneyMap
            Evidence is ``observed``, with ``source, n, ci_low, ci_high``; one answer has no interval.

        Raises
        ------
        PeakendError
            For a missing column, an empty journey, touchpoint or time, an emotion off the scale or that is no number,
            fewer than two journeys, or more than 500 touchpoints.

        Examples
        --------
        >>> import pandas as pd
        >>> import peakend as pe
        >>> log = pd.DataFrame(
        ...     {
        ...         "journey": [1, 1, 2, 2, 3, 3],
        ...         "touchpoint": ["queue", "counter", "counter", "queue", "queue", "counter"],
        ...         "time": [0, 9, 0, 5, 0, 7],
        ...         "emotion": [-1, 2, 1, -2, 0, 1],
        ...     }
        ... )
        >>> pe.JourneyMap.from_log(log).touchpoints()[["touchpoint", "emotion", "n", "ci_low"]].round(2)
          touchpoint  emotion  n  ci_low
        0      queue    -1.00  3    -2.0
        1    counter     1.33  3    -0.1
        """
        from peakend.journeys.map_from_log import document_from_log
        from peakend.journeys.visit_log import LogColumns

        columns = LogColumns(journey, touchpoint, time, emotion)
        options: dict[str, Any] = {"conf": conf, "id": id, "title": title, "source": source, "template": template}
        return cls(**document_from_log(frame, columns, **options))
