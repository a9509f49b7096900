"""SERVQUAL, SERVPERF and importance–performance analysis against published figures and hand arithmetic."""

import numpy as np
import pandas as pd
import pytest

import peakend as pe

DIMENSIONS = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
SIZES = [4, 5, 4, 4, 5]
GAPS = [-0.65, -1.1, -0.83, -0.7, -1.01]


def survey(gaps: list[float] = GAPS, respondents: int = 100) -> pd.DataFrame:
    """Make whole answers that expect 6 of 7 throughout and fall short by the given mean gaps."""
    columns = {f"E{i}": np.full(respondents, 6) for i in range(1, 23)}
    for i, gap in enumerate(np.repeat(gaps, SIZES), start=1):
        lower = round(-gap * respondents)
        columns[f"P{i}"] = 6 - lower // respondents - (np.arange(respondents) < lower % respondents)
    return pd.DataFrame(columns)


def gaps_of(result: pd.DataFrame, column: str = "gap") -> dict[str, float]:
    return dict(zip(result["dimension"], result[column], strict=True))


def test_overall_is_the_mean_of_the_five_gaps():
    """J. de Jonge at 12manage: gaps −0.65, −1.10, −0.83, −0.70, −1.01 make −4.29 / 5 = −0.858."""
    assert pytest.approx(gaps_of(pe.servqual(survey())), abs=1e-9) == dict(
        zip([*DIMENSIONS, "overall"], [*GAPS, -0.858], strict=True)
    )


def test_twenty_two_items_fall_into_five_dimensions():
    """Parasuraman, Zeithaml & Berry (1988): items 1–4, 5–9, 10–13, 14–17, 18–22."""
    result = pe.servqual(survey(), level="item")
    assert list(range(1, 23)) == result.item.tolist()
    assert np.repeat(DIMENSIONS, SIZES).tolist() == result.dimension.tolist()
    assert np.repeat(GAPS, SIZES).tolist() == pytest.approx(result.gap.tolist())


def test_points_for_the_dimensions_weigh_the_overall_gap():
    """11, 32, 22, 19 and 16 points of 100 (the mean weights of Zeithaml, Parasuraman & Berry 1990)."""
    points = [11, 32, 22, 19, 16]
    result = pe.servqual(survey(), dimension_weights=points)
    expected = float(np.dot(points, GAPS) / 100)
    assert expected == pytest.approx(gaps_of(result)["overall"])
    assert expected == pytest.approx(result.weighted_gap[:5].sum())


def test_weights_may_be_named_by_dimension():
    """A mapping in any order; only proportions matter."""
    weights = {"empathy": 0, "tangibles": 30, "reliability": 0, "responsiveness": 0, "assurance": 10}
    assert (
        pytest.approx(gaps_of(pe.servqual(survey(), dimension_weights=weights))["overall"])
        == 0.75 * -0.65 + 0.25 * -0.7
    )


def test_each_respondents_own_points_weigh_their_own_gaps():
    """One gives all points to reliability, whose gap is −2 for them; one to empathy, whose gap is 0."""
    frame = survey([0, 0, 0, 0, 0], 2)
    frame.loc[0, [f"P{i}" for i in range(5, 10)]] = 4
    names = [f"W{i}" for i in range(5)]
    frame[names] = [[0, 100, 0, 0, 0], [0, 0, 0, 0, 100]]
    result = pe.servqual(frame, dimension_weights=names)
    assert (gaps_of(result)["overall"], gaps_of(result, "weight")["reliability"]) == (-1, 0.5)


def test_interval_of_a_gap_is_students():
    """Gaps −1, −1, 0 and −2 in tangibles: mean −1, s = 0.8165, t(3) = 3.1824, interval −2.2993 to 0.2993."""
    frame = survey([0, 0, 0, 0, 0], 4)
    frame[[f"P{i}" for i in range(1, 5)]] = np.array([[5], [5], [6], [4]]).repeat(4, axis=1)
    result = pe.servqual(frame).iloc[0]
    assert pytest.approx([result.gap, result.ci_low, result.ci_high], abs=1e-4) == [-1, -2.2993, 0.2993]


def test_servperf_takes_perceptions_alone():
    """Perceived 6 less the gap, and neither expectation nor gap in the table."""
    result = pe.servperf(survey()[[f"P{i}" for i in range(1, 23)]])
    assert pytest.approx(result.perception.tolist()) == [*(6 + gap for gap in GAPS), 6 - 0.858]
    assert not {"expectation", "gap"} & set(result)


