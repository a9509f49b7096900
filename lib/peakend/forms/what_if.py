"""What-ifs: move a slider, see a measure change, and whether the change is more than noise."""

from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import pandas as pd
import traitlets

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.charts.style import to_svg
from peakend.charts.surveys import plot_nps
from peakend.forms.bundle import BUNDLES, mimebundle, styles
from peakend.surveys.nps import nps, nps_difference
from peakend.surveys.tally import Invalid

_HERE = Path(__file__).parent


class WhatIfNps(anywidget.AnyWidget):
    """Passives turned into promoters: the slider, the picture and the sentence.

    Attributes
    ----------
    moved : int
        How many passives become promoters.
    segment : str
        The segment looked at.
    sentence : str
        What the move does, and whether it is more than noise.
    """

    _esm = BUNDLES / "what_if.js"
    _css = styles(_HERE / "what_if.css")
    labels = traitlets.Dict().tag(sync=True)
    segments: Any = traitlets.List().tag(sync=True)
    segment = traitlets.Unicode().tag(sync=True)
    moved = traitlets.Int().tag(sync=True)
    most = traitlets.Int().tag(sync=True)
    picture = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)

    def __init__(self, counts: dict[str, tuple[int, int, int]], moved: int) -> None:
        self._counts = counts
        labels = {"moved": _("passives who become promoters"), "segment": _("segment"), "title": _("What if?")}
        super().__init__(labels=labels, segments=list(counts), segment=next(iter(counts)), moved=moved)
        self._show()
        self.observe(self._show, names=["moved", "segment"])

    def _show(self, _change: object = None) -> None:
        if self.segment not in self._counts:
            return
        now = promoters, passives, detractors = self._counts[self.segment]
        self.most = passives
        moved = min(max(self.moved, 0), passives)
        after = (promoters + moved, passives - moved, detractors)
        answers = pd.concat([_answers(_("now"), now), _answers(_("after"), after)])
        answers["when"] = pd.Categorical(answers["when"], [_("now"), _("after")])
        result = nps(answers, "score", by="when")
        change = nps_difference(answers, "score", between="when", groups=(_("after"), _("now"))).iloc[0]
        self.picture = to_svg(plot_nps(result))
        self.sentence = _sentence(moved, self.most, result, change)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(super()._repr_mimebundle_(**options))
        return {**data, "text/html": f"{self.picture}<p>{self.sentence}</p>", "text/plain": self.sentence}, metadata


def what_if_nps(
    frame: object, column: str, *, by: str | None = None, moved: int = 20, invalid: Invalid = "raise"
) -> WhatIfNps:
    """Try what NPS would be, had some passives become promoters.

    The change is called more than noise where two independent surveys, each of the segment's size, would differ that
    much by chance in fewer than 5 of 100 cases (adjusted Wald).

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers from 0 to 10.
    by : str, optional
        Column of segments to choose from.
    moved : int, default 20
        Where the slider starts.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out.

    Returns
    -------
    WhatIfNps
        A widget; its ``sentence`` says what it shows.

    Raises
    ------
    PeakendError
        As for `nps`, and if nobody answered.

    Examples
    --------
    >>> import peakend as pe
    >>> tried = pe.what_if_nps(pe.load("service-hall/survey"), "recommend", by="channel", invalid="drop")
    >>> tried.sentence.split(":")[0]
    '20 of 565 passives become promoters'
    """
    result = nps(frame, column, by=by, invalid=invalid)
    names = [str(label) for label in result[by]] if by else [_("all")]
    groups = result[["promoters", "passives", "detractors"]].itertuples(index=False, name=None)
    counts = {name: group for name, group in zip(names, groups, strict=True) if sum(group)}
    if not counts:
        raise PeakendError(_("Column {column!r} has no answers to try with.", column=column))
    return WhatIfNps(counts, moved)


def _answers(when: str, counts: tuple[int, int, int]) -> pd.DataFrame:
    return pd.DataFrame({"when": when, "score": np.repeat([10, 8, 0], counts)})


def _sentence(moved: int, passives: int, result: pd.DataFrame, change: "pd.Series[Any]") -> str:
    before, after = result["nps"]
    said = _(
        "{moved} of {passives} passives become promoters: NPS goes from {before:.1f} to {after:.1f}.",
        moved=moved,
        passives=passives,
        before=before,
        after=after,
    )
    n, margin = int(result["n"].iloc[0]), (change["ci_high"] - change["ci_low"]) / 2
    if moved and change["p_value"] < 0.05:
        verdict = _("More than noise: two surveys of {n:,} answers each rarely differ this much by chance.", n=n)
    else:
        verdict = _(
            "Within noise: two surveys of {n:,} answers each may well differ by {margin:.1f} points by chance alone.",
            n=n,
            margin=margin,
        )
    return _("{change} {verdict}", change=said, verdict=verdict)
