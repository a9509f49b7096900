"""Charts of KANO: how the answers to each feature divide, and where the features stand among the four quadrants."""

from typing import Any, Literal, get_args

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.arguments import check_option
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.charts.labels import LINE_HEIGHT, ROW_NAME_WIDTH, name_axis, wrap
from peakend.charts.quadrants import CORNERS, Axis, Corners, quadrant_chart
from peakend.charts.results import (
    by_segment,
    describe,
    name_of,
    names_of_rows,
    pick,
    require_result,
    segment_names,
    with_answers,
)
from peakend.charts.style import BLUE, GREEN, GREY, INK, LARGE, ORANGE, PURPLE, YELLOW
from peakend.surveys.kano import CATEGORIES, PRECEDENCE, course_classes

View = Literal["shares", "quadrants"]

COLOURS = {"M": ORANGE, "O": BLUE, "A": GREEN, "I": "#C8C8C8", "R": PURPLE, "Q": YELLOW}
# A point is smaller than a bar, and its grey therefore darker.
POINTS = COLOURS | {"I": GREY}
# A share narrower than this has no room for its letter.
ROOM_FOR_LETTER = 7


def plot_kano(result: pd.DataFrame, *, view: View = "shares") -> alt.LayerChart | alt.FacetChart:
    """Draw KANO: the shares behind each category, or the features among the four quadrants.

    ``shares`` shows what the category rests on: a feature that is must-be to 35 % and indifferent to 33 % is not
    settled, however firm its letter looks. ``quadrants`` shows what to do first: what angers when it is missing (right)
    and what pleases when it is there (top). The two can disagree; then customers do.

    Parameters
    ----------
    result : pandas.DataFrame
        What `kano` returns.
    view : {"shares", "quadrants"}
        One bar a feature, the must-be features first; or *better* over *worse* (without its sign), divided at 0.5.

    Returns
    -------
    altair.LayerChart or altair.FacetChart
        One panel a segment. Shares in percent of the pairs of answers; coefficients from 0 to 1.

    Raises
    ------
    PeakendError
        If the table is not a result of `kano`, or the view is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"feature": ["seat"] * 4, "with_it": [1, 1, 1, 3], "without_it": [3, 3, 5, 3]})
    >>> result = pe.kano(answers, feature="feature", functional="with_it", dysfunctional="without_it")
    >>> pe.plot_kano(result).to_dict()["description"]
    'KANO categories, percent of answers: seat attractive (lead not significant): A 50, O 25, I 25'
    """
    check_option("view", view, get_args(View))
    data = _named(require_result(result, "kano", ["better", "worse", "category", "ties", "fong", *CATEGORIES]))
    return _shares(data) if view == "shares" else _coefficients(data)