def test_result_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    expected = ["hall", "dimension", "n", "n_missing", "n_invalid", "expectation", "perception", "gap"]
    assert expected == list(pe.servqual(survey().assign(hall="north"), by="hall"))[:8]


def test_segments_are_measured_apart_and_sorted():
    """Six rows for each hall."""
    frame = pd.concat([survey([-1] * 5, 3).assign(hall="south"), survey([0] * 5, 3).assign(hall="north")])
    result = pe.servqual(frame, by="hall")
    assert result.hall.tolist() == ["north"] * 6 + ["south"] * 6
    assert pytest.approx([0] * 6 + [-1] * 6) == result.gap.tolist()


def test_a_segment_may_not_be_called_dimension():
    """The name belongs to the result."""
    with pytest.raises(pe.PeakendError, match="'dimension' has the name of a result column"):
        pe.servqual(survey().assign(dimension="x"), by="dimension")


def test_a_gap_in_the_answers_costs_its_dimension_and_the_overall_only():
    """One of ten respondents left out item 1."""
    frame = survey(respondents=10).astype("float64")
    frame.loc[0, "P1"] = None
    result = pe.servqual(frame).set_index("dimension")
    assert (result.n["tangibles"], result.n_missing["tangibles"]) == (9, 1)
    assert (result.n["reliability"], result.n["overall"], result.n_missing["overall"]) == (10, 9, 1)


def test_an_answer_off_the_scale_is_named():
    """Column, value and scale."""
    frame = survey(respondents=10)
    frame.loc[3, "P7"] = 9
    with pytest.raises(pe.PeakendError, match=r"'P7'.*1–7.*9 × 1"):
        pe.servqual(frame)


def test_an_answer_off_the_scale_may_be_dropped_and_counted():
    """It costs reliability and overall one respondent."""
    frame = survey(respondents=10)
    frame.loc[3, "P7"] = 9
    result = pe.servqual(frame, invalid="drop").set_index("dimension")
    assert result.n_invalid.tolist() == [0, 1, 0, 0, 0, 1]


def test_negatively_worded_items_are_turned_round():
    """Answer 2 of 1–7 to a negative statement is as good as 6."""
    frame = survey([0] * 5, 5)
    frame[["E10", "P10"]] = [2, 3]
    result = pe.servqual(frame, reverse=[10], level="item").set_index("item")
    assert (result.expectation[10], result.perception[10]) == (6, 5)


def test_other_batteries_name_their_columns_and_dimensions():
    """Three items in two dimensions, under names of their own."""
    frame = pd.DataFrame({"want_1": [5], "want_2": [5], "want_3": [4], "got_1": [4], "got_2": [2], "got_3": [5]})
    result = pe.servqual(
        frame,
        expectations=["want_1", "want_2", "want_3"],
        perceptions=["got_1", "got_2", "got_3"],
        dimensions={"speed": 2, "warmth": 1},
        scale=(1, 5),
    )
    assert gaps_of(result) == {"speed": -2, "warmth": 1, "overall": -0.5}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"perceptions": ["P1"]}, "perceptions names 1 columns, but the dimensions have 22"),
        ({"reverse": [23]}, "item 23"),
        ({"level": "row"}, "level='row'"),
        ({"dimension_weights": [1, 2]}, r"weights=\[1, 2\]"),
        ({"dimension_weights": [0, 0, 0, 0, 0]}, "not all 0"),
        ({"dimension_weights": [1, 1, 1, 1, -1]}, "0 or more"),
        ({"dimension_weights": ["P1", "P2", "P3", "P4", "staff"]}, "no column 'staff'"),
    ],
)
def test_impossible_options_are_refused(options, message):
    """Each sentence says what fits."""
    with pytest.raises(pe.PeakendError, match=message):
        pe.servqual(survey(respondents=3), **options)


@pytest.mark.parametrize("points", [[-1, 50, 20, 20, 11], [0, 0, 0, 0, 0]])
def test_impossible_points_of_a_respondent_are_refused(points):
    """Negative, and all zero."""
    names = [f"W{i}" for i in range(5)]
    with pytest.raises(pe.PeakendError, match="1 respondents have weights in columns 'W0'"):
        pe.servqual(survey(respondents=1).assign(**dict(zip(names, points, strict=True))), dimension_weights=names)


def test_no_answers_give_no_gap():
    """An empty frame has n = 0 and no figures."""
    result = pe.servqual(survey(respondents=3).iloc[:0])
    assert result.n.tolist() == [0] * 6
    assert result.gap.isna().all()


ITEMS = pd.DataFrame({"item": list("abcd"), "i": [4.0, 3.0, 1.0, 2.0], "p": [1.0, 4.0, 2.0, 3.0]})


