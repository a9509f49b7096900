"""A team's own file in a lab: read as any export is, shown as it was understood, and confirmed."""

import base64
from pathlib import Path

import openpyxl
import pytest

import peakend as pe
from peakend.lessons.own_reading import PAIRS, read_own, read_own_file
from peakend.lessons.own_tables import TABLES, own_table
from peakend.lessons.own_template import make_template

WORDS = ["很不满意", "不满意", "一般", "满意", "很满意"]
FEELINGS = ["喜欢", "理应如此", "无所谓", "勉强接受", "不喜欢"]
HEAD = ["渠道", "满意度", "省力程度", "推荐意愿"]


@pytest.fixture(autouse=True)
def lab(tmp_path, monkeypatch):
    """The lab's folder, in which the notebook runs."""
    monkeypatch.chdir(tmp_path)
    pe.set_language("en")


def rows(count=60, channels=3):
    """Answers of some channels, one after the other."""
    return [[f"c{i % channels}", i % 5 + 1, i % 7 + 1, i % 11] for i in range(count)]


def workbook(folder, lines, merged=()):
    """A workbook with these lines."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / "team.xlsx")
    return folder / "team.xlsx"


def reading(folder, lines, table="survey", merged=()):
    """What is understood of a workbook with these lines."""
    return read_own_file(workbook(folder, lines, merged), own_table(table))[1]


@pytest.mark.parametrize(
    "head",
    [
        ["Channel ", "Satisfaction", "EASE", "Recommendation"],
        ["1、渠道", "2、您满意吗？", "3、办事轻松吗", "4、愿意推荐我们吗"],
        ["channel", "satisfaction", "ease", "recommend"],
    ],
)
def test_headings_are_matched_loosely(tmp_path, head):
    """As forms number and space them, below a title that stands above."""
    found = reading(tmp_path, [["Our survey of 2026"], [], head, *rows()])
    assert ("", ["channel", "satisfaction", "ease", "recommend"]) == (found.problem, list(found.table))
    assert 60 == len(found.table)


def test_merged_cells_are_filled(tmp_path):
    """Whether the file says that they are merged, or only looks so."""
    lines = [[line[0] if i % 20 == 0 else None, *line[1:]] for i, line in enumerate(sorted(rows()))]
    for merged in (("A2:A21", "A22:A41", "A42:A61"), ()):
        found = reading(tmp_path, [HEAD, *lines], merged=merged)
        assert [20, 20, 20] == found.table["channel"].value_counts().tolist()


def test_words_and_numbers_with_a_unit_are_scored(tmp_path):
    """A satisfaction in words, and “4分”."""
    lines = [[line[0], WORDS[line[1] - 1], f"{line[2]}分", f"{line[3]}分"] for line in rows()]
    found = reading(tmp_path, [HEAD, *lines])
    assert [1, 2, 3, 4, 5] == found.table["satisfaction"].head(5).tolist()
    assert [1, 2, 3] == found.table["ease"].head(3).tolist()
    assert "满意 = 4" in found.understood["satisfaction"].said


def test_effort_asks_which_end_is_good(tmp_path):
    """A heading that asks of effort leaves it open; once somebody has said so, it is turned."""
    file = workbook(tmp_path, [["渠道", "满意度", "办事费力吗", "推荐意愿"], *rows()])
    survey, found = read_own_file(file, own_table("survey"))
    assert found.table is None
    assert "Choose which end" in found.problem
    turned = read_own(survey, own_table("survey"), directions={"ease": "low"})
    assert [7, 6, 5] == turned.table["ease"].head(3).tolist()


def test_option_numbers_of_a_recommendation_begin_at_one(tmp_path):
    """Eleven points that end at 11 are those of 0–10, and it is said."""
    found = reading(tmp_path, [HEAD, *[[*line[:3], line[3] + 1] for line in rows()]])
    assert (0, 10) == (found.table["recommend"].min(), found.table["recommend"].max())
    assert "1 lower here" in found.understood["recommend"].said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([HEAD, *rows(channels=2)], "3 groups with at least 5 rows each, and “渠道” has 2"),
        ([HEAD, *[[line[0], line[3], *line[2:]] for line in rows()]], "answers from 0 to 10, and the lab needs 1 to 5"),
        ([HEAD, *[[line[0], "so la la", *line[2:]] for line in rows()]], "contains “so la la”"),
        (
            [
                HEAD,
                *[
                    [*line[:2], ("hard", "neither", "easy", "very easy")[i % 4], line[3]]
                    for i, line in enumerate(rows())
                ],
            ],
            "has answers from 1 to 5, and the lab needs 1 to 7",
        ),
        ([["a", "b", "c", "d"], *rows()], "Not found: Channel, Satisfaction, Ease, Recommendation"),
        ([HEAD, *rows(count=9)], "3 groups with at least 5 rows each"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(tmp_path, lines, said):
    """It says what was found and what the lab needs, and there is no table."""
    found = reading(tmp_path, lines)
    assert found.table is None
    assert said in found.problem


def test_of_four_groups_the_three_largest_are_used(tmp_path):
    """And what was left out is said."""
    found = reading(tmp_path, [HEAD, *rows(), *[["kiosk", 3, 3, 3]] * 7])
    assert 60 == len(found.table)
    assert "Left out: kiosk × 7." in found.understood["channel"].said


HALVES = {
    "plain": ["有免费停车", "没有免费停车", "有热水", "没有热水"],
    "asked": [
        "2、如果有免费停车，您觉得",
        "3、如果没有免费停车，您觉得",
        "4、如果有热水，您觉得",
        "5、如果没有热水，您觉得",
    ],
    "matrix": [f"如果{half}下面的服务 [{one}]" for half in ("有", "没有") for one in ("免费停车", "热水")],
}


@pytest.mark.parametrize("head", HALVES.values(), ids=HALVES)
def test_kano_with_a_row_a_customer_is_reshaped(tmp_path, head):
    """The two columns of a feature are found by what is left of their headings; words need no direction."""
    lines = [["老" if i % 2 else "少", *[FEELINGS[(i + k) % 5] for k in range(4)]] for i in range(30)]
    found = reading(tmp_path, [["客群", *head], *lines], "kano")
    assert ["免费停车", "热水"] == list(found.pairs)
    assert ("", 60) == (found.problem, len(found.table))
    assert [1, 2, 3, 4, 5] == found.table["functional"].head(5).tolist()


def test_numbers_of_kano_answers_ask_which_is_like(tmp_path):
    """5 may stand for “like”; taken for 1, it would make every feature a reverse one."""
    lines = [["老" if i % 2 else "少", 5, 2, 4, 1] for i in range(30)]
    survey, found = read_own_file(
        workbook(tmp_path, [["客群", "有停车", "没有停车", "有热水", "没有热水"], *lines]), own_table("kano")
    )
    assert found.table is None
    turned = read_own(survey, own_table("kano"), directions={PAIRS: "low"})
    assert [1, 4] == turned.table[["functional", "dysfunctional"]].iloc[0].tolist()


def test_the_answers_of_the_labs_own_table_are_known(tmp_path):
    """In the words in which lab 2 asks."""
    words = ("like", "must be so", "neutral", "can live with it", "dislike")
    lines = [[i // 3, "ab"[i // 3 % 2], f"f{i % 3}", words[i % 5], words[i // 2 % 5]] for i in range(90)]
    found = reading(tmp_path, [["customer", "segment", "feature", "with it", "without it"], *lines], "kano")
    assert [1, 2, 3, 4, 5] == found.table["functional"].head(5).tolist()


@pytest.mark.parametrize(
    ("steps", "rating", "said"),
    [
        (4, lambda i: i % 11, "Visits with more than one recalled rating: 20, for instance “0”."),
        (1, lambda i: 5, "Visits with an emotion at two touchpoints or more: 0; the lab needs at least 3."),
    ],
)
def test_visits_that_tell_no_curve_or_several_ratings_are_one_sentence(tmp_path, steps, rating, said):
    """Before the lab draws anything, and not in an error below."""
    lines = [[i // steps, "abcd"[i % 4], f"2026-01-01 09:{i % 60:02}", i % 5 - 2, rating(i)] for i in range(80)]
    found = reading(tmp_path, [["单号", "环节", "时间", "情绪", "回忆分"], *lines], "visits")
    assert found.table is None
    assert found.problem.startswith(said)


def test_emotions_in_words_are_brought_to_the_scale(tmp_path):
    """Five words are five points, from the worst to the best."""
    words = ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied")
    lines = [[i // 4, "abcd"[i % 4], f"2026-01-01 09:{i % 4 * 10:02}", words[i % 5]] for i in range(80)]
    found = reading(tmp_path, [["单号", "环节", "时间", "情绪"], *lines], "visits")
    assert [-2, -1, 0, 1, 2] == found.table["emotion"].head(5).tolist()


def test_emotions_from_one_to_five_are_brought_to_the_scale(tmp_path):
    """And it is said, before anything is drawn."""
    lines = [[i // 4, "abcd"[i % 4], f"2026-01-01 09:{i % 4 * 10:02}", i % 5 + 1] for i in range(80)]
    found = reading(tmp_path, [["单号", "环节", "时间", "情绪"], *lines], "visits")
    assert (-2, 2) == (found.table["emotion"].min(), found.table["emotion"].max())
    assert "3 lower here" in found.understood["emotion"].said


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_empty_table_is_understood_as_it_is_meant(table, language):
    """Each of its headings is found again; its one example is no answer."""
    pe.set_language(language)
    form = pe.own_data(table)
    form.sent = {"do": "read", "name": "x.xlsx", "content": form.template["content"], "number": 1}
    assert all(row["column"] for row in form.shown["rows"])
    assert not form.shown["can_use"]
    assert form.shown["problem"]


def test_what_is_confirmed_is_kept_and_nothing_else(tmp_path):
    """The lab's columns alone; and the way back to the case."""
    file = workbook(tmp_path, [[*HEAD, "姓名"], *[[*line, "李雷"] for line in rows()]])
    content = base64.b64encode(file.read_bytes()).decode()
    form = pe.own_data("survey")
    form.sent = {"do": "read", "name": r"C:\data\team.xlsx", "content": content, "number": 1}
    assert form.file is None
    form.sent = {"do": "use", "number": 2}
    assert ("own-data.csv", "decided") == (form.file, form.shown["state"])
    assert "李雷" not in (tmp_path / "own-data.csv").read_text(encoding="utf-8-sig")
    assert 60 == len(pe.load_case("hospital/survey", pe.own_data("survey").file))
    form.sent = {"do": "case", "number": 3}
    assert (None, False) == (form.file, (tmp_path / "own-data.csv").exists())


