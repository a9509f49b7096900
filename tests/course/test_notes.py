"""The minutes in a page's notes, and the commands that pages name."""

import pytest

from peakend_course.check_commands import check_commands
from peakend_course.check_notes import check_notes, needed
from peakend_course.outline import read_outline
from peakend_course.pages import read_page
from peakend_labs.places import COURSE

NOTES = """# 题目

:::{{facilitator}}
**时间：** {words}

**怎么带：** 问。
:::
"""


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("讲 5 分钟，小组讨论 5 分钟。一天版 20 分钟。", 10),
        ("讲 8 分钟，讨论 2 分钟（一天版讲 7 分钟）。", 10),
        ("两组上台各 2 分钟，收尾 1 分钟，共 15 分钟，六组也够。", 15),
        ("3 minutes of talk, 5 to be each other's customers.", 8),
        ("5 minutes: 2 to read the cards, 3 to choose.", 5),
        ("3 minutes a group and 2 for questions, six groups in 30, and 5 for the plan.", 35),
        ("8 minutes of talk, then L2.7, then the lab.", 8),
    ],
)
def test_the_minutes_of_a_note_are_added_up(words, minutes):
    """Turns and asides left out; where a sum is named, it counts."""
    assert minutes == needed(words)


@pytest.mark.parametrize(
    ("section", "words", "said"),
    [
        ("L1.3", "讲 8 分钟，讨论 5 分钟。", "These notes take 13 minutes, and agenda two-day gives L1.3 10."),
        ("L1.3", "讲 2 分钟，讨论 5 分钟。", "These notes take 7 minutes, and agenda two-day gives L1.3 10."),
        ("L5.3", "六组 30 分钟。", "These notes take 30 minutes, and agenda two-day gives L5.3 35."),
        ("L1.3", "看情况。", "The notes say no minutes; write: **时间：** 讲 5 分钟，讨论 5 分钟。"),
    ],
)
def test_notes_that_do_not_add_up_to_their_block_are_found(tmp_path, section, words, said):
    """Too many minutes, too few, those of a stage, and none, on the line of the time."""
    file = tmp_path / f"{section}.zh.md"
    file.write_text(NOTES.format(words=words), encoding="utf-8")
    (problem,) = check_notes([read_page(file)], read_outline())
    assert 4 == problem.line
    assert problem.sentence.startswith(said)


def test_sections_of_one_block_share_its_minutes():
    """Neither page's notes alone take as long."""
    pages = [read_page(COURSE / "2-needs" / f"{name}.en.md") for name in ("L2.4", "L2.5")]
    assert [] == list(check_notes(pages, read_outline()))
    assert 1 == len(list(check_notes(pages[:1], read_outline())))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("./start.sh docter", "There is no command 'docter'; perhaps 'doctor' is meant."),
        ("start.bat hand-on", "There is no command 'hand-on'; perhaps 'hand-in' is meant."),
        ("./start.sh handbook --book", "The command handbook has no option --book; perhaps '--booklet' is meant."),
    ],
)
def test_a_command_that_is_not_there_is_found_where_a_page_names_it(tmp_path, code, said):
    """Before a trainer types it."""
    file = tmp_path / "before.en.md"
    file.write_text(f"# Before\n\nRun `{code}` first.\n", encoding="utf-8")
    assert [(3, said)] == [(each.line, each.sentence) for each in check_commands([read_page(file)])]


@pytest.mark.parametrize(
    "code", ["./start.sh test", "./start.sh class export --help", "pip install peakend", "release --out x"]
)
def test_commands_that_are_there_and_other_code_are_let_be(tmp_path, code):
    """What start.sh does itself, too."""
    file = tmp_path / "before.en.md"
    file.write_text(f"# Before\n\nRun `{code}`.\n", encoding="utf-8")
    assert [] == list(check_commands([read_page(file)]))
