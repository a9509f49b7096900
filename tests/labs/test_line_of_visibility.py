"""Lab 4's line of visibility as a trainee sees it: dragged by mouse, by finger and by keys, in a lesson."""

import json
import os

import pytest
from playwright.sync_api import expect

from browser import find_browser, open_page, running_jupyterlab

WORDS = {
    "zh": {"lab": "实验 4", "go_on": "猜好了", "line": "可视线", "little": "几乎什么都看不见", "all": "全看见了"},
    "en": {
        "lab": "Lab 4",
        "go_on": "That is my guess",
        "line": "line of visibility",
        "little": "Hardly anything",
        "all": "All of it shows",
    },
}


def middle(locator):
    """The middle of what is on the screen."""
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_line_is_dragged_in_the_lesson(language, tmp_path, pictures):
    """What rises above it is seen, and what is below it is not; the keys move the line, and nothing else."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    words, outside, workspace = WORDS[language], [], tmp_path / "workspace"
    with running_jupyterlab(workspace, language, view="lesson") as address, open_page(outside) as page:
        page.goto(address)
        page.get_by_role("link", name=words["lab"]).click()
        guess = page.locator(".pe-worksheet").first.get_by_role("radio")
        guess.first.check()
        guess.last.check()
        page.get_by_role("button", name=words["go_on"]).click()
        root = page.locator(".jp-OutputArea-output [data-try=visibility]")
        grip = root.get_by_role("slider", name=words["line"], exact=True)
        grip.wait_for()
        page.wait_for_function("() => document.querySelector('.pe-bar .pe-state').textContent === ''")
        grip.scroll_into_view_if_needed()
        told, seen = root.locator(".course-try-told"), root.locator(".is-seen")
        rows = root.locator(".try-step")
        assert (5, 2) == (rows.count(), seen.count())

        page.mouse.move(*middle(grip))
        page.mouse.down()
        page.mouse.move(*middle(rows.nth(3)), steps=5)
        page.mouse.move(middle(grip)[0], rows.nth(4).bounding_box()["y"], steps=5)
        page.mouse.up()
        assert 4 == seen.count()

        finger = page.context.new_cdp_session(page)
        x, y = middle(grip)
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        top = rows.first.bounding_box()["y"]
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": (y + top) / 2}]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": top}]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        expect(grip).to_have_attribute("aria-valuenow", "0")
        assert 0 == seen.count()
        assert words["little"] in told.inner_text()
        if pictures:
            root.screenshot(path=f"{pictures}/line-{language}-hidden.png")

        grip.focus()
        for _step in range(6):
            page.keyboard.press("ArrowDown")
        assert (5, "5") == (seen.count(), grip.get_attribute("aria-valuenow"))
        assert words["all"] in told.inner_text()
        assert grip.evaluate("node => node === document.activeElement")
        if pictures:
            page.screenshot(path=f"{pictures}/line-{language}.png")
        side = workspace / "labs" / "4-journey"
        assert (side / "worksheets" / "visibility.yml").is_file()
        kept = [json.loads(file.read_text(encoding="utf-8"))["answers"] for file in side.glob("answers/*.json")]
        assert 1 == len(kept)  # the guess: of the line nothing is kept
    assert not outside
