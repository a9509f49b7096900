"""A trainee's way through the whole course in both languages, from the warm-up to the deck for the roadshow."""

import contextlib
import csv
import os
import re
from pathlib import Path

import pptx
import pytest
from drawing import Drawing, fill_document, names_in
from lesson import Lesson
from solutions import Solution, solve
from typer.testing import CliRunner

import peakend as pe
from browser import find_browser, open_page, running_jupyterlab
from peakend.base.language import translate as _
from peakend.command.app import complete_app
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names

pytestmark = [pytest.mark.long, pytest.mark.browser]
DOCUMENTS = {"concept": pe.ConceptSheet, "user-test": pe.UserTest, "plan": pe.Plan}
SLIPS = str.maketrans({"(": "（", ")": "）", "+": "＋", '"': "“"})  # what a Chinese keyboard writes


def answer(lesson: Lesson, solution: Solution, place: int) -> None:
    """Fill in, write or draw what a cell asks for."""
    cell = lesson.cell(place)
    if lesson.role(place) == "line":
        lesson.write(place, solution.lines[lesson.cells[place].metadata.nbgrader.grade_id])
    elif name := lesson.form_of(place):
        lesson.fill(place, solution.answers[name])
    else:
        name = next(name for name in solution.documents if f'"{name}"' in lesson.cells[place].source)
        document = {key: value for key, value in solution.documents[name].items() if key != "format"}
        if name in DOCUMENTS:
            names = names_in(solution.documents.values())
            fill_document(cell.locator(".pe-document"), DOCUMENTS[name](**document), names)
        else:
            Drawing(cell.locator(".pe-editor"), pe.JourneyMap(**document)).draw()


def go_wrong(lesson: Lesson, solution: Solution, answers: list[int], check: int) -> None:
    """Check what is blank, and lines with a slip: each is said in the trainee's language, and nothing breaks."""
    said = lesson.check(check)
    if any(lesson.role(place) == "line" or lesson.form_of(place) for place in answers):
        assert "✗" in said
    for place in answers:
        if lesson.role(place) == "line":
            lesson.write(place, solution.lines[lesson.cells[place].metadata.nbgrader.grade_id].translate(SLIPS))
            lesson.check(check)
            assert "✗" in lesson.cell(place).inner_text()
    assert [] == lesson.python_seen()


def walk(lesson: Lesson, solution: Solution, pictures: str | None) -> None:
    """Work through a lab to its hand-in: wrong first and then right, with a restart in the middle."""

    def look(name: str, place: int) -> None:
        if pictures:
            lesson.cell(place).scroll_into_view_if_needed()
            lesson.page.screenshot(path=Path(pictures, f"{lesson.folder.name}-{lesson.language}-{name}.png"))

    places = range(len(lesson.cells))
    for place in places:
        if lesson.role(place) == "guess":
            lesson.fill(place)
            look("guess", place)
            lesson.page.get_by_role("button", name=_("That is my guess: go on")).click()
            lesson.cell(place).locator(".pe-ask").wait_for(state="hidden")
            lesson.at_rest()
    groups = lesson.groups()
    for number, (*answers, check) in enumerate(groups, start=1):
        go_wrong(lesson, solution, answers, check)
        for place in answers:
            answer(lesson, solution, place)
        said = lesson.check(check)
        assert "✓" in said and "✗" not in said, said
        look(f"check-{number}", check)
        if number == len(groups) // 2:
            lesson.restart()
    for place in places:
        if lesson.role(place) == "given" and lesson.form_of(place) and lesson.cell(place).locator("h4").count():
            lesson.fill(place)
            look(f"form-{place}", place)
    done, tasks = lesson.tasks()
    assert tasks == done
    assert [] == lesson.python_seen()
    for place in places:
        if lesson.role(place) == "keep":
            lesson.cell(place).get_by_role("button", name=_("Save the files")).click()
            link = lesson.cell(place).locator(".pe-files a").first
            with lesson.page.expect_download() as taken:
                link.click()
            assert link.inner_text() == taken.value.suggested_filename
    lesson.page.get_by_role("button", name=_("Hand in this lab")).click()
    lesson.page.locator(".pe-receipt:visible").wait_for()
    look("handed-in", len(lesson.cells) - 1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_warm_up_to_the_deck(language, tmp_path, pictures):
    """Each lab is done, handed in, and earns all points that a program gives; at the end there is a deck."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    pe.set_language(language)
    outside, workspace = [], tmp_path / "workspace"
    with running_jupyterlab(workspace, language, view="lesson") as address, open_page(outside) as page:
        page.goto(address)
        for lab in lab_names():
            solution = solve(lab, language, workspace, tmp_path / "solved")
            lesson = Lesson(page, workspace / "labs" / lab, language, solution.fields)
            lesson.open(re.match(r"\D+\d", read_lab(lab).title[language])[0])
            walk(lesson, solution, pictures)
    assert not outside
    assert len(lab_names()) == len(list((workspace / "hand-in").iterdir()))
    deck = pptx.Presentation(workspace / "labs" / "6-capstone" / "roadshow.pptx")
    assert len(deck.slides) > 8
    with contextlib.chdir(tmp_path):
        graded = CliRunner().invoke(complete_app(), ["grade", str(workspace / "hand-in"), "--out", "graded"])
        assert 0 == graded.exit_code, graded.output
        with Path("graded", "grades.csv").open(encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    assert set(lab_names()) == {row["lab"] for row in rows}
    # What a person marks is open yet; all else is right.
    assert [] == [row for row in rows if row["score"] not in ("", row["max_score"])]
