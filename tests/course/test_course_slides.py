"""Slides and printables: made from the same pages and templates, offline, in both languages."""

import html
import os
import re

import pytest

import peakend as pe
from browser import find_browser, open_page
from peakend_course import browser, slides
from peakend_course.outline import read_outline
from peakend_course.pages import read_page
from peakend_course.sheets import SHEETS, sheet_html, write_sheets
from peakend_course.slides import slides_of, write_slides
from peakend_labs.items import read_items
from peakend_labs.places import COURSE

PAGE = """# 题目

:::{keypoints}
- 第一点，见{lab}`4-journey`
- 第二点
:::

## 一节

![说明](figures/one.svg)

:::{case} simulated
故事。
:::

:::{question}
怎么办？
:::

:::{facilitator}
**时间：** 5 分钟。
:::

## 出处
"""
LONG = "\n\n".join(["很长的一段话" * 12] * 8)
# Of elements, the texts of those in which something runs over.
RUNS_OVER = (
    ".filter((e) => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)"
    ".map((e) => [e.className, (e.closest('section') ?? e).textContent.trim().slice(0, 60)])"
)
# What is written in letters of fewer than 20 of a slide's 720 pixels.
SMALL = """() => [...document.querySelectorAll('section .body :is(p, li, td, th)')]
    .filter((e) => e.textContent.trim() && parseFloat(getComputedStyle(e).fontSize) < 20)
    .filter((e) => !e.closest('.course-scene, .course-try')).map((e) => e.textContent)"""
POINTS = {"A4": (595, 842), "A3": (842, 1191)}


def needs_browser() -> None:
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course whose first lecture has one page."""
    folder = tmp_path / "course" / "1-excellent-service"
    folder.mkdir(parents=True)
    (tmp_path / "course" / "figures").mkdir()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><circle r="1"/></svg>'
    (tmp_path / "course" / "figures" / "one.svg").write_text(picture, encoding="utf-8")
    (folder / "L1.1.zh.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(slides, "course_folder", lambda: tmp_path / "course")
    pe.set_language("zh")
    return tmp_path


def test_a_page_becomes_slides_in_its_order_of_use(course):
    """Key points, figure, case, question."""
    made = slides_of(read_page(course / "course" / "1-excellent-service" / "L1.1.zh.md"))
    assert ["keypoints", "figure", "case", "question"] == [slide.kind for slide in made]
    assert "案例 · 模拟数据" == made[2].title
    assert "实验 4" in made[0].body


def test_the_trainers_notes_stand_beside_the_slides(course):
    """With the key points and with the question."""
    made = slides_of(read_page(course / "course" / "1-excellent-service" / "L1.1.zh.md"))
    assert ["keypoints", "question"] == [slide.kind for slide in made if "5 分钟" in slide.notes]


def test_what_opens_a_page_opens_its_slides_and_points_appear_as_they_are_told(course):
    """A number or a film first; the answer to a check, and what to do on Monday, on the next press."""
    pe.set_language("en")
    made = slides_of(read_page(COURSE / "4-create" / "L4.3.en.md"))
    assert ["scene", "keypoints", "figure", "number", "case"] == list(dict.fromkeys(slide.kind for slide in made))[:5]
    assert {"L4.3"} == {slide.section for slide in made}
    points = next(slide.body for slide in made if slide.kind == "keypoints")
    assert (4, 1) == (points.count('<li class="fragment">'), points.count("<img"))
    check, question = made[-2:]
    assert ("check", "question") == (check.kind, question.kind)
    assert '<div class="fragment answer">' in check.body and '<div class="fragment monday">' in question.body
    assert "(Kahneman et al., 1993)" not in question.body and "Redelmeier et al., 2003" in str(made)


def test_both_languages_show_the_same():
    """Section by section the same kinds in the same order; only a case may take more slides in one of them."""
    for lecture in read_outline().lectures:
        for section in lecture.sections:
            kinds = []
            for language in ("zh", "en"):
                pe.set_language(language)
                made = slides_of(read_page(COURSE / lecture.folder / f"{section.id}.{language}.md"))
                kinds.append([slide.kind for slide in made if not re.search(r" [2-9]/\d$", slide.title)])
            assert (section.id, kinds[0]) == (section.id, kinds[1])


def test_what_somebody_says_in_a_case_stands_in_a_bubble():
    """The first words in quotation marks; a case in which nobody speaks has none."""
    pe.set_language("zh")
    [barber] = [slide for slide in slides_of(read_page(COURSE / "4-create" / "L4.2.zh.md")) if slide.kind == "case"]
    assert ">师傅忘了，给您换一位吧。</p>" in barber.body
    [visit] = [slide for slide in slides_of(read_page(COURSE / "3-whole-period" / "P3.zh.md")) if slide.kind == "case"]
    assert "said" not in visit.body
    script = [
        slide for slide in slides_of(read_page(COURSE / "1-excellent-service" / "P1.zh.md")) if slide.kind == "case"
    ]
    assert "按了“满意”" in script[-1].body and "said" not in script[-1].body


def test_marks_are_set_as_a_printer_sets_them(course):
    """Straight quotation marks and apostrophes become curly; peak–end does not end a line at its dash."""
    pe.set_language("en")
    file = course / "course" / "1-excellent-service" / "L1.1.en.md"
    text = PAGE.replace("# 题目", "# Don't miss the peak–end rule").replace("怎么办？", '"Why?" he asks.')
    file.write_text(text, encoding="utf-8")
    made = slides_of(read_page(file))
    assert "Don’t miss the peak–\u2060end rule" == made[0].title
    assert "“Why?” he asks." in made[-1].body


def test_a_subsections_table_is_for_reading_and_a_sections_for_the_room():
    """The sheets filled in under each method stay in the handbook; the one worked through is shown."""
    pe.set_language("en")
    made = [slide.title for slide in slides_of(read_page(COURSE / "5-co-creation" / "L5.5.en.md"))]
    assert "One worked through: the manager who was a son for a morning" in made
    assert [] == [title for title in made if title.startswith("A filled sheet")]


def test_a_long_case_is_split_over_slides(course):
    """No paragraph is lost, and each slide says which part it is."""
    file = course / "course" / "1-excellent-service" / "L1.1.zh.md"
    file.write_text(PAGE.replace("故事。", LONG), encoding="utf-8")
    cases = [slide for slide in slides_of(read_page(file)) if slide.kind == "case"]
    assert len(cases) > 1
    assert 8 == sum(slide.body.count("<p>") for slide in cases)
    assert f"案例 · 模拟数据 1/{len(cases)}" == cases[0].title


def test_a_case_of_one_paragraph_is_split_between_sentences_and_never_within_what_is_said(course):
    """Two slides of about the same length; the last of a long quotation's sentences stays with its first."""
    file = course / "course" / "1-excellent-service" / "L1.1.zh.md"
    first, said = "他等了又等。" * 12, "他说：“" + "师傅忘了。" * 9 + "”"
    file.write_text(PAGE.replace("故事。", first + said), encoding="utf-8")
    cases = [slide for slide in slides_of(read_page(file)) if slide.kind == "case"]
    assert 2 == len(cases)
    assert said in cases[1].body and "师傅" not in cases[0].body