def ipa(frame: pd.DataFrame = ITEMS, **options: object) -> pd.DataFrame:
    return pe.importance_performance(frame, item="item", importance="i", performance="p", **options)


def test_quadrants_are_those_of_martilla_and_james():
    """Important and bad, important and good, neither, good and unimportant."""
    assert ipa().quadrant.tolist() == ["concentrate here", "keep up", "low priority", "possible overkill"]


@pytest.mark.parametrize(("split", "lines"), [("mean", (2.5, 2.5)), ("median", (2.5, 2.5)), ((3, 2), (3, 2))])
def test_the_lines_are_shown(split, lines):
    """Where the quadrants divide belongs to the result."""
    result = ipa(split=split).iloc[0]
    assert lines == (result.importance_split, result.performance_split)


def test_an_item_with_a_gap_has_no_quadrant():
    """And it does not move the lines."""
    result = ipa(pd.concat([ITEMS, pd.DataFrame({"item": ["e"], "i": [99.0], "p": [np.nan]})], ignore_index=True))
    assert (result.quadrant[4], result.importance_split[0]) == (None, 2.5)


def test_an_item_that_stands_twice_is_named():
    """One row an item."""
    with pytest.raises(pe.PeakendError, match="Item 'a' appears more than once"):
        ipa(pd.concat([ITEMS, ITEMS.iloc[:1]]))


@pytest.mark.parametrize("split", ["mode", (1,), (1, float("nan"))])
def test_an_impossible_split_is_refused(split):
    """Mean, median or two numbers."""
    with pytest.raises(pe.PeakendError, match="split="):
        ipa(split=split)


@pytest.mark.parametrize("frame", [ITEMS.sort_values("p"), ITEMS.iloc[1:], ITEMS.set_axis([0, 0, 0, 0])])
def test_the_index_of_a_pandas_frame_says_nothing(frame):
    """Sorted, filtered and repeated row labels give the quadrants of the rows themselves."""
    expected = dict(zip("abcd", ipa(split=(2.5, 2.5)).quadrant, strict=True))
    result = ipa(frame, split=(2.5, 2.5))
    assert [(name, expected[name]) for name in frame["item"]] == list(zip(result["item"], result.quadrant, strict=True))


def test_an_item_of_infinite_importance_has_no_quadrant():
    """And it does not move the lines."""
    result = ipa(pd.concat([ITEMS, pd.DataFrame({"item": ["e"], "i": [np.inf], "p": [1.0]})]))
    assert (result.quadrant[4], result.importance_split[0]) == (None, 2.5)


def test_an_item_column_with_the_name_of_a_result_column_is_refused():
    """It would be overwritten."""
    with pytest.raises(pe.PeakendError, match="'quadrant' has the name of a result column"):
        pe.importance_performance(
            ITEMS.rename(columns={"item": "quadrant"}), item="quadrant", importance="i", performance="p"
        )


@pytest.mark.parametrize("dimensions", [{}, {"a": 1.5}, {"a": 0}, [1, 2], {"overall": 22}])
def test_impossible_dimensions_are_refused(dimensions):
    """None, half an item, no item, no names, and the name of the overall row."""
    with pytest.raises(pe.PeakendError, match="dimensions="):
        pe.servqual(survey(), dimensions=dimensions)


@pytest.mark.parametrize("reverse", [("a",), (1.5,), (float("nan"),)])
def test_reversed_items_are_numbers(reverse):
    """From 1 to 22."""
    with pytest.raises(pe.PeakendError, match="items run from 1 to 22"):
        pe.servqual(survey(), reverse=reverse)


def test_one_number_is_no_weights():
    """There are five dimensions."""
    with pytest.raises(pe.PeakendError, match="weights=3"):
        pe.servqual(survey(), dimension_weights=3)


def test_servperf_names_the_list_that_does_not_fit():
    """It has no expectations."""
    with pytest.raises(pe.PeakendError, match="perceptions names 2 columns"):
        pe.servperf(survey(), perceptions=["P1", "P2"])


def test_an_infinite_item_is_off_the_scale():
    """It is an answer, and no possible one."""
    frame = survey(respondents=2).astype({"P1": "float64"})
    frame.loc[0, "P1"] = np.inf
    result = pe.servqual(frame, invalid="drop").iloc[0]
    assert (result.n, result.n_missing, result.n_invalid) == (1, 0, 1)


def test_lines_of_words_are_refused():
    """They are no numbers."""
    with pytest.raises(pe.PeakendError, match="split="):
        ipa(split=("a", "b"))
