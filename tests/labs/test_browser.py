"""Lab 3 as a trainee sees it: a lesson in a real JupyterLab in a real browser, by visible controls alone."""

import os
from pathlib import Path

import pytest

from browser import KEPT, find_browser, open_page, restart_kernel, running_jupyterlab, saved_answers
from submissions import LAB

WORDS = {
    "zh": {
        "welcome": "欢迎来到峰终",
        "lab": "实验 3",
        "menu": "运行",
        "go_on": "猜好了",
        "left": "还有 2 题没填",
        "later": "二、三份问卷，各看一面（4 分钟）",
        "check": "检查",
        "open": "还没填",
        "filled": "已填写完整",
        "impossible": "应在 0 到 100 之间",
        "passive": "被动者",
        "try": "试一试",
        "added": "这是两头相加",
        "slip": "要加引号",
        "again": "继续",
        "next": "下一个：实验 4",
        "code": "显示代码",
        "noise": "仍属波动",
        "signal": "超出波动",
    },
    "en": {
        "welcome": "Welcome to Peakend",
        "lab": "Lab 3",
        "menu": "Run",
        "go_on": "That is my guess",
        "left": "Questions left: 2",
        "later": "2 Three surveys, three views (4 minutes)",
        "check": "Check",
        "open": "Not filled in yet",
        "filled": "Filled in",
        "impossible": "it lies between 0 and 100",
        "passive": "a passive",
        "try": "Try it",
        "added": "That adds the two",
        "slip": "it needs quotation marks",
        "again": "Go on",
        "next": "Next: Lab 4",
        "code": "Show code",
        "noise": "Within noise",
        "signal": "More than noise",
    },
}
LINE = 'nps_by_channel = pe.nps(survey, {column}, by="channel", invalid="drop")'


class Lesson:
    """What a trainee sees and does."""

    def __init__(self, page, words: dict[str, str]) -> None:
        self.page, self.words = page, words

    def button(self, name: str):
        """The button of a name."""
        return self.page.get_by_role("button", name=self.words[name], exact=name == "check")

    def sheet(self, number: int):
        """The form of a number, from the top."""
        return self.page.locator(".pe-worksheet").nth(number)

    def is_at_rest(self) -> None:
        """Wait until nothing runs."""
        self.page.wait_for_function("() => document.querySelector('.pe-bar .pe-state').textContent === ''")

    def check(self, number: int) -> str:
        """Choose a check button and return what all its checks say."""
        cell = self.page.locator(".jp-CodeCell", has=self.button("check")).nth(number)
        cell.get_by_role("button", name=self.words["check"], exact=True).click()
        self.page.wait_for_function("() => !document.querySelector('.pe-asking')")
        self.is_at_rest()
        return "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts())

    def write(self, line: str) -> None:
        """Write the one line."""
        self.page.locator(".jp-Notebook .cm-content:visible").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(line)

    def tasks(self) -> str:
        """How many tasks are said to be done."""
        return self.page.locator(".pe-done").inner_text()


