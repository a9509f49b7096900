"""The pages that trainees get back."""

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output
from nbgrader.utils import is_grade, is_solution

from browser import find_browser, open_page
from graded_class import LAB, TASKS, grade_class, mark_by_hand, write_notebook
from peakend_grading.marks.book import open_book
from peakend_grading.results.feedback import write_feedback
from peakend_grading.results.hide_tests import HIDDEN_TESTS
from peakend_grading.results.task_names import titles_of
from peakend_grading.untrusted.safe_html import clean_html, code_html, markdown_html, output_html
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names
from peakend_labs.release.leaks import secrets

HOSTILE = (
    "<b>kept</b><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    '<iframe src="http://10.0.0.1/"></iframe><a href="javascript:document.title=1">link</a>'
    '<div style="position:fixed;inset:0;background-image:url(http://10.0.0.1/x);color:red">over</div>'
    "<svg onload=\"document.title='owned'\"><script>document.title='owned'</script></svg>"
    '<meta http-equiv="refresh" content="0;url=http://10.0.0.1/"><form action="http://10.0.0.1/"><input></form>'
    "<style>body{display:none}</style><h1>20 / 20</h1></div></div></section>"
)


def hostile_notebook():
    """Lab 3 with everything in it that a page could stumble over."""
    notebook = read_lab(LAB).read("zh")
    shown = [
        new_output("display_data", {"text/html": HOSTILE}),
        new_output("display_data", {"text/markdown": f"$x$ {HOSTILE} [go](javascript:alert(1))"}),
        new_output("display_data", {"image/svg+xml": "<svg onload=\"document.title='owned'\"/>"}),
        new_output("display_data", {"image/png": '" onerror="document.title=1'}),
        new_output("display_data", {"application/javascript": "document.title='owned'"}),
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}}),
        new_output("display_data", {"text/latex": "\\href{javascript:alert(1)}{x}"}),
        new_output("stream", text="\x1b[31m<script>document.title='owned'</script>"),
        new_output("error", ename="<b>", evalue="</pre><script>document.title='owned'</script>"),
    ]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.outputs = list(shown)
            cell.source += "\n# </pre><script>document.title='owned'</script>"
        elif cell.cell_type == "markdown" and not cell.metadata.get("nbgrader"):
            cell.source += f"\n\n{HOSTILE}"
    notebook.metadata["title"] = "</title><script>document.title='owned'</script>"
    return notebook


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """A class of which one is hostile, and one has been marked and commented on by hand."""
    folder = grade_class(tmp_path_factory.mktemp("feedback") / "graded")
    mark_by_hand(folder, "amy", 3, "写得具体。<b>再说说</b>结尾。")
    write_notebook(folder, "chen", hostile_notebook())
    list(write_feedback(folder, "zh", names={"bai": "白露"}))
    return folder


def page_of(graded: Path, trainee: str) -> str:
    return (graded / "feedback" / trainee / LAB / f"{LAB}.html").read_text(encoding="utf-8")


def test_every_submission_gets_a_page(graded):
    """Also the one that could not be read."""
    assert 7 == len(list((graded / "feedback").rglob("*.html")))


def test_a_page_says_what_was_missed(graded):
    """The hint of the check stands beside the task."""
    assert "贬损者打 0–6 分；7 分是被动者。" in page_of(graded, "bai")


def test_a_lost_point_says_where_to_read_and_what_to_try(graded):
    """The course's page for the task, the thought that leads there, and what to do next."""
    page = page_of(graded, "bai")
    assert 1 == page.count('<dl class="next">')
    for said in ("读一读</dt><dd>L2.6", "常见的想法</dt><dd>", "试一试</dt><dd>打开实验"):
        assert said in page
    assert "打开实验，照上面的话改这一题" in page
    assert '<dl class="next">' in page_of(graded, "amy")  # three points of four


