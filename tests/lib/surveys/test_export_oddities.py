"""Files of an unusual make: the right value, or a sentence that says what was found."""

import csv
import io

import openpyxl
import pytest

import peakend as pe

KANO = {"feature": "feature", "functional": "functional", "dysfunctional": "dysfunctional"}
WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]


def read(folder, rows, **options):
    """Write rows, or a text, as a file and read it."""
    if not isinstance(rows, str):
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        rows = out.getvalue()
    file = folder / "a.csv"
    file.write_text(rows, encoding="utf-8", newline="")
    return pe.read_survey(file, **options)


def said(survey, kind):
    """Return what is said of one kind."""
    return " ".join(survey.problems["message"][survey.problems["kind"] == kind])


@pytest.mark.parametrize(
    ("heads", "answers"),
    [
        (("fast", "slow"), [("5 - I like it", "1 - I dislike it"), ("4 - I expect it", "1 - I dislike it")]),
        (("快", "不快"), [("喜欢（5）", "不喜欢（1）"), ("理所当然（4）", "不喜欢（1）")]),
        (("快(5=喜欢,1=不喜欢)", "不快(5=喜欢,1=不喜欢)"), [(5, 1), (4, 1)]),
        (("快（1=喜欢，5=不喜欢）", "不快（1=喜欢，5=不喜欢）"), [(1, 5), (2, 5)]),
    ],
)
def test_kano_answers_are_read_by_their_words_whatever_their_numbers(tmp_path, heads, answers):
    """Two like it and would miss it, one expects it: O is 2 and M is 1, also where 5 is to like."""
    survey = read(tmp_path, [["id", *heads]] + [[i, *answers[int(i == 2)]] for i in range(3)])
    found = pe.kano(survey.melt_kano({"fast": heads}), **KANO)
    assert found[["O", "M", "n_invalid"]].to_numpy().tolist() == [[2, 1, 0]]
    assert pe.kano(pe.melt_kano(survey, {"fast": heads}), **KANO)["O"].tolist() == [2]


def test_kano_of_option_numbers_is_doubted(tmp_path):
    """Nobody says whether 1 is to like or to dislike."""
    rows = [[*WJX, "1、有快速通道", "2、没有快速通道"]] + [[i, "2025/3/1", "65秒", "", "", "", 1, 5] for i in range(3)]
    survey = read(tmp_path, rows)
    with pytest.raises(pe.PeakendError, match="may be those of 问卷星"):
        survey.melt_kano({"fast": ("Q1", "Q2")})
    known = survey.score("Q1", scale=(1, 5), direction="low").score("Q2", scale=(1, 5), direction="low")
    assert pe.kano(known.melt_kano({"fast": ("Q1", "Q2")}), **KANO)["O"].tolist() == [3]


def test_each_column_of_dates_has_its_own_order(tmp_path):
    """13/04 and 04/13 are both the thirteenth of April; a column that leaves it open follows where all others agree."""
    rows = [["start date", "visit date", "nps"], ["13/04/2025", "04/13/2025", 9], ["05/04/2025", "04/05/2025", 8]]
    survey = read(tmp_path, rows)
    assert survey["start date"].dt.month.tolist() == survey["visit date"].dt.month.tolist() == [4, 4]


@pytest.mark.parametrize("separator", ["、", "|", "\n", " / ", "；"])
def test_several_answers_in_one_cell_whatever_parts_them(tmp_path, separator):
    """Four used the application, of six."""
    cells = [("app", "line"), ("line",), ("app", "hall"), ("hall",), ("app",), ("app", "line", "hall")]
    survey = read(tmp_path, [["id", "channels"]] + [[i, separator.join(cell)] for i, cell in enumerate(cells)])
    assert survey["channels_1"].tolist() == [1, 0, 1, 0, 1, 1]


def test_totals_of_groups_and_rows_of_statistics_are_no_respondents(tmp_path):
    """热线小计, as a pivot table has it; N=5, 均值（满分5） and T2B% at the end."""
    book = openpyxl.Workbook()
    for row in [
        ["渠道", "满意"],
        ["热线", 5],
        ["热线", 3],
        ["热线 小计", 4],
        ["门店", 2],
        ["门店", 4],
        ["门店 汇总", 2],
    ]:
        book.active.append(row)
    for row in [["N=4", None], ["均值（满分5）", 3.5], ["T2B%", 50]]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    survey = pe.read_survey(tmp_path / "a.xlsx")
    assert survey["满意"].tolist() == [5, 3, 2, 4]
    assert "T2B%" in said(survey, "footer")


def test_fewer_headings_than_cells_are_refused(tmp_path):
    """4,5 minutes without quotation marks would make 4 of the wait and 5 of the satisfaction."""
    with pytest.raises(pe.PeakendError, match=r"Line 1 of 'a\.csv' has 3 headings, and the rows below have 4 cells"):
        read(tmp_path, "id,wait,satisfaction\n1,4,5,2\n2,3,5,1\n")


