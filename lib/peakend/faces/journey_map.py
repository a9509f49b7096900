"""The journey map 旅程图, format ``journey/1``: value and analysis, joined with files, pictures and the editor."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from peakend.journeys.map_analysis import MapAnalysis

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from peakend.faces.redesign import Redesign
    from peakend.forms.editor.editor import JourneyEditor


class JourneyMap(MapAnalysis):
    """What a customer goes through, touchpoint by touchpoint: who, what, how it feels, and what stands behind it.

    A map is a value: it cannot be changed, two equal maps are equal, and every operation returns a new map. Emotion
    runs from −2 to +2; None is unknown, never 0. Touchpoints stand in the order of time, and are what the customer
    does; what the service does for them stands in their `blueprint`.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, state, baseline, persona, phases, touchpoints``. Texts are plain, or
        ``{"zh": …, "en": …}``. Several ``personas`` may share a map, each with its own ``emotions`` at a touchpoint,
        ``{"mei": -1, "li": 1}``, whose mean is then the touchpoint's emotion.

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
    def read(cls, path: str | Path) -> Self:
        r"""Read a map from a file, by its ending: ``.yaml``, ``.csv``, ``.xlsx``, Mermaid's ``.mmd``, ``.cjml``.

        Parameters
        ----------
        path : str or pathlib.Path
            The file. CSV may be UTF-8 or GB18030; headings and choices may be English or Chinese. A ``.md`` file may
            hold one Mermaid journey.

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

        return read_map(cls, path)

    def write(self, path: str | Path, *, picture: str = "map", against: object = None) -> "pd.DataFrame":
        """Write the map to a file by its ending: ``.yaml``, ``.csv``, ``.xlsx``, ``.mmd``, ``.cjml``, or a picture.

        YAML and XLSX hold all of it (XLSX to 15 digits a number). CSV holds no persona, blueprint or standards,
        Mermaid's ``.mmd`` only title, phases, names, rounded emotions and who acts, CJML 2.0 (``.cjml``, ``.xml``)
        title, phases, persona, names, channels and who acts. Pictures are ``.svg``, ``.png``, ``.pdf`` (pages of A3,
        of the blueprint A4), ``.html`` (needs no network) and ``.pptx`` (shapes, tables and a chart that can be
        edited); they are in the language in use and cannot be read again. A failure leaves the old file whole.

        Parameters
        ----------
        path : str or pathlib.Path
            Where to. If ``journey.schema.json`` lies in a YAML file's folder or the one above, its first line names it.
        picture : {"map", "blueprint", "emotions"}, default "map"
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
        from peakend.faces.map_files import write_map

        return write_map(self, path, picture, against)

    def plot(self, *, picture: str = "map", width: float = 1200) -> "alt.LayerChart":
        """Draw the map or the service blueprint, as `plot_journey` and `plot_blueprint` do, or the emotional journey.

        Parameters
        ----------
        picture : {"map", "blueprint", "emotions"}, default "map"
            The map has the emotion curve and what customers think; the blueprint what the service does behind it;
            ``"emotions"`` is one wide picture to present: the whole curve with faces, its peak, end and moments of
            truth with what customers said there.
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

    def redesign(
        self, options: object, *, budget: float, end_window: int = 1, exclusive: bool = False
    ) -> "Redesign[JourneyMap]":
        r"""Spend a budget three ways: on what is remembered, on the weakest touchpoint first, or evenly.

        ``remembered`` is the set of options with the highest score as `score` computes it, in its lower reading,

        .. math:: \max_{S} \tfrac{1}{2}(\mathrm{peak}_S + \mathrm{end}_S)
            \quad\text{with}\quad \sum_{o \in S} \mathrm{cost}_o \le \mathrm{budget}

        and of several such sets the cheapest. It is exact: every peak that the options can make is tried, and for each
        the cheapest way to it and the best end from what is left are found by a dynamic programme over undominated
        levels, in exact fractions. By construction no other plan scores higher, so compare the mean too, which stands
        beside. The peak is the emotion furthest from neutral. While that is a bad moment, only mending it moves the
        peak; once the best moment lies clearly further from neutral, it is the peak, and the score leaps. Where both
        lie equally far, a plan is judged by both readings; ``note`` says so, and where the score leaps.
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
            mean_before, mean_after, cost, left, chosen``, and in the higher reading ``score_high_before,
            score_high_after, gain_high``, further ``mean_gain`` and ``note`` (sentences). ``.chosen(plan)``
            is the plan's options as a table, ``.map(plan)`` the future map; both also take a list of option
            ids of your own, and so does ``.describe(plan)``, the table's row.

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
        from peakend.faces.redesign import Redesign

        return Redesign.of(self, options, budget, end_window, exclusive)

    def edit(self, path: str | Path | None = None) -> "JourneyEditor[Self]":
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
