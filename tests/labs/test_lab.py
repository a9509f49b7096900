"""A lab as a value: what it says of itself, and the line of whatever is wrong with it."""

import re
import shutil

import pytest

from peakend.base.errors import PeakendError
from peakend_labs import places
from peakend_labs.lab import Task, read_lab

HEADER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
peakend: {cases: [hospital, coffee-shop], own_file: survey}
---
"""
TASK = '{"grade": false, "grade_id": "task-2", "points": 3, "solution": false, "task": true}'
LAB = f"""{HEADER}
+++ {{"tags": ["zh"]}}

# 标题

+++ {{"tags": ["en"]}}

# A title

```{{code-cell}} ipython3
---
nbgrader: {{grade: false, grade_id: answer, locked: false, schema_version: 3, solution: true, task: false}}
---
sheet = pe.worksheet("guess")
### BEGIN SOLUTION
sheet.fill(a=1)
### END SOLUTION
```

```{{code-cell}} ipython3
---
nbgrader: {{grade: true, grade_id: task-1, locked: true, points: 2, schema_version: 3, solution: false, task: false}}
---
### BEGIN HIDDEN TESTS
assert sheet
### END HIDDEN TESTS
```

+++ {{"tags": ["zh"], "nbgrader": {TASK}}}

请写。

=== BEGIN MARK SCHEME ===
三分。
=== END MARK SCHEME ===

+++ {{"tags": ["en"], "nbgrader": {TASK}}}

Write.

=== BEGIN MARK SCHEME ===
Three points.
=== END MARK SCHEME ===
"""


@pytest.fixture
def write(tmp_path):
    """Write a lab into a folder of its own."""

    def write(text: str):
        sheets = tmp_path / "9-small" / "worksheets"
        sheets.mkdir(parents=True)
        (tmp_path / "9-small" / "lab.md").write_text(text, encoding="utf-8")
        (sheets / "guess.yml").write_text("format: worksheet/1\n", encoding="utf-8")
        return read_lab("9-small", tmp_path)

    return write


def test_a_lab_knows_its_tasks(write):
    """Their points, and who marks them."""
    assert (Task("task-1", 2.0, manual=False), Task("task-2", 3.0, manual=True)) == write(LAB).tasks


def test_a_lab_says_what_it_runs_on(write):
    """Its cases, its own first, and the table whose place a team's file can take."""
    lab = write(LAB)
    assert (("hospital", "coffee-shop"), "survey", "hospital") == (lab.cases, lab.own_file, lab.case_for("bank"))
    assert {"zh": "标题", "en": "A title"} == lab.title


def test_a_lab_is_its_files(tmp_path):
    """Copied elsewhere it is the same; with one word changed it is another."""
    for folder in ("2-needs", "cases"):
        shutil.copytree(places.LABS / folder, tmp_path / folder)
    copied, lab = read_lab("2-needs", tmp_path), read_lab("2-needs")
    assert lab == copied
    assert lab.read("en", "hospital") == copied.read("en", "hospital")
    (tmp_path / "2-needs" / "lab.md").write_text("other", encoding="utf-8")
    assert lab != read_lab("2-needs", tmp_path)


def test_a_lab_is_parsed_once(write, tmp_path):
    """Whoever asks again gets the same value, and a notebook of their own."""
    lab = write(LAB)
    assert lab is read_lab("9-small", tmp_path)
    lab.read("en").cells.clear()
    assert 4 == len(lab.read("en").cells)


def test_a_case_that_a_lab_does_not_have_is_refused(write):
    """With those that it has."""
    with pytest.raises(PeakendError, match="on the case 'hopsital', but on hospital, coffee-shop; perhaps"):
        write(LAB).read("en", "hopsital")


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        (
            "peakend: {cases: [hospital, coffee-shop], own_file: survey}",
            "peakend:",
            "4: peakend: None cannot",
        ),
        ("[hospital, coffee-shop]", "hospital", "4: peakend, cases: 'hospital' cannot be used here; a list is needed"),
        (
            "cases: [hospital, coffee-shop]",
            "cases: []",
            "4: peakend, cases: [] cannot be used here; one at least is needed",
        ),
        (
            "cases: [",
            "case: [",
            "4: peakend: there is no field 'case'; the fields are cases, own_file; perhaps",
        ),
        ('pe.worksheet("guess")', 'pe.worksheet("gues")', "19: there is no worksheet 'gues'; there are guess; perhaps"),
        ('{"tags": ["zh"]}', '{"tags": ["zh"]', "7: a cell's metadata cannot be read"),
        ("### END SOLUTION\n", "", "20: '### BEGIN SOLUTION' is not ended; put '### END SOLUTION' after it"),
        ("### BEGIN HIDDEN TESTS\n", "", "30: '### END HIDDEN TESTS' ends nothing; put '### BEGIN HIDDEN TESTS'"),
        (
            "### END HIDDEN TESTS",
            "### END HIDDEN TEST",
            "31: '### END HIDDEN TEST' is nearly a mark; write ",
        ),
        ("HIDDEN TESTS", "MARK SCHEME", "29: '### BEGIN MARK SCHEME' is nearly a mark; write '=== BEGIN MARK SCHEME"),
        ("### BEGIN HIDDEN TESTS", "### Begin Hidden Tests", "29: '### Begin Hidden Tests' is nearly a mark; write"),
        ("=== BEGIN MARK SCHEME ===", "——— BEGIN MARK SCHEME ———", "38: '——— BEGIN MARK SCHEME ———' is nearly a mark"),
        ("grade: true", "grade: false", "29: '### BEGIN HIDDEN TESTS' is in a cell that nbgrader does not clear"),
    ],
)
def test_a_slip_is_told_with_its_line(write, right, wrong, sentence):
    """One sentence with file, line and what is meant."""
    with pytest.raises(PeakendError, match=re.escape(f"labs/9-small/lab.md, line {sentence}")):
        write(LAB.replace(right, wrong)).source()


