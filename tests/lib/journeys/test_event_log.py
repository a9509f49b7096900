"""Event logs as other tools write them: read, without emotions, with stays and waits, ways through and repeats."""

import pandas as pd
import pytest

import peakend as pe

XES = """case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource
1,Check in,2025-03-01T10:00:00+01:00,start,Ann
1,Check in,2025-03-01T10:04:00+01:00,complete,Ann
1,Doctor,2025-03-01T10:24:00+01:00,start,Bo
1,Doctor,2025-03-01T10:30:00+01:00,complete,Bo
2,Check in,2025-03-01T11:00:00+01:00,start,Ann
2,Check in,2025-03-01T11:02:00+01:00,complete,Ann
2,Doctor,2025-03-01T11:12:00+01:00,schedule,Bo
2,Doctor,2025-03-01T11:12:00+01:00,start,Bo
2,Doctor,2025-03-01T11:20:00+01:00,complete,Bo
2,Check in,2025-03-01T11:25:00+01:00,start,Ann
2,Check in,2025-03-01T11:26:00+01:00,complete,Ann
"""


def read(folder, text, **options):
    """Write a log and read it."""
    (folder / "log.csv").write_text(text, encoding="utf-8")
    return pe.read_log(folder / "log.csv", **options)


def test_starts_and_completions_become_one_row(tmp_path):
    """The second visit's completion belongs to its own start; what was only scheduled is left out."""
    log = read(tmp_path, XES)
    assert ["journey", "touchpoint", "time", "end", "org:resource"] == list(log)
    assert [4, 6, 2, 8, 1] == ((log["end"] - log["time"]).dt.total_seconds() / 60).tolist()


@pytest.mark.parametrize(
    "head",
    [
        "Case ID,Activity,Start Timestamp,Complete Timestamp",
        "case_id,activity_name,start_time,timestamp",
        "案例编号,活动,开始时间,结束时间",
        "journey,touchpoint,start,end",
    ],
)
def test_headings_of_other_tools(tmp_path, head):
    """Two times a row."""
    rows = "1,a,2025-03-01 10:00:00,2025-03-01 10:05:00\n2,a,2025-03-01 10:00,2025-03-01 10:01\n"
    log = read(tmp_path, f"{head}\n{rows}")
    assert [5, 1] == ((log["end"] - log["time"]).dt.total_seconds() / 60).tolist()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("who,what\n1,a\n", "nothing in its headings says journey, touchpoint, time"),
        ("case,activity,timestamp\n1,a,03/04/2025\n1,b,04/04/2025\n", "dayfirst"),
        ("case,activity,timestamp\n1,a,soon\n1,b,later\n", "'soon', cannot be read"),
    ],
)
def test_what_is_no_log_is_named(tmp_path, text, message):
    """Headings, open dates, no dates."""
    with pytest.raises(pe.PeakendError, match=message):
        read(tmp_path, text)


def test_a_map_of_a_log_without_emotions(tmp_path):
    """N is the journeys that met a touchpoint; stays and waits are medians over first visits."""
    visit = pe.JourneyMap.from_log(read(tmp_path, XES), end="end")
    check_in, doctor = visit.steps
    assert (None, 2, None) == (check_in.emotion, check_in.evidence.n, check_in.evidence.ci_low)
    assert (3, None) == (check_in.duration_min, check_in.wait_min)
    assert (7, 15) == (doctor.duration_min, doctor.wait_min)


def test_a_column_of_emotions_that_was_named_must_be_there(tmp_path):
    """A typing error is not a log without emotions."""
    with pytest.raises(pe.PeakendError, match="'feeling'"):
        pe.JourneyMap.from_log(read(tmp_path, XES), emotion="feeling")


def test_what_is_done_again_can_stand_apart(tmp_path):
    """The second check-in, after the doctor, is a touchpoint of its own."""
    visit = pe.JourneyMap.from_log(read(tmp_path, XES), end="end", repeats="apart")
    assert ["Check in", "Doctor", "Check in (again)"] == [step.name for step in visit.steps]
    assert (1, 3, 5) == (visit.steps[2].evidence.n, visit.steps[0].duration_min, visit.steps[2].wait_min)
    with pytest.raises(pe.PeakendError, match="repeats"):
        pe.JourneyMap.from_log(read(tmp_path, XES), repeats="never")


def test_emotions_of_what_is_done_again_stay_with_it():
    """Each visit keeps the mean of its own events."""
    log = pd.DataFrame({"journey": [1] * 4 + [2], "touchpoint": list("aabaa"), "time": [0, 1, 2, 3, 0]})
    visit = pe.JourneyMap.from_log(log.assign(emotion=[0, 1, 0, -2, 0.5]), repeats="apart")
    assert {"a": 0.5, "b": 0, "a-again": -2} == {step.id: step.emotion for step in visit.steps}


def test_ways_through():
    """The most frequent first; events in a row at one touchpoint are one visit, a return is a repeat."""
    log = pd.DataFrame({"journey": [1, 1, 1, 2, 2, 3, 3, 3], "time": [0, 1, 5, 0, 3, 0, 1, 9]})
    log["touchpoint"] = list("aab" + "ab" + "aba")
    ways = pe.log_variants(log)
    assert [("a → b", 2, 0, 4.0), ("a → b → a", 1, 1, 9.0)] == list(
        ways[["variant", "n", "repeats", "minutes"]].itertuples(index=False, name=None)
    )
    assert pytest.approx(ways["cumulative"].iloc[-1]) == 100


def test_what_ends_before_it_begins_is_refused(tmp_path):
    """Its length, and the wait after it, would be made up."""
    rows = ["journey,touchpoint,start,end"]
    rows += ["7,Check in,2025-03-01 10:04,2025-03-01 10:00", "8,Check in,2025-03-01 10:10,2025-03-01 10:20"]
    log = read(tmp_path, "\n".join(rows))
    with pytest.raises(pe.PeakendError, match="end before they begin: 1, the first is 'Check in' of journey 7"):
        pe.JourneyMap.from_log(log, end="end")
