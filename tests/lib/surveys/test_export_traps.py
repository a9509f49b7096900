"""Exports whose numbers or rows would mislead in silence: the right figure, or a sentence that says what is open."""

import pytest

import peakend as pe
from survey_files import write_csv

WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
QUALTRICS = ["StartDate", "EndDate", "Status", "Progress", "Finished", "ResponseId", "Q1", "Q2"]
BEST_FIRST = [1] * 6 + [2] * 2 + [5] * 2  # the numbers of options, of which the first is the best


def read(folder, rows, **options):
    """Write rows as a file and read it."""
    return pe.read_survey(write_csv(folder / "a.csv", rows), **options)


def test_remarks_that_come_again_make_no_export_of_texts(tmp_path):
    """Half of all people write "none" below a questionnaire; the numbers above are those of options all the same."""
    remarks = ["无"] * 5 + ["很好", "等太久", "人太多", "没有", "加油"]
    rows = [
        [i, "2025/3/1 9:30:00", "65秒", "微信", "N/A", "", code, remark]
        for i, (code, remark) in enumerate(zip(BEST_FIRST, remarks, strict=True), 1)
    ]
    for head in ("2、您还有什么建议？", "2、其他"):
        survey = read(tmp_path, [[*WJX, "1、您对本次服务满意吗？", head], *rows])
        with pytest.raises(pe.PeakendError, match="may be those of 问卷星's options"):
            pe.csat(survey, "Q1")


def qualtrics(status: object, finished: object) -> list[list[object]]:
    """An export of numbers, or of texts, with a question of 1–5 and one of 0–10."""
    titles = ["Start Date", "End Date", "Response Type", "Progress", "Finished", "Response ID", "Satisfied?", "NPS?"]
    day = "2025-03-01 10:00:00"
    rows = [
        [day, day, status, 100, finished, f"R_{i}", code, score]
        for i, (code, score) in enumerate(zip(BEST_FIRST, [10, 9, 8, 7, 6, 5, 4, 3, 2, 0], strict=True))
    ]
    return [QUALTRICS, titles, [f'{{"ImportId":"{name}"}}' for name in QUALTRICS], *rows]


def test_numbers_of_options_may_run_either_way(tmp_path):
    """Qualtrics numbers its own scales from the best; said which end is good, 8 of 10 are satisfied. 0–10 is clear."""
    survey = read(tmp_path, qualtrics(0, 1))
    with pytest.raises(pe.PeakendError, match="1 may be the best or the worst"):
        pe.csat(survey, "Q1")
    assert 80 == pe.csat(survey.score("Q1", scale=(1, 5), direction="low"), "Q1")["top_box"][0]
    assert -40 == pe.nps(survey, "Q2")["nps"][0]
    assert "doubt" not in set(read(tmp_path, qualtrics("IP Address", "True")).problems["kind"])


def test_numbers_of_options_are_told_by_those_of_several_answers(tmp_path):
    """SurveyMonkey writes an option's own number where it was chosen."""
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date"]
    rows = [[*own, "How satisfied are you?", "Which?", ""], ["", "", "", "", "Response", "App", "Hall"]]
    rows += [[i, 7, "03/14/2025", "03/14/2025", code, 1, ""] for i, code in enumerate(BEST_FIRST, 1)]
    rows += [[99, 7, "03/14/2025", "03/14/2025", 1, "", 2]]
    with pytest.raises(pe.PeakendError, match="1 may be the best or the worst"):
        pe.csat(read(tmp_path, rows), "Q1")


@pytest.mark.parametrize("written", ["2025/3/1 下午3:20:11", "2025. 3. 1 오후 3:20:11", "1.3.2025 15:20:11"])
def test_google_writes_the_half_of_the_day_in_words(tmp_path, written):
    """Ten past three is in the afternoon, and the file is Google's."""
    survey = read(tmp_path, [["时间戳记", "NPS?"], [written, 9], [written, 3]])
    assert ("google_forms", 15) == (survey.source["profile"], survey["submitted"].dt.hour[0])


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([["Satisfied", 9], ["Neutral", 3], ["Satisfied", 7], ["Satisfied", ""], ["Total answers: 3", ""]], 4),
        ([["C1", 9], ["C2", 3], ["C3", 7], ["9月共收回3份", ""]], 3),
        ([["C1", 9], ["C2", 3], ["C3", 7], ["C4", ""]], 4),
        ([["long, and cold", 9], ["Fine!", 3], ["Why?", 7], ["I gave up (sorry)", ""]], 4),
        ([[5, 9], [2, 3], [4, 8], [1, 7], [3.0, 6.75]], 4),
    ],
)
def test_a_line_below_the_table_is_no_respondent(tmp_path, rows, left):
    """Told by what stands above it: a line of another make, or the means of all columns; prose tells nothing."""
    survey = read(tmp_path, [["first", "second"], *rows])
    assert left == len(survey)
    assert ("footer" in set(survey.problems["kind"])) == (left < len(rows))


@pytest.mark.parametrize("head", ["id", "told"])
def test_rows_that_stand_twice_are_told(tmp_path, head):
    """By their number, or where all of a row is the same."""
    rows = [[f"visit {i}", 4, f"text {i}"] for i in (1, 2, 3, 4, 5, 2)]
    survey = read(tmp_path, [[head, "satisfied", "remark"], *rows])
    assert 1 == survey.problems.set_index("kind")["rows"]["duplicates"]


FIVE = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]


