"""The judge's parts: what leaves the sandbox, what a test needs, and what an answer cannot do."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from test_same_scores import check, solution, submit

import peakend as pe
from peakend.base.errors import PeakendError
from peakend_grading.host.grade import Grading, grade
from peakend_grading.host.grade_notebook import Job, grade_notebook
from peakend_grading.host.zygote_client import stop_zygote
from peakend_grading.inside.hand_over import hand_over
from peakend_grading.inside.second_hint import second_hint
from peakend_grading.inside.take_over import NotHandedOver, take_over
from peakend_grading.intake.search import find_submissions
from peakend_grading.untrusted.outputs import clean_html, clean_outputs
from peakend_grading.walls.limits import TOO_LONG, Limits
from peakend_grading.walls.messages import JudgedTest, Step
from peakend_labs.test_plan import plan_tests, require_data


def there_and_back(value):
    return take_over(json.loads(json.dumps(hand_over(value))), "answer")


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 7, -(2**70), 1.5, float("inf"), "峰终", "\ud800", (1, [2]), {1, 2}, {"a": (1,), 2: None}, 2 + 1j),
        *(np.float32(1.5), np.int64(3), np.bool_(True), np.str_("x"), pd.Timestamp("2026-05-01", tz="Asia/Shanghai")),
        pd.Timedelta("1h"),
        range(3),
    ],
    ids=repr,
)
def test_values_keep_type_and_content(value):
    """What a test sees is what the trainee had."""
    back = there_and_back(value)
    assert (type(value), value) == (type(back), back)


def test_missing_numbers_stay_missing():
    """JSON has no word for them."""
    assert np.isnan(there_and_back(float("nan")))
    assert pd.NA is there_and_back(pd.NA)


def test_a_table_keeps_every_kind_of_column():
    """Types, categories, time zones, intervals, objects and the index."""
    table = pe.load("service-hall/survey").head(50)
    table["zoned"] = table["date"].dt.tz_localize("Asia/Shanghai")
    table["part"] = pd.cut(table["ease"].astype(float), 3)
    table["object"] = [(1, number) for number in range(len(table))]
    pd.testing.assert_frame_equal(table, there_and_back(table))
    grouped = table.groupby(["channel", "ease"], observed=True).size().rename("n")
    pd.testing.assert_series_equal(grouped, there_and_back(grouped))


def test_charts_and_journey_maps_are_handed_over():
    """A chart by its description, a map by its document."""
    chart = pe.plot_nps(pe.nps(pe.load("service-hall/survey"), "recommend", by="channel", invalid="drop"))
    assert chart.to_dict() == there_and_back(chart).to_dict()
    journey = pe.JourneyMap(id="tea", title="Tea")
    assert journey == there_and_back(journey)


def test_design_sheets_are_handed_over():
    """A concept, a test and a plan are values too."""
    concept = pe.ConceptSheet(id="concept", name="A guide", frontstage=["Greet"])
    plan = pe.Plan(id="plan", title="Hall", review="2026-12-28", tasks=[{"id": "a", "name": "A", "due": "2026-12-01"}])
    assert [concept, plan] == [there_and_back(concept), there_and_back(plan)]


class Answer(int):
    """A number with an opinion of its own on what it equals."""

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize(
    "value",
    [Answer(1), print, lambda: 42, pe, [Answer(1)], pytest.raises(ValueError)],
    ids=["number", "function", "lambda", "module", "list", "context"],
)
def test_what_is_more_than_data_is_only_named(value):
    """A test that looks into it fails with a sentence."""
    back = there_and_back(value)
    assert isinstance(back, NotHandedOver)
    with pytest.raises(PeakendError, match="more than data"):
        bool(back == 42)


def test_a_value_within_itself_has_an_end():
    """Depth and size are limited on both sides."""
    endless: list = []
    endless.append(endless)
    assert isinstance(there_and_back(endless), NotHandedOver)


@pytest.mark.parametrize(
    "forged",
    [
        {"t": "nothing"},
        {"t": "array", "dtype": "O8", "shape": [1], "v": "AAAA"},
        {"t": "array", "dtype": "<f8", "shape": [10**12], "v": ""},
        {"t": "document", "v": {"t": "dict", "v": [["format", "other/1"]]}},
        {"t": "text", "dtype": "object", "v": []},
        {"t": "int", "v": "__import__('os')"},
        {"no": "type"},
    ],
    ids=str,
)
def test_forged_data_is_refused(forged):
    """Whoever wrote it, nothing but data comes of it."""
    with pytest.raises(ValueError, match=r"."):
        take_over(forged, "answer")


def notebook(*cells):
    return new_notebook(cells=list(cells))


def test_names_come_from_the_trainee_imports_from_the_trainer():
    """And what a test binds itself stays with the tests."""
    source = notebook(
        new_code_cell("import numpy as np\nLIMIT = 1\ndef near(a): return abs(a) < LIMIT"),
        solution("answer = np.pi", "answer"),
        check("expected = 3\nassert near(answer - expected)", "first", 1),
        check("assert np.isfinite(expected)", "second", 1),
    )
    tests = plan_tests(source)
    assert ("LIMIT", "answer") == tests["first"].answers
    assert [given.split("(")[0] for given in tests["first"].given] == ["def near"]
    assert ((), ("import numpy as np",)) == (tests["second"].answers, tests["second"].given)


def test_a_test_that_needs_a_function_is_named_before_release():
    """A function in a solution cannot be handed over."""
    source = notebook(solution("def nps(scores):\n    return 0", "answer"), check("assert nps([]) == 0", "task", 1))
    with pytest.raises(PeakendError, match=r"“task” needs a function \(nps\)"):
        require_data("ps1", source)


def test_html_keeps_tables_and_loses_scripts():
    """Pages of feedback and formgrader show what trainees' outputs hold."""
    html = "<table style='color: red'><tr><td onclick=x()>1</td></tr></table><script>x()</script><img src=http://a/b>"
    cleaned = clean_html(html)
    assert "<td>1</td>" in cleaned
    assert not [word for word in ("script", "onclick", "http") if word in cleaned]


