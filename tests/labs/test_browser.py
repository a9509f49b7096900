"""Lab 3 as a trainee sees it: a real JupyterLab in a real browser, without a network."""

import os
from pathlib import Path

import pytest

from browser import (
    find_browser,
    open_notebook,
    open_page,
    restart_kernel,
    run_all,
    running_jupyterlab,
    saved_answers,
)
from submissions import LAB

NOTEBOOK = f"labs/{LAB}/{LAB}.ipynb"
WORDS = {
    "zh": {
        "welcome": "欢迎来到峰终",
        "menu": "运行",
        "form": "任务 1　选对问卷",
        "noise": "仍属波动",
        "signal": "超出波动",
    },
    "en": {
        "welcome": "Welcome to Peakend",
        "menu": "Run",
        "form": "Task 1",
        "noise": "Within noise",
        "signal": "More than noise",
    },
}


def drawn(page, locator) -> bool:
    """Tell whether a canvas has anything but one colour on it."""
    return locator.evaluate(
        "c => new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size > 20"
    )


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trainee_works_through_the_lab(language, tmp_path, pictures):
    """Welcome page, charts, slider and form; the kernel restarts, and the answers are still there; so is the layout."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    words, outside, workspace = WORDS[language], [], tmp_path / "workspace"
    with running_jupyterlab(workspace, language) as address, open_page(outside) as page:
        page.goto(address)
        page.get_by_role("heading", name=words["welcome"]).wait_for(timeout=60_000)
        assert page.get_by_role("menuitem", name=words["menu"], exact=True).is_visible()

        open_notebook(page, address, NOTEBOOK)
        run_all(page)
        charts = page.locator(".jp-OutputArea-output canvas")
        assert charts.count() == 4
        assert all(drawn(page, charts.nth(number)) for number in range(4))

        what_if = page.locator(".pe-what-if")
        slider = what_if.get_by_role("slider")
        sentence = what_if.locator(".pe-sentence")
        assert words["noise"] in sentence.text_content()
        slider.fill("120")
        page.wait_for_function("() => document.querySelector('.pe-what-if output').value === '120'")
        sentence.get_by_text(words["signal"]).wait_for()

        form = page.locator(".pe-worksheet").filter(has_text=words["form"])
        form.get_by_role("radio").nth(1).check()
        text = page.locator(".pe-worksheet textarea")
        text.fill("最后一句话")
        page.wait_for_timeout(1000)
        assert saved_answers(workspace, LAB, "instruments") == {"sim_card": "ces"}
        assert saved_answers(workspace, LAB, "look-first") == {"answer": "最后一句话"}

        restart_kernel(page)
        run_all(page)
        assert form.get_by_role("radio").nth(1).is_checked()
        assert text.input_value() == "最后一句话"

        if pictures:
            what_if.scroll_into_view_if_needed()
            page.mouse.move(0, 0)
            page.screenshot(path=Path(pictures) / f"lab-3-{language}.png")
    assert not outside
    assert list((workspace / ".peakend" / "layout").iterdir())