@pytest.mark.parametrize(
    ("answers", "percent"),
    [
        ([f"{i} - {FIVE[i - 1]}" for i in (1, 2, 3, 3)], 0),
        ([f"{FIVE[i - 1]} ({i})" for i in (3, 4, 4, 3)], 50),
        ([f"{6 - i}. {FIVE[i - 1]}" for i in (1, 2, 3, 3)], 0),
        ([f"{6 - i}. {FIVE[i - 1]}" for i in (3, 4, 4, 3)], 50),
        (["3", "4", "5 - Very satisfied"], 200 / 3),
    ],
)
def test_the_ends_of_a_scale_are_not_those_that_were_given(tmp_path, answers, percent):
    """Where nobody was very satisfied, neutral is not the best: the words say what the scale is."""
    survey = read(tmp_path, [["How?", "x"], *([answer, 1] for answer in answers)])
    assert percent == pytest.approx(pe.csat(survey, "How?")["top_box"][0])


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["1 (sehr zufrieden)", "2", "3", "2"], "scores with words beside them"),
        (["Not at all likely", "3", "7", "9", "Extremely likely"], "They may be the ends of its scale"),
        (["1 (nie)", "2", "3", "3"], "runs from “nie” to “3”"),
    ],
)
def test_a_scale_with_an_end_that_nobody_gave_is_asked_about(tmp_path, answers, said):
    """It cannot be turned around, or numbered: and leaving out what has words would leave out the ends."""
    survey = read(tmp_path, [["How?", "x"], *([answer, 1] for answer in answers)])
    with pytest.raises(pe.PeakendError, match=said) as refused:
        pe.csat(survey, "How?")
    assert "drop" not in str(refused.value)


@pytest.mark.parametrize("mark", ["x", "√", "Checked"])
def test_marked_options_are_one_question(tmp_path, mark):
    """Of four who chose something, two chose the app; who left all empty did not answer."""
    rows = [["app", "hall", "line"], *([mark * a, mark * b, mark * c] for a, b, c in ((1, 0, 0), (1, 1, 0), (0, 0, 1)))]
    survey = read(tmp_path, [*rows, ["", "", ""], ["", mark, mark]])
    assert [2, 2, 2] == [int(survey[name].sum()) for name in rows[0]]
    assert {"several"} == {question.kind for question in survey.questions}


@pytest.mark.parametrize("separator", ["，", ",", "; "])
def test_several_answers_in_a_plain_table(tmp_path, separator):
    """Whatever parts them."""
    chosen = [("app", "hall"), ("app",), ("hall", "line"), ("app", "line", "hall"), ("line",), ("app",)]
    survey = read(tmp_path, [["channels", "x"], *([separator.join(cell), 1] for cell in chosen)])
    assert [4, 3, 3] == sorted((int(survey[name].sum()) for name in list(survey.table)[:3]), reverse=True)


def test_a_table_of_counts_is_no_list_of_answers(tmp_path):
    """Eleven rows, and hundreds of answers."""
    with pytest.raises(pe.PeakendError, match=r"is a summary, score \| count, and no list of answers"):
        read(tmp_path, [["score", "count"], *([score, 7 * score + 3] for score in range(11))])


@pytest.mark.parametrize("wrong", ["10*", "Score: 9", "1E+01", "9-10"])
def test_answers_that_are_no_points_of_the_headings_scale_are_told(tmp_path, wrong):
    """They are counted as they stand, and that is said."""
    answers = [[i, (wrong, "8*", "7-8", "Score: 3")[i % 4]] for i in range(24)]
    survey = read(tmp_path, [["id", "How likely are you to recommend us? (0-10)"], *answers])
    assert any("names a scale" in said and repr(wrong) in said for said in survey.problems["message"])


def test_a_range_that_a_spreadsheet_made_a_date_of_is_told(tmp_path):
    """10-20 has become Oct-20; days below a heading that asks for them are days."""
    rows = [[i, ("18-24", "25-34", "Oct-20")[i % 3], ("1-Mar", "2-Mar")[i % 2]] for i in range(24)]
    survey = read(tmp_path, [["id", "Age group", "Visit date"], *rows])
    told = [said for said in survey.problems["message"] if "made a date" in said]
    assert 1 == len(told) and "holds 'Oct-20'" in told[0]


@pytest.mark.parametrize("cell", ["March 2025", "Q1 2025", "2025-W10", "2025年3月", "2025年第1季度"])
def test_a_month_a_quarter_or_a_week_is_no_day_and_told(tmp_path, cell):
    """Where the heading asks for a date."""
    survey = read(tmp_path, [["id", "Date", "nps"], *([i, cell, i % 11] for i in range(24))])
    assert any("written in a way that is not read here" in said for said in survey.problems["message"])


def test_a_number_beside_its_point_is_that_point(tmp_path):
    """What a computation leaves of 9; a true decimal stays one."""
    rows = [[i, ("8.999999999999998", "10", "9.5")[i % 3]] for i in range(24)]
    survey = read(tmp_path, [["id", "How likely are you to recommend us? (0-10)"], *rows])
    assert {9.0, 10.0, 9.5} == set(survey.table.iloc[:, 1])


def test_signs_of_web_pages_are_read_and_part_nothing(tmp_path):
    """Each answer is one, whatever stands for its space."""
    words = ["Very&nbsp;satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very&nbsp;dissatisfied"]
    survey = read(tmp_path, [["id", "How satisfied are you?"], *([i, words[i % 5]] for i in range(25))])
    assert 40.0 == pe.csat(survey, "How satisfied are you?").loc[0, "top_box"]


def test_a_picture_beside_words_does_not_hide_them(tmp_path):
    """They are scored by the words."""
    words = ["😀 Very satisfied", "🙂 Satisfied", "😐 Neutral", "🙁 Dissatisfied", "😡 Very dissatisfied"]
    survey = read(tmp_path, [["id", "How satisfied are you?"], *([i, words[i % 5]] for i in range(25))])
    assert 40.0 == pe.csat(survey, "How satisfied are you?").loc[0, "top_box"]