def test_outputs_that_are_none_are_dropped():
    """A hostile process may write anything."""
    outputs = [
        {"output_type": "stream", "name": "x"},
        7,
        {"output_type": "display_data", "data": {"text/javascript": "x"}},
    ]
    assert [{"output_type": "display_data", "data": {}, "metadata": {}}] == clean_outputs(outputs, 1000)


@pytest.fixture(scope="module")
def judge():
    """Run one cell, and a test that wants ``answer`` to be 42; return how it ended, its outputs, and the test's."""

    def run(source: str, test: str = "assert answer == 42", **limits):
        steps = (Step(0, source), Step(1, test="task", answers=("answer",)))
        tests = {"task": JudgedTest(test, (), ("answer",))}
        judged = grade_notebook(Job("mei", "en", steps, tests, limits=Limits(**limits)), 1)
        cells = judged.verdict.cells
        text = "".join(output.get("text", "") for output in (cells[0].outputs if 0 in cells else []))
        return judged.how_run, text, cells[1].outputs

    yield run
    stop_zygote()


def test_a_right_answer_passes_and_knows_its_trainee(judge):
    """The variant's number comes from the trainee's name."""
    _how, text, failed = judge("import os\nanswer = 42\nprint(os.environ['PEAKEND_TRAINEE'])")
    assert ("mei\n", []) == (text, failed)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os\nprint(os.getuid() == 0, sorted(os.listdir('/')))", "False"),
        (f"print(__import__('os').path.exists({str(Path(__file__))!r}))", "False"),
        (
            "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 22))\nexcept OSError:\n    print('no')",
            "no",
        ),
        ("try:\n    open('/usr/lib/x', 'w')\nexcept OSError:\n    print('no')", "no"),
        ("import os\nprint(os.getpid(), os.getppid())", "1 0"),
        ("import ctypes\nprint(ctypes.CDLL(None).unshare(0x10000000))", "-1"),
    ],
)
def test_walls_stand(judge, source, said):
    """Not root, no files of the machine, no network, no writing, no other processes, no new namespaces."""
    assert judge(source)[1].startswith(said)


IN_TMP = """
import os, sys, tempfile
from pathlib import Path
from peakend_grading.walls import sandbox
from peakend_grading.walls import seccomp
from peakend_grading.walls import small_root

def look(_job, result, _limits):
    Path("/tmp/written").write_text("there")
    os.write(result, (Path(sys.argv[1]).read_text() + Path("/scratch/tmp/written").read_text()).encode())

folder = Path(sys.argv[1]).parent
root = Path(tempfile.mkdtemp())
readable = {path: path for path in small_root.readable_paths([folder])}
job, result = os.memfd_create("job"), os.memfd_create("result")
sandbox.guard(sandbox.Walls(root, readable, rules=seccomp.build_filter()), 0, sandbox.Limits(), job, result, look)
root.rmdir()
print(os.pread(result, 100, 0).decode())
"""


