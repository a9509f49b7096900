"""What is computed from a journey map: tables, findings, scores, and what it says together with a log."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from peakend.journeys.map_value import MapValue

if TYPE_CHECKING:
    import pandas as pd


class MapAnalysis(MapValue):
    """A map with what is computed from it, as tables; `JourneyMap` inherits it."""

    def touchpoints(self) -> "pd.DataFrame":
        """Return the touchpoints as a tidy table, in the order of time and in the language in use.

        Returns
        -------
        pandas.DataFrame
            ``position`` (from 1), ``touchpoint`` (its id), ``phase, period, name, type, channel, initiator, receiver,
            thought, emotion, duration_min, wait_min, pain_points, opportunities`` (one a line), ``moment_of_truth,
            evidence, source, n, ci_low, ci_high``, and a column for each metric. What is unknown is missing.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> tea.with_touchpoint("sip", phase="drink", name="The first sip").touchpoints()[["position", "touchpoint"]]
           position touchpoint
        0         1        sip
        """
        from peakend.journeys.map_tables import touchpoint_table

        return touchpoint_table(self)

    def blueprint(self) -> "pd.DataFrame":
        """Return the service blueprint 服务蓝图: five lanes from what can be seen down to what supports it.

        Returns
        -------
        pandas.DataFrame
            One row an item, by lane and time: ``lane`` (a categorical of all five; customer actions are the
            touchpoints themselves), ``line_below`` (interaction, visibility or internal_interaction, where a line
            follows the lane), ``position, touchpoint, item, owner, fail_point, wait_min`` (of customer actions),
            ``emotion`` (of customers at their actions, of staff elsewhere).

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> brew = {"layer": "backstage", "item": "Brew"}
        >>> tea = tea.with_touchpoint("sip", phase="drink", name="Sip", blueprint=[brew])
        >>> tea.blueprint()[["lane", "line_below", "item"]]
                       lane            line_below  item
        0  customer_actions           interaction   Sip
        1         backstage  internal_interaction  Brew
        """
        from peakend.journeys.map_tables import blueprint_table

        return blueprint_table(self)

    def check(self) -> "pd.DataFrame":
        """Look for what a map should still say, or says in contradiction.

        Returns
        -------
        pandas.DataFrame
            One row a finding: ``code``, ``severity`` (``"warning"`` or ``"note"``), ``touchpoint`` (an id, or None),
            ``message`` and ``fix`` in the language in use. No row: nothing was found.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> list(tea.check()["code"])
        ['phase_without_touchpoint', 'no_moment_of_truth']
        """
        from peakend.journeys.check_map import check_map

        return check_map(self)

    def score(
        self,
        *,
        end_window: int = 1,
        log: object = None,
        journey: str = "journey",
        time: str = "time",
        emotion: str = "emotion",
    ) -> "pd.DataFrame":
        r"""Score the map by the peak–end rule 峰终定律: what of it will be remembered.

        .. math:: \mathrm{score} = \frac{\mathrm{peak} + \mathrm{end}}{2}

        As `peak_end` does for logged experiences, with the touchpoints' order for time; touchpoints whose emotion is
        unknown are left out and counted.

        Where the best and the worst emotion lie equally far from neutral (within a quarter of a point, or because
        their intervals overlap), ``score`` is the lower reading, whose peak is the worst moment, ``score_high`` the
        other, and ``peak_tied`` says so. The lower one goes first so that no plan looks good by a coin's fall.

        A map's curve is a mean of people. Its score is the score of that mean, and no mean of people's scores: where
        one's best moment is another's worst, the curve is flat and their memories are not. With the log that the map
        was made from, both are returned.

        Parameters
        ----------
        end_window : int, default 1
            How many of the last touchpoints make the end; their mean counts.
        log : any frame that Narwhals reads, optional
            The event log behind the map, one row an event, for the mean of people's own scores.
        journey, time, emotion : str
            The log's columns, as for `from_log`.

        Returns
        -------
        pandas.DataFrame
            One row: ``n, first, peak, trough, end, mean, trend`` (points a touchpoint), ``score, score_high`` (points,
            −2..+2), ``n_missing, peak_tied``, ``peak_at, peak_high, peak_high_at, end_at`` (the lower reading's peak,
            the higher one's emotion and peak, the end; ids of touchpoints), ``minutes`` (of stay and wait, missing
            unless known for every touchpoint) and ``caveats`` (sentences, one a line). With a log also ``people``
            (journeys), ``people_score, people_score_high`` (the means of their scores), ``people_ci_low,
            people_ci_high`` (95 %, of ``people_score``).

        Raises
        ------
        PeakendError
            If no touchpoint has an emotion, or the window is not possible.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> tea = tea.with_touchpoint("wait", phase="drink", name="Wait", emotion=-2)
        >>> tea = tea.with_touchpoint("sip", phase="drink", name="Sip", emotion=1)
        >>> tea.score()[["peak", "end", "score", "peak_at"]]
           peak  end  score peak_at
        0  -2.0  1.0   -0.5    wait
        >>> tea.with_emotion("wait", -1).score()[["score", "score_high", "peak_tied"]]
           score  score_high  peak_tied
        0    0.0         1.0       True
        """
        from peakend.journeys.score_map import score_map, score_people
        from peakend.journeys.visit_log import LogColumns

        found = score_map(self, end_window)
        if log is None:
            return found
        columns = LogColumns(journey=journey, time=time, emotion=emotion)
        return found.assign(**score_people(log, columns, end_window))

    def moments(self, *, importance: str = "importance", performance: str | None = None) -> "pd.DataFrame":
        """Find the moments of truth 关键时刻, and say why each is one.

        A touchpoint is one if it is the peak (the emotion furthest from neutral), the end, more important than the
        average and worse than the average (`importance_performance`), or marked in the map. Where the best and the
        worst emotion lie equally far from neutral, as `score` sees it, the best is the peak, the worst is named as the
        trough, and both say that they tie.

        Parameters
        ----------
        importance : str, default "importance"
            The metric that tells how much a touchpoint matters; touchpoints without it are not judged by it.
        performance : str, optional
            The metric that tells how well it goes; without one, the emotion.

        Returns
        -------
        pandas.DataFrame
            One row a moment of truth, in the order of time: ``touchpoint, name, emotion, peak, trough`` (where it
            ties with the peak), ``peak_tied, end, concentrate, marked`` (true or false) and ``reason``.

        Raises
        ------
        PeakendError
            If no touchpoint has the metric that is named.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> tea = tea.with_touchpoint("sip", phase="drink", name="Sip", emotion=1)
        >>> tea.moments()[["touchpoint", "reason"]]
          touchpoint             reason
        0        sip  the peak; the end
        """
        from peakend.journeys.score_map import moments_of_truth

        return moments_of_truth(self, importance, performance)

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
        end: str | None = None,
        repeats: str = "first",
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
            emotion, −2..2, missing if unknown. A log without a column ``emotion`` gives a map without emotions.
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
        end : str, optional
            The column that tells when an event was over: stays and waits, as medians, then stand in the map.
        repeats : {"first", "apart"}
            A touchpoint that a journey comes back to after another one counts where it was first met; or what is done
            again there is a touchpoint of its own. `log_variants` counts both.

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
        options |= {"end": end, "repeats": repeats}
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
        0    order-hot  planned     0.00     0.35
        1       notice  planned     0.00    -0.97
        2          ask  planned     0.07    -0.22
        3      changed  planned     0.00     1.33
        4    take-seat  planned     0.00     0.05
        5  queue-again    extra      NaN    -0.63
        6  choose-anew    extra      NaN     0.48
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
