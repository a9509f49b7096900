"""What a file leaves open is asked or said: lists in a cell, years, scales of a recommendation, hidden rows."""

import openpyxl
import pandas as pd
import pytest

import peakend as pe
import survey_files

CHANNELS = (
    ["app", "phone"],
    ["hall"],
    ["app", "hall", "phone"],
    ["phone"],
    ["app"],
    ["hall", "phone"],
    ["app", "hall"],
    ["app", "phone"],
)
STATUS = ["IP Address", "Imported", "Survey Preview", "Spam", "Imported", "Synthetic", "IP Address"]


def messages(survey):
    """All sentences about a survey."""
    return " ".join(survey.problems["message"])


def lists(folder, separator):
    """Write answers of which several stand in one cell."""
    rows = [["id", "channels", "wait (1-5)"], *([i, separator.join(row), 1 + i % 5] for i, row in enumerate(CHANNELS))]
    return survey_files.write_csv(folder / "a.csv", rows)


def dated(folder, dates, **options):
    """Read answers with these dates."""
    rows = [["id", "Date", "recommend (0-10)"], *([i, date, i % 11] for i, date in enumerate(dates))]
    return pe.read_survey(survey_files.write_csv(folder / "a.csv", rows), **options)


@pytest.mark.parametrize("separator", ["/", " & ", " + ", ":", " and ", "和"])
def test_lists_that_may_be_one_answer_are_asked_about(tmp_path, separator):
    """A stroke, an ampersand or a plus may belong to an answer; where the parts stand alone elsewhere, it is said."""
    said = messages(pe.read_survey(lists(tmp_path, separator)))
    assert "'channels' may be several in one cell" in said
    assert f"several={{'channels': {separator!r}}}" in said or f"'{separator.strip()}'" in said


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize(("separator", "is_asked"), [(";", True), ("；", True), ("&", False), ("/", False)])
def test_one_list_is_enough_where_its_sign_is_no_part_of_an_answer(tmp_path, separator, is_asked, lazy):
    """A semicolon in the only combination is asked about; "parents & children" is an answer."""
    answers = [*["柜台", "app"] * 3, *[f"热线{separator}网点"] * 6]
    rows = [["id", "渠道", "等候 (1-5)"], *([i, answer, 1 + i % 5] for i, answer in enumerate(answers))]
    said = messages(pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows), lazy=lazy))
    assert is_asked == ("'渠道' may be several in one cell" in said)


@pytest.mark.parametrize("answer", ["快;好", "慢;但是他们很耐心地解释了。"])
def test_a_remark_with_a_semicolon_is_one_answer(tmp_path, answer):
    """It is written once, and its parts stand alone nowhere, or are sentences."""
    answers = [answer, *(f"第 {i} 次来" for i in range(12))]
    rows = [["id", "渠道", "等候 (1-5)"], *([i, answer, 1 + i % 5] for i, answer in enumerate(answers))]
    assert "several in one cell" not in messages(pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows)))


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("separator", ["/", " & ", ":", "和"])
def test_what_parts_answers_can_be_said(tmp_path, separator, lazy):
    """Then each option has its column, in a file read whole or in parts."""
    survey = pe.read_survey(lists(tmp_path, separator), several={"channels": separator.strip()}, lazy=lazy)
    table = survey.collect().table if lazy else survey.table
    assert [5, 5, 4] == table[["channels_1", "channels_2", "channels_3"]].sum().tolist()
    assert "several in one cell" not in messages(survey)


def test_what_parts_answers_is_looked_for(tmp_path):
    """A column that is not there, and a sign that parts nothing, are named."""
    file = lists(tmp_path, "/")
    with pytest.raises(pe.PeakendError, match="no column 'chanels'"):
        pe.read_survey(file, several={"chanels": "/"})
    with pytest.raises(pe.PeakendError, match="parts nothing"):
        pe.read_survey(file, several={"channels": ""})


def test_remarks_are_no_lists(tmp_path):
    """Remarks with strokes and "and" in them are not asked about."""
    remarks = ["fast and friendly", "slow", "waiting and waiting", "24/7 please", "price/quality", "fast", "good"]
    rows = [["id", "What did you notice"], *enumerate(remarks)]
    assert "several" not in messages(pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows)))


def test_colons_part_a_table(tmp_path):
    """Where nothing else does, and they are neither times nor "Name: Ann"."""
    rows = [["id", "wait", "recommend"], *([i, 1 + i % 5, i % 11] for i in range(14))]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows, delimiter=":"))
    assert list(range(11)) == survey["recommend"].tolist()[:11]


def test_clocks_are_one_column(tmp_path):
    """Times of one column are not parted at their colons."""
    (tmp_path / "a.csv").write_text("hour (hh:mm)\n10:30\n10:45\n11:00\n10:30\n", encoding="utf-8")
    assert ["hour (hh:mm)"] == list(pe.read_survey(tmp_path / "a.csv", profile="plain").table)


def test_imported_answers_are_told(tmp_path):
    """Qualtrics says which answers were imported; made-up ones are left out with spam and previews."""
    head = ["StartDate", "EndDate", "Status", "Progress", "Finished", "ResponseId", "Q1"]
    ids = [f'{{"ImportId":"{name}"}}' for name in head]
    answers = [["2025-03-01", "2025-03-01", said, 100, "True", f"R_{i}", 9] for i, said in enumerate(STATUS)]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", [head, head, ids, *answers]))
    assert 4 == len(survey)
    assert "imported into the platform, and not given there: 2" in messages(survey)


