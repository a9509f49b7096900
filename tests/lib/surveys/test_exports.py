"""Survey files as the platforms export them: recognised, read, explained, or refused in one clear sentence."""

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pytest

import peakend as pe
import survey_files

SHAPES = list(survey_files.all_shapes())
NAMES = [f"{profile}-{i}" for i, (profile, _rows) in enumerate(SHAPES)]


def wjx(folder: Path, *answers: str, question: str = "1、您满意吗？", encoding: str = "utf-8-sig") -> pd.DataFrame:
    """Read a 问卷星 file with one question and these answers."""
    header = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", question]
    rows = [[i, "2025/3/1 9:30:00", "65秒", "微信", "N/A", "192.0.2.1", answer] for i, answer in enumerate(answers, 1)]
    return pe.read_survey(survey_files.write_csv(folder / "wjx.csv", [header, *rows], encoding), "wjx").table


@pytest.mark.parametrize(("profile", "rows"), SHAPES, ids=NAMES)
def test_every_shape_is_recognised(tmp_path, capsys, profile, rows):
    """The guess is printed, with the way to override it."""
    pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows))
    printed = capsys.readouterr().out
    assert f"profile '{profile}'" in printed
    assert "pass profile=" in printed


@pytest.mark.parametrize(("profile", "rows"), SHAPES, ids=NAMES)
def test_workbooks_and_text_files_give_the_same_table(tmp_path, profile, rows):
    """Cells typed by Excel and cells of text end alike."""
    text = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows), profile)
    book = pe.read_survey(survey_files.write_xlsx(tmp_path / "export.xlsx", rows), profile)
    pd.testing.assert_frame_equal(text.table, book.table, check_dtype=False)


@pytest.mark.parametrize(("profile", "rows"), SHAPES, ids=NAMES)
def test_every_respondent_is_a_row(tmp_path, profile, rows):
    """Header rows are none, nor is an empty line at the end."""
    assert len(pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows), profile)) == 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_found_out(tmp_path, encoding):
    """As saved by 问卷星, by Excel in Chinese, and by Excel as Unicode text."""
    file = survey_files.write_csv(tmp_path / "export.csv", survey_files.wjx(), encoding)
    assert set(pe.read_survey(file, "wjx")["Q1"]) <= set(survey_files.SATISFACTION)


def test_western_text_is_not_taken_for_chinese(tmp_path):
    """Windows-1252, as Excel in Europe saves it."""
    file = survey_files.write_csv(tmp_path / "export.csv", [["café", "score"], ["très bien, naïve", 9]], "cp1252")
    assert list(pe.read_survey(file, "plain").table) == ["café", "score"]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_separators_are_found_out(tmp_path, delimiter):
    """Semicolons where the comma is the decimal mark, tabs from Excel."""
    file = survey_files.write_csv(tmp_path / "export.csv", [["a", "b"], [1, "x, y"]], delimiter=delimiter)
    assert pe.read_survey(file, "plain").table.iloc[0].tolist() == [1, "x, y"]


def test_columns_of_the_platform_are_named_alike(tmp_path):
    """Respondent, time and seconds, whoever wrote the file."""
    first = pe.read_survey(survey_files.write_csv(tmp_path / "a.csv", survey_files.wjx()), "wjx")
    second = pe.read_survey(survey_files.write_csv(tmp_path / "b.csv", survey_files.qualtrics()), "qualtrics")
    for table in (first, second):
        assert table["submitted"].dtype.kind == "M"
        assert table["duration_s"].dtype == "Int64"
        assert table["respondent"].is_unique


@pytest.mark.parametrize(("written", "seconds"), [("65秒", 65), ("2分5秒", 125), ("1小时0分5秒", 3605), ("90", 90)])
def test_time_taken_becomes_seconds(written, seconds):
    """All the ways in which 问卷星 has written it."""
    from peakend.surveys.exports.columns import to_seconds

    assert to_seconds(pd.Series([written]))[0] == seconds


@pytest.mark.parametrize("code", ["-2", "-3", "(空)", "(跳过)", "（跳过）", ""])
def test_codes_for_no_answer_are_missing(tmp_path, code):
    """问卷星 writes −2 for blank and −3 for passed over, or their words."""
    assert wjx(tmp_path, "4", code)["Q1"].isna().tolist() == [False, True]


def test_multiple_choices_become_a_column_an_option(tmp_path):
    """``┋`` parts the options chosen; who skipped the question has chosen nothing and refused nothing."""
    table = wjx(tmp_path, "热线┋营业厅", "营业厅", "(跳过)")
    assert table[["Q1_1", "Q1_2"]].fillna(-1).to_numpy().tolist() == [[1, 1], [0, 1], [-1, -1]]