def plot_kano_continuous(result: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw continuous KANO: what having a feature is worth over what lacking it costs, with intervals.

    Parameters
    ----------
    result : pandas.DataFrame
        What `kano_continuous` returns.

    Returns
    -------
    altair.LayerChart or altair.FacetChart
        One panel a segment; means of −2…4, divided at 2. The axes begin below 0 only where a mean or its interval does.

    Raises
    ------
    PeakendError
        If the table is not a result of `kano_continuous`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"feature": ["tea"] * 4, "with_it": [1, 1, 2, 3], "without_it": [3, 4, 3, 3]})
    >>> result = pe.kano_continuous(answers, feature="feature", functional="with_it", dysfunctional="without_it")
    >>> pe.plot_kano_continuous(result).to_dict()["description"]
    'Continuous KANO, having and lacking: tea attractive (2.50, 0.50)'
    """
    ends = [f"{side}_ci_{end}" for side in ("dysfunctional", "functional") for end in ("low", "high")]
    data = _named(require_result(result, "kano_continuous", ["functional", "dysfunctional", "quadrant", *ends]))
    data = with_answers(data, ["functional", "dysfunctional"])
    data = data.assign(category=_class_names(data["quadrant"]))
    low = float(min(np.floor(data[["functional", "dysfunctional", ends[0], ends[2]]].min().min()), 0))
    panel = quadrant_chart(
        data,
        Axis("dysfunctional", _("what lacking it costs, mean"), (low, 4.0), 2.0),
        Axis("functional", _("what having it is worth, mean"), (low, 4.0), 2.0),
        name="feature",
        colours=_colours(data["quadrant"]),
        corners=_quadrant_names(),
        tooltip={"feature": "", "category": "", "functional": ".2f", "dysfunctional": ".2f", "n": ","},
        legend=bool((data["quadrant"] == "R").any()),
        intervals=True,
    )
    rows = [
        f"{row['name']} {row['category']} ({row['functional']:.2f}, {row['dysfunctional']:.2f})"
        for _i, row in data.iterrows()
    ]
    return by_segment(panel, data, columns=2, description=describe(_("Continuous KANO, having and lacking"), rows))


def _named(data: pd.DataFrame) -> pd.DataFrame:
    """Add the names of feature and segment, and of both together as the alternative text says them."""
    *segments, feature = names_of_rows(data)
    segment, names = segment_names(data[segments]), [name_of(label) for label in data[feature]]
    together = [f"{one} – {other}" for one, other in zip(segment, names, strict=True)] if segments else names
    return data.drop(columns=[*segments, feature]).assign(segment=segment, feature=names, name=together)


def _class_names(letters: pd.Series) -> Any:
    return course_classes(letters.astype(object).where(letters.notna(), None).to_numpy())


def _shares(data: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    data = data.assign(verdict=[_verdict(row) for _i, row in data.iterrows()])
    order = _by_category(data)
    rows = {name: wrap(name, ROW_NAME_WIDTH) for name in order}
    names = dict(zip(PRECEDENCE, course_classes(np.array(list(PRECEDENCE), dtype=object)), strict=True))
    parts = []
    for i, letter in enumerate(PRECEDENCE):
        part = data.assign(answers=data[letter], letter=letter, category=f"{letter} {names[letter]}", order=i)
        part["percent"] = 100 * part["answers"] / part["n"].where(part["n"] > 0)
        part["middle"] = 100 * data[list(PRECEDENCE[:i])].sum(axis=1) / part["n"].where(part["n"] > 0)
        part["middle"] += part["percent"] / 2
        parts.append(part)
    long = pd.concat(parts).assign(row=lambda table: table["feature"].map(rows))
    fields = [
        "segment",
        "feature",
        "row",
        "category",
        "letter",
        "order",
        "answers",
        "percent",
        "middle",
        "verdict",
        "n",
    ]
    height = max(36, LINE_HEIGHT * max(1 + row.count("\n") for row in rows.values()) + 8)
    y = alt.Y("row:N", sort=[rows[name] for name in order], title=None).axis(**name_axis())
    scale: Any = {"domain": [0, 100], "nice": False}
    title = _("percent of answers")
    base = alt.Chart()
    bars = base.mark_bar(height=24).encode(
        alt.X("percent:Q", title=title, stack="zero").scale(**scale),
        y,
        alt.Color("category:N", title=None, sort=None).scale(
            domain=[f"{letter} {names[letter]}" for letter in PRECEDENCE], range=[COLOURS[one] for one in PRECEDENCE]
        ),
        alt.Order("order:Q"),
        tooltip=[
            alt.Tooltip("feature:N"),
            alt.Tooltip("category:N"),
            alt.Tooltip("percent:Q", format=".1f"),
            alt.Tooltip("answers:Q"),
            alt.Tooltip("n:Q"),
        ],
    )
    dark = alt.FieldOneOfPredicate(field="letter", oneOf=["M", "O", "A"])
    letters = (
        base.transform_filter(alt.datum.percent >= ROOM_FOR_LETTER)
        .mark_text(fontSize=LARGE, fontWeight="bold")
        .encode(
            alt.X("middle:Q", title=title).scale(**scale),
            y,
            alt.Text("letter:N"),
            color=alt.condition(dark, alt.value("white"), alt.value(INK)),
        )
    )
    verdicts = (
        base.transform_filter(alt.datum.order == 0)
        .mark_text(align="left", dx=8)
        .encode(alt.XDatum(100, title=title).scale(**scale), y, alt.Text("verdict:N"))
    )
    panel = alt.LayerChart(layer=[bars, letters, verdicts], data=pick(long, fields)).properties(
        width=460, height=height * len(order)
    )
    texts = []
    for _i, row in data.iterrows():
        shares = [f"{one} {100 * row[one] / row['n']:.0f}" for one in CATEGORIES if row[one] > 0]
        texts.append(f"{row['name']} {row['verdict']}" + (": " + join_words(shares) if shares else ""))
    description = describe(_("KANO categories, percent of answers"), texts)
    return by_segment(panel, data, columns=1, description=description)


def _verdict(row: pd.Series) -> str:
    """Return the category in the words of the course, and how far to trust it."""
    if row["n"] == 0:
        return _("no answer")
    name = _class_names(pd.Series([row["category"]]))[0]
    if row["ties"]:
        return _("{name} (tied: {letters})", name=name, letters=" ".join(row["ties"]))
    if row["fong"] == "ns":
        return _("{name} (lead not significant)", name=name)
    return str(name)


def _by_category(data: pd.DataFrame) -> list[str]:
    """Return the features in the order in which to deal with them: what is taken for granted first."""
    pooled = data.groupby("feature", sort=False)[list(PRECEDENCE)].sum()
    if data["segment"].nunique() == 1:
        first = data.set_index("feature")["category"].map(PRECEDENCE.index, na_action="ignore")
    else:
        first = pd.Series(pooled.to_numpy().argmax(axis=1), index=pooled.index)
    first = first.fillna(len(PRECEDENCE)).astype("int64")
    total = pooled.sum(axis=1).where(lambda n: n > 0, 1)
    largest = pd.Series({name: pooled.loc[name].max() / total[name] for name in pooled.index}, dtype="float64")
    return sorted(pooled.index, key=lambda name: (first[name], -largest[name]))


def _coefficients(data: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    data = with_answers(data, ["better", "worse"])
    letters = data["category"]
    data = data.assign(angers=0 - data["worse"], category=_class_names(letters))
    panel = quadrant_chart(
        data,
        Axis("angers", _("dissatisfaction without it (worse, without its sign)"), (0.0, 1.0), 0.5),
        Axis("better", _("better: satisfaction when it is there"), (0.0, 1.0), 0.5),
        name="feature",
        colours=_colours(letters),
        corners=_quadrant_names(),
        tooltip={"feature": "", "category": "", "better": ".2f", "worse": ".2f", "n": ","},
    )
    rows = [f"{row['name']} {row['category']} ({row['better']:.2f}, {row['worse']:.2f})" for _i, row in data.iterrows()]
    return by_segment(
        panel,
        data,
        columns=2,
        description=describe(
            _("KANO coefficients: satisfaction with it (better), dissatisfaction without it (worse)"), rows
        ),
    )


def _colours(letters: pd.Series) -> dict[str, str]:
    """Return the colours of those categories that occur."""
    present = np.array([letter for letter in PRECEDENCE if (letters == letter).any()], dtype=object)
    return {word: POINTS[letter] for word, letter in zip(course_classes(present), present, strict=True)}


def _quadrant_names() -> Corners:
    words = course_classes(np.array(list("AOIM"), dtype=object))
    return {corner: (word, POINTS[letter]) for corner, word, letter in zip(CORNERS, words, "AOIM", strict=True)}