def test_years_in_front_of_two_digits_are_not_taken_for_days(tmp_path):
    """25-03-01 to 25-03-19 are days of one March, and not the 25th of March in nineteen years."""
    survey = dated(tmp_path, [f"25-03-{day:02d}" for day in range(1, 20)])
    assert "may begin or end with the year" in messages(survey)
    assert "25-03-01" == survey["Date"].iloc[0]


def test_days_in_front_of_two_digits_are_days(tmp_path):
    """01-03-25 to 19-03-25 are days."""
    assert {2025} == set(dated(tmp_path, [f"{day:02d}-03-25" for day in range(1, 20)])["Date"].dt.year)


@pytest.mark.parametrize("odd", ["2225-03-02", "2568-03-02", "1900-01-01", "1970-01-01"])
def test_dates_far_off_are_told(tmp_path, odd):
    """A slip, another calendar, or a program's date for none."""
    assert odd in messages(dated(tmp_path, ["2025-03-01", odd, "2025-03-04"]))


def test_birthdays_are_not_far_off(tmp_path):
    """Years of birth are no slips."""
    assert "far off" not in messages(dated(tmp_path, ["1935-03-01", "1980-05-17", "2003-12-31"]))


@pytest.mark.parametrize("highest", [5, 7])
def test_recommending_on_a_shorter_scale_is_asked_about(tmp_path, highest):
    """NPS would call everybody a detractor, or nobody a promoter."""
    answers = [1 + i % highest for i in range(3 * highest)]
    rows = [["id", "Would you recommend us?"], *enumerate(answers)]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))
    with pytest.raises(pe.PeakendError, match=f"from 1 to {highest}: is its scale 0–10"):
        pe.nps(survey, "Would you recommend us?")
    known = survey.score("Would you recommend us?", scale=(0, 10))
    assert len(answers) == pe.nps(known, "Would you recommend us?")["n"].iloc[0]


def test_school_marks_are_asked_about(tmp_path):
    """1 is the best Schulnote in Germany, and the worst in Switzerland."""
    rows = [["id", "Schulnote (1-6)"], *enumerate([1, 2, 1, 3, 6, 1])]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))
    with pytest.raises(pe.PeakendError, match="not known which is the good end"):
        pe.csat(survey, "Schulnote (1-6)", scale=(1, 6))


def test_numbers_of_people_that_come_twice_are_no_scores(tmp_path):
    """Ids with zeros in front stay ids where one occurs again."""
    rows = [["id", "wait (1-5)"], *([f"{i // 2:03d}", 1 + i % 5] for i in range(12))]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))
    assert {} == dict(survey.questions["id"].scores)


@pytest.mark.parametrize("count", [1, 2, 12])
def test_few_rows_are_read_in_parts_too(tmp_path, count):
    """Ids such as 000 do not make a short file look as if its parts differed."""
    rows = [["id", "wait (1-5)"], *([f"{i:03d}", 1 + i % 5] for i in range(count))]
    file = survey_files.write_csv(tmp_path / "a.csv", rows)
    pd.testing.assert_frame_equal(pe.read_survey(file).table, pe.read_survey(file, lazy=True).collect().table)


def test_rows_that_a_sheet_hides_are_told(tmp_path):
    """A filter leaves them in the file."""
    book = openpyxl.Workbook()
    for row in [["id", "wait (1-5)"], *([i, 1 + i % 5] for i in range(10))]:
        book.active.append(row)
    for number in (3, 4):
        book.active.row_dimensions[number].hidden = True
    book.save(tmp_path / "a.xlsx")
    assert "Rows that the sheet hides, by a filter for instance, are read as well: 2." in messages(
        pe.read_survey(tmp_path / "a.xlsx")
    )


def test_headings_that_stand_twice_are_told(tmp_path):
    """Two tables side by side are one file of which half would be left unseen."""
    rows = [["id", "wait (1-5)", "", "id", "wait (1-5)"], *([i, 1 + i % 5, "", 50 + i, 3] for i in range(9))]
    said = messages(pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows)))
    assert "Headings that stand above more than one column: 'id', 'wait (1-5)'." in said


def test_a_row_of_full_marks_is_nobody(tmp_path):
    """As 满分 is in a Chinese table."""
    rows = [["id", "wait (1-5)", "all (0-10)"], ["Full marks", 5, 10], *([i, 1 + i % 5, i % 11] for i in range(9))]
    assert 9 == len(pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows)))


def test_limesurvey_writes_codes_and_texts(tmp_path):
    """Headings of both are known, and who did not submit is left out."""
    head = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "Q1. Would you recommend us?"]
    rows = [head, *([i, "" if i == 3 else "2025-03-01 10:00:00", 3, i] for i in range(1, 11))]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))
    assert ("limesurvey", 9) == (survey.source["profile"], len(survey))


def test_one_respondent_is_one(tmp_path):
    """And not "1 respondents"."""
    rows = [["id", "wait (1-5)"], [1, 4]]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", rows))
    assert "Survey 'a.csv': 1 respondent, 2 columns, 0 things to look at." == repr(survey)
