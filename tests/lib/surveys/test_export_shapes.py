"""Files of other shapes than the platforms' usual ones: what is read, what is left out, and what is refused."""

import csv
import io

import pytest

import peakend as pe

QUALTRICS = ["StartDate", "EndDate", "ResponseId", "Finished"]
MONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"]
WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
TENCENT = ["编号", "开始答题时间", "结束答题时间", "答题时长"]


def read(folder, content, name="a.csv", **options):
    """Write rows, text or bytes as a file and read it."""
    if isinstance(content, list):
        out = io.StringIO(newline="")
        csv.writer(out).writerows(content)
        content = out.getvalue()
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return pe.read_survey(file, **options)


def test_qualtrics_without_its_second_and_third_row_loses_nobody(tmp_path):
    """Analysts delete both rows."""
    rows = [[*QUALTRICS, "Q1"]] + [["2025-03-01 10:00:00", "2025-03-01", f"R_{i}", "True", i] for i in (9, 3, 10)]
    assert read(tmp_path, rows)["Q1"].tolist() == [9, 3, 10]


def test_surveymonkey_without_its_second_row_loses_nobody(tmp_path):
    """Its first respondent is no heading."""
    rows = [[*MONKEY, "How likely?"]] + [[i, 1, "03/14/2025", "03/14/2025", "", i] for i in (9, 3, 10)]
    assert read(tmp_path, rows)["Q1"].tolist() == [9, 3, 10]


@pytest.mark.parametrize("custom", ["Custom Data 1", "Benutzerdefinierte Daten 1", "顾客编号"])
def test_data_before_the_questions_are_not_numbered(tmp_path, custom):
    """In any language Q1 is the first question."""
    rows = [[*MONKEY, custom, "How likely?"], [""] * 6 + ["Antwort"], [1, 1, "03/14/2025", "03/14/2025", "", "x", 9]]
    assert read(tmp_path, rows)["Q1"].tolist() == [9]


def test_marks_that_are_their_own_places_are_doubted(tmp_path):
    """Staff 1, waiting 2 and a gap: options by number, or marks on which all agree."""
    marks = [(1, 2), (1, ""), (1, 2)]
    rows = [[*MONKEY, "Rate", ""], [""] * 5 + ["Staff", "Waiting"]]
    survey = read(tmp_path, rows + [[i, 1, "03/14/2025", "03/14/2025", "", *mark] for i, mark in enumerate(marks)])
    with pytest.raises(pe.PeakendError, match="its own place"):
        pe.csat(survey, "Q1_2")


def test_tencent_options_in_columns_of_their_own(tmp_path):
    """``3.渠道:热线`` holds the option where it was chosen."""
    rows = [[*TENCENT, "1.满意吗", "3.渠道:热线", "3.渠道:门店"]]
    rows += [[1, "", "", "5分", "满意", "热线", ""], [2, "", "", "5分", "一般", "", "门店"]]
    survey = read(tmp_path, rows)
    assert (survey["Q3_热线"].tolist(), survey.questions["Q3_门店"].kind) == ([1, 0], "several")


def test_tencent_option_numbers_are_no_scores(tmp_path):
    """As in 问卷星."""
    rows = [[*TENCENT, "1.满意吗"]] + [[i, "", "", "5分", i % 3 + 1] for i in range(6)]
    with pytest.raises(pe.PeakendError, match="腾讯问卷's options"):
        pe.csat(read(tmp_path, rows), "Q1")


def test_a_ranking_in_one_cell_keeps_its_order(tmp_path):
    """Microsoft Forms lists all options of a ranking; chosen options would be some of them."""
    rows = [["ID", "Start time", "Completion time", "Email", "Name", "Rank"]]
    rows += [[1, "", "", "", "", "Price;Speed;Care;"], [2, "", "", "", "", "Speed;Price;Care;"]]
    survey = read(tmp_path, rows)
    assert [[1, 2], [2, 1], [3, 3]] == [survey[f"Rank_{i}"].tolist() for i in (1, 2, 3)]
    assert survey.questions["Rank_1"].kind == "ranking"


@pytest.mark.parametrize(
    "option", ["Social media (Facebook, Instagram)", "Friends, family or colleagues", "Branch, counter 2"]
)
def test_an_option_with_a_comma_is_one_option(tmp_path, option):
    """In brackets, or going on in a small letter."""
    cells = [f"{option}, Newspaper", option, "Newspaper", "Radio", f"Radio, {option}", "Newspaper, Radio"]
    rows = [["Timestamp", "Heard?"], *([f"2025/03/0{i} 9:30:15 AM GMT+2", cell] for i, cell in enumerate(cells, 1))]
    survey = read(tmp_path, rows)
    assert (["Heard?_1", "Heard?_2", "Heard?_3"], [1, 1, 0, 0, 1, 0]) == (
        list(survey.table)[1:],
        survey["Heard?_1"].tolist(),
    )


