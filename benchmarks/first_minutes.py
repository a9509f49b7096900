"""The first minutes of who comes to Peakend: from a fresh clone to the first chart, and to a graded class.

``python benchmarks/first_minutes.py en`` clones the folder that it stands in, types what the README says, works in a
browser as far as the first chart, and says commands, decisions and seconds: on the clock and of processors. It takes
packages from the index of the machine; no time is asserted.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from lab import browser_page, tree, used

from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names

HOUSE = Path(__file__).parents[1]
READMES = {"zh": HOUSE / "README.zh-CN.md", "en": HOUSE / "README.md"}
LAB = "3-three-surveys"
GO_ON = {"zh": "猜好了", "en": "That is my guess"}


def command(language: str, name: str) -> list[str]:
    """Return a command as the README writes it."""
    text = READMES[language].read_text(encoding="utf-8")
    return re.search(rf"\./start\.sh {name}[^`\n|]*", text)[0].split()


def chart(language: str, address: str) -> tuple[int, list[tuple[str, float]]]:
    """Open the lab, guess, and wait for a chart; return the decisions made and when each thing was there."""
    seen = []
    with browser_page() as page:
        page.goto(address)
        title = re.match(r"\D+\d", read_lab(LAB).title[language])[0]
        page.get_by_role("link", name=title).click()
        seen.append(("the lab's first page", time.perf_counter()))
        questions = (
            page.locator(".pe-worksheet")
            .first.get_by_role("radiogroup")
            .or_(page.locator(".pe-worksheet").first.get_by_role("group"))
        )
        questions.first.wait_for()
        decisions = 1
        for question in questions.all():
            if question.get_by_role("radio").count():
                question.get_by_role("radio").first.check()
                decisions += 1
        page.get_by_role("button", name=GO_ON[language]).click()
        page.locator(".jp-OutputArea-output canvas:visible").first.wait_for()
        seen.append(("the first chart", time.perf_counter()))
        if pictures := os.environ.get("PEAKEND_PICTURES"):
            page.screenshot(path=f"{pictures}/first-chart-{language}.png")
    return decisions, seen


def first_chart(folder: Path, language: str) -> None:
    """From the clone to a chart in the browser."""
    began = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", str(HOUSE), str(folder)], check=True)
    words = command(language, "lab")
    with subprocess.Popen(
        [*words, "--no-browser"], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", env=_bare()
    ) as course:
        address = next(found[0] for line in course.stdout if (found := re.search(r"http://localhost\S+", line)))
        started = time.perf_counter()
        decisions, seen = chart(language, address)
        spent = used(tree(psutil.Process(course.pid)))
        course.terminate()
    print(f"git clone … · cd … · {' '.join(words)}: 3 commands, {decisions} decisions, {spent:.0f} s of processors")
    for what, when in [("the address", started), *seen]:
        print(f"  {what} after {when - began:.0f} s")


def graded_class(folder: Path, language: str) -> None:
    """From the clone to a class that is graded, with its report, feedback and certificates."""
    began, words = time.perf_counter(), [*command(language, "demo"), "--lang", language]
    before = os.times()
    subprocess.run(["git", "clone", "--quiet", str(HOUSE), str(folder)], check=True)
    subprocess.run(words, cwd=folder, check=True, env=_bare(), stdout=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    made = sorted(path.name for path in (folder / "demo").iterdir())
    print(
        f"git clone … · cd … · {' '.join(words)}: 3 commands, no decision, {spent:.0f} s of processors: "
        f"{', '.join(made)}"
    )
    print(f"  after {time.perf_counter() - began:.0f} s")


def _bare() -> dict[str, str]:
    """Return an environment that knows nothing of the one this runs in."""
    kept = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    return kept | {"PYTHONUNBUFFERED": "1", "PATH": os.pathsep.join(_outside())}


def _outside() -> list[str]:
    return [part for part in os.environ["PATH"].split(os.pathsep) if not part.startswith(sys.prefix)]


def main(language: str) -> None:
    """Measure both ways, each in a fresh clone."""
    assert LAB in lab_names()
    with tempfile.TemporaryDirectory(dir=os.environ.get("PEAKEND_SCRATCH")) as scratch:
        first_chart(Path(scratch, "trainee"), language)
        graded_class(Path(scratch, "trainer"), language)
    print(f"load {os.getloadavg()[0]:.0f}, {os.cpu_count()} processors")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "en")
