"""Hostile submissions: each gets its right score in its time and a reason, and reads, writes and leaves nothing."""

import contextlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import is_grade

from attack_class import ATTACKS, HONEST, LIMITS, NAME, POINTS, TASKS, Graded, breaches, grade_class, read_attacks

SOURCES = read_attacks()
ATTACKERS = {name: attack.metadata for name, attack in SOURCES.items()}
CHEATS = [name for name, header in ATTACKERS.items() if header.get("cheats")]


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Graded:
    """All attackers in one class, an honest trainee after each."""
    return grade_class(tmp_path_factory.mktemp("attacked"), list(ATTACKERS))


@pytest.fixture(scope="module")
def in_kernel(tmp_path_factory) -> Graded:
    """The attacks on tests, where the tests run among the answers."""
    return grade_class(tmp_path_factory.mktemp("in-kernel"), CHEATS, in_kernel=True, honest=False)


def outputs(graded: Graded, trainee: str, *, judged: bool = True) -> list[dict]:
    file = graded.notebook(trainee)
    cells = nbformat.read(file, as_version=4).cells if file.is_file() else []
    return [output for cell in cells if judged or not is_grade(cell) for output in cell.get("outputs", [])]


def printed(graded: Graded, trainee: str) -> str:
    return "".join(output["text"] for output in outputs(graded, trainee) if output.output_type == "stream")


def test_there_are_enough_kinds_each_with_its_header():
    """What is attacked, what it earns, and why."""
    assert len(ATTACKERS) >= 60
    for header in ATTACKERS.values():
        assert {"attack", "target", "earns", "because", "says", "holds"} <= set(header)
        assert len(TASKS) == len(header["earns"])


@pytest.mark.parametrize("name", ATTACKERS)
def test_an_attack_earns_what_its_answers_are_worth(graded, name):
    """Never more than honest work, and no less for what was honest in it."""
    assert tuple(ATTACKERS[name]["earns"]) == graded.points(name)


@pytest.mark.parametrize("name", ATTACKERS)
def test_lost_points_have_a_clear_reason(graded, name):
    """One sentence for each task that lost points, in the trainer's table and on the trainee's page."""
    for reason in graded.reasons(name):
        assert re.search(str(ATTACKERS[name]["says"]), reason)
        assert "\n" not in reason


@pytest.mark.parametrize("name", ATTACKERS)
def test_attempts_are_made_and_come_to_nothing(graded, name):
    """Each prints what became of it, so that none is taken for repelled that never was made."""
    text = printed(graded, name)
    assert ATTACKERS[name]["holds"] == text.count("held: ")
    assert "BREACH: " not in text


@pytest.mark.parametrize("name", ATTACKERS)
def test_the_next_trainee_is_unharmed(graded, name):
    """Full marks, no reasons, and the same outputs as the first honest trainee."""
    assert graded.points(name + HONEST) == POINTS
    assert not graded.reasons(name + HONEST)
    assert outputs(graded, "0-neighbour") == outputs(graded, name + HONEST)


@pytest.mark.parametrize("name", CHEATS)
def test_cheats_win_where_tests_run_among_the_answers(graded, in_kernel, name):
    """So these are attacks, not mere mistakes."""
    assert sum(graded.points(name)) < sum(in_kernel.points(name))


def test_nothing_secret_is_in_what_attackers_get_back(graded):
    """Neither a hidden test's code nor a trainer's password, in the feedback, the table or the outputs."""
    hidden, secret = (canary.encode() for canary in graded.canaries)
    assert hidden in (graded.course / "source" / NAME / f"{NAME}.ipynb").read_bytes()
    for name in ATTACKERS:
        page = graded.page(name).read_bytes()
        assert hidden not in page
        assert secret not in page
        assert secret.decode() not in json.dumps(outputs(graded, name))
        assert hidden.decode() not in json.dumps(outputs(graded, name, judged=False))
    files = [path for path in graded.course.rglob("*") if path.is_file() and path.suffix != ".ipynb"]
    assert not [path for path in files if secret in path.read_bytes()]


def test_nothing_was_written_outside(graded):
    """No file of an attacker's on this machine but its copies in the course folder."""
    assert not breaches(graded.decoys)
    assert (graded.decoys / "secret.txt").read_text(encoding="utf-8") == graded.canaries[1]


