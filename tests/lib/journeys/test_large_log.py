"""A log larger than memory gives the map, the stays and the ways that the same log gives when it is read whole."""

import pandas as pd
import pytest
from typer.testing import CliRunner

import peakend as pe
from peakend.command.app import complete_app
from peakend.journeys.large_log import read_large_log

PLACES = ("in", "wait", "desk", "out")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Make few events fill several chunks and parts."""
    monkeypatch.setattr("peakend.journeys.large_log.EVENTS", 50)
    monkeypatch.setattr("peakend.frames.large_text.CHUNK", 23)


def plain() -> list[str]:
    """Make ninety visits whose events lie in disorder; only the last day tells that the day is first."""
    rows = []
    for visit in range(90):
        for i, place in enumerate(PLACES if visit % 4 else ("in", "desk", "wait", "desk", "out")):
            day, hour = (13, visit % 24) if visit == 89 else (visit % 12 + 1, visit % 24)
            felt = "" if visit % 5 == 0 else (visit + i) % 5 - 2
            rows.append(
                f"{visit},{place},{day:02d}/04/2025 {hour:02d}:{7 * i:02d}, {hour:02d}:{7 * i + visit % 7:02d},{felt}"
            )
    return [
        "case id,activity,start time,end time,emotion",
        *(row.replace(", ", f",{row.split(',')[2][:11]}") for row in rows[::3] + rows[1::3] + rows[2::3]),
    ]


def paired() -> list[str]:
    """Make starts and completions of sixty visits; no completion of the later ones is told, and none starts first."""
    rows = [
        f"v{visit},{place},2025-03-{visit % 28 + 1:02d}T10:{5 * i + 2 * (state == 'complete'):02d}:00,{state}"
        for state in ("start", "complete")
        for visit in range(60)
        for i, place in enumerate(PLACES)
        if state == "start" or visit < 40
    ]
    return ["case:concept:name,concept:name,time:timestamp,lifecycle:transition", *rows]


def numbered() -> list[str]:
    """Make a log whose times are seconds since 1970."""
    rows = [
        f"{visit},{place},{1_740_000_000 + 600 * visit + 60 * i}"
        for visit in range(70)
        for i, place in enumerate(PLACES)
    ]
    return ["journey,touchpoint,time", *rows]


@pytest.mark.parametrize("lines", [plain, paired, numbered])
def test_a_log_read_in_parts_gives_the_same_map_and_ways(tmp_path, lines):
    """Emotions, intervals, order, stays, waits, ways and repeats."""
    file = tmp_path / "log.csv"
    file.write_text("\n".join(lines()), encoding="utf-8")
    whole, parted = pe.read_log(file), read_large_log(file)
    assert sorted(whole) == sorted(parted.columns)
    assert len(whole) == sum(map(len, parted.journey_parts()))
    end = "end" if "end" in whole else None
    assert pe.JourneyMap.from_log(whole, end=end) == pe.JourneyMap.from_log(parted, end=end)
    pd.testing.assert_frame_equal(pe.log_variants(whole), pe.log_variants(parted))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("7,,2025-03-01 10:00", "1 events have nothing in column 'touchpoint'"),
        ("7,in,", "1 events have nothing in column 'time'"),
        ("7,in", "Line 92 of 'log.csv' has 2 cells"),
        ("7,in,soon", "'soon'"),
    ],
)
def test_what_is_wrong_anywhere_in_a_large_log_is_said_as_of_a_small_one(tmp_path, line, said):
    """An empty cell, a short line, a time that is none."""
    rows = [
        f"{visit},{place},2025-03-{visit % 28 + 1:02d} 10:{i:02d}"
        for visit in range(30)
        for i, place in enumerate("abc")
    ]
    file = tmp_path / "log.csv"
    file.write_text("\n".join(["journey,touchpoint,time", *rows, line, *rows]), encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=said):
        pe.JourneyMap.from_log(read_large_log(file))


def test_the_command_draws_a_large_log(tmp_path, monkeypatch):
    """And tells its ways; beyond what memory holds it is refused before it is read."""
    monkeypatch.setattr("peakend.report.logs.is_large", lambda file: file.name == "log.csv")
    file = tmp_path / "log.csv"
    file.write_text("\n".join(plain()), encoding="utf-8")
    words = ["map", str(file), "--out", str(tmp_path / "log.html"), "--lang", "en"]
    drawn = CliRunner().invoke(complete_app(), words)
    assert 0 == drawn.exit_code and "90 journeys went 2 different ways" in drawn.output
    monkeypatch.setattr("peakend.report.logs.LARGEST_LOG", 1_000)
    refused = " ".join(CliRunner().invoke(complete_app(), words).output.split())
    assert "'log.csv' has 0 MB, too much to draw a map from; 0 MB are possible." in refused
