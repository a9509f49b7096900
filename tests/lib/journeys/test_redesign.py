"""Redesign under a budget: exactness against brute force, the two other strategies, and bad options."""

import itertools
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peakend as pe
from sample_maps import a_map


def option(touchpoint: str, cost: float, effect: float, name: str = "") -> dict:
    return {"option": name or f"{touchpoint}:{cost}:{effect}", "touchpoint": touchpoint, "cost": cost, "effect": effect}


def row(found, plan: str) -> pd.Series:
    return found.table.set_index("plan").loc[plan]


@st.composite
def cases(draw):
    """Small maps, and options with costs and effects that tie often."""
    emotions = draw(st.lists(st.none() | st.integers(-4, 4).map(lambda i: i / 2), min_size=1, max_size=5))
    known = [i for i, emotion in enumerate(emotions, start=1) if emotion is not None]
    options = []
    for i in range(draw(st.integers(0, 6)) if known else 0):
        cost, effect = draw(st.sampled_from([0, 1, 2, 2.5, 4])), draw(st.sampled_from([-0.5, 0.3, 0.5, 1, 1.5, 4]))
        options.append(option(f"t{draw(st.sampled_from(known))}", cost, effect, f"o{i}"))
    return emotions, options, draw(st.integers(0, 9)), draw(st.integers(1, 3)), draw(st.booleans())


def brute_force(emotions, options, budget, end_window, exclusive) -> tuple[Fraction, Fraction]:
    """The best score of all sets of options, and the least that it costs."""
    best = (Fraction(-9), Fraction(0))
    for size in range(len(options) + 1):
        for chosen in itertools.combinations(options, size):
            places = [o["touchpoint"] for o in chosen]
            cost = sum((Fraction(str(o["cost"])) for o in chosen), Fraction(0))
            if cost > budget or (exclusive and len(set(places)) < len(places)):
                continue
            after = []
            for i, emotion in enumerate(emotions, start=1):
                if emotion is not None:
                    effect = sum(Fraction(str(o["effect"])) for o in chosen if o["touchpoint"] == f"t{i}")
                    after.append(min(Fraction(2), max(Fraction(-2), Fraction(str(emotion)) + effect)))
            high, low, last = max(after), min(after), after[-end_window:]
            peak = high if high + low > Fraction(1, 4) else low
            best = max(best, ((peak + sum(last) / len(last)) / 2, -cost))
    return best[0], -best[1]


@settings(max_examples=150)
@given(cases())
def test_no_other_set_of_options_is_remembered_better(case):
    """All sets tried one by one: none scores higher, and none that scores as high is cheaper."""
    emotions, options, budget, end_window, exclusive = case
    if all(emotion is None for emotion in emotions):
        return
    found = a_map(*emotions).redesign(options, budget=budget, end_window=end_window, exclusive=exclusive)
    score, cost = brute_force(*case)
    assert (float(score), float(cost)) == pytest.approx(tuple(row(found, "remembered")[["score_after", "cost"]]))


@settings(max_examples=50)
@given(cases())
def test_every_plan_keeps_to_the_budget_and_to_the_maps_own_score(case):
    """What the table says is what the plan's map scores; no strategy beats the exact one, nor makes things worse."""
    emotions, options, budget, end_window, exclusive = case
    if all(emotion is None for emotion in emotions):
        return
    found = a_map(*emotions).redesign(options, budget=budget, end_window=end_window, exclusive=exclusive)
    for plan in found.table.itertuples():
        assert found.map(plan.plan).score(end_window=end_window).loc[0, "score"] == plan.score_after
        assert row(found, "remembered")["score_after"] >= plan.score_after >= plan.score_before
        assert plan.cost <= budget
        places = list(found.chosen(plan.plan)["touchpoint"])
        assert not exclusive or len(set(places)) == len(places)


