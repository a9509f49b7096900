"""Journey maps from event logs: order, emotions with n and interval, and what is said about a bad log."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from test_engines import ENGINES

import peakend as pe
from sample_maps import clinic


def log(*journeys: str, emotion: float = 1.0) -> pd.DataFrame:
    """Journeys such as "abc": at minute 0 at a, then at b and c."""
    rows = [(f"J{i}", step, minute, emotion) for i, way in enumerate(journeys) for minute, step in enumerate(way)]
    return pd.DataFrame(rows, columns=["journey", "touchpoint", "time", "emotion"])


def order(*journeys: str) -> str:
    return "".join(step.id for step in pe.JourneyMap.from_log(log(*journeys)).steps)


def made(journeys: int = 300) -> pd.DataFrame:
    """Four touchpoints with gaps, repetitions, unknown emotions and clock times."""
    random = np.random.default_rng(4)
    size = journeys * 6
    minute = random.integers(0, 60, size)
    return pd.DataFrame(
        {
            "journey": random.integers(0, journeys, size),
            "touchpoint": random.choice(["park", "register", "wait", "see the doctor"], size),
            "time": pd.Timestamp("2025-03-01 08:00") + pd.to_timedelta(minute, unit="min"),
            "emotion": random.choice([-2, -1, 0, 1.5, 2, np.nan], size),
        }
    )


def test_a_majority_decides_the_order():
    """Two of three journeys met a before b, and b before c."""
    assert order("abc", "abc", "cba") == "abc"


def test_one_long_detour_does_not_move_a_touchpoint():
    """By mean places x would come fourth, since two journeys left it for last; three of five met it first."""
    assert order(*["xyabcdefgh"] * 3, *["yabcdefghx"] * 2) == "xyabcdefgh"


def test_in_a_circle_of_majorities_the_mean_place_decides():
    """Condorcet's paradox: a before b, b before c, c before a, each by two to one; d is behind them all."""
    assert order("abcd", "bcad", "cabd") == "abcd"


def test_touchpoints_that_never_meet_go_by_their_mean_place():
    """No journey has both b and c; b ends its journeys, c begins them."""
    assert order("ab", "ab", "ca", "ca") == "cab"


def test_a_touchpoint_counts_where_it_was_first_met():
    """The journey that comes back to a began with it."""
    assert order("aba", "aba") == "ab"


def test_a_journey_has_one_voice_a_touchpoint():
    """Journey means 1 and −1 give 0 from two; the three moments would give −1/3."""
    frame = log("a", "aa").assign(emotion=[1, -1, -1])
    step = pe.JourneyMap.from_log(frame).steps[0]
    assert (0, 2) == (step.emotion, step.evidence.n)


def test_the_interval_is_students():
    """Mean 0.5 and s = 1 of four: t(3) = 3.182446, so ± 1.591223."""
    frame = log("a", "a", "a", "a").assign(emotion=[1.5, 0.5, 0.5, -0.5])
    evidence = pe.JourneyMap.from_log(frame).steps[0].evidence
    half = 3.182446 * np.std([1.5, 0.5, 0.5, -0.5], ddof=1) / 2
    assert (0.5 - half, 0.5 + half) == pytest.approx((evidence.ci_low, evidence.ci_high), abs=1e-6)


def test_the_interval_ends_where_the_scale_does():
    """Two answers, 2 and −2, say nothing; no emotion lies beyond 2."""
    evidence = pe.JourneyMap.from_log(log("a", "a").assign(emotion=[2, -2])).steps[0].evidence
    assert (-2, 2) == (evidence.ci_low, evidence.ci_high)


def test_one_answer_has_no_interval():
    """And none at all has no emotion."""
    frame = log("ab", "ab").assign(emotion=[1, np.nan, np.nan, np.nan])
    one, none = pe.JourneyMap.from_log(frame).steps
    assert (1, 1, None) == (one.emotion, one.evidence.n, one.evidence.ci_low)
    assert (None, 0) == (none.emotion, none.evidence.n)


