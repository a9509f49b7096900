"""Dates whose years are counted from another year than 1: read, or doubted in one sentence."""

import csv
import io

import pandas as pd
import pytest

import peakend as pe


def read(folder, head, cells):
    """Write a column of dates beside one of scores, and read both."""
    out = io.StringIO(newline="")
    rows = [(cells[i % len(cells)], i % 11) for i in range(12)]
    csv.writer(out).writerows([(head, "推荐意愿(0-10)"), *rows])
    file = folder / "a.csv"
    file.write_text(out.getvalue(), encoding="utf-8", newline="")
    survey = pe.read_survey(file)
    said = survey.problems["message"][survey.problems["kind"] == "dates"].tolist()
    return survey.table.iloc[:, 0], said


@pytest.mark.parametrize(
    ("head", "cell", "iso"),
    [
        ("日期", "民國114年3月1日", "2025-03-01"),
        ("填表", "中華民國114年3月1日 下午 3:05", "2025-03-01T15:05"),
        ("日期", "114/03/01", "2025-03-01"),
        ("填表", "114/03/01 10:05", "2025-03-01T10:05"),
        ("日期", "114年3月1日", "2025-03-01"),
        ("日期", "114.3.1", "2025-03-01"),
        ("日期", "1140301", "2025-03-01"),
        ("出生日期（民國）", "75/03/01", "1986-03-01"),
        ("日付", "令和7年3月1日", "2025-03-01"),
        ("日付", "令和元年5月1日", "2019-05-01"),
        ("日付", "R7.3.1", "2025-03-01"),
        ("วันที่", "1 มี.ค. 2568", "2025-03-01"),
        ("วันที่", "29 ก.พ. 67 10:05 น.", "2024-02-29T10:05"),
        ("กรอกเมื่อ", "1 มีนาคม พ.ศ. 2568", "2025-03-01"),
        ("date", "2568-03-01", "2025-03-01"),
    ],
)
def test_a_year_of_an_era_is_read_and_said(tmp_path, head, cell, iso):
    """The year in common count, and one sentence that says so."""
    values, said = read(tmp_path, head, [cell])
    assert set(values) == {pd.Timestamp(iso)}
    assert len(said) == 1
    assert "years of" in said[0] or "民國" in said[0]


def test_years_of_two_and_three_digits_in_one_column_are_of_one_era(tmp_path):
    """99 and 114 are 2010 and 2025, and not a day and a year."""
    values, _said = read(tmp_path, "日期", ["114/03/01", "99/03/02"])
    assert sorted(set(values.dt.strftime("%Y-%m-%d"))) == ["2010-03-02", "2025-03-01"]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("tarih", ["1 Şubat 2025", "2 Şubat 2025"]),
        ("date", ["01/03/2568", "02/03/2568"]),
        ("date", ["2025-03-01", "2568-03-01"]),
        ("日期", ["25年3月1日"]),
        ("日期", ["114/13/01"]),
    ],
)
def test_another_calendar_is_doubted(tmp_path, head, cells):
    """What is not read, or read as far off, is said with an example."""
    _values, said = read(tmp_path, head, cells)
    assert any("stay text" in sentence or "stays text" in sentence or "far off" in sentence for sentence in said)


@pytest.mark.parametrize("cell", ["192.168.0.1", "1.2.3", "120/80/60", "138-1234-5678", "100.2.1"])
def test_what_only_resembles_a_date_is_left_alone(tmp_path, cell):
    """Addresses, versions, blood pressures and telephones are no dates."""
    values, said = read(tmp_path, "x", [cell])
    assert set(values) == {cell}
    assert said == []
