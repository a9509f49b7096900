"""The editor as one file, opened from a disk in a browser that reaches nothing."""

import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

import peakend as pe
from browser import find_browser, launch, patient
from readable import AXE, ZOOMED, broken_lines, faults, runs_wide

PAGE = Path(__file__).parents[3] / "course" / "editor.html"
pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_browser() is None, reason="no Chromium")]


@pytest.fixture(scope="module")
def page():
    """The page in Chinese, and what it asked for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = patient(browser.new_page(viewport={"width": 1280, "height": 900}))
        page.asked, page.errors = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{PAGE.as_uri()}?lang=zh")
        yield page
        browser.close()


@pytest.fixture
def fresh(page):
    """The page as it is opened for the first time, with the example."""
    opened = patient(page.context.browser.new_page(viewport=page.viewport_size))
    yield opened
    opened.close()


def letters(text: str) -> str:
    """Text without spaces; a PDF may name a radical (⼈, ⻔) where the character (人, 门) is meant."""
    return "".join(unicodedata.normalize("NFKC", text).replace("⻔", "门").split())


def saved(page, name: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_a_map_is_edited_scored_saved_and_read_by_the_library(page, tmp_path):
    """The score on the page is that of the file; what was drawn is there after the page was left."""
    page.locator('[data-focus="card:call-for-help"], [role=option]').first.click()
    page.keyboard.press("ArrowUp")
    before = page.inner_text(".page-score")
    page.get_by_label("名称").first.fill("挂号与问路")
    journey = pe.JourneyMap.read(saved(page, "保存旅程图", tmp_path))
    assert "挂号与问路" in str(journey.steps[0].name)
    score = journey.score().iloc[0]
    assert before.startswith(f"峰终得分 {score['score']:g}".replace("-", "−"))
    picture = saved(page, "保存图片", tmp_path).read_text(encoding="utf-8")
    assert "挂号与问路" in picture
    assert "<desc>" in picture
    page.reload()
    assert page.locator("[role=option]").first.inner_text().count("挂号与问路")


def test_it_speaks_both_languages_and_says_so(page):
    """The button changes all of it, with the language that a screen reader is told."""
    page.get_by_role("button", name="English", exact=True).click()
    assert "en" == page.locator("html").get_attribute("lang")
    assert page.inner_text(".page-score").startswith("Peak–end score")
    page.get_by_role("button", name="中文", exact=True).click()
    assert "zh-CN" == page.locator("html").get_attribute("lang")


def test_a_file_that_is_no_map_changes_nothing(page, tmp_path):
    """The sentence names the file and what is wrong; a right one is opened."""
    wrong = tmp_path / "坏.yaml"
    wrong.write_text("format: journey/1\nid: a\ntitle: T\nphases: [}\n", encoding="utf-8")
    before = page.inner_text(".page-score")
    page.set_input_files("input[type=file]", wrong)
    page.get_by_text("没有打开 坏.yaml").wait_for()
    assert "第 4 行" in page.inner_text(".page-trouble")
    assert before == page.inner_text(".page-score")
    page.set_input_files("input[type=file]", PAGE.parents[1] / "datasets" / "coffee-shop" / "journey.yaml")
    page.locator(".page-trouble").wait_for(state="hidden")
    page.get_by_role("button", name="新建", exact=True).click()
    assert "还没有分数" in page.inner_text(".page-score")


def test_a_map_that_has_no_touchpoints_yet_is_saved_as_a_picture(page, tmp_path):
    """What a file may leave out, its picture may leave out too."""
    file = tmp_path / "空.yaml"
    file.write_text("format: journey/1\nid: empty\ntitle: 还没有触点\n", encoding="utf-8")
    page.set_input_files("input[type=file]", file)
    page.get_by_text("还没有触点").first.wait_for()
    assert "还没有触点" in saved(page, "保存图片", tmp_path).read_text(encoding="utf-8")


def test_what_several_personas_feel_is_written_as_people_write_numbers(page, tmp_path):
    """A mean of thirds has two decimals, in the form and in the picture, whose description says what it shows."""
    file = tmp_path / "三人.yaml"
    personas = "personas: [{id: a, name: 甲}, {id: b, name: 乙}, {id: c, name: 丙}]"
    touchpoint = "{id: desk, phase: in, name: 前台, emotions: {a: 1, b: 0, c: 0}}"
    lines = ["format: journey/1", "id: three", "title: 三个人的旅程", personas]
    lines += ["phases: [{id: in, name: 到店}]", f"touchpoints: [{touchpoint}]"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    page.set_input_files("input[type=file]", file)
    page.locator("[role=option]", has_text="前台").click()
    page.locator(".pe-stepper", has_text="+0.33").wait_for()
    picture = saved(page, "保存图片", tmp_path).read_text(encoding="utf-8")
    assert "+0.33</text>" in picture
    assert "前台 +0.33" in picture
    assert "0.333" not in picture


@pytest.mark.skipif(not AXE.is_file(), reason="the widgets' tools are not there")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_everyone_can_read_it(fresh, language):
    """No serious rule of axe-core is broken, with a touchpoint open and at 200 %; no Chinese line begins wrongly."""
    fresh.goto(f"{PAGE.as_uri()}?lang={language}")
    fresh.locator("[role=option]").first.click()
    for size in (fresh.viewport_size, ZOOMED):
        fresh.set_viewport_size(size)
        assert {} == faults(fresh, grave=True)
        assert [] == broken_lines(fresh)
        assert not runs_wide(fresh)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_browsers_own_print_gives_the_picture(fresh, language, tmp_path):
    """One sheet with every touchpoint and the score; the form is there again afterwards."""
    fresh.goto(f"{PAGE.as_uri()}?lang={language}")
    names = fresh.locator("[role=option] .pe-name").evaluate_all("names => names.map((name) => name.title)")
    fresh.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    (sheet,) = PdfReader(tmp_path / "map.pdf").pages
    words = letters(sheet.extract_text())
    assert names
    assert [] == [name for name in names if letters(name) not in words]
    assert {"zh": "峰终得分", "en": "Peak–endscore"}[language] in words
    assert 0 == fresh.locator(".page-sheet").count()


def test_nothing_is_asked_of_anybody(page):
    """One file was opened, again and again, and there was no mistake in it."""
    assert {PAGE.as_uri()} == {address.partition("?")[0] for address in page.asked if not address.startswith("blob:")}
    assert [] == page.errors
    assert "://" not in PAGE.read_text(encoding="utf-8").replace("http://www.w3.org/", "").split("<script>")[0]
