"""Pages that Peakend makes, as everyone reads them: by ear, at 200 %, in Chinese lines, without motion."""

import itertools
import re
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from playwright.sync_api import Page, sync_playwright
from pptx import Presentation
from typer.testing import CliRunner

import peakend as pe
from browser import find_browser, launch, patient
from graded_class import LAB, grade_class, mark_by_hand
from peakend.base.brand import brand
from peakend.command.app import complete_app
from peakend_course.slides import write_slides
from readable import AXE, ZOOMED, broken_lines, contrast, faults, runs_wide

HOUSE = Path(__file__).parents[1]
ANSWERS = pd.DataFrame(
    {
        "How likely are you to recommend us?": [9, 10, 10, 0, 7, 8] * 10,
        "How satisfied were you?": [5, 4, 5, 1, 3, 4] * 10,
        "Where?": ["hall", "line", "hall", "line", "hall", "line"] * 10,
    }
)
needs_browser = pytest.mark.skipif(
    not find_browser() or not AXE.is_file(), reason="no Chromium, or the widgets' tools are not there"
)


def run(*words: object) -> None:
    """Run a command that must not fail."""
    result = CliRunner().invoke(complete_app(), [str(word) for word in words])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Every kind of page that is written and opened in a browser, in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    ANSWERS.to_csv(folder / "answers.csv", index=False)
    graded = grade_class(folder / "graded")
    mark_by_hand(graded, "amy", 3, "写得具体。")
    for language in ("zh", "en"):
        pe.set_language(language)
        write_slides(1, folder)
        pe.JourneyMap.read(HOUSE / "datasets/hospital/journey.yaml").write(folder / f"map.{language}.html")
        for ending in ("html", "pptx", "docx"):
            file = folder / f"survey.{language}.{ending}"
            run("score", folder / "answers.csv", "--out", file, "--by", "Where?", "--lang", language)
        run("report", graded, "--lang", language, "--out", folder / f"class.{language}.html")
        run("feedback", graded, "--lang", language)
        for trainee in ("amy", "fang", "学员七"):
            page = graded / "feedback" / trainee / LAB / f"{LAB}.html"
            (folder / f"feedback-{trainee}.{language}.html").write_bytes(page.read_bytes())
    pe.set_language("en")
    return folder


@pytest.fixture(scope="module")
def page() -> Page:
    """One browser for all pages, at 200 %, for a reader who wants no motion."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield patient(browser.new_context(bypass_csp=True, viewport=ZOOMED, reduced_motion="reduce").new_page())
        browser.close()


@pytest.mark.browser
@needs_browser
def test_no_page_breaks_a_rule_runs_wide_or_begins_a_line_with_a_closing_mark(made, page):
    """Reports, feedback and maps, in both languages: no rule of axe-core at all, not even a moderate one."""
    found = {}
    for file in sorted(made.glob("*.html")):
        if file.name.startswith("lecture"):
            continue
        page.goto(file.as_uri())
        broken = faults(page)
        found[file.name] = (broken, broken_lines(page), runs_wide(page) and not file.name.startswith("map"))
    assert len(found) == 12
    assert {} == {name: told for name, told in found.items() if any(told)}


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_slide_breaks_a_rule(made, page, language):
    """All slides of a lecture under each other, light as on paper and dark as on a screen; on paper always light."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.goto((made / f"lecture-1.{language}.html").as_uri() + "?print-pdf")
    page.wait_for_function("() => window.Reveal && Reveal.isReady()")
    assert {} == faults(page)
    assert [] == broken_lines(page)
    page.add_style_tag(content=".pdf-page { background: var(--ground) !important; }")
    running = "document.getAnimations().filter((one) => one.playState === 'running').length"
    assert 0 == page.evaluate(f"document.body.classList.add('dark'), {running}")
    assert {} == faults(page)
    assert 0 == page.evaluate(running)


@pytest.mark.browser
@needs_browser
def test_the_measure_of_lines_finds_a_closing_mark_at_a_lines_start(page):
    """Where a page asks for loose lines, it is found; a page of ours asks for strict ones."""
    text = "<main style='width: 5em; font-size: 20px; line-break: {}'>一二三四五，六七八九十。</main>"
    page.set_content(text.format("anywhere"))
    assert ["一二三四五，"] == broken_lines(page)
    page.set_content(text.format("strict"))
    assert [] == broken_lines(page)
    assert "line-break: strict" in brand().css


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_picture_in_a_report_says_its_figures(made, language):
    """NPS of the hall, 20 promoters of 30 and no detractor, in page, slides and document alike."""
    text = (made / f"survey.{language}.html").read_text(encoding="utf-8")
    pictures = re.findall('<svg role="img" lang="[^"]*" aria-label="([^"]*)"', text)
    assert text.count("<svg") == len(pictures)
    deck = Presentation(made / f"survey.{language}.pptx")
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    told = [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in shapes]
    document = Document(made / f"survey.{language}.docx")
    said = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert len(pictures) == len(told) == len(said) > 1
    assert all(re.search(r"\d\d", words) for words in itertools.chain(pictures, told, said))
    assert pictures == told == said
    assert any("hall 66.7 [" in words for words in pictures)


def test_a_picture_of_a_class_says_how_many_earned_how_much(made):
    """And each task's share; feedback names the signs."""
    report, feedback = ((made / f"{name}.en.html").read_text("utf-8") for name in ("class", "feedback-fang"))
    said = re.findall('<svg role="img" lang="en" aria-label="([^"]*)"', report)
    assert re.search(r"pass mark 60 %: .*\d+ to \d+ percent: \d trainee", said[0])
    assert re.search(r"Points earned and discrimination by task: .* \d+ percent", said[1])
    assert {"not right", "to be marked"} == set(re.findall('role="img" aria-label="([^"]*)"', feedback))


@pytest.mark.parametrize("name", ["main", "ink", "accent-text", "good-text", "plum-text", "amber-text"])
def test_letters_in_the_brands_colours_have_contrast(name):
    """WCAG 2.2, 1.4.3 (AA): 4.5 : 1 on white and on the tint of each colour that text stands on."""
    colours = brand().colours
    grounds = ["#FFFFFF", colours["main-tint"], colours.get(f"{name.removesuffix('-text')}-tint", "#FFFFFF")]
    assert min(contrast(colours[name], ground) for ground in grounds) >= 4.5
    assert contrast(colours["grey"], "#FFFFFF") >= 3  # lines and points: 1.4.11