def test_a_template_gives_names_and_phases():
    """The blueprint comes along, emotions and evidence do not; a touchpoint it lacks stays in the phase before it."""
    frame = log("abcd", "abcd").assign(
        touchpoint=["check-in", "doctor", "a chat", "pay"] * 2, emotion=[0, 1, 2, -1, 0, 1, 2, -2]
    )
    found = pe.JourneyMap.from_log(frame, template=clinic(), source="visits.csv")
    expected = [("check-in", "arrive"), ("doctor", "treat"), ("a-chat", "treat"), ("pay", "treat")]
    assert expected == [(step.id, step.phase) for step in found.steps]
    assert ("See the doctor", 1, "visits.csv") == (
        found.steps[1].name,
        found.steps[1].emotion,
        found.steps[1].evidence.source,
    )
    assert clinic().step("doctor").blueprint == found.steps[1].blueprint


def test_a_map_of_a_log_survives_its_files(tmp_path):
    """Chinese touchpoints, too."""
    frame = log("ab", "ab").assign(touchpoint=["取号", "办理 业务"] * 2)
    found = pe.JourneyMap.from_log(frame)
    found.write(tmp_path / "log.yaml")
    assert ["取号", "办理-业务"] == [step.id for step in found.steps]
    assert found == pe.JourneyMap.read(tmp_path / "log.yaml")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_map_of_pandas(engine):
    """The same order, emotions and intervals."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        found = pe.JourneyMap.from_log(ENGINES[engine](made().assign(month="m", script="s")))
    pd.testing.assert_frame_equal(pe.JourneyMap.from_log(made()).touchpoints(), found.touchpoints())


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_spark_gives_the_map_of_pandas(spark):
    """NaN is an unknown emotion there, too."""
    found = pe.JourneyMap.from_log(spark.createDataFrame(pa.Table.from_pandas(made())))
    pd.testing.assert_frame_equal(pe.JourneyMap.from_log(made()).touchpoints(), found.touchpoints())


BAD: list[tuple[Callable[[pd.DataFrame], Any], str]] = [
    (lambda frame: frame.rename(columns={"emotion": "emotoin"}), "no column 'emotion'.*Did you mean 'emotoin'"),
    (lambda frame: frame.assign(emotion=3), "'emotion' has the emotion 3; emotion runs from −2 .*subtracting 3"),
    (lambda frame: frame.assign(emotion="good"), "'emotion' does not hold numbers"),
    (lambda frame: frame.assign(time=[np.nan, 1, 0, 1]), "1 events have nothing in column 'time'"),
    (lambda frame: frame.assign(time=[np.inf, 1, 0, 1]), "'time' has an infinite number"),
    (lambda frame: frame.assign(time="noon"), "'time' gives no order"),
    (lambda frame: frame.assign(touchpoint=[None, "b", "a", "b"]), "1 events have nothing in column 'touchpoint'"),
    (lambda frame: frame.assign(journey=[None, "J", "J", "K"]), "1 moments belong to no journey"),
    (lambda frame: frame.assign(journey="J"), "holds only one journey"),
    (lambda frame: frame.iloc[:0], "The log has no rows"),
    (lambda frame: frame.assign(touchpoint=["?", "b", "a", "b"]), "'\\?' in column 'touchpoint' cannot be made an id"),
    (lambda frame: frame.assign(touchpoint=["a b", "b", "a-b", "b"]), "'a-b' in column 'touchpoint' cannot be made"),
    (lambda frame: [1], "A table is needed here"),
]


@pytest.mark.parametrize(("spoil", "message"), BAD)
def test_a_bad_log_is_answered_in_one_sentence(spoil, message):
    """What was found, and how to fix it."""
    with pytest.raises(pe.PeakendError, match=message):
        pe.JourneyMap.from_log(spoil(log("ab", "ab")))


@pytest.mark.parametrize("names", [["a"], {"a": 3}, {"a": {"zh": "甲"}}])
def test_names_that_name_nothing_are_refused(names):
    """A text, or one in each language, by how the log writes the touchpoint."""
    with pytest.raises(pe.PeakendError, match=r"names no touchpoints\. Give a dict"):
        pe.JourneyMap.from_log(log("ab", "ab"), names=names)


def test_a_column_of_comments_is_no_column_of_touchpoints():
    """A map of thousands of touchpoints would be nobody's."""
    frame = log(*["ab"] * 400)
    with pytest.raises(pe.PeakendError, match="800 different touchpoints; a map takes at most 500"):
        pe.JourneyMap.from_log(frame.assign(touchpoint=[f"comment {i}" for i in range(len(frame))]))
