"""The course's figures: both languages in each, nothing from outside, and a page for every one."""

import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

import peakend as pe

COURSE = Path(__file__).parents[2] / "course"
FIGURES = COURSE / "figures"
DRAWINGS = sorted(FIGURES.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_has_a_title_and_says_in_both_languages_the_same_amount(file):
    """A label left out of one language is found, where the other has it in as many places."""
    root = ElementTree.parse(file).getroot()
    assert " / " in root.findtext(f"{SVG}title")
    groups = {group.get("systemLanguage"): group for group in root.iterfind(f"{SVG}switch/{SVG}g")}
    assert {"zh", "en"} == set(groups)
    places = {language: {text.get("x") for text in group} for language, group in groups.items()}
    assert places["zh"] == places["en"]


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_the_english_of_a_drawing_has_no_chinese_in_it(file):
    """Labels stand in their own language."""
    root = ElementTree.parse(file).getroot()
    english = root.find(f"{SVG}switch/{SVG}g[@systemLanguage='en']")
    assert not re.search(r"[\u4e00-\u9fff]", "".join(english.itertext()))


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_can_be_read_from_the_last_row(file):
    """On a slide of 1280 by 720 the smallest print of a figure, beside its title, is not below 15 pixels."""
    root = ElementTree.parse(file).getroot()
    width, height = map(float, root.get("viewBox").split()[2:])
    scale = min(1168 / width, 590 / height)
    small = [text.text for text in root.iter(f"{SVG}text") if float(text.get("font-size")) * scale < 15]
    assert [] == small


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_needs_nothing_from_outside(file):
    """No picture, font or style is fetched."""
    text = file.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|href|url\(|@import", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_stands_on_a_page_and_every_page_s_figure_exists(language):
    """No hole either way; a chart's program is shown as the SVG that it draws."""
    text = "".join(page.read_text(encoding="utf-8") for page in COURSE.rglob(f"*.{language}.md"))
    shown = set(re.findall(r"\]\(figures/([\w-]+)\.svg\)", text))
    assert shown == {file.stem for file in [*DRAWINGS, *FIGURES.glob("*.py")]}


@pytest.mark.parametrize(("language", "hall"), [("zh", "营业厅"), ("en", "Service hall")])
def test_the_three_surveys_are_drawn_in_the_language_in_use(language, hall):
    """Three charts side by side, with the channels' names."""
    pe.set_language(language)
    chart = runpy.run_path(str(FIGURES / "three-surveys.py"))["draw"]()
    assert 3 == len(chart.hconcat)
    assert hall in chart.to_json(ensure_ascii=False)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_survey_s_numbers_on_the_page_are_those_of_the_data(language):
    """Page L2.6 tells a simulated case; when the data change, so must the story."""
    survey = pe.load("service-hall/survey")
    page = (COURSE / "2-needs" / f"L2.6.{language}.md").read_text(encoding="utf-8")
    satisfied = pe.csat(survey, "satisfaction", by="channel", invalid="drop")["top_box"]
    ease = pe.ces(survey, "ease", by="channel", high_is="easy", invalid="drop")["mean"]
    told = [f"{len(survey):,}", *(f"{share:.1f}" for share in satisfied), *(f"{mean:.2f}" for mean in ease)]
    assert [] == [number for number in told if number not in page]
    scores = re.search(r"NPS[:：]([^.。]*)[.。]", page)[1]
    nps = pe.nps(survey, "recommend", by="channel", invalid="drop")["nps"]
    assert sorted(round(score) for score in nps) == [int(number) for number in re.findall(r"\d+", scores)]


TOLD = {"present-shop": ("peak_end", "mean"), "commute": ("mean", "peak_end"), "barber": ("trough", "peak_end", "mean")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_memory_s_numbers_on_the_page_are_those_of_the_data(language):
    """Page L4.3 tells what predicts the memory in three cases, and which of them wins where."""
    page = (COURSE / "4-create" / f"L4.3.{language}.md").read_text(encoding="utf-8")
    told = []
    for case, names in TOLD.items():
        visits, recalled = pe.load(f"{case}/visits"), pe.load(f"{case}/recalled")
        result = pe.remembered(visits, "rating", ratings=recalled, journey="journey", order="time", emotion="emotion")
        assert names[0] == result["predictor"][0]
        told += [f"{result.set_index('predictor')['r'][name]:.2f}" for name in names]
    assert [] == [number for number in told if number not in page]