def test_a_course_may_lie_among_temporary_files():
    """It is read where it lies, and what a submission writes goes to its own folder all the same."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        file = Path(folder, "read.txt")
        Path(folder).chmod(0o755)
        file.write_text("read and ", encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", IN_TMP, file], capture_output=True, text=True, check=True)
    assert "read and there\n" == done.stdout


def test_a_run_that_ignores_its_end_is_ended(judge):
    """From outside, whatever it does about signals."""
    how, _text, failed = judge(
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass", seconds=2
    )
    assert TOO_LONG == how
    assert "NameError" == failed[0]["ename"]


TWO_HINTS = """pe.check(answer is not None, "missing")
### BEGIN HIDDEN TESTS
pe.check(answer > 10, "too small")
pe.check(answer % 2 == 0, "odd")
### END HIDDEN TESTS"""


@pytest.mark.parametrize(
    ("answer", "said"), [(7, "odd"), (12, ""), (13, "odd"), (8, "")], ids=["two", "right", "one", "only the first"]
)
def test_two_mistakes_in_one_task_get_two_hints(answer, said):
    """What the first complaint kept from being said is said, too; once is enough."""
    assert said == second_hint({"pe": pe, "answer": answer}, TWO_HINTS, "too small", 5)


@pytest.mark.parametrize("failed", [0, 1])
def test_what_is_missing_gets_one_hint(failed):
    """Where the visible part of a test is not passed, nothing else is to be said."""
    assert "" == second_hint({"pe": pe, "answer": None}, TWO_HINTS, "missing", 5, failed)


def test_a_second_hint_needs_no_second_run():
    """What stands before the first complaint is not executed again, where its line is known."""
    once = "pe.check(runs.append(1) or answer is not None, 'missing')\n" + TWO_HINTS.partition("\n")[2]
    runs: list[int] = []
    assert "odd" == second_hint({"pe": pe, "answer": 7, "runs": runs}, once, "too small", 5, 3)
    assert [] == runs


def test_the_judge_says_both_hints_of_a_test(judge):
    """It knows the line of the first complaint, also behind an empty one."""
    _how, _text, failed = judge("answer = 7", test="\nimport peakend as pe\n" + TWO_HINTS)
    assert "too small odd" == failed[0]["evalue"]


def test_an_object_that_equals_everything_fails(judge):
    """It never reaches the test."""
    _how, _text, failed = judge("class Yes(int):\n    def __eq__(self, other): return True\nanswer = Yes()")
    assert "more than data" in failed[0]["evalue"]


def test_tests_that_need_functions_can_run_among_the_answers(tmp_path):
    """Asked for in so many words; the sandbox stays."""
    (tmp_path / "source" / "ps1").mkdir(parents=True)
    source = notebook(
        solution("def double(n):\n    return 2 * n", "answer"),
        check("import os\nassert double(21) == 42 and os.getuid() != 0", "task", 2),
    )
    nbformat.write(source, tmp_path / "source" / "ps1" / "ps1.ipynb")
    for trainee, factor in {"right": 2, "wrong": 3}.items():
        answers = {"answer": f"def double(n):\n    return {factor} * n"}
        submit(tmp_path / "source" / "ps1", tmp_path / "submitted" / trainee / "ps1", "ps1", answers)
    found = find_submissions(tmp_path / "submitted", ["ps1"])
    graded = grade(found, Grading(tmp_path, "en", jobs=1, in_kernel=True))
    assert {"right": 2.0, "wrong": 0.0} == {tasks[0].trainee: tasks[0].score for tasks in graded}
    with pytest.raises(PeakendError, match="needs a function"):
        list(grade(found, Grading(tmp_path, "en", jobs=1)))


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("host.zygote_client", {"nbformat", "nbgrader", "pandas"}),  # until it is there, no zygote starts
        ("host.grade, peakend_grading.intake.search", {"pandas", "altair"}),
    ],
)
def test_the_first_result_waits_for_nothing_that_it_does_not_need(module, absent):
    """What takes long to import comes after the first submission is on its way, or not at all."""
    code = f"import sys, peakend_grading.{module}\nprint(*({absent} & set(sys.modules)))"
    assert "\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
