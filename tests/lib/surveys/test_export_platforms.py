"""Exports of each platform in the shapes in which they come, and what is told where a file leaves something open."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import peakend as pe
import survey_files
from peakend.surveys.survey import Survey

Rows = list[list[object]]


def read(folder: Path, rows: Rows, name: str = "export.csv", **options: object) -> Survey:
    """Write rows as a file and read it."""
    return pe.read_survey(survey_files.write_csv(folder / name, rows), **options)


def plain(values: pd.Series) -> list[object]:
    """Return values with None for what is missing."""
    return [None if pd.isna(value) else value for value in values]


WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]


def wjx(*answers: object, head: str = "1、您对本次服务满意吗？") -> Rows:
    """A 问卷星 export of one question."""
    rows = [
        [i, f"2025/3/{i % 28 + 1} 9:30:00", "65秒", "微信", "N/A", "", answer] for i, answer in enumerate(answers, 1)
    ]
    return [[*WJX, head], *rows]


TEXTS = ["非常满意"] * 30 + ["满意"] * 15 + ["一般"] * 5 + ["非常不满意"] * 2
CODES = [1] * 30 + [2] * 15 + [3] * 5 + [5] * 2


def test_option_numbers_with_their_texts_are_scored_by_the_texts(tmp_path):
    """Option 1 is 非常满意: 45 of 52 are satisfied, and not two."""
    texts = survey_files.write_csv(tmp_path / "texts.csv", wjx(*TEXTS))
    known = read(tmp_path, wjx(*CODES), labels=texts)
    assert 100 * 45 / 52 == pytest.approx(pe.csat(known, "Q1")["top_box"][0])
    assert {"非常满意", "满意", "一般", "非常不满意"} == set(known["Q1"])


def test_rows_of_two_exports_are_matched_by_respondent(tmp_path):
    """The one with texts is sorted otherwise."""
    rows = wjx(*TEXTS)
    texts = survey_files.write_csv(tmp_path / "texts.csv", [rows[0], *reversed(rows[1:])])
    assert TEXTS == plain(read(tmp_path, wjx(*CODES), labels=texts)["Q1"])


def test_an_option_number_with_two_texts_is_refused(tmp_path):
    """The exports are of two versions of the survey."""
    texts = survey_files.write_csv(tmp_path / "texts.csv", wjx("满意", "一般", "满意"))
    with pytest.raises(pe.PeakendError, match=r"in column 'Q1', 1 stands for 满意, 一般"):
        read(tmp_path, wjx(1, 1, 2), labels=texts)


@pytest.mark.parametrize("head", ["1、您对本次服务满意吗？", "2、您有多大可能推荐我们？", "3、办理方便吗"])
def test_option_numbers_are_no_scores(tmp_path, head):
    """Alone, they may run either way: the measure says so, and what to pass."""
    known = read(tmp_path, wjx(*CODES, head=head))
    with pytest.raises(pe.PeakendError, match=r"may be those of 问卷星's options.*labels=.*s\.score\("):
        pe.csat(known, known.questions[-1].name)


def test_numbers_said_to_be_scores_are_counted(tmp_path):
    """By the one who knows."""
    known = read(tmp_path, wjx(*CODES)).score("Q1", scale=(1, 5), direction="low")
    assert 100 * 45 / 52 == pytest.approx(pe.csat(known, "Q1")["top_box"][0])


def test_texts_of_a_known_scale_are_scored(tmp_path):
    """And the survey says with what."""
    known = read(tmp_path, wjx(*TEXTS))
    assert 100 * 45 / 52 == pytest.approx(pe.csat(known, "Q1")["top_box"][0])
    assert "非常满意 = 5" in " ".join(known.problems["message"])


@pytest.mark.parametrize("numbers", [[0, 9, 10, 3], [10, 0, 0, 7]])
def test_numbers_with_a_zero_are_no_option_numbers(tmp_path, numbers):
    """Options are counted from 1."""
    assert 4 == pe.nps(read(tmp_path, wjx(*numbers)), "Q1")["n"][0]


def test_scores_add_up_to_the_total_of_the_platform(tmp_path):
    """Then they are scores."""
    rows = [[*WJX, "1、服务", "2、环境", "总分"]]
    rows += [[i, "2025/3/1 9:30:00", "65秒", "微信", "N/A", "", i, 5, i + 5] for i in (1, 2, 3, 4, 5)]
    assert 40 == pe.csat(read(tmp_path, rows), "Q1")["top_box"][0]


@pytest.mark.parametrize("code", ["-2", "-3"])
def test_a_code_beside_option_numbers_is_no_answer(tmp_path, code):
    """问卷星 writes −2 for blank and −3 for passed over."""
    known = read(tmp_path, wjx(5, 4, code, 3))
    assert {code: 1} == dict(known.questions["Q1"].missing_codes)


def test_two_below_zero_is_a_point_of_its_own_scale(tmp_path):
    """−2…+2: no answer is thrown away, whoever wrote the file."""
    assert [-2, -1, 0, 2] == plain(read(tmp_path, wjx(-2, -1, 0, 2))["Q1"])


def test_numbered_questions_are_no_sign_of_a_platform(tmp_path):
    """A form whose questions are numbered: six answers each, waiting's mean −1.5."""
    rows: Rows = [["Timestamp", "1. How did arriving feel?", "2. How did waiting feel?", "3. How did leaving feel?"]]
    rows += [
        ["2025-03-01 10:00", *row] for row in ((1, -2, 2), (0, -2, 1), (2, -1, 2), (1, -2, 0), (-2, 0, 1), (1, -2, -2))
    ]
    known = read(tmp_path, rows)
    assert ("plain", [6, 6, 6]) == (known.source["profile"], known.table.iloc[:, 1:].count().tolist())
    assert -1.5 == known["2. How did waiting feel?"].mean()