def test_the_weakest_touchpoint_is_not_what_is_remembered():
    """L2.7: the shortest plank is mended, and nobody remembers it, for the peak was a good one and the end dull."""
    found = a_map(-1, 2, 0).redesign([option("t1", 5, 2), option("t3", 5, 1)], budget=5)
    assert {"remembered": 1.5, "weakest": 1.0, "even": 1.0} == found.table.set_index("plan")["score_after"].to_dict()
    assert row(found, "weakest")["mean_after"] > row(found, "remembered")["mean_after"]


def test_a_trough_that_is_the_peak_is_mended_until_the_best_moment_takes_over():
    """From −2 to −1.5 the trough is level with the best moment, and both readings are told; from −2 to −1 it is not."""
    names = ["score_before", "score_after", "score_high_after", "peak_after"]
    level, clear = (a_map(1.5, -2, 0).redesign([option("t2", 3, effect)], budget=3) for effect in (0.5, 1))
    assert (-1.0, -0.75, 0.75, -1.5) == tuple(row(level, "remembered")[names])
    assert (-1.0, 0.75, 0.75, 1.5) == tuple(row(clear, "remembered")[names])
    assert "tie for the peak: −0.75 or +0.75" in row(level, "remembered")["note"]
    assert "the score leaps with it" in row(clear, "remembered")["note"]


def test_overlapping_intervals_tie_a_plan_too():
    """The best moment rests on few answers: mending the worst from −2 to −1.2 does not settle which is the peak."""
    known = {"status": "observed", "source": "log", "n": 5, "ci_low": 1.1, "ci_high": 1.9}
    found = a_map(1.5, -2, 0).with_touchpoint("t1", evidence=known).redesign([option("t2", 3, 0.8)], budget=3)
    assert (-0.6, 0.75) == tuple(row(found, "remembered")[["score_after", "score_high_after"]])


def test_the_plan_that_is_best_by_construction_says_so():
    """The others do not."""
    notes = a_map(-1, 2, 0).redesign([option("t3", 5, 1)], budget=5).table["note"]
    assert ["a high score is no surprise" in note for note in notes] == [True, False, False]


def test_decimals_that_tie_on_paper_tie():
    """−1.2 + 0.1 + 0.2 is −0.9, and within 0.2 of 0.7 to the last digit; 0.1 + 0.2 costs 0.3."""
    options = [option("t1", 0.1, 0.1), option("t1", 0.2, 0.2)]
    found = a_map(-1.2, 0.7).redesign(options, budget=0.3)
    assert (-0.9, 0.0) == tuple(row(found, "remembered")[["peak_after", "left"]])
    assert "Afterwards" in row(found, "remembered")["note"]


def test_emotion_ends_where_the_scale_does():
    """Two effects of 3 make 2; the second of them is not bought."""
    found = a_map(1).redesign([option("t1", 1, 3, "a"), option("t1", 2, 3, "b")], budget=9)
    assert ["a", "a", "a"] == list(found.table["chosen"])
    assert {2.0} == {found.map(plan).steps[0].emotion for plan in found.table.plan}


def test_the_shortest_plank_takes_the_strongest_option_and_even_money_the_cheapest():
    """And both go on while there is money."""
    options = [option("t1", 4, 1.5, "a"), option("t1", 1, 0.5, "b"), option("t2", 2, 1, "c"), option("t2", 3, 0.5, "d")]
    found = a_map(-1, 0).redesign(options, budget=6)
    assert ("a, c", "b, c, d") == (row(found, "weakest")["chosen"], row(found, "even")["chosen"])


def test_one_option_a_touchpoint_if_they_exclude_each_other():
    """Together they would reach 1, alone the second reaches 0.5."""
    options = [option("t1", 1, 0.5, "a"), option("t1", 1, 0.5, "b")]
    after = [a_map(0).redesign(options, budget=2, exclusive=e).table.loc[0, "score_after"] for e in (False, True)]
    assert [1.0, 0.5] == after