def test_google_forms_with_its_times_elsewhere(tmp_path):
    """The same survey with its columns shuffled."""
    rows = [["Recommend?", "Horodateur"], [9, "13/04/2025 10:00:00"], [3, "04/04/2025 10:00:00"]]
    assert read(tmp_path, rows)["submitted"].dt.month.tolist() == [4, 4]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("4 mars 2025 à 14:10", "2025-03-04"),
        ("13 de abril de 2025", "2025-04-13"),
        ("2025年3月4日(火) 10時20分", "2025-03-04"),
        ("Tue, 04 Mar 2025 10:00:00 +0100", "2025-03-04"),
        ("Tuesday, March 4, 2025", "2025-03-04"),
        ("15 juin 2025", "2025-06-15"),
        ("15 juillet 2025", "2025-07-15"),
        ("20250304", "2025-03-04"),
        ("1741082400", "2025-03-04"),
        ("1741082400000", "2025-03-04"),
    ],
)
def test_dates_of_other_languages_and_machines(tmp_path, written, day):
    """Months, weekdays, and numbers of seconds."""
    dates = read(tmp_path, [["Date", "x"], [written, 1], [written, 2]])["Date"]
    assert [day, day] == dates.dt.strftime("%Y-%m-%d").tolist()


def test_a_length_of_time_is_no_date(tmp_path):
    """45 000 milliseconds are no day of 2023."""
    head = "Time spent (ms)"
    assert read(tmp_path, [[head, "x"], [45000, 1], [50000, 2]])[head].tolist() == [45000, 50000]


@pytest.mark.parametrize("wrong", ["2025-02-30", "unknown"])
def test_a_date_that_is_none_is_named(tmp_path, wrong):
    """The column stays text, and says why."""
    survey = read(tmp_path, [["Date", "x"], [wrong, 1], ["2025-03-01", 2], ["2025-03-02", 3]])
    assert "that are not times, such as" in " ".join(survey.problems["message"])


def test_subtotals_amid_the_answers_are_left_out(tmp_path):
    """By their word, and because they add up; a shop of that name stays."""
    rows = "门店,推荐,满意\n东,9,4\n东,10,5\n小计,19,9\n西,0,1\n西,9,4\n小计,9,5\n合计,28,14\n"
    assert read(tmp_path, rows)["推荐"].tolist() == [9, 10, 0, 9]


@pytest.mark.parametrize("footer", ["满意率,,66.7%", "NPS,33,", "9.5,,", ",6.33,3.33", "n,3,3"])
def test_other_words_below_a_table(tmp_path, footer):
    """Indices and counts are no respondents; a respondent with a number is one."""
    survey = read(tmp_path, f"id,rec,sat\n1,9,4\n2,10,5\n3,0,1\n{footer}\n")
    assert (4 if footer.startswith("9.5") else 3) == len(survey)


def test_headings_that_come_again_are_left_out(tmp_path):
    """Two exports, one below the other."""
    survey = read(tmp_path, "id,rec\n1,9\nid,rec\n2,10\n")
    assert (survey["rec"].tolist(), list(survey.problems["kind"])[:1]) == ([9, 10], ["footer"])


def test_a_second_row_of_headings_above_words(tmp_path):
    """Nothing stands in it beside the headings that span: it is no respondent."""
    rows = "id,Rating,,Comment\n,Staff,Waiting,\n1,Good,Bad,ok\n2,Bad,Good,\n3,Good,Good,x\n"
    survey = read(tmp_path, rows)
    assert (3, ["id", "Rating [Staff]", "Rating [Waiting]", "Comment"]) == (len(survey), list(survey.table))