def test_nobody_was_called_or_harmed(graded):
    """The listeners heard nothing, and the decoy process lives with its priority."""
    assert not graded.calls
    assert graded.decoy_lives


def test_nothing_is_left_running(graded):
    """Of all that the class started, and that its processes started."""
    assert not graded.left


def test_nothing_that_links_lead_to_is_copied(graded):
    """Nor pipes, sockets and devices."""
    for name in ("submitted-links", "submitted-devices"):
        copied = [p.name for p in (graded.course / "autograded" / name / NAME).rglob("*") if not p.is_dir()]
        assert [f"{NAME}.ipynb"] == copied


class Running(HTMLParser):
    """Collects what a browser would run, load or cover the page with."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag, attributes):  # noqa: D102
        self._script = tag in ("script", "style")
        if tag in ("iframe", "form", "input", "object", "embed", "base", "link", "meta", "svg"):
            self.found += [f"{tag} {attributes}"] if any("BREACH" in str(value) for _, value in attributes) else []
        for name, value in attributes:
            plain = re.sub(r"[\s\0]", "", value or "").lower()
            if name.startswith("on") or plain.startswith(("javascript:", "vbscript:", "data:text")):
                self.found.append(f"{tag} {name}={value}")
            if name in ("src", "srcdoc", "srcset", "style", "class") and re.search(r"BREACH|//|fixed", value or ""):
                self.found.append(f"{tag} {name}={value}"[:200])

    def handle_data(self, data):  # noqa: D102
        if self._script and "BREACH" in data:
            self.found.append(data)

    def handle_endtag(self, tag):  # noqa: D102
        self._script = False


def running(page: str) -> list[str]:
    reader = Running()
    reader.feed(page)
    return reader.found


@pytest.mark.parametrize("name", [name for name in ATTACKERS if name.startswith(("page-", "marked-", "surrogates"))])
def test_pages_run_nothing(graded, name):
    """Feedback for the trainee, and the page that the formgrader shows the trainer, as nbgrader makes it."""
    feedback = graded.page(name).read_text(encoding="utf-8")
    assert not running(feedback)
    assert not set(running(formgrader(graded, name))) - set(running(formgrader(graded, "0-neighbour")))


def formgrader(graded: Graded, name: str) -> str:
    """The notebook as nbgrader's formgrader renders it."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions import formgrader as extension

    templates = Path(extension.__file__).parent / "templates"
    exporter = HTMLExporter(extra_template_basedirs=[str(templates)], template_name="formgrade")
    names = ("assignment_id", "notebook_id", "submission_id", "student", "base_url", "last_name", "first_name")
    resources = dict.fromkeys((*names, "mathjax_url", "prev", "next"), "")
    notebook = nbformat.read(graded.notebook(name), as_version=4)
    page, _ = exporter.from_notebook_node(notebook, resources={**resources, "index": 0, "total": 1, "filtered": {}})
    assert 'id="test-last"' in page
    return page


def test_the_page_reader_sees_what_runs():
    """A check of the check."""
    for text in (
        "<img src=x onerror=a()>",
        "<a href=' java\nscript:a()'>",
        "<script>BREACH</script>",
        "<div style='position:fixed'>",
        "<img src='http://192.0.2.1/x'>",
    ):
        assert running(text)
    assert not running("<a href='http://192.0.2.1/x'>BREACH</a><p>&lt;script&gt;</p>")


def test_each_attack_ends_in_its_time():
    """An attack that is never stopped would last longer than it may, and is bounded itself."""
    for file in ATTACKS.glob("*.md"):
        for seconds in re.findall(r"sleep\((\d+)\)|monotonic\(\) \+ (\d+)", file.read_text(encoding="utf-8")):
            assert all(int(number) <= 20 for number in seconds if number)
    assert LIMITS.seconds < 20


def test_an_undecodable_trainee_does_not_stop_the_class(tmp_path):
    """A folder's name in bytes that are no text gets a row, and the others their grades."""
    import os

    from peakend_grading.intake.search import find_submissions

    for name in (b"\xff\xfe", b"honest"):
        with contextlib.suppress(FileExistsError):
            os.makedirs(os.path.join(os.fsencode(tmp_path), name, NAME.encode()))  # noqa: PTH103, PTH118
    strange, honest = sorted(find_submissions(tmp_path, [NAME]), key=lambda submission: submission.known)
    assert ("??", False, True) == (strange.trainee, strange.known, honest.known)
