"""What programs and people put around an answer: formulas, signs that nobody sees, percent, numbers in words."""

import csv

import openpyxl
import pytest

import peakend as pe

MARKS = [1, 2, 3, 4, 5, 5, 4, 1, 5, 4, 2, 4]  # seven of twelve are satisfied
WORDS = ["非常不满意", "不满意", "一般", "满意", "非常满意"]
SATISFIED = (12, 58.33)
WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
JINSHUJU = ["序号", "推荐", "填写状态", "提交人", "提交时间", "填写时长", "IP"]
QUALTRICS = ["StartDate", "EndDate", "Status", "Finished", "ResponseId", "Q1"]


def read(folder, rows, separator=",", encoding="utf-8", **options):
    """Write rows as a file and read it."""
    file = folder / "a.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=separator).writerows(rows)
    return pe.read_survey(file, **options)


def satisfied(survey, head="S"):
    """Return how many answered, and the share of the satisfied."""
    found = pe.csat(survey, head).iloc[0]
    return found["n"], round(found["top_box"], 2)


@pytest.mark.parametrize(
    "written",
    [
        lambda mark: f'="{mark}"',
        lambda mark: f"={mark}",
        lambda mark: f"'{mark}",
        lambda mark: f"\u200b{mark}",
        lambda mark: f"\u3000{mark}\xa0",
        lambda mark: f"{mark}\u200e" if mark % 2 else mark,
        lambda mark: "一二三四五"[mark - 1] + "分",
        lambda mark: "一二三四五"[mark - 1] + "颗星",
        lambda mark: "一二三四五"[mark - 1] + "星级",
        lambda mark: "①②③④⑤"[mark - 1],
        lambda mark: f"{WORDS[mark - 1]}{mark}",
        lambda mark: f"{mark} {WORDS[mark - 1]}" if mark in (1, 5) else mark,
        lambda mark: WORDS[mark - 1] + "\u200b" * (mark % 2),
    ],
)
def test_an_answer_is_read_whatever_stands_around_it(tmp_path, written):
    """As a spreadsheet is made to keep it, as it was copied from a page, or as people count."""
    rows = [["id", "S"], *([f'="{place + 1000}"', written(mark)] for place, mark in enumerate(MARKS))]
    assert SATISFIED == satisfied(read(tmp_path, rows))
    assert SATISFIED == satisfied(read(tmp_path, rows, lazy=True))


def test_what_protects_a_cell_of_a_workbook_is_no_part_of_it(tmp_path):
    """A table of text may have been put into a workbook as it was."""
    book = openpyxl.Workbook()
    for row in [["id", "S"], *([place, f'="{mark}"'] for place, mark in enumerate(MARKS))]:
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(tmp_path / "a.xlsx")
    assert SATISFIED == satisfied(pe.read_survey(tmp_path / "a.xlsx"))


def test_a_protected_heading_is_a_heading(tmp_path):
    """And a quotation mark in a text stays one."""
    survey = read(tmp_path, [['="id"', '="S"', '="why"'], *([i, mark, '="a ""b"""'] for i, mark in enumerate(MARKS))])
    assert (SATISFIED, 'a "b"') == (satisfied(survey), survey["why"][0])


def test_a_remark_that_begins_as_a_formula_stays_as_it_was_written(tmp_path):
    """Open answers are quoted."""
    said = ["=) fine", "'tis slow", "=A1+B1"] * 4
    survey = read(tmp_path, [["S", "comment"], *zip(MARKS, said, strict=True)])
    assert said == survey["comment"].tolist()


@pytest.mark.parametrize("sign", ["%", " %", "％"])
def test_percent_are_numbers(tmp_path, sign):
    """80% is 80, as in a form; 80% beside 0.8 is not known."""
    rows = [["id", "S"], [1, f"80{sign}"], [2, f"12.5{sign}"], [3, f"80{sign}"]]
    assert [80, 12.5, 80] == read(tmp_path, rows)["S"].tolist()
    assert f"80{sign}" == read(tmp_path, [*rows, [4, 0.8]])["S"][0]


@pytest.mark.parametrize("separator", ["^", "~", "¦", "\x1f"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_rare_separators_part_a_table_too(tmp_path, separator, encoding):
    """With a mark of the encoding, and without."""
    rows = [["id", "S"], *enumerate(MARKS)]
    assert SATISFIED == satisfied(read(tmp_path, rows, separator, encoding))


@pytest.mark.parametrize(
    ("head", "answers", "code"),
    [
        ("Emotion (-2 to 2)", [-2, -1, 0, 1, 2], -1),
        ("Emotion", [-2, -1, 0, 1, 2], -1),
        ("Recommend (0-10)", [0, 5, 9, 10], 0),
        ("Score (0-100)", [0, 50, 99, 100], 99),
    ],
)
def test_a_code_for_all_questions_is_an_answer_where_it_is_a_point_of_the_scale(tmp_path, head, answers, code):
    """That is said; for one column it is taken as it was asked for."""
    rows = [["id", head], *enumerate(answers)]
    survey = read(tmp_path, rows, missing=(code,))
    assert answers == survey[head].tolist()
    assert f"{code} stays an answer in column {head!r}" in " ".join(survey.problems["message"])
    assert 1 == read(tmp_path, rows, missing={head: (code,)})[head].isna().sum()


def test_two_best_points_of_a_hundred_are_not_taken_for_the_satisfied(tmp_path):
    """How many are is asked; 80 and 100 are among the best 21."""
    survey = read(tmp_path, [["id", "S (0-100)"], *([i, 20 * mark] for i, mark in enumerate(MARKS))])
    with pytest.raises(pe.PeakendError, match=r"has 101 points.*top=21, from 80 upwards"):
        pe.csat(survey, "S (0-100)")
    assert 58.33 == round(pe.csat(survey, "S (0-100)", top=21)["top_box"][0], 2)


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (
            [*WJX, "答卷状态", "1、推荐"],
            [["2025/3/1 9:30:00", "65秒", "微信", "N/A", "", status] for status in ("有效", "无效")],
        ),
        (["Channel", "Response status", "Recommend"], [["app", status] for status in ("valid", "Disqualified")]),
    ],
)
@pytest.mark.parametrize("lazy", [False, True])
def test_rows_that_a_column_calls_invalid_are_told(tmp_path, heads, rows, lazy):
    """Who is right, the file cannot tell; they are kept."""
    table = [[*row, score] for row, score in zip(rows * 6, range(11), strict=False)]
    if heads[0] == "序号":
        table = [[i, *row] for i, row in enumerate(table, 1)]
    said = " ".join(read(tmp_path, [heads, *table], lazy=lazy).problems["message"])
    assert f"Rows that column {heads[-2]!r} calls" in said
    assert ": 5; they are kept" in said


@pytest.mark.parametrize(("finished", "not_finished"), [("真", "假"), ("Waar", "Onwaar"), ("True", "False")])
@pytest.mark.parametrize("status", ["Spam", "8", "Survey Preview"])
def test_spam_and_unfinished_answers_are_left_out_in_any_language(tmp_path, finished, not_finished, status):
    """Two of six are answers."""
    day = "2025-03-01 10:00:00"
    rows = [[day, day, "0" if status == "8" else "IP", finished, f"R_{i}", 9] for i in range(2)]
    rows += [[day, day, status, finished, f"R_s{i}", 0] for i in range(2)]
    rows += [[day, day, "0" if status == "8" else "IP", not_finished, f"R_u{i}", 0] for i in range(2)]
    assert [9, 9] == read(tmp_path, [QUALTRICS, QUALTRICS, *rows])["Q1"].tolist()