def test_what_concerns_the_whole_hand_in_is_said_once(graded):
    """On the page above the tasks, in the table of grades at the first task that lost points."""
    remark = "（没有 answers。）"
    with open_book(graded) as book:
        book.add_assignment(LAB, {})
        book.record("twice", LAB, {}, "digest", {task: "还没填。" for task in TASKS} | {"*": remark})
        reasons = [mark.reason for mark in book.marks("twice")]
    assert [True] + [False] * (len(reasons) - 1) == [remark in reason for reason in reasons]
    (page,) = write_feedback(graded, "zh", trainees=["twice"])
    assert 1 == page.read_text(encoding="utf-8").count(remark)


def test_tasks_under_one_heading_are_told_apart():
    """By the form that belongs to one of them alone, or by the question that bears the task's number."""
    assert "8 · 哪些事情，三份问卷都看不见？" == titles_of("3-three-surveys", "zh")[1]["task-8-invisible"]
    _title, tasks = titles_of("6-capstone", "en")
    assert "3 · Three changes, and what they cost" == tasks["task-3-costs"]
    assert "7 · What five people tell, and which method next" == tasks["task-7-five"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("lab", lab_names())
def test_each_task_of_a_lab_has_a_title_of_its_own(lab, language):
    """A line of feedback or of the class report says which task it is about."""
    names = [title.partition(" · ")[2] for title in titles_of(lab, language)[1].values()]
    assert len(names) == len(set(names)) > 0


def test_a_page_bears_the_name_where_it_is_known(graded):
    """And the id where it is not."""
    assert ("<p>白露</p>" in page_of(graded, "bai"), "<p>deng</p>" in page_of(graded, "deng")) == (True, True)


def test_a_mark_made_after_grading_is_on_the_page(graded):
    """Twenty points by program, three by hand."""
    assert "<b>23</b> <span>/ 24 分</span>" in page_of(graded, "amy")


def test_a_task_that_lost_its_points_shows_no_tick(graded):
    """That something was filled in is not said beside “not right”; where all is right it is."""
    said = "✓ 都填了。"
    for trainee in ("amy", "deng"):
        file = graded / "autograded" / trainee / LAB / f"{LAB}.ipynb"
        notebook = nbformat.read(file, 4)
        for cell in notebook.cells:
            if is_grade(cell) and not is_solution(cell):
                cell.outputs = [new_output("stream", text=said)]
        nbformat.write(notebook, file)
    list(write_feedback(graded, "zh", trainees=["amy", "deng"]))
    for trainee, count in (("amy", 0), ("deng", 2)):
        parts = page_of(graded, trainee).split('<section class="task">')[1:]
        lost = [part for part in parts if 'class="bad"' in part.split("</header>")[0]]
        assert count == len(lost)
        assert not any(said in part for part in lost)
        assert any(said in part for part in parts)


def test_a_partial_mark_looks_partial(graded):
    """Three of four points are neither right nor wrong."""
    page = (graded / "feedback" / "amy" / LAB / f"{LAB}.html").read_text(encoding="utf-8")
    assert page.count('<span class="some" role="img" aria-label="部分得分">◐</span>') == 2
    assert '<div class="verdict some">' in page
    assert '<span class="bad"' not in page


def test_a_trainers_comment_is_text(graded):
    """What looks like a tag is shown as typed."""
    assert "写得具体。&lt;b&gt;再说说&lt;/b&gt;结尾。" in page_of(graded, "amy")


def test_an_unreadable_submission_has_its_sentence(graded):
    """And the lab's title, as all others, but no tasks."""
    page = page_of(graded, "学员七")
    assert ("打不开" in page, "逐题回看" in page) == (True, False)
    assert "<h1>实验 3 三份问卷</h1>" in page


def test_no_line_of_a_hidden_test_or_rubric_is_on_a_page(graded):
    """Though the graded notebook holds them; a solution in the trainee's own cell is the trainee's."""
    answers = "\n".join(
        cell.source for cell in read_lab(LAB).read("zh").cells if cell.metadata.get("nbgrader", {}).get("solution")
    )
    hidden = [secret for secret in secrets(read_lab(LAB).read("zh")) if secret not in answers]
    page = page_of(graded, "bai").replace("&#34;", '"').replace("&quot;", '"')
    assert len(hidden) > 20
    assert not [secret for secret in hidden if secret in page]


def test_no_code_of_a_check_is_on_a_page(graded):
    """Not even of the visible part."""
    assert "check_filled" not in page_of(graded, "bai")


def test_nbgraders_own_feedback_hides_tests_too(graded, tmp_path):
    """As the formgrader's button makes it: with the visible checks and what was said, without what was hidden."""
    course = shutil.copytree(graded, tmp_path / "graded")
    notebook = read_lab(LAB).read("zh")
    tests = [cell for cell in notebook.cells if is_grade(cell) and not is_solution(cell)]
    others = "\n".join(HIDDEN_TESTS.sub("", cell.source) for cell in notebook.cells)
    hidden = {line for cell in tests for region in HIDDEN_TESTS.findall(cell.source) for line in region.splitlines()}
    for cell in tests:
        cell.outputs = [new_output("error", ename="AssertionError", evalue="看看列名。", traceback=[cell.source])]
    write_notebook(course, "bai", notebook)
    command = [sys.executable, "-m", "nbgrader", "generate_feedback", LAB, "--student", "bai", "--force"]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    page = (course / "feedback" / "bai" / LAB / f"{LAB}.html").read_text(encoding="utf-8")
    text = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert len(hidden) > 20
    assert not [line for line in hidden if line not in others and line in text]
    assert "check_filled" in text
    assert len(tests) == text.count("AssertionError: 看看列名。")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_speak_the_language_asked_for(graded, tmp_path, language):
    """Of their own words; the notebook keeps its own."""
    folder = grade_class(tmp_path / "graded", {"amy": ()})
    (page,) = write_feedback(folder, language)
    assert {"zh": "逐题回看", "en": "Task by task"}[language] in page.read_text(encoding="utf-8")


def test_a_page_forbids_scripts(graded):
    """By its content security policy, whatever slips through."""
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page_of(graded, "chen")


def test_nothing_that_runs_or_loads_is_left_of_a_hostile_notebook(graded):
    """No scripts, handlers, frames, forms, styles or addresses outside of what is shown as text."""
    page = page_of(graded, "chen")
    body = page[page.index("<body>") :]
    tags = re.findall(r"<[a-zA-Z][^>]*>", body)
    forbidden = re.compile(
        r"<(script|iframe|form|input|meta|style|svg|a)\b|\son\w+=|https?:|javascript:|position|url\("
    )
    assert not [tag for tag in tags if forbidden.search(tag)]


def test_hostile_html_cannot_close_what_holds_it():
    """Tags that were never opened are dropped."""
    assert "<b>kept</b>" == clean_html("<b>kept</b></div></section>")


def test_an_svg_picture_becomes_an_image():
    """In which no script runs."""
    assert clean_html("<svg><script>x</script></svg>").startswith('<img alt="" src="data:image/svg+xml;base64,')


def test_a_table_keeps_its_form():
    """Cells, and styles that only paint."""
    table = '<table><tr><td colspan="2" style="color: red; position: fixed;">1</td></tr></table>'
    assert '<td colspan="2" style="color:red">1</td>' in clean_html(table)


def test_tags_in_markdown_are_text():
    """A heading is a heading, a script is shown."""
    assert "<h1>A</h1>\n<p>b &lt;i&gt;x&lt;/i&gt;</p>" == markdown_html("# A\n\nb <i>x</i>").strip()


def test_long_outputs_are_cut():
    """A page is for reading."""
    assert code_html("x" * 1_000_000).endswith("x\n…</pre>")


def test_lone_surrogates_do_not_break_a_page():
    """No file may hold them."""
    assert "<pre>ab</pre>" == code_html("a\ud800b")


def test_widgets_leave_nothing():
    """A form's table is shown, its state is not."""
    assert "" == output_html(new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}}))


@pytest.mark.browser
@pytest.mark.skipif(not find_browser() and not os.environ.get("CI"), reason="no browser")
def test_a_hostile_page_does_nothing_in_a_browser(graded):
    """No request, no new title, no dialogue; the score is still the page's own."""
    outside: list[str] = []
    with open_page(outside) as page:
        page.goto((graded / "feedback" / "chen" / LAB / f"{LAB}.html").as_uri())
        title, shown = page.title(), page.locator("main > h1").count()
    assert ([], "chen · 实验 3 三份问卷", 1) == (outside, title, shown)
