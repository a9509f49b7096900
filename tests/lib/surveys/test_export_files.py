"""What stands around the answers in a file, and times: left out, joined, read in one way, or asked about."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import peakend as pe
import survey_files
from peakend.surveys.survey import Survey

Rows = list[list[object]]


def book(path: Path, *merged: str, **sheets: Rows) -> Path:
    """Write a workbook with these sheets, and merge cells of the first."""
    file = openpyxl.Workbook()
    file.remove(file.active)
    for name, rows in sheets.items():
        sheet = file.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for area in merged:
        file.worksheets[0].merge_cells(area)
    file.save(path)
    return path


def messages(survey: Survey) -> str:
    """All sentences about a survey."""
    return " ".join(survey.problems["message"])


PEOPLE: Rows = [["编号", "推荐", "渠道", "意见"], [1, 9, "门店", "好"], [2, 3, "电话", "慢"]]


@pytest.mark.parametrize(
    "above",
    [[["2025 年 3 月客户满意度调查结果"]], [["Customer survey"], ["exported", "2025-03-31"]], [["A"], [], ["B"]]],
)
def test_titles_above_the_headings_are_left_out(tmp_path, above):
    """One row, several, with a gap."""
    known = pe.read_survey(book(tmp_path / "a.xlsx", s=[*above, *PEOPLE]))
    assert (["编号", "推荐", "渠道", "意见"], [9, 3]) == (list(known.table), known["推荐"].tolist())
    assert f"Left out above the headings: {above[0][0]}" in messages(known)


def test_a_title_merged_over_the_table_is_left_out(tmp_path):
    """As spreadsheets centre it."""
    known = pe.read_survey(book(tmp_path / "a.xlsx", "A1:D1", s=[["Results", None, None, None], *PEOPLE]))
    assert ["编号", "推荐", "渠道", "意见"] == list(known.table)


@pytest.mark.parametrize(
    "below",
    [[["合计", 22], ["平均", 7.33]], [["Total", 22]], [["Average", 7.33]], [[None, 22]], [[None, 7.333333]],
     [["Grand Total:", 22]], [["备注：数据已脱敏"]], [["合计", 22], ["数据来源: 门店"]]],
)  # fmt: skip
def test_totals_and_notes_below_the_answers_are_left_out(tmp_path, below):
    """By their words, or because they add up."""
    rows: Rows = [["编号", "推荐"], [1, 9], [2, 3], [3, 10], *below]
    known = pe.read_survey(book(tmp_path / "a.xlsx", s=rows))
    assert [9, 3, 10] == known["推荐"].tolist()
    assert len(below) == known.problems.set_index("kind").loc["footer", "rows"]


def test_an_answer_that_is_a_word_for_a_total_stays(tmp_path):
    """Somebody's comment, somebody's channel."""
    rows: Rows = [["id", "channel", "comment"], [1, "Total", "Average"], [2, "Shop", "合计"], [3, "Shop", "fine"]]
    assert 3 == len(pe.read_survey(book(tmp_path / "a.xlsx", s=rows)))


def test_two_rows_of_headings_are_joined(tmp_path):
    """The upper one spans several columns, merged or empty."""
    rows: Rows = [["编号", "满意度", None], [None, "等候", "态度"], [1, 4, 5], [2, 3, 2]]
    merged = pe.read_survey(book(tmp_path / "a.xlsx", "A1:A2", "B1:C1", s=rows))
    empty = pe.read_survey(
        survey_files.write_csv(tmp_path / "a.csv", [["" if v is None else v for v in r] for r in rows])
    )
    for known in (merged, empty):
        assert ["编号", "满意度 [等候]", "满意度 [态度]"] == list(known.table)
        assert ("matrix", "满意度", 2) == (known.questions[1].kind, known.questions[1].group, len(known))


def test_merged_answers_hold_for_each_row_and_are_told(tmp_path):
    """A channel beside its three customers."""
    rows: Rows = [["渠道", "推荐"], ["门店", 9], [None, 3], [None, 8], ["电话", 7]]
    known = pe.read_survey(book(tmp_path / "a.xlsx", "A2:A4", s=rows))
    assert ["门店", "门店", "门店", "电话"] == known["渠道"].tolist()
    assert "Merged cells" in messages(known)


def test_a_cover_sheet_is_passed_over(tmp_path):
    """And named."""
    known = pe.read_survey(book(tmp_path / "a.xlsx", cover=[["Our survey"], ["March"]], answers=PEOPLE))
    assert ([9, 3], True) == (known["推荐"].tolist(), "passed over: cover" in messages(known))


def test_several_sheets_of_answers_are_asked_about(tmp_path):
    """January or February."""
    file = book(tmp_path / "a.xlsx", january=PEOPLE, february=PEOPLE)
    with pytest.raises(pe.PeakendError, match=r"january \(3\), february \(3\)\. Pass sheet="):
        pe.read_survey(file)
    assert 2 == len(pe.read_survey(file, sheet="february"))


@pytest.mark.parametrize(
    ("rows", "message"),
    [([[1, 9, 4], [2, 3, 5]], "reads as answers and not as headings"),
     ([[1, 9, "hall"], [2, 3, "app"], [3, 8, "hall"]], "reads as answers and not as headings"),
     ([["选项", "小计", "比例"], ["满意", 9, "90%"]], "is a summary"),
     ([["Answer Choices", "Responses", "Percent"], ["Yes", 9, "90%"]], "is a summary")],
)  # fmt: skip
def test_what_is_no_list_of_answers_is_refused(tmp_path, rows, message):
    """No headings, and counts instead of answers."""
    with pytest.raises(pe.PeakendError, match=message):
        pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))


def dated(folder: Path, *times: object, head: str = "Date", **options: object) -> Survey:
    """A plain file with times."""
    return pe.read_survey(
        survey_files.write_csv(folder / "a.csv", [[head, "score"], *([time, 9] for time in times)]), **options
    )


FOURTH = datetime.datetime(2025, 4, 3, 9, 30)


@pytest.mark.parametrize(
    "written",
    ["2025-04-03 09:30:00", "2025/4/3 9:30", "2025-04-03T09:30:00Z", "2025-04-03T09:30:00+08:00", "2025年4月3日 9:30",
     "2025年4月3日 上午9:30", "03.04.2025 09:30", "3 Apr 2025 9:30 AM", "Apr 3, 2025 9:30 AM",
     "2025/04/03 9:30:00 上午 GMT+8",
     "2025/4/3 星期四 9:30", "45750.3958333333"],
)  # fmt: skip
def test_a_time_is_read_as_it_was_written(tmp_path, written):
    """ISO, Chinese, German, English, with zones, and Excel's number of days."""
    assert FOURTH == dated(tmp_path, written)["Date"].iloc[0]


