"""What a trainer gets of a class: report, gradebook and certificates."""

import datetime
import io
import math
import os
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pypdf
import pytest
from typer.testing import CliRunner

import peakend as pe
from browser import find_browser, open_page
from graded_class import LAB, TASKS, grade_class, mark_by_hand
from peakend.command.app import complete_app
from peakend.lessons.roster import Roster
from peakend_grading.marks.book import open_book
from peakend_grading.marks.grades import TaskGrade, by_submission
from peakend_grading.results.certificates import certificate_pdf, fonts_in, unknown_characters, write_certificates
from peakend_grading.results.items import item_analysis
from peakend_grading.results.misconceptions import common_wrong_answers, find_misconceptions
from peakend_grading.results.standings import standings

# Section 6 of the Law School Admission Test, 1,000 examinees, five items: how many had each pattern of right (1) and
# wrong (0), from 00000 to 11111. Bock and Lieberman (1970), Psychometrika 35, 179-197, table 1.
LSAT = (
    3,
    6,
    2,
    11,
    1,
    1,
    3,
    4,
    1,
    8,
    0,
    16,
    0,
    3,
    2,
    15,
    10,
    29,
    14,
    81,
    3,
    28,
    15,
    80,
    16,
    56,
    21,
    173,
    11,
    61,
    28,
    298,
)
DAY = datetime.date(2026, 3, 9)


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    folder = grade_class(tmp_path_factory.mktemp("report") / "graded")
    mark_by_hand(folder, "amy", 4)
    return folder


@pytest.fixture(scope="module")
def reported(graded) -> dict[str, Path]:
    """The report and its tables in both languages, through the command line."""
    names = graded / "名单.csv"
    names.write_bytes("学员,姓名\namy,王艾米\nbai,<b>白露</b>\n".encode("gb18030"))
    pages = {}
    for language in ("zh", "en"):
        pages[language] = graded / f"class-{language}.html"
        options = ["--out", str(pages[language]), "--lang", language, "--names", str(names)]
        result = CliRunner().invoke(complete_app(), ["report", str(graded), *options])
        assert result.exit_code == 0, result.output
    return pages


def read_marks(folder) -> list[TaskGrade]:
    with open_book(folder) as book:
        return book.marks()


def lsat_scores() -> pd.DataFrame:
    patterns = [[int(sign) for sign in f"{number:05b}"] for number, count in enumerate(LSAT) for _ in range(count)]
    return pd.DataFrame(patterns, columns=list("12345"))


def all_right(trainee):
    return [
        TaskGrade(trainee, LAB, task, None if is_open else points, points, "")
        for task, (points, is_open) in TASKS.items()
    ]


def test_difficulty_is_that_of_the_lsat():
    """Shares of right answers, as every treatment of these data prints them (e.g. Rizopoulos 2006)."""
    items = item_analysis(lsat_scores(), dict.fromkeys("12345", 1))
    assert [92.4, 70.9, 55.3, 76.3, 87.0] == items["difficulty"].round(1).tolist()


def test_discrimination_is_that_of_the_lsat():
    """Point-biserial correlations with the item left out, printed by R's ltm::descript(LSAT).

    Rizopoulos (2006), Journal of Statistical Software 17(5). That package divides by the standard deviation with n − 1
    and takes p(1 − p) with n, so that its figures are smaller by √(999/1000).
    """
    r = item_analysis(lsat_scores(), dict.fromkeys("12345", 1))["discrimination"]
    assert [0.1128, 0.1531, 0.1727, 0.1444, 0.1215] == (r * math.sqrt(999 / 1000)).round(4).tolist()


def test_discrimination_has_fishers_interval():
    """tanh(atanh r ± 1.96/√(n − 3)) for r = 0.1128 and n = 1000."""
    low, high = item_analysis(lsat_scores(), dict.fromkeys("12345", 1)).loc[0, ["ci_low", "ci_high"]]
    half = 1.959964 / math.sqrt(997)
    assert (low, high) == pytest.approx((math.tanh(0.113315 - half), math.tanh(0.113315 + half)), abs=1e-5)


def test_a_task_that_all_have_right_has_no_discrimination():
    """No figure rather than a wrong one."""
    scores = pd.DataFrame({"a": [1, 1, 1, 1], "b": [0, 1, 0, 1], "c": [0, 1, 1, 1]})
    assert math.isnan(item_analysis(scores, dict.fromkeys("abc", 1)).loc[0, "discrimination"])


def test_a_task_not_marked_for_all_stays_out_of_the_totals():
    """The others are compared on the same tasks for everybody."""
    scores = pd.DataFrame({"a": [0, 1, 0, 1], "b": [0, 1, 0, 1], "open": [None, 0, 4, None]}, dtype=float)
    items = item_analysis(scores, {"a": 1, "b": 1, "open": 4}).set_index("task")
    assert (1.0, 2, 50.0) == (items.loc["a", "discrimination"], items.loc["open", "n"], items.loc["open", "difficulty"])