def test_rankings_become_places(tmp_path):
    """``→`` leads from the first to the last."""
    table = wjx(tmp_path, "价格→服务", "服务→价格")
    assert table[["Q1_1", "Q1_2"]].to_numpy().tolist() == [[1, 2], [2, 1]]


def test_an_arrow_in_a_comment_is_no_ranking(tmp_path):
    """One of several texts has an arrow."""
    assert wjx(tmp_path, "排队→缴费太久", "很好", "不错")["Q1"].tolist()[0] == "排队→缴费太久"


def test_what_is_written_beside_an_option_has_its_own_column(tmp_path):
    """``其他〖微信群〗`` is the option 其他 and the text 微信群."""
    table = wjx(tmp_path, "热线", "其他〖微信群〗")
    assert (table.loc[1, "Q1"], table.loc[1, "Q1_text"]) == ("其他", "微信群")


def test_matrix_rows_are_parts_of_their_question(tmp_path):
    """``第5题(服务态度)`` is the first part of question 5."""
    table = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", survey_files.wjx()), "wjx")
    book = pe.codebook(table).set_index("column")
    assert book.loc["Q5_1", "title"] == "第5题 — 服务态度"


def test_option_numbers_tell_choices_rankings_and_matrices_apart(tmp_path):
    """All three are written as ``第N题(…)``."""
    rows = survey_files.wjx(answers="number")
    table = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows), "wjx")
    kinds = [table.questions[name].kind for name in ("Q3_1", "Q4_1", "Q5_1")]
    assert kinds == ["several", "ranking", "matrix"]


def test_two_exports_of_one_survey_give_numbers_their_labels(tmp_path):
    """Option 8 of the recommendation question is the score 7: no option number is mistaken for a score unseen."""
    numbers = survey_files.write_csv(tmp_path / "numbers.csv", survey_files.wjx(200, answers="number", dirty=True))
    texts = survey_files.write_csv(tmp_path / "texts.csv", survey_files.wjx(200, dirty=True))
    values = pe.codebook(pe.read_survey(numbers, labels=texts)).set_index("column")["values"]
    assert values["Q1"] == "1 = 非常不满意, 2 = 不满意, 3 = 一般, 4 = 满意, 5 = 非常满意"
    assert "8 = 7" in values["Q2"]


def test_exports_of_two_surveys_do_not_belong_together(tmp_path):
    """Twenty answers and thirty."""
    numbers = survey_files.write_csv(tmp_path / "numbers.csv", survey_files.wjx(20, answers="number"))
    texts = survey_files.write_csv(tmp_path / "texts.csv", survey_files.wjx(30))
    with pytest.raises(pe.PeakendError, match="one has 20 answers, the other 30"):
        pe.read_survey(numbers, labels=texts)


def test_qualtrics_questions_keep_names_and_texts(tmp_path):
    """Names from the first row, the question without markup from the second, nothing from the third."""
    table = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", survey_files.qualtrics(dirty=True)))
    book = pe.codebook(table).set_index("column")
    assert book.loc["Q1", "title"] == "How likely are you to recommend us?"
    assert "-99 × " in book.loc["Q1", "description"]
    assert table["Q1"].dtype == "Int64"


def test_old_qualtrics_exports_have_two_header_rows(tmp_path):
    """No row of import ids."""
    rows = survey_files.qualtrics()
    del rows[2]
    assert len(pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows))) == 20


def test_surveymonkey_options_and_matrix_rows_are_parts_of_their_question(tmp_path):
    """An empty cell in the first header row goes on with the question before it."""
    table = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", survey_files.surveymonkey()))
    assert [name for name in table.table if name[0] == "Q"] == ["Q1", "Q2_1", "Q2_2", "Q2_3_text", "Q3_1", "Q3_2", "Q4"]
    assert set(table["Q2_1"].dropna()) == {0, 1}


@pytest.mark.parametrize(("language", "title"), [("zh", "提交时间"), ("en", "Submitted")])
def test_codebook_speaks_both_languages(tmp_path, language, title):
    """What the platform writes is explained in the language in use; questions stay as they were asked."""
    table = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", survey_files.wjx()), "wjx")
    pe.set_language(language)
    assert title == pe.codebook(table).set_index("column").loc["submitted", "title"]
    assert table.questions["submitted"].text == "提交答卷时间"


def test_codebook_of_another_table_is_refused():
    """A table that was not read from a file."""
    with pytest.raises(pe.PeakendError, match="has no codebook"):
        pe.codebook(pd.DataFrame({"a": [1]}))