@pytest.mark.parametrize(
    "marker",
    [
        "###  BEGIN  HIDDEN  TESTS",
        "### BEGIN-HIDDEN-TESTS",
        "### BEGIN_HIDDEN_TESTS",
        "### BEGINHIDDENTESTS",
        "#### BEGIN HIDDEN TESTS",
        "# BEGIN HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS ###",
        "### BEGIN HIDDEN TESTS: two of them",
        "### BEGIN HIDEN TESTS",
        "### BEGIN TESTS",
        "### begin hidden",
        "＃＃＃ ＢＥＧＩＮ ＨＩＤＤＥＮ ＴＥＳＴＳ",
        "BEGIN HIDDEN TESTS",
    ],
)
def test_a_near_miss_of_a_mark_is_an_error(write, marker):
    """What nbgrader would leave in the trainees' notebook is never taken for text."""
    with pytest.raises(PeakendError, match=r"29: .* is nearly a mark; write '### BEGIN HIDDEN TESTS', alone"):
        write(LAB.replace("### BEGIN HIDDEN TESTS", marker)).source()


@pytest.mark.parametrize("line", ["# the hidden tests", "# A solution begins here", "end = begin", "# In the end"])
def test_speaking_of_tests_is_no_mark(write, line):
    """A comment and a name stay what they are."""
    assert 2 == len(write(LAB.replace("assert sheet", f"assert sheet\n{line}")).tasks)


STORY = '+++ {"tags": ["zh"], "place": "opening"}\n\n开场\n\n+++ {"tags": ["en"], "place": "opening"}\n\nOnce\n'
PLACED = LAB.replace("cases: [hospital, coffee-shop], ", "").replace(
    "# A title", "# A title\n\n+++\n\n{case}`opening`", 1
)


@pytest.fixture
def tell(tmp_path):
    """Let a case tell something in the lab."""

    def tell(case: str, story: str = STORY):
        folder = tmp_path / "cases" / case / "9-small"
        (folder / "worksheets").mkdir(parents=True)
        (folder / "story.md").write_text(story, encoding="utf-8")
        return folder

    return tell


def test_a_lab_runs_on_each_case_that_has_a_folder_for_it(write, tell):
    """What the case tells stands in its place, and its forms in the place of the lab's."""
    tell("bank", STORY.replace("Once", "A bank"))
    (tell("cafe") / "worksheets" / "guess.yml").write_text("format: worksheet/1\ntitle: Cafe\n", encoding="utf-8")
    lab = write(PLACED)
    assert ("bank", "cafe") == lab.cases
    assert ["# A title", "A bank"] == [cell.source for cell in lab.read("en", "bank").cells[:2]]
    assert ["# A title", "Once"] == [cell.source for cell in lab.read("en", "cafe").cells[:2]]
    assert ["format: worksheet/1\ntitle: Cafe\n"] == list(lab.side_files("cafe").values())


def test_a_case_that_tells_nothing_where_the_lab_asks_is_named(write, tell):
    """With the line in the lab; and where it tells something that no lab asks for, with its own file."""
    tell("bank", STORY.replace("opening", "openning"))
    with pytest.raises(
        PeakendError, match=r"lab\.md, line \d+: the case 'bank' tells nothing for 'opening'; .* perhaps"
    ):
        write(PLACED).source()


def test_what_no_place_asks_for_is_named(write, tell):
    """Nothing that an author wrote falls out of the lab unnoticed."""
    tell("bank", STORY + STORY.replace("opening", "end"))
    with pytest.raises(PeakendError, match=r"labs/cases/bank/9-small/story\.md, line 1: .*lab\.md has no place 'end'"):
        write(PLACED).source()
