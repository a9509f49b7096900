"""The journey map 旅程地图, format ``journey/1``: a frozen value, its files, and what is computed from it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from peakend.journeys.map_analysis import MapAnalysis

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from peakend.forms.editor.editor import JourneyEditor

SCHEMA_FILE = "journey.schema.json"


class JourneyMap(MapAnalysis):
    """What a customer goes through, touchpoint by touchpoint: who, what, how it feels, and what stands behind it.

    A map is a value: it cannot be changed, two equal maps are equal, and every operation returns a new map. Emotion
    runs from −2 to +2; None is unknown, never 0. Touchpoints stand in the order of time, and are what the customer
    does; what the service does for them stands in their `blueprint`.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, state, baseline, persona, phases, touchpoints``. Texts are plain, or
        ``{"zh": …, "en": …}``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible, an id stands twice, a touchpoint names a phase that is not
        there, or a future map names no baseline.

    Examples
    --------
    >>> import peakend as pe
    >>> visit = pe.JourneyMap(
    ...     id="clinic-visit",
    ...     title={"zh": "门诊就诊", "en": "A clinic visit"},
    ...     phases=[{"id": "arrive", "name": "Arriving"}],
    ...     touchpoints=[{"id": "check-in", "phase": "arrive", "name": "Check in", "emotion": -1}],
    ... )
    >>> better = visit.with_emotion("check-in", 1)
    >>> visit.steps[0].emotion, better.steps[0].emotion
    (-1.0, 1.0)
    """

    @classmethod
    def read(cls, path: str | Path) -> "JourneyMap":
        r"""Read a map from a file, by its ending: ``.yaml``, ``.csv``, ``.xlsx``, Mermaid's ``.mmd``, ``.cjml``.

        Parameters
        ----------
        path : str or pathlib.Path
            The file. CSV may be UTF-8 or GB18030; headings and choices may be English or Chinese.

        Returns
        -------
        JourneyMap

        Raises
        ------
        PeakendError
            If the file cannot be read, or is no map: the sentence names the line, or the sheet and row.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import peakend as pe
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "tea.mmd"
        >>> _ = file.write_text("journey\n  title Tea\n  section Drinking\n    First sip: 5", encoding="utf-8")
        >>> pe.JourneyMap.read(file).steps[0].emotion
        2.0
        """
        from peakend.journeys.map_files import read_map

        return read_map(path)

    def write(self, path: str | Path, *, picture: str = "map", against: object = None) -> "pd.DataFrame":
        """Write the map to a file by its ending: ``.yaml``, ``.csv``, ``.xlsx``, ``.mmd``, ``.cjml``, or a picture.

        YAML and XLSX hold all of it (XLSX to 15 digits a number). CSV holds no persona, blueprint or standards,
        Mermaid's ``.mmd`` only title, phases, names, rounded emotions and who acts, CJML 2.0 (``.cjml``, ``.xml``)
        title, phases, persona, names, channels and who acts. Pictures are ``.svg``, ``.png``, ``.pdf`` (pages of A3),
        ``.html`` (needs no network) and ``.pptx`` (shapes, tables and a chart that can be edited); they are in the
        language in use and cannot be read again. A failure leaves the old file whole.

        Parameters
        ----------
        path : str or pathlib.Path
            Where to. If ``journey.schema.json`` lies in a YAML file's folder or the one above, its first line names it.
        picture : {"map", "blueprint"}, default "map"
            Which picture is drawn, as `plot` does.
        against : JourneyMap, or any frame that Narwhals reads, optional
            What to draw over it: a future map, as `plot_as_is_to_be` does, or a log or its map, as `plot_plan_and_log`.

        Returns
        -------
        pandas.DataFrame
            What the format could not hold: ``place, was, became``; no row if nothing is lost. A character that no font
            of this machine can draw becomes 〓 in PNG and PDF, and is in this table.

        Raises
        ------
        PeakendError
            If the ending is another one, the folder is missing, or the file is open elsewhere.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", persona={"id": "mei", "name": "Mei"})
        >>> tea.write(pathlib.Path(tempfile.mkdtemp()) / "tea.mmd")
             place                 was became
        0  persona  id: mei, name: Mei   None
        """
        from peakend.journeys.map_files import write_map

        return write_map(self, path, picture, against)

    def plot(self, *, picture: str = "map", width: float = 1200) -> "alt.LayerChart":
        """Draw the map or the service blueprint, as `plot_journey` and `plot_blueprint` do.

        Parameters
        ----------
        picture : {"map", "blueprint"}, default "map"
            The map has the emotion curve and what customers think; the blueprint what the service does behind it.
        width : float, default 1200
            Width of the picture, pixels.

        Returns
        -------
        altair.LayerChart

        Raises
        ------
        PeakendError
            If there is no such picture, or no touchpoint to draw.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> tea = tea.with_touchpoint("sip", phase="drink", name="The first sip", emotion=1)
        >>> chart = tea.plot()
        """
        from peakend.slides.journey_files import plot_picture

        return plot_picture(self, picture, width)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of the format, with which editors check and complete maps.

        Saved as ``journey.schema.json`` in the folder of the maps or the one above, `write` names it in each YAML file.

        Returns
        -------
        dict
            Draft 2020-12.

        Examples
        --------
        >>> import peakend as pe
        >>> pe.JourneyMap.json_schema()["required"]
        ['id', 'title', 'format']
        """
        schema = cls.model_json_schema(by_alias=True)
        # In a file the format's name is no default: it tells readers of tomorrow how to read.
        schema["required"].append("format")
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}

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
            follows the lane), ``position, touchpoint, item, owner, fail_point, wait_min`` (of customer actions).

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

    def score(self, *, end_window: int = 1) -> "pd.DataFrame":
        r"""Score the map by the peak–end rule 峰终定律: what of it will be remembered.

        .. math:: \mathrm{score} = \frac{\mathrm{peak} + \mathrm{end}}{2}

        As `peak_end` does for logged experiences, with the touchpoints' order for time; touchpoints whose emotion is
        unknown are left out and counted.

        Parameters
        ----------
        end_window : int, default 1
            How many of the last touchpoints make the end; their mean counts.

        Returns
        -------
        pandas.DataFrame
            One row: ``n, first, peak, trough, end, mean, trend`` (points a touchpoint), ``score`` (points, −2..+2),
            ``n_missing, peak_tied``, ``peak_at, end_at`` (ids of touchpoints), ``minutes`` (of stay and wait, missing
            unless known for every touchpoint) and ``caveats`` (sentences, one a line).

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
        """
        from peakend.journeys.score_map import score_map

        return score_map(self, end_window)

    def moments(self, *, importance: str = "importance", performance: str | None = None) -> "pd.DataFrame":
        """Find the moments of truth 关键时刻, and say why each is one.

        A touchpoint is one if it is the peak (the emotion furthest from neutral), the end, more important than the
        average and worse than the average (`importance_performance`), or marked in the map.

        Parameters
        ----------
        importance : str, default "importance"
            The metric that tells how much a touchpoint matters; touchpoints without it are not judged by it.
        performance : str, optional
            The metric that tells how well it goes; without one, the emotion.

        Returns
        -------
        pandas.DataFrame
            One row a moment of truth, in the order of time: ``touchpoint, name, emotion, peak, end, concentrate,
            marked`` (true or false) and ``reason``.

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

    def edit(self, path: str | Path | None = None) -> "JourneyEditor":
        """Open the map in an editor: drag the emotion curve, add, name and order touchpoints, fill in the blueprint.

        Each change is saved at once. If the file is there already, the editor goes on from it, so that a restarted
        kernel finds the work of yesterday; this map only starts it. A file that cannot be read is kept under another
        name.

        Parameters
        ----------
        path : str or pathlib.Path, optional
            The YAML file to save to; by default ``answers/<id>.yaml`` in the notebook's folder.

        Returns
        -------
        JourneyEditor
            A widget when a cell shows it; its ``map`` is the map as it is now, and can be assigned.

        Raises
        ------
        PeakendError
            If the file's ending is not YAML's.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea")
        >>> editor = tea.edit(pathlib.Path(tempfile.mkdtemp()) / "tea.yaml")
        >>> editor.map = editor.map.with_phase("drink", name="Drinking")
        >>> editor
        <JourneyEditor 'tea': 0 touchpoints, tea.yaml>
        """
        from peakend.forms.editor.editor import JourneyEditor

        return JourneyEditor(self, Path("answers", f"{self.id}.yaml") if path is None else path)