def test_a_survey_goes_straight_into_a_measure(tmp_path):
    """Scores of 0–10, read and counted."""
    table = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", survey_files.wjx(500, dirty=True)), "wjx")
    result = pe.nps(table, "Q2").iloc[0]
    assert (result.n + result.n_missing, result.n_missing > 30) == (500, True)


def test_codes_with_leading_zeros_and_long_numbers_stay_text(tmp_path):
    """Post codes and card numbers are no quantities."""
    rows = [["code", "card", "score"], ["0086", "6222021234567890123", "9"]]
    table = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows), "plain")
    assert table.table.loc[0].tolist() == ["0086", "6222021234567890123", 9]


def test_full_width_digits_are_numbers(tmp_path):
    """As typed with a Chinese keyboard."""
    assert wjx(tmp_path, "９", "10")["Q1"].tolist() == [9, 10]


def test_columns_with_the_same_name_are_numbered(tmp_path):
    """Nothing is lost."""
    file = survey_files.write_csv(tmp_path / "export.csv", [["a", "a", ""], [1, 2, 3]])
    assert list(pe.read_survey(file, "plain").table) == ["a", "a_2", "column_3"]


def test_a_sheet_is_chosen_by_name(tmp_path):
    """And a wrong name shows those that there are."""
    book = openpyxl.Workbook()
    book.create_sheet("答卷").append(["score"])
    book["答卷"].append([9])
    book.save(tmp_path / "book.xlsx")
    assert pe.read_survey(tmp_path / "book.xlsx", "plain", sheet="答卷")["score"].tolist() == [9]
    with pytest.raises(pe.PeakendError, match="Its sheets are: Sheet, 答卷"):
        pe.read_survey(tmp_path / "book.xlsx", "plain", sheet="answers")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n\r\n", "is empty"),
        ("a.csv", b"score\r\n", "header but no answers"),
        ("a.csv", b"<!DOCTYPE html><html></html>", "cannot be read as a table"),
        ("a.csv", b"a,b\n" + b"1,2\n" * 9 + b"1,2,3\n", "Line 11 of .* has 3 cells, and the others have 2"),
        ("a.csv", b"score\n\x81\xff\x8d\x8f\n", "cannot be told from so little text"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "has a password"),
        ("a.pdf", b"%PDF-1.7", "cannot be read as a table"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_way_out(tmp_path, name, content, message):
    """One sentence, the file's name, no traceback of a library."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(pe.PeakendError, match=message) as error:
        pe.read_survey(tmp_path / name, "plain")
    assert name in str(error.value)


def test_a_missing_file_gets_the_right_spelling(tmp_path):
    """The nearest name in the folder is offered."""
    (tmp_path / "export.csv").write_text("a", encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=r"Did you mean 'export\.csv'"):
        pe.read_survey(tmp_path / "exprot.csv")


def test_a_folder_is_no_file(tmp_path):
    """The sentence asks for the file in it."""
    with pytest.raises(pe.PeakendError, match="is a folder"):
        pe.read_survey(tmp_path)


@pytest.mark.parametrize(("encoding", "message"), [("gb18030", "'gb18030'"), ("klingon", "no encoding 'klingon'")])
def test_a_wrong_encoding_is_named(tmp_path, encoding, message):
    """One that does not fit, and one that does not exist."""
    (tmp_path / "a.csv").write_bytes(b"score\n\xff\xff\n")
    with pytest.raises(pe.PeakendError, match=message):
        pe.read_survey(tmp_path / "a.csv", encoding=encoding)


def test_an_unknown_profile_names_those_there_are(tmp_path):
    """A closed list."""
    with pytest.raises(pe.PeakendError, match="'wjx', 'tencent', 'jinshuju', 'qualtrics'"):
        pe.read_survey(tmp_path / "a.csv", "klingon")


@pytest.mark.parametrize("profile", ["wjx", "qualtrics", "surveymonkey"])
def test_a_file_of_another_shape_is_refused(tmp_path, profile):
    """Naming the wrong platform loses no header row silently."""
    file = survey_files.write_csv(tmp_path / "a.csv", [["score"], [9], [8], [7]])
    with pytest.raises(pe.PeakendError, match=f"does not look like .*'{profile}'"):
        pe.read_survey(file, profile)


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1"]


@pytest.mark.parametrize("value", DANGEROUS)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_no_answer_becomes_a_formula(tmp_path, name, value):
    """An apostrophe makes it text, in cells, categories and headers."""
    table = pd.DataFrame({value: [value], "choice": pd.Categorical([value])})
    file = pe.write_table(table, tmp_path / name)
    read = pd.read_excel(file) if name.endswith("xlsx") else pd.read_csv(file)
    assert all(text.startswith("'") for text in [read.columns[0], *read.iloc[0]])


def test_negative_numbers_stay_numbers(tmp_path):
    """Only text is disarmed."""
    file = pe.write_table(pd.DataFrame({"emotion": [-2, 1]}), tmp_path / "a.xlsx")
    assert pd.read_excel(file)["emotion"].tolist() == [-2, 1]


def test_other_frames_are_written_too(tmp_path):
    """Polars; a list is refused."""
    assert pe.write_table(pl.DataFrame({"a": [1]}), tmp_path / "a.csv").read_text(encoding="utf-8-sig") == "a\n1\n"
    with pytest.raises(pe.PeakendError, match="this is a list"):
        pe.write_table([1], tmp_path / "b.csv")


def test_csv_opens_rightly_in_excel(tmp_path):
    """Chinese text with a byte-order mark."""
    file = pe.write_table(pd.DataFrame({"渠道": ["营业厅"]}), tmp_path / "a.csv")
    assert file.read_bytes() == "\ufeff渠道\n营业厅\n".encode()


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_control_characters_and_zoned_times_are_written(tmp_path, name):
    """Excel refuses both; the text loses the first and keeps the second."""
    table = pd.DataFrame({"text": ["a\x07b"], "at": pd.to_datetime(["2025-03-01 10:00"]).tz_localize("Asia/Shanghai")})
    file = pe.write_table(table, tmp_path / name)
    read = pd.read_excel(file) if name.endswith("xlsx") else pd.read_csv(file)
    assert read.iloc[0].tolist() == ["ab", "2025-03-01T10:00:00+08:00"]


def test_a_failure_leaves_the_old_file_whole(tmp_path, monkeypatch):
    """And nothing else behind."""
    file = pe.write_table(pd.DataFrame({"a": [1]}), tmp_path / "a.csv")

    def fail(*_args: object, **_options: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        pe.write_table(pd.DataFrame({"a": [2]}), file)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert pd.read_csv(file)["a"].tolist() == [1]


@pytest.mark.parametrize(("name", "message"), [("a.pdf", ".csv or .xlsx"), ("nowhere/a.csv", "no folder")])
def test_a_place_that_cannot_be_written_is_named(tmp_path, name, message):
    """A wrong ending and a missing folder."""
    with pytest.raises(pe.PeakendError, match=message):
        pe.write_table(pd.DataFrame({"a": [1]}), tmp_path / name)


@pytest.mark.parametrize("path", [None, 5])
def test_a_file_has_a_name(path):
    """Nothing and a number are none, for reading and for writing."""
    with pytest.raises(pe.PeakendError, match="is not a file"):
        pe.read_survey(path)
    with pytest.raises(pe.PeakendError, match="is not a file"):
        pe.write_table(pd.DataFrame({"a": [1]}), path)


def test_a_folder_is_no_target(tmp_path):
    """It stays as it is."""
    (tmp_path / "answers.csv").mkdir()
    with pytest.raises(pe.PeakendError, match="is a folder"):
        pe.write_table(pd.DataFrame({"a": [1]}), tmp_path / "answers.csv")


def test_a_worksheet_holds_so_many_columns(tmp_path):
    """16,384; the way out is CSV."""
    with pytest.raises(pe.PeakendError, match="16385 columns are more"):
        pe.write_table(pd.DataFrame(np.zeros((1, 16385))), tmp_path / "wide.xlsx")


def test_a_worksheet_has_one_row_of_column_names(tmp_path):
    """Two are refused."""
    names = pd.MultiIndex.from_tuples([("a", "b"), ("c", "d")])
    with pytest.raises(pe.PeakendError, match="2 rows of column names"):
        pe.write_table(pd.DataFrame([[1, 2]], columns=names), tmp_path / "double.xlsx")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_halves_of_characters_go(tmp_path, ending):
    """A cut emoji leaves one that no file can hold."""
    table = pd.DataFrame({"a": pd.Series(["fine\ud800"], dtype=object)})
    pe.write_table(table, tmp_path / f"cut.{ending}")
    read = pd.read_csv if ending == "csv" else pd.read_excel
    assert read(tmp_path / f"cut.{ending}").loc[0, "a"] == "fine"


def test_columns_of_a_worksheet_are_as_wide_as_their_texts(tmp_path):
    """A Chinese character counts as two; beyond sixty letters the text is wrapped instead."""
    file = pe.write_table(pd.DataFrame({"问": ["峰终定律"], "long": ["x" * 100]}), tmp_path / "wide.xlsx")
    sheet = openpyxl.load_workbook(file).active
    assert [10, 60] == [sheet.column_dimensions[letter].width for letter in "AB"]
    assert [None, True] == [sheet[place].alignment.wrap_text for place in ("A2", "B2")]
