"""Sections and lectures named in prose, and figures that slides and handbook will draw."""

import pytest

import peakend as pe
from peakend_course.check_references import check_ids
from peakend_course.figures import check_figures
from peakend_course.outline import read_outline
from peakend_course.references import in_words
from peakend_labs.lab import read_lab

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<switch><g systemLanguage="zh"/><g systemLanguage="en"/></switch></svg>'
)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("见 L4.9。", "The outline has no section L4.9; correct it, or take the sentence out."),
        ("Later, in P7.", "The outline has no section P7; correct it, or take the sentence out."),
        ("第六讲再讲。", "The outline has no lecture 6; correct it, or take the sentence out."),
        ("实验 9 里再练。", "The outline has no lab 9; correct it, or take the sentence out."),
        ("You draw it in lab 8.", "The outline has no lab 8; correct it, or take the sentence out."),
        ("实验九里再练。", "The outline has no lab 9; correct it, or take the sentence out."),
        ("More in lab eight.", "The outline has no lab 8; correct it, or take the sentence out."),
        ("As lecture 7 says.", "The outline has no lecture 7; correct it, or take the sentence out."),
    ],
)
def test_what_prose_names_and_the_outline_lacks_is_found_on_its_line(tmp_path, line, said):
    """As after a lecture was dropped."""
    file = tmp_path / "page.zh.md"
    file.write_text(f"# 题目\n\n{line}\n", encoding="utf-8")
    problems = check_ids([file], read_outline())
    assert [("page.zh.md", 3, said)] == [(p.file, p.line, p.sentence) for p in problems]


@pytest.mark.parametrize(
    "line",
    [
        "见 L4.2 和 P1",
        "实验 0 和 labs 1, 2",
        "Columns `P1`–`P22`",
        "```\nP9 = 1\n```",
        "第一讲",
        "Perception, P, 1–7",
        "实验三个月",
        "lab one",
    ],
)
def test_what_the_outline_has_and_what_is_code_is_let_be(tmp_path, line):
    """SERVQUAL's columns are no practices."""
    file = tmp_path / "page.zh.md"
    file.write_text(f"{line}\n", encoding="utf-8")
    assert [] == list(check_ids([file], read_outline()))


def test_references_are_words_on_slides():
    """Where nothing can be clicked."""
    pe.set_language("en")
    assert "See Lab 2, task 5 or  Lab 4 : `pe.kano`." == in_words(
        "See{task}`2-needs#task-5-kano`or {lab}`4-journey`: {api}`kano`."
    )


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("a.svg", "<svg>\n<g></svg>", 2, "this is not SVG"),
        ("a.svg", SVG.replace('"en"', '"fr"'), 1, "A <switch> has nothing for the language en; add it."),
        ("a.svg", SVG.replace(' viewBox="0 0 9 9"', ""), 1, "The drawing has no viewBox"),
        (
            "a.svg",
            SVG.replace("</svg>", '<image href="https://a.b/c.png"/></svg>'),
            1,
            'nothing: take href="https: out.',
        ),
        ("a.svg", SVG.replace("</svg>", "<script>alert(1)</script></svg>"), 1, "loads nothing: take <script out."),
        ("a.py", "x = 1", 1, "a figure's program needs a function draw() that returns a chart; write one."),
        ("a.py", "def draw():\n    return 1 / 0", 2, "the program stops with ZeroDivisionError"),
        ("a.py", "def draw(:", 1, "the program stops with SyntaxError"),
        ("a.png", "", 1, "A figure is a drawing (.svg) or a program (.py)"),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_found_by_the_check(tmp_path, name, text, line, said):
    """Before slides or handbook stumble over it."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    [problem] = check_figures(tmp_path)
    assert (name, line) == (problem.file, problem.line)
    assert said in problem.sentence


def test_a_lab_knows_its_minutes_its_tasks_and_what_it_calls():
    """A part of it takes the minutes of the sections in which its tasks stand; hidden tests are nobody's practice."""
    lab = read_lab("2-needs")
    assert (60, 15) == (lab.minutes(), lab.minutes(["task-5-kano"]))
    assert {"kano", "worksheet"} <= lab.calls
    assert not {"Persona", "check_near"} & lab.calls