def test_one_column_has_one_reading(tmp_path):
    """All in April: 13 and 28 are no months, so that 03 is a day as well."""
    known = dated(tmp_path, "03/04/2025", "13/04/2025", "05/04/2025", "28/04/2025")
    assert [("2025-04", 4)] == list(pe.nps_series(known, "score", time="Date")[["period", "n"]].itertuples(index=False))


def test_one_file_has_one_reading(tmp_path):
    """The column of ends tells how that of starts is meant."""
    rows: Rows = [["Start Date", "End Date", "score"], ["04/03/2025", "04/13/2025", 9], ["04/05/2025", "04/28/2025", 9]]
    assert [4, 4] == pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))["Start Date"].dt.month.tolist()


def test_an_open_reading_is_asked_about(tmp_path):
    """Nothing tells: it stays text, the measure refuses it, and an argument decides."""
    days = ("03/04/2025", "05/04/2025")
    known = dated(tmp_path, *days)
    assert "Read the file with dayfirst=True or dayfirst=False" in messages(known)
    with pytest.raises(pe.PeakendError, match="does not hold dates"):
        pe.nps_series(known, "score", time="Date")
    assert [4, 4] == dated(tmp_path, *days, dayfirst=True)["Date"].dt.month.tolist()
    assert [3, 5] == dated(tmp_path, *days, dayfirst=False)["Date"].dt.month.tolist()


def test_dates_in_both_orders_are_not_read(tmp_path):
    """13/04 and 04/13 in one column: somebody mixed two files."""
    assert "stay text" in messages(dated(tmp_path, "13/04/2025", "04/13/2025"))


@pytest.mark.parametrize(
    ("hour", "clock"), [(0, "12:05 AM"), (12, "12:05 PM"), (14, "下午 2:05"), (9, "上午 9:05"), (14, "2:05 p. m.")]
)
def test_halves_of_the_day(tmp_path, hour, clock):
    """Midnight is 12 AM, noon 12 PM."""
    assert hour == dated(tmp_path, f"2025-04-03 {clock}")["Date"].dt.hour[0]


