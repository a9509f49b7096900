"""A team's own data in a lab, in a real browser: a file that fits, one that has to be asked about, one that is none."""

import os

import openpyxl
import pytest

from browser import find_browser, open_page, running_jupyterlab
from submissions import LAB

HEAD = ["渠道", "满意度", "办事费力吗", "推荐意愿"]
CHANNELS = ["总店", "分店", "网店"]


def lines(head: list[str]) -> list[list]:
    """Sixty customers of three channels."""
    return [head, *[[CHANNELS[i % 3], 1 + i % 5, 1 + i % 7, i % 11] for i in range(60)]]


FILES = {
    "good.xlsx": lines(["渠道", "满意度", "省力程度", "推荐意愿"]),
    "odd.xlsx": [["二〇二六年门店调查"], [], HEAD, *[[a, f"{b}分", c, d] for a, b, c, d in lines(HEAD)[1:]]],
    "useless.xlsx": [["姓名", "留言"], ["甲", "还行"], ["乙", "再说"]],
}


def workbook(folder, name: str):
    """Return a file with the lines of a name."""
    book = openpyxl.Workbook()
    for line in FILES[name]:
        book.active.append(line)
    book.save(folder / name)
    return folder / name


@pytest.mark.browser
def test_own_data_are_shown_as_understood_and_used_once_confirmed(tmp_path, pictures):
    """What cannot be used is one sentence; what is in doubt is asked; nothing is used before it is confirmed."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    workspace = tmp_path / "workspace"
    kept = workspace / "labs" / LAB / "own-data.csv"
    with running_jupyterlab(workspace, "zh", view="lesson") as address, open_page([]) as page:
        page.goto(address.replace("welcome.md", f"labs/{LAB}/{LAB}.ipynb"))
        form = page.locator(".pe-own")
        guess = page.locator(".pe-worksheet").first
        guess.get_by_role("radio").first.wait_for()
        form.locator("summary").click()
        choose, use = form.locator("input[type=file]"), form.get_by_role("button", name="读得对，就用这份数据")

        def look(name: str) -> None:
            if pictures:
                form.screenshot(path=f"{pictures}/own-{name}.png")

        choose.set_input_files(workbook(tmp_path, "useless.xlsx"))
        form.get_by_text("没认出这几列").wait_for()
        look("useless")
        assert use.is_disabled()

        choose.set_input_files(workbook(tmp_path, "odd.xlsx"))
        form.get_by_text("60 行").wait_for()
        look("odd")
        assert use.is_disabled()
        form.get_by_label("省力程度: 数字哪一头好").select_option("low")
        page.wait_for_function("() => !document.querySelector('.pe-own .pe-main').disabled")
        look("odd-answered")
        assert not kept.exists()

        choose.set_input_files(workbook(tmp_path, "good.xlsx"))
        form.get_by_text("good.xlsx").wait_for()
        page.wait_for_function("() => !document.querySelector('.pe-own .pe-main').disabled")
        look("good")
        use.click()
        form.get_by_text("自己的数据").first.wait_for()
        guess.get_by_text("网店").first.wait_for()
        assert kept.is_file()
        form.get_by_role("button", name="换回案例的数据").click()
        guess.get_by_text("营业厅").first.wait_for()
        assert not kept.exists()