@pytest.mark.parametrize(
    "text",
    [
        "Dear Madam,\nI was unhappy with your service, which took hours.\nPlease call me, at once.\nA customer\n",
        "尊敬的领导：\n我对贵公司的服务很不满意，等了两个小时。\n希望改进。\n此致\n敬礼\n",
        "import os\n\ndef f(a, b):\n    return a, b\n\nprint(f(1, 2))\n",
        "id,rec\nid,rec\nid,rec\n",
    ],
)
def test_what_is_no_survey_is_refused(tmp_path, text):
    """A letter, a program, headings alone; who knows better names the profile."""
    with pytest.raises(pe.PeakendError, match=r"reads as a text|no answers"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\xff\xd8\xff\xe0" + bytes(99), b'[\n {"a":1}\n]', b"BEGIN:VCARD\n"],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path, content):
    """A picture, JSON, a card, under the name of a table."""
    with pytest.raises(pe.PeakendError, match="cannot be read as a table"):
        read(tmp_path, content)


def test_a_table_of_text_under_the_name_of_a_workbook_is_read(tmp_path):
    """Some programs write .xls so."""
    assert read(tmp_path, "id\trec\n1\t9\n2\t10\n", "a.xls")["rec"].tolist() == [9, 10]


@pytest.mark.parametrize("encoding", ["euc_jp", "iso2022_jp", "cp932"])
def test_japanese_in_any_encoding(tmp_path, encoding):
    """Characters and no mojibake."""
    rows = "番号,推薦,意見\n1,9,とても親切でした\n2,10,待ち時間が長い\n"
    assert read(tmp_path, rows.encode(encoding))["意見"].tolist() == ["とても親切でした", "待ち時間が長い"]


def test_a_column_that_numbers_the_respondents_is_no_rating(tmp_path):
    """The report must not score it."""
    assert read(tmp_path, "编号,推荐\n1,9\n2,10\n3,0\n").questions["编号"].kind == "meta"


@pytest.mark.parametrize("quote", ['"', "'", '""', '\\"'])
def test_import_ids_in_any_quotation(tmp_path, quote):
    """Once, otherwise, or twice."""
    heads = [*QUALTRICS, "Q1"]
    ids = [f"{{{quote}ImportId{quote}:{quote}{head}{quote}}}" for head in heads]
    rows = [heads, heads, ids, *(["2025-03-01 10:00:00", "2025-03-01", "R_1", "True", i] for i in (9, 3, 10))]
    assert read(tmp_path, rows)["Q1"].tolist() == [9, 3, 10]


def test_a_remark_with_a_semicolon_is_no_list(tmp_path):
    """Microsoft's lists end in one."""
    rows = [["ID", "Start time", "Completion time", "Email", "Name", "Comment"]]
    rows += [[i, "", "", "", "", text] for i, text in enumerate(["Thanks; really", "slow"])]
    assert read(tmp_path, rows)["Comment"].tolist() == ["Thanks; really", "slow"]


@pytest.mark.parametrize("row", [",(0-10),min", "int,int,int", "No.,How likely are you?,How long?"])
def test_a_row_that_explains_the_headings_is_no_respondent(tmp_path, row):
    """Units, types and questions, above numbers alone."""
    survey = read(tmp_path, f"id,rec,wait\n{row}\n1,9,12\n2,10,5\n3,0,7\n")
    assert (survey["rec"].tolist(), survey.problems["kind"][0]) == ([9, 10, 0], "title")


def test_a_title_with_commas_is_a_title(tmp_path):
    """And no upper row of headings."""
    survey = read(tmp_path, "Report, March 2025, all shops\nid,rec,comment,x\n1,9,a,1\n2,10,b,2\n3,0,c,2\n")
    assert list(survey.table) == ["id", "rec", "comment", "x"]


def test_what_was_written_beside_limesurveys_options_is_text(tmp_path):
    """And the options are 1 and 0."""
    rows = [["Response ID", "Date submitted", "Last page", "Start language", "Used [App]", "Used [Other]"]]
    rows += [[i, "2025-03-01 10:00:00", 2, "en", *cells] for i, cells in enumerate([("Yes", ""), ("No", "x")])]
    survey = read(tmp_path, rows)
    assert (survey["Used [App]"].tolist(), survey.questions["Used [Other]"].kind) == ([1, 0], "open")


def test_full_width_numbers_of_questions(tmp_path):
    """As some input methods write them."""
    rows = [[*WJX, "１、满意吗"], [1, "2025/3/1 9:30:00", "65秒", "微信", "N/A", "", "满意"]]
    assert "Q1" in read(tmp_path, rows)


def test_another_scale_is_no_choice_of_nps(tmp_path):
    """The way out is one that the measure takes."""
    survey = read(tmp_path, "k,Recommend (1-10)\na,10\nb,1\n")
    with pytest.raises(pe.PeakendError, match="1–10 in this survey, and 0–10 is asked for") as error:
        pe.nps(survey, "Recommend (1-10)")
    assert "Pass scale" not in str(error.value)


def test_options_by_number_are_counted(tmp_path):
    """Where people left many out, they are options."""
    marks = [(1, 2, ""), (1, "", 3), ("", 2, ""), (1, "", "")]
    rows = [[*MONKEY, "Used", "", ""], [""] * 5 + ["App", "Phone", "Desk"]]
    survey = read(tmp_path, rows + [[i, 1, "03/14/2025", "03/14/2025", "", *mark] for i, mark in enumerate(marks)])
    assert [3, 2, 1] == pe.frequencies(survey, ["Q1_1", "Q1_2", "Q1_3"])["n"].tolist()