def test_text_on_a_page_is_no_program(course):
    """A page cannot bring its own HTML into the slides."""
    file = course / "course" / "1-excellent-service" / "L1.1.zh.md"
    file.write_text(PAGE.replace("第二点", "<script>alert(1)</script>"), encoding="utf-8")
    assert "<script>alert" not in write_slides(1, course / "out").read_text(encoding="utf-8")


@pytest.mark.browser
def test_slides_open_without_a_network_and_nothing_runs_over(course):
    """reveal.js starts from the disk; the picture is there; what stands on a slide fits."""
    needs_browser()
    outside: list[str] = []
    file = write_slides(1, course / "out")
    with open_page(outside) as page:
        page.goto(file.as_uri())
        page.wait_for_function("() => window.Reveal && Reveal.isReady()")
        assert 5 == page.evaluate("Reveal.getTotalSlides()")
        for number in range(5):
            page.evaluate(f"Reveal.slide({number})")
            assert page.evaluate(
                "[...document.querySelectorAll('.present .body')].every(b => b.scrollHeight <= b.clientHeight + 2)"
            )
        assert page.evaluate("[...document.images].every(i => i.naturalWidth > 0)")
    assert [] == outside


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_slide_of_the_course_runs_over(tmp_path, language):
    """All five lectures: no text beyond its slide, none too small, no picture missing, nothing fetched."""
    needs_browser()
    pe.set_language(language)
    outside: list[str] = []
    with open_page(outside) as page:
        for number in slides.lectures_to_show():
            page.goto(write_slides(number, tmp_path).as_uri())
            page.wait_for_function("() => window.Reveal && Reveal.isReady()")
            assert [] == page.evaluate(f"[...document.querySelectorAll('section .body')]{RUNS_OVER}")
            assert [] == page.evaluate(SMALL)
            assert page.evaluate("[...document.images].every(i => i.naturalWidth > 0)")
    assert [] == outside


def test_a_lecture_without_pages_says_where_they_belong(course):
    """The folder of the outline is named."""
    pe.set_language("en")
    folder = read_outline().lecture(2).folder
    with pytest.raises(pe.PeakendError, match=f"No page of lecture 2 is written yet in course/{folder}"):
        write_slides(2, course / "out")