def test_a_file_is_read_again_when_it_is_another_or_the_language_is():
    """As soon as it is saved; and what is done to one table is not in the next."""
    file = Path("team.csv")

    def write(count):
        lines = [["channel", "satisfaction", "ease", "recommend"], *rows(count)]
        file.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="utf-8")

    write(60)
    first = pe.load_case("hospital/survey", "team.csv")
    first.drop(columns="channel", inplace=True)
    assert "channel" in pe.load_case("hospital/survey", "team.csv")
    titles = list(pe.codebook(pe.load_case("hospital/survey", "team.csv"))["description"])
    pe.set_language("zh")
    assert titles != list(pe.codebook(pe.load_case("hospital/survey", "team.csv"))["description"])
    write(90)
    assert 90 == len(pe.load_case("hospital/survey", "team.csv"))
    file.unlink()
    with pytest.raises(pe.PeakendError, match=r"team\.csv"):
        pe.load_case("hospital/survey", "team.csv")


def test_what_cannot_be_opened_is_one_sentence():
    """A folder stands in the file's place, which fails where the file is looked at first."""
    Path("own.csv").mkdir()
    with pytest.raises(pe.PeakendError, match=r"'own\.csv' is a folder"):
        pe.load_case("hospital/kano", own_file="own.csv")


@pytest.mark.parametrize("content", ["", "no base 64!", base64.b64encode(b"\x00\x01\x02" * 50).decode()])
def test_what_is_no_table_is_one_sentence(content):
    """The form says it, and the lab goes on with the case."""
    form = pe.own_data("survey")
    form.sent = {"do": "read", "name": "x.xlsx", "content": content, "number": 1}
    assert ("failed", None) == (form.shown["state"], form.file)
    assert form.shown["sentence"]


@pytest.mark.parametrize("kind", ["survey", "visits"])
def test_the_example_is_known_beside_blanks_and_as_a_time(tmp_path, kind):
    """A blank below makes 4 a 4.0, and a file's time is no text any more: the example is no answer all the same."""
    file = tmp_path / "empty.xlsx"
    file.write_bytes(make_template(kind))
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    example = [cell.value for cell in sheet[2]]
    for i in range(20):
        sheet.append([f"{example[0]} {i % 3}", *example[1:-1], None if i == 3 else i % 3])
    book.save(file)
    found = read_own_file(file, own_table(kind))[1]
    assert "The example of the empty table was left out." in found.notes
    assert 20 == len(found.table)
