"""What moves on pages and slides, in a browser: films that play and ask, and things to drag and to choose."""

import os

import pytest

import peakend as pe
from browser import find_browser, open_page
from peakend.base.brand import brand
from peakend_course.drawn import STATIC, drawn, style

SHOWN = [("scene", "cold-water"), ("try", "curve"), ("try", "kano-pair"), ("try", "interval"), ("try", "visibility")]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """One page with a film and each thing to try, opened from the disk."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    pe.set_language("en")
    file = tmp_path_factory.mktemp("drawn") / "page.html"
    look = brand().css + style()
    parts = "".join(drawn(kind, name) for kind, name in SHOWN)
    script = (STATIC / "course.js").read_text(encoding="utf-8")
    text = f"<!DOCTYPE html><meta charset='utf-8'><style>{look}</style>{parts}<script>{script}</script>"
    file.write_text(text, encoding="utf-8")
    outside: list[str] = []
    with open_page(outside) as opened:
        opened.goto(file.as_uri())
        yield opened
    assert [] == outside


@pytest.mark.browser
def test_a_film_stands_still_until_it_is_played_and_stops_where_it_asks(page):
    """The picture before its question first; then play, a slider, and hands counted before the answer is shown."""
    slider = page.locator(".course-scene input[type=range]")
    assert 26 == float(slider.input_value())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 33.5 == float(slider.input_value())  # on paper the telling one, as nobody votes there
    play = page.locator(".course-scene-bar button")
    play.press("Enter")
    page.wait_for_function("Number(document.querySelector('.course-scene input').value) < 5")
    assert "Pause" in play.inner_text()
    slider.evaluate("(e) => { e.value = 25.6; e.dispatchEvent(new Event('input')); }")
    assert "Play" in play.inner_text()
    play.click()
    choice = page.get_by_role("button", name="the second")
    choice.click()
    choice.click()
    assert "the second · 2" == choice.inner_text()
    assert 26 == float(slider.input_value())
    assert "which?" in page.locator(".course-scene-subtitle").inner_text()


@pytest.mark.browser
def test_a_curve_moves_by_keys_and_tells_peak_end_and_mean(page):
    """Peak −2 and end 0 make −1; with an end of 2, as far from neutral, both readings are told, the lower first."""
    root = page.locator("[data-try=curve]")
    numbers = root.locator(".try-number")
    assert ["−1.0", "−0.3"] == numbers.all_text_contents()
    last = root.get_by_role("slider", name="leave")
    for _step in range(4):
        last.press("ArrowUp")
    assert ["0.0", "0.0"] == numbers.all_text_contents()
    assert "equally far from neutral: 0.0 or +2.0" in root.locator(".course-try-told").inner_text()
    assert ["peak", "peak, end"] == root.locator(".try-mark").all_text_contents()
    assert "2" == last.get_attribute("aria-valuenow")


@pytest.mark.browser
def test_a_pair_of_answers_shows_its_class(page):
    """Like and dislike: performance; neutral and dislike: must-be."""
    root = page.locator("[data-try=kano-pair]")
    told = root.locator(".course-try-told")
    assert told.inner_text().startswith("O: performance")
    root.locator("select").first.select_option("2")
    assert told.inner_text().startswith("M: must-be")
    assert "M" == root.locator("td.is-here").inner_text()


@pytest.mark.browser
def test_an_interval_grows_as_answers_are_taken_away(page):
    """From 2,000 to 20 it becomes ten times as wide."""
    told = page.locator("[data-try=interval] .course-try-told")
    assert "2,000 answers: any NPS from +16 to +24" in told.inner_text()
    page.locator("[data-try=interval] input").evaluate("(e) => { e.value = 1; e.dispatchEvent(new Event('input')); }")
    assert "21 answers" in told.inner_text()


@pytest.mark.browser
def test_the_line_of_visibility_is_dragged_by_keys(page):
    """What rises above it is seen."""
    root = page.locator("[data-try=visibility]")
    for _step in range(3):
        root.get_by_role("slider").press("ArrowDown")
    assert 5 == root.locator(".is-seen").count()
    assert "All of it shows" in root.locator(".course-try-told").inner_text()


@pytest.mark.browser
def test_english_quotation_marks_are_as_wide_as_english_ones(page):
    """The Chinese font that both languages share draws them as wide as a character."""
    style = page.locator("[data-try=visibility] svg").evaluate("svg => getComputedStyle(svg).fontVariantEastAsian")
    assert "proportional-width" == style


@pytest.mark.browser
def test_on_a_telephone_the_line_of_visibility_can_be_read_and_taken(page):
    """Letters of 12 pixels and more, and a line to drag that is as high as a finger."""
    wide = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    letters = page.locator("[data-try=visibility] .try-label").first.evaluate("text => 23 * text.getScreenCTM().a")
    reach = page.locator("[data-try=visibility]").get_by_role("slider").bounding_box()
    page.set_viewport_size(wide)
    page.reload()
    assert letters >= 12
    assert reach["height"] >= 30
    assert reach["width"] >= 300