QUALTRICS = ["StartDate", "EndDate", "Status", "Finished", "ResponseId"]


def qualtrics(*rows: list[object], heads: list[str], titles: list[str], ids: list[str], **own: list[str]) -> Rows:
    """A Qualtrics export with three heads; a row is status, finished, then the answers."""
    top = [
        [*QUALTRICS, *heads],
        ["Start Date", "End Date", *own.get("titles", ["Response Type", "Finished", "Response ID"]), *titles],
    ]
    import_ids = [f'{{"ImportId":"{name}"}}' for name in ("startDate", "endDate", "status", "finished", "_recordId")]
    body = [["2025-03-01 10:00:00", "2025-03-01 10:05:00", *row[:2], f"R_{i}", *row[2:]] for i, row in enumerate(rows)]
    return [*top, [*import_ids, *ids], *body]


def one_question(*rows: list[object]) -> Rows:
    """A Qualtrics export of one question."""
    return qualtrics(*rows, heads=["Q1"], titles=["How likely?"], ids=['{"ImportId":"QID1"}'])


@pytest.mark.parametrize("preview", ["Survey Preview", "Survey Test", "Umfragenvorschau", "调查预览"])
def test_previews_and_unfinished_answers_are_left_out_and_told(tmp_path, capsys, preview):
    """Five real detractors remain."""
    rows = [[preview, "True", 10]] * 5 + [["IP Address", "False", ""]] * 3 + [["IP Address", "True", 3]] * 5
    known = read(tmp_path, one_question(*rows))
    assert (5, -100) == tuple(pe.nps(known, "Q1").loc[0, ["n", "nps"]])
    assert [5, 3] == known.problems.set_index("kind").loc[["preview", "unfinished"], "rows"].tolist()
    assert "previews, tests or spam, which are not customers' answers (5)" in capsys.readouterr().out


def test_what_is_left_out_can_be_kept(tmp_path):
    """By its kind."""
    rows = [["Survey Preview", "True", 10], ["IP Address", "False", 9], ["IP Address", "True", 3]]
    assert 2 == len(read(tmp_path, one_question(*rows), keep=["unfinished"]))
    assert 3 == len(read(tmp_path, one_question(*rows), keep=["unfinished", "preview"]))


def test_where_all_are_previews_none_is_left_out(tmp_path):
    """A pilot; the survey says so."""
    known = read(tmp_path, one_question(["Survey Preview", "True", 9], ["Survey Preview", "True", 8]))
    assert (2, True) == (len(known), "none was left out" in known.problems["message"].iloc[0])


