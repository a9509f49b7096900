"""A team's own log of visits in the place of a case's."""

import pandas as pd
import pytest

import peakend as pe

COLUMNS = ["journey", "touchpoint", "time", "emotion"]


@pytest.fixture(autouse=True)
def lab(tmp_path, monkeypatch):
    """The lab's folder, in which the notebook runs and the own file lies."""
    monkeypatch.chdir(tmp_path)


def load(times):
    rows = [(journey, "counter", time, 1) for journey, time in zip("abcdef", times * 3, strict=True)]
    pe.write_table(pd.DataFrame(rows, columns=COLUMNS), "own.csv")
    return pe.load_case("hospital/visits", "own.csv", columns=COLUMNS, times=["time"])


def test_times_written_as_text_are_times():
    """So that a map can be made of the log."""
    log = pe.JourneyMap.from_log(load(["2026-12-01 09:30", "2026-12-01T10:00:30"]))
    assert [1.0] == [step.emotion for step in log.steps]


def test_minutes_stay_numbers():
    """A log may count from its beginning."""
    assert [0, 7] * 3 == load([0, 7])["time"].tolist()


def test_what_is_no_time_is_named():
    """The sentence quotes it."""
    with pytest.raises(pe.PeakendError, match="“noonish”, which cannot be read as a time"):
        load(["2026-12-01 09:30", "noonish"])


@pytest.mark.parametrize("place", ["../own.csv", "data/own.csv"])
def test_a_file_elsewhere_is_one_sentence(place):
    """It would not be handed in."""
    with pytest.raises(pe.PeakendError, match="must lie beside the notebook"):
        pe.load_case("hospital/visits", place, columns=COLUMNS)