def test_an_unknown_lecture_is_one_sentence(course):
    """The numbers that there are."""
    pe.set_language("en")
    with pytest.raises(pe.PeakendError, match="There are: 1, 2, 3, 4, 5"):
        write_slides(6, course / "out")


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_speak_one_language_at_a_time(name):
    """Chinese has its title, English has no Chinese character but the course's name."""
    english = sheet_html(name)
    pe.set_language("zh")
    assert SHEETS[name].zh in sheet_html(name)
    assert SHEETS[name].en in english
    body = english[english.index("<body") :].replace("Peakend 峰终", "")
    assert not re.search("[一-鿿]", body)


@pytest.mark.parametrize("side", ["before", "after"])
def test_questions_on_paper_are_those_of_the_labs_and_their_key_is_another_sheet(side):
    """All twenty, as the form asks them and in its order; what is right stands in the trainer's key alone."""
    pairs = [pair for pairs in read_items().values() for pair in pairs]
    page = sheet_html(f"items-{side}")
    assert [str(pair.on(side).ask) for pair in pairs] == [
        html.unescape(ask) for ask in re.findall(r"<p><b>\d+\.</b> (.*?)</p>", page)
    ]
    letters = re.findall(r'class="letter">(\w)<', sheet_html("items-key"))
    assert [pair.on(side).right.upper() for pair in pairs] == letters[side == "after" :: 2]
    assert "letter" not in page[page.index("<body") :]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "pages"), [("kano-questionnaire", 2), ("journey-map", 1), ("items-before", 2), ("items-key", 1)]
)
def test_a_sheet_is_a_pdf_of_its_paper(tmp_path, name, pages):
    """A4 upright or A3 across, and no page more than meant."""
    needs_browser()
    (file,) = write_sheets(tmp_path, [name])
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", file.read_bytes())
    paper, way = SHEETS[name].paper.split()
    short, long = POINTS[paper]
    expected = (short, long) if way == "portrait" else (long, short)
    assert [expected] * pages == [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_runs_over_on_a_sheet(tmp_path, language):
    """Not a page, a box, a cell or a card; and boxes to write in have room for two lines at least."""
    needs_browser()
    pe.set_language(language)
    with open_page([]) as page:
        for name in SHEETS:
            page.set_content(sheet_html(name))
            parts = "[...document.querySelectorAll('.page, .box, .card, th, td')]"
            assert (name, []) == (name, page.evaluate(parts + RUNS_OVER))
            heights = page.evaluate("[...document.querySelectorAll('.box')].map((e) => e.clientHeight)")
            assert min(heights, default=99) > 60, name


def test_an_unknown_sheet_is_one_sentence(tmp_path):
    """The sheets that there are."""
    with pytest.raises(pe.PeakendError, match="There are: kano-questionnaire, interview-guide"):
        list(write_sheets(tmp_path, ["canvas"]))


def test_without_a_browser_the_sentence_says_what_to_install(tmp_path, monkeypatch):
    """And nothing is written."""
    monkeypatch.setattr(browser, "browsers", list)
    monkeypatch.delenv("PEAKEND_BROWSER", raising=False)
    with pytest.raises(pe.PeakendError, match="needs Chrome, Edge or Chromium, and none was found"):
        list(write_sheets(tmp_path))
    assert [] == list(tmp_path.iterdir())


def test_a_browser_that_does_not_print_is_one_sentence(tmp_path, monkeypatch):
    """With the browser's last word; no half of a file."""
    pretender = tmp_path / "browser"
    pretender.write_text("#!/bin/sh\necho broken >&2\nexit 3\n", encoding="utf-8")
    pretender.chmod(0o755)
    monkeypatch.setenv("PEAKEND_BROWSER", str(pretender))
    with pytest.raises(pe.PeakendError, match="did not print: broken"):
        list(write_sheets(tmp_path / "out", ["persona"]))
    assert not (tmp_path / "out").exists()


def test_methods_of_a_section_stand_beside_each_other(course):
    """Three have room for their steps; of four or more the slide shows what comes of them."""
    file = course / "course" / "1-excellent-service" / "L1.1.zh.md"
    card = ":::{card} 日记 | 一周 | 六位客户\n1. 记三行。\n\n**得到** 难处。\n\n**容易走偏** 补记。\n:::\n\n"
    for count, steps in ((3, True), (4, False)):
        file.write_text(PAGE.replace(":::{case}", card * count + ":::{case}", 1), encoding="utf-8")
        [slide] = [slide for slide in slides_of(read_page(file)) if slide.kind == "cards"]
        assert (count, steps) == (slide.body.count("<h3>日记</h3>"), "记三行" in slide.body)