def test_old_quotation_of_import_ids_is_a_head_too(tmp_path):
    """Single quotes: four respondents, numeric answers; −1 is asked about, and not averaged."""
    heads = ["ResponseID", "StartDate", "EndDate", "Finished", "Status", "Q1", "Q2_1"]
    rows: Rows = [heads, [*heads[:5], "How likely?", "Waiting"], [f"{{'ImportId': '{head}'}}" for head in heads]]
    rows += [
        [f"R_{i}", "2016-06-24 14:27:08", "2016-06-24 14:27:08", 1, 0, *row]
        for i, row in enumerate(((9, 3), (10, -1), (3, 2), (8, -1)))
    ]
    known = read(tmp_path, rows)
    assert (4, 4) == (len(known), pe.nps(known, "Q1")["n"][0])
    with pytest.raises(pe.PeakendError, match=r"'Q2_1' holds -1 × 2 beside answers from 2 to 3.*missing=\[-1\]"):
        pe.drivers(known, "Q1", ["Q2_1"])
    assert [3, None, 2, None] == plain(read(tmp_path, rows, missing=[-1])["Q2_1"])


def test_several_answers_are_1_and_0_in_either_shape(tmp_path):
    """Split over columns, as labels in one cell, and as numbers in one cell."""
    ids = [f'{{"ImportId":"QID2","choiceId":"{i}"}}' for i in (1, 2, 3)] + [
        '{"ImportId":"QID3"}',
        '{"ImportId":"QID4"}',
    ]
    titles = [f"Which? - Selected Choice - {name}" for name in ("App", "Phone", "Branch")] + ["Again?", "Codes?"]
    rows = [
        ["App", "", "Branch", "App,Branch", "1,3"],
        ["", "Phone", "", "Phone", "2"],
        ["App", "Phone", "", "App,Phone", "1,2"],
    ]
    heads = ["Q2_1", "Q2_2", "Q2_3", "Q3", "Q4"]
    known = read(
        tmp_path, qualtrics(*(["IP Address", "True", *row] for row in rows), heads=heads, titles=titles, ids=ids)
    )
    assert [[1, 0, 1], [0, 1, 0], [1, 1, 0]] == known[["Q2_1", "Q2_2", "Q2_3"]].to_numpy().tolist()
    by_option = {
        question.text.rsplit(" — ")[-1]: question.name for question in known.questions if question.group == "Q3"
    }
    assert [1, 0, 1] == plain(known[by_option["App"]])
    assert [[1, 0, 1], [0, 1, 0], [1, 1, 0]] == known[["Q4_1", "Q4_2", "Q4_3"]].to_numpy().tolist()


LABELLED = ["10 - Extremely likely"] * 6 + ["9"] * 3 + ["8"] * 2 + ["5"] * 2 + ["0 - Not at all likely"] * 4


@pytest.mark.parametrize(
    "labels",
    [{}, {"10 - Extremely likely": "10 – sehr", "0 - Not at all likely": "0 – gar nicht"},
     {"10 - Extremely likely": "10分（非常愿意）", "0 - Not at all likely": "0分（完全不愿意）"},
     {"10 - Extremely likely": "10: surely", "0 - Not at all likely": "0: never"}],
)  # fmt: skip
def test_scores_with_words_at_both_ends_are_scores(tmp_path, labels):
    """NPS 17.6 of 17, and no end of the scale is left out."""
    rows = [["IP Address", "True", labels.get(answer, answer)] for answer in LABELLED]
    known = read(tmp_path, one_question(*rows))
    assert (17, 17.6) == (pe.nps(known, "Q1")["n"][0], round(pe.nps(known, "Q1")["nps"][0], 1))
    assert [10, 9] == plain(known["Q1"].drop_duplicates())[:2]


SM = ["Respondent ID", "Collector ID", "Start Date", "End Date"]
GERMAN = ["Befragten-ID", "Collector-ID", "Startdatum", "Enddatum"]


@pytest.mark.parametrize("own", [SM, GERMAN], ids=["en", "de"])
def test_a_matrix_in_which_all_agree_is_no_multiple_choice(tmp_path, own):
    """Waiting 2, Staff 5."""
    rows: Rows = [[*own, "Please rate,", ""], ["", "", "", "", "Waiting", "Staff"]]
    rows += [[i, 9, "03/13/2025", "03/13/2025", 2, 5] for i in (1, 2, 3)]
    known = read(tmp_path, rows)
    assert ("surveymonkey", "matrix") == (known.source["profile"], known.questions["Q1_1"].kind)
    assert [[2, 5]] * 3 == known[["Q1_1", "Q1_2"]].to_numpy().tolist()


