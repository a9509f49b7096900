"""The warm-up's forms in a real JupyterLab: ranked, filled in, saved at once, and there again."""

import os

import pytest

from browser import (
    KEPT,
    find_browser,
    open_notebook,
    open_page,
    restart_kernel,
    run_all,
    running_jupyterlab,
    saved_answers,
)

LAB = "0-warm-up"


@pytest.mark.browser
def test_forms_that_rank_and_tables_keep_what_is_entered(tmp_path):
    """By button, by keyboard and by dragging; a table by select and by typing; all of it after a restart."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    outside, workspace = [], tmp_path / "workspace"
    with running_jupyterlab(workspace, "en") as address, open_page(outside) as page:
        open_notebook(page, address, f"labs/{LAB}/{LAB}.ipynb")
        run_all(page)

        def saved(form: str, field: str) -> object:
            page.wait_for_function(KEPT)
            return saved_answers(workspace, LAB, form).get(field)

        page.get_by_label("Your id").fill("Zhang San")
        assert saved("trainee", "id") == "Zhang San"

        ranking = page.locator(".pe-rank")
        ranking.get_by_role("button", name="Move down: Saves effort").click()
        assert saved("forms", "order") == ["time", "effort", "care"]
        assert ranking.get_by_text("Not ranked yet").is_hidden()
        ranking.get_by_role("button", name="Move up: Shows care").focus()
        page.keyboard.press("Enter")
        assert saved("forms", "order") == ["time", "care", "effort"]
        page.keyboard.press("Enter")  # the focus went along
        assert saved("forms", "order") == ["care", "time", "effort"]
        ranking.locator("li").nth(2).drag_to(ranking.locator("li").nth(0))
        assert saved("forms", "order") == ["effort", "care", "time"]

        page.get_by_label("The last one: How it felt").select_option("good")
        page.get_by_label("The last one: Words you remember").fill("请坐")
        assert saved("forms", "table") == {"last": {"how": "good", "word": "请坐"}}

        restart_kernel(page)
        run_all(page)
        assert page.get_by_label("The last one: Words you remember").input_value() == "请坐"
        assert page.get_by_label("The last one: How it felt").input_value() == "good"
        assert ranking.locator("li span").all_text_contents() == ["Saves effort", "Shows care", "Saves time"]
    assert not outside
