"""Lab 5 from the welcome page to the hand-in without a mouse, and read by axe-core on the way, in both languages."""

import json
import os
import re

import pytest
from film import Film
from keyboard import Keys
from lesson import Lesson
from playwright.sync_api import Page
from solutions import Solution, solve

import peakend as pe
from browser import find_browser, open_page, running_jupyterlab
from peakend.base.language import translate as _
from peakend.datasets.variants import WARM_UP
from peakend_labs.lab import read_lab
from readable import AXE, faults

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="the widgets' tools are not there"),
]
LAB = "5-peaks-and-ends"
FILMED = (0, 4)  # the checks of which the film shows all: moments of truth, and the money


def grave_faults(page: Page) -> dict[str, str]:
    """The serious rules of axe-core that the page breaks as it stands, what lies below the screen too."""
    return faults(page, grave=True)


def open_by_keys(lesson: Lesson, keys: Keys, film: Film) -> None:
    """From the welcome page into the lab, as far as the first guess."""
    title = re.match(r"\D+\d", read_lab(LAB).title[lesson.language])[0]
    link = lesson.page.get_by_role("link", name=title).first
    keys.to(link)
    film.take(2, link, 0.5)
    keys.press("Enter")
    lesson.page.locator(".pe-lab-title", has_text=title).wait_for()
    lesson.page.locator(".jp-Notebook:visible [data-pe-role]").first.wait_for()
    lesson.at_rest(_("First guess; then it goes on."))


def guess_by_keys(lesson: Lesson, keys: Keys, film: Film) -> None:
    """Guess, and go on to what was hidden."""
    place = next(place for place in range(len(lesson.cells)) if lesson.role(place) == "guess")
    film.take(2, lesson.cell(place))
    keys.fill(place, {"memory": "mean", "mend": "weakest"})
    film.take(1.5)
    keys.choose(lesson.page.get_by_role("button", name=_("That is my guess: go on")))
    lesson.cell(place).locator(".pe-ask").wait_for(state="hidden")
    lesson.at_rest()


def spend_by_keys(lesson: Lesson, keys: Keys, film: Film) -> None:
    """Look at what a budget buys: more of it, a thing to tick, and the curve that each way to spend it bends."""
    what_if = lesson.page.locator(".pe-redesign")
    sentence = what_if.get_by_role("status")
    seen = [sentence.inner_text()]

    def look(key: str) -> None:
        keys.press(key)
        lesson.page.wait_for_function(
            "(before) => document.querySelector('.pe-redesign [role=status]').textContent !== before", arg=seen[-1]
        )
        seen.append(sentence.inner_text())
        film.take(1.8, what_if.locator("fieldset").last, 0.02)

    film.take(2, what_if, 0.02)
    keys.to(what_if.get_by_role("checkbox"))
    look("Space")
    keys.to(what_if.get_by_role("radio"))
    for _way in what_if.get_by_role("radio").all()[1:]:
        look("ArrowUp")
    assert len(set(seen)) > 3


def work_by_keys(lesson: Lesson, keys: Keys, film: Film, solution: Solution) -> None:
    """Each task, wrong where it is blank and right once filled in."""
    for number, (*answers, check) in enumerate(lesson.groups()):
        shown = film if number in FILMED else Film(lesson.page, None)
        for place in answers:
            if lesson.role(place) == "line":
                spend_by_keys(lesson, keys, film)
                line = lesson.cell(place).locator(".cm-content")
                keys.write(line, solution.lines[lesson.cells[place].metadata.nbgrader.grade_id])
            else:
                shown.take(2, lesson.cell(place - 1), 0.02)
                keys.fill(place, solution.answers[lesson.form_of(place)])
                shown.take(1.5, lesson.cell(place), 0.1)
        said = keys.check(check)
        assert "✓" in said and "✗" not in said, said
        shown.take(2, lesson.cell(check), 0.5)
    last = next(place for place in range(len(lesson.cells)) if lesson.form_of(place) == "own-ideas")
    keys.fill(last, None)
    lesson.page.wait_for_function("() => !document.querySelector('.jp-Notebook .pe-worksheet[data-kept=no]')")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lab_on_peak_and_end_is_done_by_keys_alone(language, tmp_path, pictures):
    """Nothing needs a mouse, nothing traps the focus, no stage breaks a serious rule, and all tasks are done."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    pe.set_language(language)
    outside, broken, workspace = [], {}, tmp_path / "workspace"
    with running_jupyterlab(workspace, language, view="lesson") as address, open_page(outside) as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        page.get_by_role("heading").first.wait_for()
        named = workspace / "labs" / WARM_UP  # as after the warm-up
        named.parent.mkdir(exist_ok=True)
        named.write_text(json.dumps({"answers": {"id": "T1"}}), encoding="utf-8")
        solution = solve(LAB, language, workspace, tmp_path / "solved")
        lesson = Lesson(page, workspace / "labs" / LAB, language, solution.fields)
        keys, film = Keys(lesson), Film(page, pictures)
        broken["welcome"] = grave_faults(page)
        open_by_keys(lesson, keys, film)
        broken["guess"] = grave_faults(page)
        guess_by_keys(lesson, keys, film)
        broken["lesson"] = grave_faults(page)
        work_by_keys(lesson, keys, film, solution)
        done, tasks = lesson.tasks()
        assert tasks == done
        keys.choose(page.get_by_role("button", name=_("Hand in this lab")))
        said = page.locator(".pe-hand-in").get_by_role("status")
        page.wait_for_function("() => document.querySelector('.pe-hand-in [role=status]').dataset.state")
        assert "kept" == said.get_attribute("data-state"), said.inner_text()
        lesson.at_rest()
        broken["done"] = grave_faults(page)
        film.take(3, page.locator(".pe-hand-in"), 0.2)
    film.write(f"lab-5-{language}.webp")
    assert {} == {stage: told for stage, told in broken.items() if told}
    assert not outside