def test_options_that_hold_their_own_text_are_a_multiple_choice(tmp_path):
    """A pilot of two, in which nobody chose one of them."""
    rows: Rows = [[*SM, "Which?", "", ""], ["", "", "", "", "App", "Phone", "Branch"]]
    rows += [[1, 9, "03/13/2025", "03/13/2025", "App", "", ""], [2, 9, "03/13/2025", "03/13/2025", "App", "Phone", ""]]
    assert [[1, 0, 0], [1, 1, 0]] == read(tmp_path, rows)[["Q1_1", "Q1_2", "Q1_3"]].to_numpy().tolist()


LIME = [
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "G1Q1. How likely, from 0, not at all, to 10?",
    "Q2[SQ001]. Waiting, in short",
    "Q2[SQ002]. Staff, polite",
]


def test_limesurvey_is_read_by_codes_and_texts(tmp_path):
    """Three questions; who did not submit is left out; a submission without a date, 1980, counts by its last page."""
    rows: Rows = [
        LIME,
        [1, "2025-03-01 10:00:00", 3, "en", 9, 4, "N/A"],
        [2, "1980-01-01 00:00:00", 3, "en", 10, 5, 3],
        [3, "", 1, "en", "", "", ""],
    ]
    file = survey_files.write_csv(tmp_path / "lime.csv", rows, delimiter=";")
    known = pe.read_survey(file)
    assert ["G1Q1", "Q2_SQ001", "Q2_SQ002"] == [question.name for question in known.questions][-3:]
    assert [[9, 4, None], [10, 5, 3]] == [plain(row) for _i, row in known[["G1Q1", "Q2_SQ001", "Q2_SQ002"]].iterrows()]
    assert ((0, 10), ["unfinished"]) == (known.questions["G1Q1"].scale, known.problems["kind"].head(1).tolist())


@pytest.mark.parametrize(
    ("first", "times", "joined"),
    [("时间戳记", ["2025/03/01 9:30:15 上午 GMT+8", "2025/03/02 2:10:15 下午 GMT+8", "2025/03/05 12:10:15 下午 GMT+8"],
      ", "),
     ("Timestamp", ["2025/03/01 9:30:15 AM GMT+8", "2025/03/02 2:10:15 PM GMT+8", "2025/03/05 12:10:15 PM GMT+8"], ";"),
     ("Zeitstempel", ["01.03.2025 09:30:15", "02.03.2025 14:10:15", "05.03.2025 12:10:15"], ", "),
     ("Timestamp", ["3/1/2025 9:30:15", "3/2/2025 14:10:15", "3/15/2025 12:10:15"], ", ")],
)  # fmt: skip
def test_google_forms_in_any_language(tmp_path, first, times, joined):
    """Times are times, and channels in one cell are 1 and 0."""
    channels = [f"App{joined}Phone", "Branch", f"App{joined}Branch"]
    rows: Rows = [[first, "Would you recommend us?", "Which channels?"]]
    rows += [[time, score, cell] for time, score, cell in zip(times, (9, 3, 10), channels, strict=True)]
    known = read(tmp_path, rows)
    assert "google_forms" == known.source["profile"]
    assert ["2025-03-01 09:30:15", "2025-03-02 14:10:15"] == known["submitted"].astype(str).tolist()[:2]
    assert 12 == known["submitted"].dt.hour.iloc[2]
    options = [question.name for question in known.questions if question.kind == "several"]
    assert [[1, 1, 0], [0, 0, 1], [1, 0, 1]] == known[options].to_numpy().tolist()


