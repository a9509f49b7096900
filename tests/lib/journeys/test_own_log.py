"""A team's own log of visits in the place of a case's."""

import pandas as pd
import pytest

import peakend as pe

COLUMNS = ["journey", "touchpoint", "time", "emotion"]


def load(folder, times):
    rows = [(journey, "counter", time, 1) for journey, time in zip("ab", times, strict=True)]
    pe.write_table(pd.DataFrame(rows, columns=COLUMNS), folder / "own.csv")
    return pe.load_case("hospital/visits", folder / "own.csv", columns=COLUMNS, times=["time"])


def test_times_written_as_text_are_times(tmp_path):
    """So that a map can be made of the log."""
    log = pe.JourneyMap.from_log(load(tmp_path, ["2026-12-01 09:30", "2026-12-01T10:00:30"]))
    assert [1.0] == [step.emotion for step in log.steps]


def test_minutes_stay_numbers(tmp_path):
    """A log may count from its beginning."""
    assert [0, 7] == load(tmp_path, [0, 7])["time"].tolist()


def test_what_is_no_time_is_named(tmp_path):
    """The sentence quotes it."""
    with pytest.raises(pe.PeakendError, match="'noonish', which is no time"):
        load(tmp_path, ["2026-12-01 09:30", "noonish"])
