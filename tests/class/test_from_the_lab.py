"""The button of a lab in a real JupyterLab in a real browser, and a class server that runs, is gone, and comes back."""

import contextlib
import hashlib
import os
from pathlib import Path

import pytest

from browser import KEPT, find_browser, open_page, patient, running_jupyterlab
from class_server import running_room
from peakend.lessons.roster import Person, Roster
from ports import free_port

WORDS = {
    "zh": {
        "lab": "实验 0",
        "id": "学员编号",
        "in": "您已加入课堂",
        "sent": "课堂服务器已收到",
        "gone": "没有回应",
        "unsaved": "没能存盘",
    },
    "en": {
        "lab": "Lab 0",
        "id": "Your id",
        "in": "You are in the class",
        "sent": "is with the class",
        "gone": "not answer",
        "unsaved": "could not be saved",
    },
}


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trainee_hands_in_from_the_lab(language, tmp_path, pictures):
    """The receipt is the one on the board; without a server the file is kept, and sent once it is back."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    words, port, workspace = WORDS[language], free_port(), tmp_path / "workspace"
    people = Roster(people=(Person(id="b01", name="Li Mei"),))
    served = {"shown": {"language": language}, "roster": people, "port": port}
    with (
        contextlib.ExitStack() as class_server,
        running_jupyterlab(workspace, language, view="lesson") as address,
        open_page([]) as page,
    ):
        server = class_server.enter_context(running_room(tmp_path / "class", **served))
        page.goto(address)
        page.get_by_role("link", name=words["lab"]).click()
        form, status = page.locator(".pe-hand-in"), page.locator(".pe-hand-in .pe-status")
        page.get_by_label(words["id"]).fill("b01")
        form.get_by_role("textbox").nth(0).fill(server.address.removeprefix("http://"))
        form.get_by_role("textbox").nth(1).fill(server.code.lower())
        form.locator("form button").click()
        status.get_by_text(words["in"]).wait_for()

        def receipt_on_screen(said: str) -> str:
            form.locator("button.pe-main").click()
            status.get_by_text(said).wait_for()
            return form.locator(".pe-receipt").inner_text().split()[-1]

        first = receipt_on_screen(words["sent"])
        trainer = patient(page.context.browser.new_context().new_page())
        trainer.goto(f"{server.address}/t/{server.secret}")
        trainer.locator("body", has_text=first).wait_for()
        if pictures:
            form.scroll_into_view_if_needed()
            page.screenshot(path=Path(pictures) / f"handed-in-{language}.png")

        class_server.close()
        page.locator(".pe-worksheet").nth(1).get_by_role("radio").first.check()
        page.wait_for_function(KEPT)
        second = receipt_on_screen(words["gone"])
        kept = workspace / "hand-in" / "b01-0-warm-up.peakend"
        assert first != second
        assert kept.name in status.inner_text()
        server = class_server.enter_context(running_room(tmp_path / "class", **served))
        status.get_by_text(words["sent"]).wait_for()
        trainer.locator("body", has_text=second).wait_for()
        handed_in = server.trainer().ask("/api/trainer")["people"][0]["hand_ins"]
        assert second in [one["receipt"] for one in handed_in]
        stored = server.room.store.hand_ins / f"{hashlib.sha256(kept.read_bytes()).hexdigest()}.peakend"
        assert kept.read_bytes() == stored.read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_lab_is_handed_in_once_it_is_saved_and_not_before(language, tmp_path):
    """However long the save takes; where it fails nothing is handed in, which is said, and it can be tried again."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    words, workspace, notebooks = WORDS[language], tmp_path / "workspace", "**/api/contents/**/*.ipynb*"
    with running_jupyterlab(workspace, language, view="lesson") as address, open_page([]) as page:
        page.goto(address)
        page.get_by_role("link", name=words["lab"]).click()
        button, status = page.locator(".pe-hand-in button.pe-main"), page.locator(".pe-hand-in .pe-status")
        page.get_by_label(words["id"]).fill("b01")
        button.wait_for()
        page.wait_for_function(KEPT)
        page.route(
            notebooks, lambda asked: asked.fulfill(status=507) if asked.request.method == "PUT" else asked.continue_()
        )
        button.click()
        status.get_by_text(words["unsaved"]).wait_for()
        assert not (workspace / "hand-in").exists()
        page.unroute(notebooks)
        page.locator(".jp-Dialog .jp-Dialog-button").click(timeout=5000)
        waiting = []
        page.route(
            notebooks, lambda asked: waiting.append(asked) if asked.request.method == "PUT" else asked.continue_()
        )
        button.click()
        page.wait_for_timeout(3000)
        assert waiting
        assert not (workspace / "hand-in").exists()
        for asked in waiting:
            asked.continue_()
        status.get_by_text("b01-0-warm-up.peakend").wait_for()
        assert (workspace / "hand-in" / "b01-0-warm-up.peakend").is_file()