def test_a_misconception_is_found_by_all_of_its_hints(graded):
    """Codes taken for scores show in two tasks; sevens counted as detractors in one."""
    found = find_misconceptions(LAB, list(by_submission(read_marks(graded)).values()))
    who = {one.title: list(one.trainees) for one in found}
    assert {
        "Detractors counted up to 8": ["bai", "chen", "fang"],
        "A code such as 99 taken for a top score": ["deng", "fang"],
    } == who


def test_wrong_answers_that_several_gave_come_first(graded):
    """With the misconception that earns the same words."""
    first = common_wrong_answers(LAB, list(by_submission(read_marks(graded)).values()))[0]
    assert ("task-3-by-hand", ["bai", "chen", "fang"]) == (first.task, list(first.trainees))
    assert ["Detractors counted up to 8"] == list(first.misconceptions)


@pytest.mark.parametrize(("mark", "result"), [(83, "passed"), (84, "waiting"), (100, "waiting")])
def test_who_can_still_pass_waits(mark, result):
    """20 of 24 points, 4 of them with the trainer: 83.3 %, and perhaps 100 %."""
    (found,) = standings(all_right("zhou"), {}, mark)
    assert result == found.result


def test_a_lab_not_handed_in_counts_as_nothing():
    """Twenty points of one lab, none of the other."""
    other = [
        type(mark)("zhou", "1-excellent-service", mark.task, 1.0, mark.max_score, "") for mark in all_right("zhou")
    ]
    (found,) = [one for one in standings([*all_right("amy"), *other], {}, 60) if one.trainee == "amy"]
    assert ((20, 48), ["1-excellent-service"]) == ((found.earned, found.most), list(found.missing))


def test_who_handed_in_nothing_that_counts_has_not_passed():
    """Nothing of nothing is no pass."""
    (found,) = standings([TaskGrade("zhou", "3-three", "–", 0.0, 0.0, "There is no lab '3-three'.")], {}, 60)
    assert ("failed", 0) == (found.result, found.percent)


@pytest.mark.parametrize("mark", [0, 101, math.nan])
def test_a_pass_mark_is_a_percentage(graded, mark):
    """Anything else is refused."""
    with pytest.raises(pe.PeakendError, match="Choose one above 0, up to 100"):
        standings(read_marks(graded), {}, mark)


@pytest.mark.parametrize(("language", "words"), [("zh", "各题难度与区分度"), ("en", "Difficulty and discrimination")])
def test_the_report_speaks_the_language_asked_for(reported, language, words):
    """Chinese or English."""
    assert words in reported[language].read_text(encoding="utf-8")


def test_the_english_report_holds_no_chinese_but_what_was_given(reported):
    """Reasons stand as they were given at grading; all else is English."""
    page = reported["en"].read_text(encoding="utf-8")
    own = re.sub(r"<style>.*?</style>|font-family=\"[^\"]*\"", "", page, flags=re.DOTALL)
    for given in ("王艾米", "白露", "学员七", *(mark.reason for mark in read_marks(reported["en"].parent))):
        own = own.replace(given, "") if given else own
    assert not re.findall("[一-鿿]+", own)


def test_the_report_names_who_needs_help_and_why(reported):
    """Least points first: nothing right, and a notebook that could not be read."""
    page = reported["zh"].read_text(encoding="utf-8")
    part = page[page.index("谁需要帮助") : page.index("各题难度与区分度")]
    assert "已评部分的得分率为 0%，及格线是 60%。" in part
    assert "打不开" in part
    assert "王艾米" not in part


def test_a_name_is_no_html(reported):
    """Not even from the trainer's own list."""
    page = reported["zh"].read_text(encoding="utf-8")
    assert ("&lt;b&gt;白露&lt;/b&gt;" in page, "<b>白露" in page) == (True, False)


def test_the_report_holds_no_script_and_no_address(reported):
    """But the names of XML's own vocabularies."""
    page = reported["zh"].read_text(encoding="utf-8")
    assert {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"} >= set(
        re.findall(r"https?://[^\"'<> ]+", page)
    )
    assert "<script" not in page


def test_the_workbook_holds_a_sheet_for_each_look(reported):
    """A line a trainee, in all and in a lab; a line a task."""
    book = openpyxl.load_workbook(reported["zh"].with_suffix(".xlsx"))
    assert [("成绩总表", 8), (LAB, 8), ("逐题明细", 1 + 7 * 9)] == [(sheet.title, sheet.max_row) for sheet in book]
    heads = [cell.value for cell in book[LAB][1]]
    assert ["学员", "姓名"] == heads[:2]
    assert "合计 (24)" == heads[-1]
    assert 9 == len(heads[2:-1]), "a column a task"


def test_the_workbook_adds_up(reported):
    """Twenty points by program and four by hand."""
    sheet = openpyxl.load_workbook(reported["zh"].with_suffix(".xlsx"))["成绩总表"]
    rows = [
        dict(zip((cell.value for cell in sheet[1]), row, strict=True)) for row in sheet.iter_rows(2, values_only=True)
    ]
    (amy,) = [row for row in rows if row["学员"] == "amy"]
    assert ("王艾米", 24, 24, 100, "通过") == (amy["姓名"], amy["合计"], amy["满分"], amy["百分比（%）"], amy["结果"])


