"""A report on two files, this time and last, and what is said on the command line about how a file is read."""

import re

import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from peakend.command.app import complete_app
from peakend.report.plan import ScorePlan

RECOMMEND, SATISFIED = "How likely are you to recommend us? (0-10)", "How satisfied are you? (1-5)"


@pytest.fixture
def quarters(tmp_path, monkeypatch):
    """Two exports with ids, dates that are open, and several answers in a cell."""
    monkeypatch.chdir(tmp_path)
    lists = ["app/phone", "hall", "app/hall/phone", "phone", "app", "hall/phone", "app/hall", "app/phone"]
    for name, lowest in (("now.csv", 2), ("then.csv", 0)):
        rows = [
            (i % 4, f"0{1 + i % 3}/0{1 + i % 4}/2025", lowest + i % 8, 1 + i % 5, lists[i % 8], f"2025-0{1 + i % 3}")
            for i in range(40)
        ]
        heads = ["case_id", "Date", RECOMMEND, SATISFIED, "channels", "Month"]
        pd.DataFrame(rows, columns=heads).to_csv(name, index=False)
    return tmp_path


def run(*words, code=0):
    """Run a command, expect its exit code, and return what it said."""
    result = CliRunner().invoke(complete_app(), [*map(str, words), "--lang", "en"])
    assert result.exit_code == code, result.output
    return result.output


def words_of(page):
    """What a page says, without its tags and styles."""
    return " ".join(re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL).split())


def test_both_files_are_named_and_read(quarters):
    """What was left out last time is said, too."""
    run("score", "now.csv", "--before", "then.csv", "--out", "r.html")
    page = (quarters / "r.html").read_text(encoding="utf-8")
    assert "Survey report: now.csv, compared with then.csv" in page
    assert "What was read, and what was left out, last time" in page
    said = words_of(page)
    assert "Here: --several COLUMN=SIGN." in said
    assert "Here: --day-first, --month-first." in said


def test_a_workbook_shows_no_apostrophe(quarters):
    """A negative score among texts has a minus, before which no workbook puts a sign of its own."""
    run("score", "now.csv", "--before", "then.csv", "--out", "r.xlsx")
    sheet = load_workbook(quarters / "r.xlsx")["Scores at a glance"]
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any(text.startswith("−") for text in shown)
    assert not any("'" in text for text in shown)


def test_ids_are_not_scored(quarters):
    """Numbers of people or cases are no recommendation, whatever their range."""
    assert "case_id" not in run("score", "now.csv", "--out", "r.html")


def test_what_parts_answers_is_said_and_kept(quarters):
    """For the next time by the plan."""
    run("score", "now.csv", "--out", "r.html", "--several", "channels=/")
    page = (quarters / "r.html").read_text(encoding="utf-8")
    assert "Several answers were possible" in page
    assert {"channels": "/"} == ScorePlan.read(quarters / "r.score.yml").separators
    run("score", "now.csv", "--out", "s.html", "--questions", "r.score.yml")
    assert "Several answers were possible" in (quarters / "s.html").read_text(encoding="utf-8")


def test_what_parts_answers_is_written_whole(quarters):
    """A column and its sign."""
    assert "--several channels names no column and sign" in run("score", "now.csv", "--several", "channels", code=2)


@pytest.mark.parametrize(("said", "kept"), [("--day-first", True), ("--month-first", False)])
def test_open_dates_are_said_and_kept(quarters, said, kept):
    """Day or month first, also by the plan of the last time."""
    run("score", "now.csv", "--out", "r.html", said)
    assert kept is ScorePlan.read(quarters / "r.score.yml").day_first
    run("score", "now.csv", "--out", "s.html", "--questions", "r.score.yml")
    assert "NPS over time" in (quarters / "s.html").read_text(encoding="utf-8")


def test_a_log_is_read_as_said(quarters):
    """Also where the map is asked for."""
    rows = [
        "case,activity,timestamp",
        *(f"{i // 2},{'in' if i % 2 else 'out'},03/04/2025 10:{i:02d}" for i in range(9)),
    ]
    (quarters / "log.csv").write_text("\n".join(rows), encoding="utf-8")
    assert "may be day first or month first" in run("map", "log.csv", "--out", "m.html", code=2)
    assert "Written: m.html" in run("map", "log.csv", "--out", "m.html", "--day-first")


def test_a_large_file_is_read_in_parts(quarters, monkeypatch):
    """And scored as a small one is; where it is too much for a report, one sentence says so."""
    run("score", "now.csv", "--out", "whole.html")
    monkeypatch.setattr("peakend.surveys.exports.read_large.LARGE", 100)
    run("score", "now.csv", "--out", "parts.html")
    whole, parts = ((quarters / name).read_text(encoding="utf-8") for name in ("whole.html", "parts.html"))
    assert words_of(whole) == words_of(parts)
    monkeypatch.setattr("peakend.report.in_memory.MOST_CELLS", 100)
    assert "too many for a report" in run("score", "now.csv", "--out", "r.html", code=2)