def test_a_plan_makes_a_future_map():
    """It names its baseline, and says that its emotions are proposed."""
    found = a_map(-1, 2, 0).redesign([option("t3", 5, 1)], budget=5).map("remembered")
    assert ("future", "m", "m-remembered") == (found.state, found.baseline, found.id)
    assert ["assumed", "assumed", "proposed"] == [step.evidence.status for step in found.steps]


def test_ones_own_choice_is_scored_the_same_way():
    """A list of ids instead of a plan, whatever it costs."""
    found = a_map(-1, 2, 0).redesign([option("t1", 5, 2, "a"), option("t3", 5, 1, "b")], budget=5)
    own = found.describe(["a", "b"])
    assert ("own", 1.5, 10.0, -5.0) == (own["plan"], own["score_after"], own["cost"], own["left"])
    assert [("a", -1.0, 1.0), ("b", 0.0, 1.0)] == list(
        found.chosen(["a", "b"])[["option", "before", "after"]].itertuples(index=False, name=None)
    )


def test_names_speak_the_language_in_use():
    """As the data sets' options have them."""
    named = {**option("t1", 1, 1), "name_zh": "送一杯水", "name_en": "A glass of water"}
    pe.set_language("zh")
    assert "送一杯水" == a_map(0).redesign([named], budget=1).chosen("remembered").loc[0, "name"]


def test_any_frame_holds_options():
    """Polars, for instance."""
    import polars as pl

    found = a_map(0).redesign(pl.DataFrame([option("t1", 1, 1)]), budget=1)
    assert 1.0 == row(found, "remembered")["score_after"]


@pytest.mark.parametrize(
    ("options", "budget", "message"),
    [
        ([{"option": "a", "touchpoint": "t1", "price": 1, "effect": 1}], 1, "There is no column 'cost'"),
        ([option("t11", 1, 1, "a")], 1, "Option 'a': there is no touchpoint 't11'; .* perhaps 't1' is meant"),
        ([option("t2", 1, 1, "a")], 1, "Option 'a': the emotion at 't2' is unknown"),
        ([option("t1", -1, 1, "a")], 1, "Option 'a' costs -1; give 0 or more"),
        ([option("t1", float("nan"), 1, "a")], 1, "Cost of option 'a': nan is not a number"),
        ([option("t1", 1, "much", "a")], 1, "Effect of option 'a': 'much' is not a number"),
        ([option("t1", 1, 1, "a"), option("t1", 2, 2, "a")], 1, "Option 2 has the id 'a', which .* further up"),
        ([option("t1", 1, 1, "a")], -2.5, "The budget is -2.5; give 0 or more"),
        ([option("t1", 1, 1, "a")], "all", "The budget: 'all' is not a number"),
        ([("a", "t1", 1, 1)], 1, "Each option is a dict with the keys option, touchpoint, cost, effect"),
        (7, 1, "A table is needed here"),
    ],
)
def test_a_bad_option_is_answered_in_one_sentence(options, budget, message):
    """What was found, where, and how to fix it."""
    with pytest.raises(pe.PeakendError, match=message):
        a_map(1, None).redesign(options, budget=budget)


def test_an_unknown_plan_or_option_is_answered_with_the_nearest():
    """The names are given, too."""
    found = a_map(1).redesign([option("t1", 1, 1, "water")], budget=1)
    with pytest.raises(pe.PeakendError, match=r"no plan 'weekest'; choose from .*; perhaps 'weakest' is meant"):
        found.map("weekest")
    with pytest.raises(pe.PeakendError, match=r"no option 'watr'; .* perhaps 'water' is meant"):
        found.map(["watr"])


def test_a_notebook_shows_the_three_plans():
    """With scores of two decimals."""
    html = a_map(-1, 2, 0).redesign([option("t3", 5, 1)], budget=5)._repr_html_()
    assert "remembered" in html
    assert "1.50" in html