def drawn(page, locator) -> bool:
    """Tell whether a canvas has anything but one colour on it."""
    return locator.evaluate(
        "c => new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size > 20"
    )


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trainee_works_through_the_lab(language, tmp_path, pictures):
    """Wrong first and then right, with a restart in the middle; no code, no menu, and nothing below the first guess."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    words, outside, workspace = WORDS[language], [], tmp_path / "workspace"
    with running_jupyterlab(workspace, language, view="lesson") as address, open_page(outside) as page:
        lesson = Lesson(page, words)
        page.goto(address)
        page.get_by_role("heading", name=words["welcome"]).wait_for()
        page.get_by_role("link", name=words["lab"]).click()

        # The lab runs by itself as far as the first guess.
        later = page.get_by_role("heading", name=words["later"])
        lesson.sheet(0).get_by_role("radio").first.wait_for()
        assert 1 == page.locator(".pe-worksheet").count()
        assert later.is_hidden()
        lesson.button("go_on").click()
        page.get_by_text(words["left"]).wait_for()
        assert later.is_hidden()
        lesson.sheet(0).get_by_role("radio").nth(0).check()
        lesson.sheet(0).get_by_role("radio").nth(4).check()
        lesson.button("go_on").click()
        later.wait_for()
        lesson.is_at_rest()

        # A lesson, and no notebook: no code but the one line, no menu, no numbers beside the cells, no wall of errors.
        assert page.get_by_role("menuitem", name=words["menu"], exact=True).is_hidden()
        assert 1 == page.locator(".jp-Notebook .cm-content:visible").count()
        assert (
            0 == page.locator(":is(.jp-InputPrompt, .jp-OutputPrompt, .jp-SideBar, .jp-cell-toolbar):visible").count()
        )
        assert 0 == page.locator(".jp-OutputArea-output:visible", has_text="✗").count()
        page.locator(".jp-MarkdownCell:visible").first.click(button="right")
        assert 0 == page.locator(".lm-Menu-content:visible").count()
        charts = page.locator(".jp-OutputArea-output canvas:visible")
        assert 4 == charts.count()
        assert all(drawn(page, charts.nth(number)) for number in range(4))

        # Each check says all that is missing, and refuses what cannot be.
        assert 3 == lesson.check(0).count(words["open"])
        for place in (1, 5, 6):
            lesson.sheet(1).get_by_role("radio").nth(place).check()
        assert words["filled"] in lesson.check(0)
        for box, number in zip(lesson.sheet(3).get_by_role("textbox").all(), ("30", "300", "0"), strict=True):
            box.fill(number)
        assert words["impossible"] in lesson.check(2)
        lesson.sheet(3).get_by_role("textbox").nth(1).fill("30")
        assert words["filled"] in lesson.check(2)

        # Practice answers at once, with the reason, by keyboard and mouse; nothing of it is kept.
        practice = page.locator(".pe-practice")
        practice.get_by_role("button", name=words["passive"]).press("Enter")
        assert practice.locator(".pe-why").nth(0).inner_text().startswith("✓")
        practice.get_by_role("textbox").nth(0).fill("70")
        practice.get_by_role("textbox").nth(0).press("Enter")
        practice.get_by_text(words["added"]).wait_for()
        practice.get_by_role("textbox").nth(0).fill("10")
        practice.get_by_role("button", name=words["try"], exact=True).first.click()
        assert practice.locator(".pe-why").nth(1).inner_text().startswith("✓")
        if pictures:
            practice.screenshot(path=Path(pictures) / f"practice-{language}.png")

        # A slip in the line is told with the line to write; the chart below it comes with the check.
        lesson.write(LINE.format(column="recommend"))
        lesson.check(3)
        assert page.get_by_text(words["slip"]).is_visible()
        assert 4 == charts.count()
        lesson.write(LINE.format(column='"recommend"'))
        assert "✓" in lesson.check(3)
        assert 5 == charts.count()
        done = lesson.tasks()
        assert "3" in done and "9" in done

        what_if = page.locator(".pe-what-if")
        sentence = what_if.locator(".pe-sentence")
        assert words["noise"] in sentence.text_content()
        what_if.get_by_role("slider").fill("120")
        sentence.get_by_text(words["signal"]).wait_for()
        text = page.locator(".pe-worksheet textarea")
        text.fill("最后一句话")
        page.wait_for_function(KEPT)
        assert {"sim_card": "ces", "board": "nps", "hall": "csat"} == saved_answers(workspace, LAB, "instruments")
        assert {"answer": "最后一句话"} == saved_answers(workspace, LAB, "look-first")

        # After a restart the page says what to choose, and all is there again.
        restart_kernel(page)
        page.get_by_role("button", name=words["again"], exact=True).click()
        page.wait_for_function("() => document.querySelector('.pe-again').hidden")
        lesson.is_at_rest()
        assert lesson.sheet(1).get_by_role("radio").nth(1).is_checked()
        assert "最后一句话" == text.input_value()
        assert 5 == charts.count()
        assert not (workspace / "labs" / LAB / "answers" / "practice.json").exists()

        if pictures:
            what_if.scroll_into_view_if_needed()
            page.mouse.move(0, 0)
            page.screenshot(path=Path(pictures) / f"lab-3-{language}.png")
        assert lesson.button("next").is_visible()
        lesson.button("code").click()
        page.get_by_role("menuitem", name=words["menu"], exact=True).wait_for()
        assert page.locator(".jp-Notebook .jp-InputPrompt").first.is_visible()
        page.locator(".jp-MarkdownCell:visible").first.click(button="right")
        page.locator(".lm-Menu-content:visible").wait_for()
    assert not outside
    assert list((workspace / ".peakend" / "layout").iterdir())