def test_numbers_are_no_times(tmp_path):
    """Only under a heading that speaks of time."""
    assert 45750 == dated(tmp_path, 45750, head="amount")["amount"][0]


def test_what_should_be_looked_at_is_kept_and_told(tmp_path):
    """One respondent twice, one very fast, one with the same answer throughout."""
    rows = [["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"] + [f"第1题({i})" for i in range(5)]]
    rows += [
        [i, "2025/3/1 9:30:00", "100秒", "微信", "N/A", "", "满意", "一般", "满意", "一般", "满意"]
        for i in range(1, 12)
    ]
    rows += [[11, "2025/3/1 9:30:00", "5秒", "微信", "N/A", "", *["满意"] * 5]]
    known = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))
    assert (12, {"duplicates", "speeders", "straight-liners"}) == (
        len(known),
        set(known.problems["kind"]) & {"duplicates", "speeders", "straight-liners"},
    )


@pytest.mark.parametrize(
    ("head", "answers", "kind", "scale"),
    [("How likely, 0–10?", [9, 3], "score", (0, 10)),
     ("Ease (1 = very difficult, 7 = very easy)", [7, 2], "rating", (1, 7)), ("Mark", [5, 4], "rating", None),
     ("age", [34, 51], "open", None), ("Gender", ["f", "m", "f", "m"], "choice", None),
     ("Anything else?", ["It was good.", "No", "Thanks", "Long wait"], "open", None)],
)  # fmt: skip
def test_kinds_of_questions(tmp_path, head, answers, kind, scale):
    """From the heading where it tells, else from the answers."""
    known = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", [["id", head], *enumerate(answers)]))
    assert (kind, scale) == (known.questions[head].kind, known.questions[head].scale)


def test_a_heading_that_says_that_low_is_good_turns_the_answers(tmp_path):
    """1 is very satisfied."""
    head = "满意度（1=非常满意，5=非常不满意）"
    known = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", [["id", head], *enumerate([1, 1, 2, 5])]))
    assert 75 == pe.csat(known, head)["top_box"][0]
    assert "turned around" in messages(known)


def test_the_file_can_say_what_is_missing(tmp_path):
    """For all columns, or for one."""
    file = survey_files.write_csv(tmp_path / "a.csv", [["a", "b"], [99, 1], [4, 99]])
    assert [1, 1] == pe.read_survey(file, missing=[99]).table.isna().sum().tolist()
    assert [0, 1] == pe.read_survey(file, missing={"b": [99]}).table.isna().sum().tolist()


def test_a_wording_with_a_comma_is_one_answer(tmp_path):
    """Its parts never come with others, nor alone."""
    answers = ["Order ahead, pick up at once", "Seeing the wait", "An invoice with one tap"] * 8
    pd.DataFrame({"feature": answers, "score": [1, 2, 3] * 8}).to_csv(tmp_path / "f.csv", index=False)
    survey = pe.read_survey(tmp_path / "f.csv")
    assert answers == survey["feature"].tolist()


def test_options_that_are_combined_are_several(tmp_path):
    """One part comes alone, or beside another."""
    answers = ["phone, counter", "phone", "app, counter", "app"] * 6
    pd.DataFrame({"channels": answers, "score": [1, 2, 3, 4] * 6}).to_csv(tmp_path / "f.csv", index=False)
    survey = pe.read_survey(tmp_path / "f.csv")
    assert [1, 1, 0, 0] == survey["channels_1"].tolist()[:4]


def test_a_file_that_would_fill_the_memory_is_refused_before_it_is_read(tmp_path):
    """Four gigabytes of nothing take no room on the disk, and no time here."""
    for name in ("a.zip", "a.xlsx", "a.csv"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(4_000_000_000)
        with pytest.raises(pe.PeakendError, match=r"has 4,000 MB, too much to be read whole"):
            pe.read_survey(tmp_path / name, lazy=False)


@pytest.mark.parametrize(("name", "said"), [("a.csv", "too large to unpack"), ("xl/workbook.xml", "MB unpacked")])
def test_what_unpacks_to_far_more_is_refused(tmp_path, name, said, monkeypatch):
    """A ZIP file of a few kilobytes may hold a gigabyte of zeros."""
    monkeypatch.setattr("peakend.frames.sheets.LARGEST", 10_000_000)
    monkeypatch.setattr("peakend.frames.workbooks.LARGEST", 10_000_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, b"0" * 10_000_001)
    with pytest.raises(pe.PeakendError, match=said):
        pe.read_survey(tmp_path / "a.zip")