def test_no_name_in_the_gradebook_is_a_formula(reported):
    """In the workbook and in the CSV."""
    cells = [
        cell for sheet in openpyxl.load_workbook(reported["zh"].with_suffix(".xlsx")) for row in sheet for cell in row
    ]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "\n'=cmd()," in reported["zh"].with_suffix(".csv").read_text(encoding="utf-8-sig")


def test_the_csv_opens_in_a_chinese_excel(reported):
    """It says that it is UTF-8."""
    assert reported["zh"].with_suffix(".csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_names_are_read_as_excel_saves_them(tmp_path, encoding):
    """In the encodings that occur; blanks round a name go."""
    file = tmp_path / "名单.csv"
    file.write_bytes("姓名,部门,学员\n 王 艾米 ,客服,amy\n李雷,产品,bai\n".encode(encoding))
    assert {"amy": "王 艾米", "bai": "李雷"} == Roster.read(file).names


def test_names_need_their_columns(tmp_path):
    """What there is instead is said."""
    file = tmp_path / "names.csv"
    file.write_text("who,what\namy,x\n", encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=r"has no column of ids: call it trainee / .*who, what"):
        Roster.read(file)


def test_a_trainee_has_one_name(tmp_path):
    """Two lines that differ are a mistake."""
    file = tmp_path / "names.csv"
    file.write_text("trainee,name\namy,A\namy,B\n", encoding="utf-8")
    with pytest.raises(pe.PeakendError, match="line 3: 'amy' appears a second time"):
        Roster.read(file)


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [("zh", "王艾米", "2026年3月9日"), ("en", "Amy Wang", "9 March 2026")],
)
def test_a_certificate_is_one_landscape_page_with_its_fonts(language, name, words):
    """A4; its text can be copied, in either language."""
    pe.set_language(language)
    content = certificate_pdf(name, "Service", DAY)
    file = pypdf.PdfReader(io.BytesIO(content))
    (page,) = file.pages
    assert (842, 595) == (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
    assert ["NotoSansSC-Regular"] == fonts_in(content)
    assert {name, words} <= {line.strip() for line in page.extract_text().splitlines()}


def test_certificates_go_to_those_who_pass(graded, tmp_path):
    """Sixty percent: five of seven; not who has nothing right, nor who cannot be read."""
    names = {trainee: "王艾米" for trainee in ("amy", "bai", "chen", "deng", "=cmd()")}
    written = list(write_certificates(standings(read_marks(graded), names, 60), names, "Service", DAY, tmp_path))
    assert {"amy", "bai", "chen", "deng", "=cmd()"} == {one.file.stem for one in written}


def test_a_certificate_needs_a_name(graded, tmp_path):
    """An id on a certificate helps nobody; nothing is written."""
    with pytest.raises(pe.PeakendError, match=r"does not have =cmd\(\), amy, chen, deng\."):
        list(write_certificates(standings(read_marks(graded), {}, 60), {"bai": "白露"}, "Service", DAY, tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_character_that_no_font_has_is_named(graded, tmp_path):
    """The others get theirs."""
    names = {trainee: "王艾米" for trainee in ("amy", "chen", "deng", "=cmd()")} | {"bai": "王\U0010fff0"}
    written = list(write_certificates(standings(read_marks(graded), names, 60), names, "Service", DAY, tmp_path))
    (without,) = [one for one in written if one.file is None]
    assert without.note.startswith("No font of this machine has \U0010fff0 in ")
    assert 4 == len(list(tmp_path.iterdir()))


def test_common_names_are_in_the_shipped_font():
    """Also such as have a dot."""
    assert "" == unknown_characters("欧阳·阿依古丽 Zoë")


def test_certificates_from_the_command_line(graded, tmp_path):
    """A folder of PDFs, and how many can still pass."""
    names = tmp_path / "names.csv"
    names.write_text("trainee,name\n" + "".join(f"{who},王艾米\n" for who in ("amy", "bai")), encoding="utf-8")
    options = ["--names", str(names), "--out", str(tmp_path / "out"), "--date", "2026-03-09", "--pass-mark", "84"]
    result = CliRunner().invoke(complete_app(), ["certificates", str(graded), *options, "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert ["amy.pdf"] == [file.name for file in (tmp_path / "out").iterdir()]
    assert "3 can still pass" in result.output


@pytest.mark.browser
@pytest.mark.skipif(not find_browser() and not os.environ.get("CI"), reason="no browser")
def test_the_report_draws_its_charts_offline(reported):
    """Two charts with a size, nothing asked of the network, nothing wider than the page."""
    outside: list[str] = []
    with open_page(outside) as page:
        page.goto(reported["zh"].as_uri())
        boxes = [chart.bounding_box() for chart in page.locator("body svg").all()]
        wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert ([], 2, True) == (outside, len([box for box in boxes if box["height"] > 100]), wide)
