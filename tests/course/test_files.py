"""The course's files: names that every system can keep, UTF-8, and no character that nobody sees."""

import pytest

from peakend_course.check_files import check_files


@pytest.mark.parametrize(
    ("character", "code"),
    [("\0", "0000"), ("\x1b", "001B"), ("\u200b", "200B"), ("\u202e", "202E"), ("\ufeff", "FEFF"), ("\ufffd", "FFFD")],
)
@pytest.mark.parametrize("name", ["L1.1.zh.md", "outline.yml", "gaps.svg", "visits.csv"])
def test_a_character_that_nobody_sees_is_found(tmp_path, character, code, name):
    """With its line and what stands before it."""
    file = tmp_path / name
    file.write_text(f"first\nand mo{character}re\n", encoding="utf-8")
    (problem,) = check_files([file])
    said = f"After “and mo” stands a character that nobody sees, U+{code}; delete it."
    assert (2, said) == (problem.line, problem.sentence)


def test_an_editors_mark_and_joined_emoji_are_let_be(tmp_path):
    """Also Windows' ends of lines, tabs, and spaces that do not break."""
    file = tmp_path / "L1.1.zh.md"
    file.write_bytes("\ufeff# 题目\r\n\r\n\t35\u00a0%，👩\u200d💼\r\n".encode())
    assert [] == list(check_files([file]))


@pytest.mark.parametrize("name", ["L2.1.fr.md", "L2.1.EN.md", "L2.1.zh-CN.md"])
def test_a_third_language_is_found(tmp_path, name):
    """Also one of the two in other letters."""
    file = tmp_path / name
    file.write_text("# x\n", encoding="utf-8")
    (problem,) = check_files([file])
    assert problem.sentence.startswith("The course speaks Chinese and English: a page ends in .zh.md or .en.md")


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_another_encoding_is_found_at_its_line(tmp_path, encoding):
    """In a list of words as on a page."""
    file = tmp_path / "glossary.yml"
    file.write_bytes("a: b\n".encode("ascii") + "术语".encode(encoding))
    (problem,) = check_files([file])
    assert (2, "This is not written in UTF-8. Save the file as UTF-8 in your editor.") == (
        problem.line,
        problem.sentence,
    )


@pytest.mark.parametrize("name", ["a:b", "why?", "aux", "CON.log", "end."])
def test_a_name_that_windows_cannot_keep_is_found(tmp_path, name):
    """Before somebody unpacks the course there."""
    (problem,) = check_files([tmp_path / "x" / name])
    assert problem.sentence.startswith("Windows cannot keep a file of this name")


def test_two_names_that_are_one_on_windows_are_found(tmp_path):
    """The second is named, with the first."""
    (problem,) = check_files([tmp_path / "L1.1.zh", tmp_path / "l1.1.zh"])
    assert "Windows takes this file for L1.1.zh; rename one of them." == problem.sentence