@pytest.mark.parametrize(("head", "code"), [("满意度（1-5分，0=不适用）", 0), ("Staff (1–5, 6 = not applicable)", 6)])
def test_what_the_heading_calls_no_answer_is_none(tmp_path, head, code):
    """It is said, counted, and not averaged."""
    survey = read(tmp_path, [["id", head]] + [[i, value] for i, value in enumerate([5, code, code, 4, 3])])
    found = pe.csat(survey, head)
    assert (found["n"][0], found["n_missing"][0], found["mean"][0]) == (3, 2, 4.0)
    assert survey.questions[head].missing_codes == {str(code): 2}
    assert "whose heading calls it" in said(survey, "missing")


def test_eight_and_nine_beside_five_points_are_doubted_where_they_would_be_averaged(tmp_path):
    """But not on a scale of ten points, nor where the heading tells the scale."""
    rows = [["satisfied", "overall"]] + [[(1, 2, 3, 4, 5, 9)[i % 6], i % 5 + 1] for i in range(30)]
    with pytest.raises(pe.PeakendError, match="holds 9 × 5 beside answers from 1 to 5"):
        pe.drivers(read(tmp_path, rows), "overall", ["satisfied"])
    ten = [["satisfied", "overall"]] + [[(1, 3, 5, 7, 8, 9)[i % 6], i % 5 + 1] for i in range(30)]
    assert pe.drivers(read(tmp_path, ten), "overall", ["satisfied"])["n"].tolist() == [30]


AGREEING = [
    ("办事很麻烦", ["非常同意"] * 3 + ["同意", "非常不同意"], 20.0),
    ("It was hard", ["Strongly agree"] * 3 + ["Agree", "Strongly disagree"], 20.0),
    ("It was hard (1 = strongly agree, 5 = strongly disagree)", [1, 1, 1, 2, 5], 20.0),
    ("It was hard", ["1 - Strongly agree"] * 3 + ["2 - Agree", "5 - Strongly disagree"], 20.0),
]


@pytest.mark.parametrize(("head", "answers", "disagree"), AGREEING)
def test_whether_to_agree_is_good_is_asked(tmp_path, head, answers, disagree):
    """Four of five agree: 80 % where the statement is a praise, 20 % where it is a complaint."""
    survey = read(tmp_path, [["id", head]] + [[i, answer] for i, answer in enumerate(answers)])
    with pytest.raises(pe.PeakendError, match="it is not known which is the good end"):
        pe.csat(survey, head)
    assert "which is the good end" in said(survey, "doubt")
    first = "low" if isinstance(answers[0], int) else "high"  # which end of the numbers agrees
    other = "high" if first == "low" else "low"
    assert pe.csat(survey.score(head, direction=first), head)["top_box"].tolist() == [100 - disagree]
    assert pe.csat(survey.score(head, direction=other), head)["top_box"].tolist() == [disagree]


def test_seven_points_as_words_are_scored(tmp_path):
    """Extremely, moderately, slightly: four of seven are above the middle or on it."""
    words = ["Extremely satisfied", "Moderately satisfied", "Slightly satisfied", "Neither satisfied nor dissatisfied"]
    words += ["Slightly dissatisfied", "Moderately dissatisfied", "Extremely dissatisfied"]
    survey = read(tmp_path, [["id", "q"]] + [[i, word] for i, word in enumerate(words)])
    assert survey.questions["q"].scale == (1, 7)
    assert pe.csat(survey, "q", top=3)["top_box"].round(2).tolist() == [42.86]


def test_rows_of_questions_are_told(tmp_path):
    """One row a respondent and question, as some databases give them."""
    rows = [["who", "question", "answer"]] + [[i, q, v] for i in range(4) for q, v in (("NPS", 9), ("CSAT", 4))]
    assert "would mix the questions" in said(read(tmp_path, rows), "shape")


def test_two_tables_beside_each_other_are_told(tmp_path):
    """They are read as one, and it is said."""
    rows = [["id", "q", "", "channel", "count"], [1, 5, "", "app", 2], [2, 4, "", "hall", 1], [3, 1, "", "", ""]]
    assert "two tables beside each other" in said(read(tmp_path, rows), "sheet")


def test_a_code_beside_decimals_is_asked_about(tmp_path):
    """Halves of a point are answers, and 99 is hardly one."""
    (tmp_path / "a.csv").write_text("staff,hall\n4.5,a\n3.5,b\n99,a\n5,b\n2.5,a\n", encoding="utf-8")
    survey = pe.read_survey(tmp_path / "a.csv")
    assert "99 × 1 beside answers from 2.5 to 5" in survey.questions["staff"].code_doubt
    with pytest.raises(pe.PeakendError, match=r"missing=\[99\]"):
        pe.compare(survey, "staff", between="hall")
