"""What a journey map says together with data: maps from logs, comparisons, and redesign under a budget."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from peakend.journeys.map_value import MapValue

if TYPE_CHECKING:
    import pandas as pd

    from peakend.journeys.redesign import Redesign


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
        names: Mapping[str, str | Mapping[str, str]] | None = None,
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
        names : dict, optional
            What touchpoints that the template lacks are called, by how the log writes them; a name may be
            ``{"zh": …, "en": …}``. By default those that a log of the course brings along.

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

        columns = LogColumns(journey, touchpoint, time, emotion, names)
        options: dict[str, Any] = {"conf": conf, "id": id, "title": title, "source": source, "template": template}
        return cls(**document_from_log(frame, columns, **options))

    def compare(
        self,
        other: object,
        *,
        journey: str = "journey",
        touchpoint: str = "touchpoint",
        time: str = "time",
        emotion: str = "emotion",
        conf: float = 0.95,
        names: Mapping[str, str | Mapping[str, str]] | None = None,
    ) -> "pd.DataFrame":
        """Compare the plan with a log of what happened, or this map with another one.

        Parameters
        ----------
        other : JourneyMap, or any frame that Narwhals reads
            The other map, for instance the future one; or an event log, one row an event, with this map's ids.
        journey, touchpoint, time, emotion : str
            The log's columns, as for `from_log`.
        conf : float, default 0.95
            Confidence level of the log's emotions.
        names : dict, optional
            What touchpoints that this map lacks are called, as for `from_log`.

        Returns
        -------
        pandas.DataFrame
            Of a log, one row a touchpoint, the plan's first and then those that only the log has: ``touchpoint, name,
            position`` (in the plan), ``step`` (``"planned"``, ``"never met"`` or ``"extra"``), ``journeys`` that met
            it, their ``share`` of all, the share that ``skipped`` it, the share of those that met it for which it was
            ``out_of_order``; ``planned_emotion``, and from the log ``n, emotion, ci_low, ci_high`` as `from_log` has
            them; ``difference`` (points, logged less planned). A journey's touchpoints are in order as far as its
            longest run that follows the plan; of several such runs, one that keeps what comes early in the plan. What
            happened at the same time is in order, and a touchpoint counts where it was first met.

            Of a map, one row a difference: ``touchpoint, name, change`` (``"removed"``, ``"moved"``, ``"changed"`` or
            ``"added"``), ``field, before, after`` (positions count from 1), ``difference`` (points, of emotions).
            As few touchpoints as possible are called moved.

        Raises
        ------
        PeakendError
            As for `from_log`.

        Examples
        --------
        >>> import peakend as pe
        >>> plan = pe.load("coffee-shop/journey")
        >>> plan.compare(pe.load("coffee-shop/visits"))[["touchpoint", "step", "skipped", "emotion"]].round(2)
            touchpoint     step  skipped  emotion
        0    order-hot  planned     0.00     0.33
        1       notice  planned     0.00    -0.85
        2          ask  planned     0.06    -0.14
        3      changed  planned     0.00     1.32
        4  queue-again    extra      NaN    -0.61
        5  choose-anew    extra      NaN     0.32
        >>> better = plan.with_emotion("notice", 0).move("ask", before="notice")
        >>> plan.compare(better)[["touchpoint", "change", "field", "before", "after", "difference"]]
          touchpoint   change     field before after  difference
        0     notice  changed   emotion   -1.0   0.0         1.0
        1        ask    moved  position      3     2         NaN
        """
        if isinstance(other, MapValue):
            from peakend.journeys.compare_maps import compare_with_map

            return compare_with_map(self, other)
        from peakend.journeys.compare_log import compare_with_log
        from peakend.journeys.visit_log import LogColumns

        return compare_with_log(self, other, LogColumns(journey, touchpoint, time, emotion, names), conf)

    def redesign(self, options: object, *, budget: float, end_window: int = 1, exclusive: bool = False) -> "Redesign":
        r"""Spend a budget three ways: on what is remembered, on the weakest touchpoint first, or evenly.

        ``remembered`` is the set of options with the highest score as `score` computes it,

        .. math:: \max_{S} \tfrac{1}{2}(\mathrm{peak}_S + \mathrm{end}_S)
            \quad\text{with}\quad \sum_{o \in S} \mathrm{cost}_o \le \mathrm{budget}

        and of several such sets the cheapest. It is exact: every peak that the options can make is tried, and for each
        the cheapest way to it and the best end from what is left are found by a dynamic programme over undominated
        levels, in exact fractions. The peak is the emotion furthest from neutral. While that is a bad moment, only
        mending it moves the peak; once it is no further from neutral than the best moment, the best moment is the peak.
        ``weakest`` buys, again and again, the most effective affordable option of the touchpoint with the lowest
        emotion, as one who mends the shortest plank does. ``even`` goes in rounds and buys the cheapest option of each
        touchpoint. Neither buys what has no effect.

        Parameters
        ----------
        options : any frame that Narwhals reads, or list of dict
            One row an option: ``option`` (its id), ``touchpoint, cost, effect`` (points of emotion), and if you like
            ``name``, or ``name_zh`` and ``name_en``. Emotions stay within −2..2 whatever the effects.
        budget : float
            What may be spent, in the unit of the costs.
        end_window : int, default 1
            How many of the last touchpoints make the end.
        exclusive : bool, default False
            Whether a touchpoint takes one option at most; otherwise effects at a touchpoint add up.

        Returns
        -------
        Redesign
            ``.table`` has a row a plan: ``plan, title, score_before, score_after, gain, peak_after, end_after,
            mean_before, mean_after, cost, left, chosen``. ``.chosen(plan)`` is the plan's options as a table,
            ``.map(plan)`` the future map; both also take a list of option ids of your own, and so does
            ``.describe(plan)``, the table's row.

        Raises
        ------
        PeakendError
            For a missing column, an unknown touchpoint or one whose emotion is unknown, a cost below 0, an effect that
            is no number, an option that stands twice, or a budget below 0.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> for name, emotion in {"queue": -1, "sip": 1.5, "leave": 0}.items():
        ...     tea = tea.with_touchpoint(name, phase="drink", name=name.title(), emotion=emotion)
        >>> options = [
        ...     {"option": "second-till", "touchpoint": "queue", "cost": 5, "effect": 1.5},
        ...     {"option": "farewell", "touchpoint": "leave", "cost": 3, "effect": 1},
        ... ]
        >>> found = tea.redesign(options, budget=6)
        >>> found.table[["plan", "score_before", "score_after", "cost", "chosen"]]
                 plan  score_before  score_after  cost       chosen
        0  remembered          0.75         1.25   3.0     farewell
        1     weakest          0.75         0.75   5.0  second-till
        2        even          0.75         1.25   3.0     farewell
        """
        from peakend.journeys.redesign import redesign_map

        return redesign_map(self, options, budget, end_window, exclusive)

    def script(self) -> "pd.DataFrame":
        """Return the service script 服务剧本: the journey as theatre, in time order from the customer's side.

        The customer is the audience, the channel and what can be seen are the setting, front stage is what staff and
        machines play before the customer's eyes, and back stage what makes it possible. All of it is read from the
        touchpoints and their blueprint.

        Returns
        -------
        pandas.DataFrame
            One row a line: ``position`` (of the touchpoint), ``scene`` (its phase), ``touchpoint, setting``, ``stage``
            (audience, front or back, in that order), ``actor`` (empty: nobody is named yet), ``line`` (what is done),
            ``thought`` (of the audience), ``fail_point``. Texts are in the language in use.

        Examples
        --------
        >>> import peakend as pe
        >>> script = pe.load("service-hall/journey").script()
        >>> script.loc[script["touchpoint"] == "greet", ["setting", "stage", "line"]].iloc[1].to_list()
        ['Door of the hall; An open door and a sign', 'front', 'Greet and ask what for']
        """
        from peakend.journeys.stage_tables import script_table

        return script_table(self)

    def standards(self) -> "pd.DataFrame":
        """Return the matrix of service standards: before, during and after service × aspect × quality.

        Each touchpoint may keep `standards`, each on one aspect (time limit 时限, effect 效果, feedback 反馈) for one
        quality (quick 快捷, convenient 便利, caring 关怀). Its phase tells the period. A cell without a standard is a
        promise that nobody has made yet.

        Returns
        -------
        pandas.DataFrame
            All 27 cells in order, a row a standard, or one row for a cell that has none: ``period, aspect, quality``,
            ``cell`` (the same in words, in the language in use), ``touchpoint, standard, empty``.

        Examples
        --------
        >>> import peakend as pe
        >>> promise = {"aspect": "time_limit", "quality": "quick", "standard": "Poured within a minute"}
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> tea = tea.with_touchpoint("pour", phase="drink", name="Pour", standards=[promise])
        >>> table = tea.standards()
        >>> table.loc[~table["empty"], ["cell", "touchpoint", "standard"]].iloc[0].to_list()
        ['during · time limit · quick', 'pour', 'Poured within a minute']
        >>> int(table["empty"].sum())
        26
        """
        from peakend.journeys.stage_tables import standards_table

        return standards_table(self)