@pytest.mark.parametrize(
    "own", [["ID", "Start time", "Completion time", "Email", "Name"],
            ["ID", "开始时间", "完成时间", "电子邮件", "名称"],
            ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"]],
)  # fmt: skip
def test_microsoft_forms_in_any_language(tmp_path, own):
    """Each answer of several ends in a semicolon."""
    book = openpyxl.Workbook()
    book.active.append([*own, "推荐", "渠道"])
    day = pd.Timestamp("2025-03-04 10:00").to_pydatetime()
    for i, cell in enumerate(("App;Phone;", "Branch;", "App;"), 1):
        book.active.append([i, day, day, "anonymous", "", 9, cell])
    book.save(tmp_path / "forms.xlsx")
    known = pe.read_survey(tmp_path / "forms.xlsx")
    assert ("microsoft_forms", "M") == (known.source["profile"], known["submitted"].dtype.kind)
    assert [[1, 1, 0], [0, 0, 1], [1, 0, 0]] == known[["渠道_1", "渠道_2", "渠道_3"]].to_numpy().tolist()


def test_tencent_questions_are_numbered(tmp_path):
    """腾讯问卷."""
    rows: Rows = [
        ["编号", "开始答题时间", "结束答题时间", "答题时长", "地理位置省", "昵称", "1.您愿意推荐我们吗", "2.您的建议"]
    ]
    rows += [
        [i, "2025-03-01 10:00:00", "2025-03-01 10:01:05", "1分5秒", "浙江", "甲", score, "好"]
        for i, score in ((1, 9), (2, 0))
    ]
    known = read(tmp_path, rows)
    assert ("tencent", [65, 65], [9, 0]) == (known.source["profile"], plain(known["duration_s"]), plain(known["Q1"]))


def test_jinshuju_has_its_own_columns_at_the_end(tmp_path):
    """金数据; several answers in one cell."""
    rows: Rows = [
        ["序号", "您愿意推荐我们吗", "用过哪些渠道", "提交人", "提交时间", "填写设备", "操作系统", "浏览器", "IP"]
    ]
    cells = ["门店,电话", "电话", "门店,微信,电话", "微信"]
    rows += [[i, 9, cell, "", "2025-03-01 10:00:00", "手机", "iOS", "微信", ""] for i, cell in enumerate(cells, 1)]
    known = read(tmp_path, rows)
    assert ("jinshuju", "several") == (known.source["profile"], known.questions["用过哪些渠道_1"].kind)


def test_typeform_options_have_columns_of_their_own_name(tmp_path):
    """Neighbouring columns that hold nothing but their headings."""
    rows: Rows = [["#", "How likely?", "App", "Phone", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"]]
    rows += [
        ["a1", 9, "App", "", "2025-03-01 10:00:00", "2025-03-01 10:01:00", "x"],
        ["a2", 3, "", "Phone", "2025-03-01 10:00:00", "2025-03-01 10:01:00", "y"],
    ]
    known = read(tmp_path, rows)
    assert ("typeform", [[1, 0], [0, 1]]) == (known.source["profile"], known[["App", "Phone"]].to_numpy().tolist())


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_columns_give_the_same_survey(tmp_path, seed):
    """问卷星 with its columns in another order: the same answers under the same names."""
    import random

    rows = survey_files.wjx(40)
    order = random.Random(seed).sample(range(len(rows[0])), len(rows[0]))
    first = read(tmp_path, rows, "a.csv").table
    second = read(tmp_path, [[row[i] for i in order] for row in rows], "other name.csv").table
    columns = [name for name in first if not name.startswith("Q5")]
    pd.testing.assert_frame_equal(first[columns], second[columns])


def test_marks_that_are_all_1_are_no_options_unseen(tmp_path):
    """Qualtrics writes both alike: the measure asks."""
    ids = ['{"ImportId":"QID2_1"}', '{"ImportId":"QID2_2"}']
    rows = [["IP Address", "True", 1, 1], ["IP Address", "True", 1, ""]]
    titles = ["Rate - Wait", "Rate - Staff"]
    known = read(tmp_path, qualtrics(*rows, heads=["Q2_1", "Q2_2"], titles=titles, ids=ids))
    with pytest.raises(pe.PeakendError, match="options that were chosen, or the lowest mark"):
        pe.csat(known, "Q2_2")
    assert 0 == pe.csat(known.score("Q2_2"), "Q2_2")["top_box"][0]


def test_who_wrote_another_option_chose_none_of_the_listed(tmp_path):
    """Not chosen, and not unanswered."""
    rows: Rows = [[*SM, "Which?", "", ""], ["", "", "", "", "App", "Phone", "Other (please specify)"]]
    rows += [[1, 9, "03/13/2025", "03/13/2025", "App", "", ""], [2, 9, "03/13/2025", "03/13/2025", "", "", "mail"]]
    rows += [[3, 9, "03/13/2025", "03/13/2025", "", "", ""], [4, 9, "03/13/2025", "03/13/2025", "", "Phone", ""]]
    assert [1, 0, None, 0] == plain(read(tmp_path, rows)["Q1_1"])


def test_words_of_no_known_scale_are_asked_about(tmp_path):
    """And not dropped."""
    known = read(tmp_path, [["id", "sat"], [1, "挺好"], [2, "还行"], [3, "挺好"], [4, "糟"]])
    with pytest.raises(pe.PeakendError, match=r"holds words and no scores.*s\.score\('sat'") as error:
        pe.csat(known, "sat")
    assert "drop" not in str(error.value)
