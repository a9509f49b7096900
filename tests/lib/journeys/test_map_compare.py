"""A map compared with a log of what happened, and with another map."""

import itertools
import warnings

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_engines import ENGINES

import peakend as pe
from peakend.journeys.compare_log import longest_in_order
from sample_maps import a_map, clinic, maps


def log(*journeys: str) -> pd.DataFrame:
    """Journeys such as "13": at minute 0 at t1, then at t3; emotion 1."""
    rows = [(f"J{i}", f"t{step}", minute, 1) for i, way in enumerate(journeys) for minute, step in enumerate(way)]
    return pd.DataFrame(rows, columns=["journey", "touchpoint", "time", "emotion"])


def compared(*journeys: str) -> pd.DataFrame:
    return a_map(0, 1, None).compare(log(*journeys)).set_index("touchpoint")


def changes(before: pe.JourneyMap, after: pe.JourneyMap) -> list[tuple]:
    table = before.compare(after)
    return list(table[["touchpoint", "change", "field", "before", "after"]].itertuples(index=False, name=None))


def test_a_journey_that_lacks_a_touchpoint_skips_it():
    """One of four goes without the second; nobody meets the third."""
    found = compared("12", "12", "12", "1")
    assert [0, 0.25, 1] == list(found["skipped"])
    assert ["planned", "planned", "never met"] == list(found["step"])


def test_a_touchpoint_outside_the_plan_is_extra():
    """At the end of the table, with its share."""
    found = compared("192", "12", "192", "12")
    assert ("extra", 0.5) == tuple(found.loc["t9", ["step", "share"]])
    assert found["position"].isna()["t9"]


def test_what_breaks_the_plans_order_is_counted():
    """In one of two journeys the second comes last; the longest run that follows the plan is 1, 3."""
    found = compared("123", "132")
    assert [0, 0, 0.5] == list(found["out_of_order"])


def test_of_an_exchanged_pair_the_later_one_is_out_of_order():
    """Both single steps are longest runs; the one that comes early in the plan is kept."""
    assert [0, 1] == list(compared("21", "21")["out_of_order"][:2])


def test_what_happens_at_once_is_in_order():
    """A log by the hour says nothing about the minutes."""
    found = a_map(0, 0).compare(log("21", "21").assign(time=0))
    assert [0, 0] == list(found["out_of_order"])


def test_an_extra_step_or_a_return_breaks_no_order():
    """Only first visits to planned touchpoints are compared."""
    assert 0 == compared("1921", "1293")["out_of_order"].max()


def test_emotion_is_compared_with_its_interval():
    """Logged 1 against planned 0; an unknown plan has no difference."""
    found = compared("123", "123")
    assert [1, 0] == list(found["difference"][:2])
    assert found["difference"].isna()["t3"]
    assert (2, 1, 1) == tuple(found.loc["t1", ["n", "ci_low", "ci_high"]])


@given(st.permutations(range(6)), st.integers(0, 6))
def test_the_longest_run_is_the_longest(order, size):
    """No rising choice of the same places is longer."""
    places = order[:size]
    best = max(
        (k for k in range(size + 1) for part in itertools.combinations(places, k) if list(part) == sorted(part)),
        default=0,
    )
    assert best == len(longest_in_order(places))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_table_of_pandas(engine):
    """Shares, orders and emotions."""
    frame = log("123", "13", "213", "1923").assign(month="m", script="s")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        found = a_map(0, 1, None).compare(ENGINES[engine](frame.assign(channel="c")))
    pd.testing.assert_frame_equal(a_map(0, 1, None).compare(frame), found)


def test_a_bad_log_is_answered_as_in_from_log():
    """One sentence."""
    with pytest.raises(pe.PeakendError, match="no column 'emotion'"):
        a_map(0).compare(log("1", "1").drop(columns="emotion"))


def test_added_removed_and_changed_touchpoints_are_told_apart():
    """Each in a row of its own, with what was and what is."""
    after = clinic().without("pay").with_emotion("wait", 0.5).with_touchpoint("leave", phase="treat", name="Leave")
    expected = [
        ("wait", "changed", "emotion", -2.0, 0.5),
        ("pay", "removed", "position", 4, None),
        ("leave", "added", "position", None, 4),
    ]
    assert expected == changes(clinic(), after)
    assert 2.5 == clinic().compare(after).loc[0, "difference"]


def test_as_few_touchpoints_as_possible_are_moved():
    """The last one to the front: it moved, not the three others."""
    assert [("pay", "moved", "position", 4, 1)] == changes(clinic(), clinic().move("pay", before="check-in"))


def test_nested_fields_are_shown_as_text():
    """Evidence, metrics and blueprint, in the language in use."""
    after = clinic().with_touchpoint("doctor", evidence={"status": "proposed"}, metrics={"csat": 4}, blueprint=[])
    shown = {field: (before, now) for _step, _change, field, before, now in changes(clinic(), after)}
    assert ("status: observed, source: survey.csv, n: 84", "status: proposed") == shown["evidence"]
    assert ("csat: 3.4, importance: 5.0", "csat: 4.0") == shown["metrics"]
    assert shown["blueprint"][1] is None


@given(maps())
def test_a_map_does_not_differ_from_itself(journey_map):
    """No row, whatever is in it."""
    assert journey_map.compare(journey_map).empty


@given(maps(), maps())
def test_any_two_maps_can_be_compared(one, other):
    """Removed and added touchpoints are those that only one of them has."""
    table = one.compare(other)
    ids = {step.id for step in one.steps}, {step.id for step in other.steps}
    assert ids[0] - ids[1] == set(table.loc[table["change"] == "removed", "touchpoint"])
    assert ids[1] - ids[0] == set(table.loc[table["change"] == "added", "touchpoint"])


def test_extra_steps_of_the_cases_have_names_in_both_languages():
    """The codebook of the visits knows what no map has."""
    named = []
    for language in ("zh", "en"):
        pe.set_language(language)
        table = pe.load("coffee-shop/journey").compare(pe.load("coffee-shop/visits"))
        named.append(table.loc[table["step"] == "extra", "name"].to_list())
    assert [["再排一次队", "重新选一杯"], ["Queue once more", "Choose another drink"]] == named


def test_extra_steps_take_the_names_that_are_given():
    """In a comparison and in a map."""
    names = {"t9": {"zh": "绕路", "en": "A detour"}}
    assert "A detour" == a_map(0).compare(log("19", "19"), names=names).set_index("touchpoint").loc["t9", "name"]
    drawn = pe.JourneyMap.from_log(log("19", "19"), template=a_map(0), names=names)
    assert "A detour" == drawn.touchpoints().set_index("touchpoint").loc["t9", "name"]


def test_a_template_that_is_no_map_is_refused():
    """Its name, for instance."""
    with pytest.raises(pe.PeakendError, match="str is not a journey map"):
        pe.JourneyMap.from_log(log("1", "1"), template="visit.yaml")
