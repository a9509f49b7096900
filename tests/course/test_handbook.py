"""The handbook as a reader finds it: both languages, offline, searchable, and without answers."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from typer.testing import CliRunner

import peakend as pe
from browser import find_browser, launch, open_page, patient
from peakend.command.app import complete_app
from peakend_course.handbook import site
from peakend_course.handbook.reference import leave_to_the_screen
from peakend_course.handbook.run import run_sphinx
from peakend_course.handbook.search import ChineseSearch
from peakend_course.handbook.stage import stage
from peakend_course.names import public_names
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names
from readable import AXE, ZOOMED, broken_lines, runs_wide

FETCHED = re.compile(r"""<(?:script|img|link|iframe)\b[^>]*\b(?:src|href)=["']((?:https?:)?//[^"']+)""")


@pytest.fixture(scope="module")
def handbook(tmp_path_factory):
    """The site, built once."""
    folder = tmp_path_factory.mktemp("handbook") / "site"
    pe.set_language("en")
    list(site.build_handbook(folder))
    return folder


def pages(handbook: Path, language: str) -> dict[str, str]:
    folder = handbook / language
    files = [file for file in sorted(folder.rglob("*.html")) if "_static" not in file.parts]
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def test_both_languages_have_the_same_pages(handbook):
    """So that the switch on each page leads somewhere."""
    assert set(pages(handbook, "zh")) == set(pages(handbook, "en"))
    for language, other in (("zh", "en"), ("en", "zh")):
        for name, text in pages(handbook, language).items():
            switch = re.search(r'class="language-switch"[^>]*href="([^"]+)"', text)
            target = (handbook / language / name).parent / switch[1]
            assert (handbook / other / name).resolve() == target.resolve()


def test_pages_fetch_nothing_from_outside(handbook):
    """No script, style, font or picture has an address on the net."""
    assert [] == [
        found for lang in ("zh", "en") for text in pages(handbook, lang).values() for found in FETCHED.findall(text)
    ]


def test_every_public_function_is_documented(handbook):
    """The library's pages have an entry for each name."""
    text = "".join(text for name, text in pages(handbook, "en").items() if name.startswith("library/"))
    assert [] == [name for name in public_names() if f'id="peakend.{name}"' not in text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_labs_are_shown_without_answers(handbook, language):
    """What stands between solution markers, and hidden tests, is nowhere in the site."""
    built = "".join(pages(handbook, language).values()) + (handbook / language / "searchindex.js").read_text("utf-8")
    for lab in lab_names():
        secrets = [
            line.strip()
            for cell in read_lab(lab).read(language).cells
            for part in re.findall(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", cell.source, re.DOTALL)
            for line in part.splitlines()
            if len(line.strip()) > 12
        ]
        assert secrets
        assert [] == [secret for secret in secrets if secret in built]
        assert f"labs/{lab}.html" in pages(handbook, language)


def test_an_english_handbook_says_so_and_a_chinese_one_too(handbook):
    """Titles of boxes and lists are in the page's language."""
    assert "Glossary" in pages(handbook, "en")["glossary.html"]
    assert "术语表" in pages(handbook, "zh")["glossary.html"]
    assert "第 1 讲 · " in pages(handbook, "zh")["index.html"]
    assert "搜索" in pages(handbook, "zh")["index.html"]
    assert "搜索" not in pages(handbook, "en")["index.html"]


def test_a_lecture_page_says_how_long_it_takes_and_closes_with_its_key_points(handbook):
    """Below the title; objective, hook and tries come first, and practice next."""
    text = pages(handbook, "en")["3-whole-period/L3.3.html"].partition("<h1>")[2]
    assert re.search(r"</h1>\s*<p><em>Reading: about \d min · Check yourself: 2</em></p>", text)
    parts = [">After this page you can", "<h2>Eight minutes that", ">On Monday", ">Key points", ">Next practice"]
    places = [text.index(part) for part in parts]
    assert sorted(places) == places


def test_a_labs_program_is_folded_away(handbook):
    """As in the lab; print leaves it out, and what a reader is asked to do stays in sight."""
    text = pages(handbook, "en")["labs/4-journey.html"]
    shown = re.sub(r'<details class="lab-program">.*?</details>', "", text, flags=re.DOTALL)
    assert [True, False] == ["highlight-python" in each for each in (text, shown)] and "Guess first" in shown


def test_chinese_is_indexed_in_pairs():
    """A query is split the same way, so that any wording is found."""
    search = ChineseSearch({})
    assert ["峰", "终", "定", "律", "峰终", "终定", "定律", "nps"] == search.split("峰终定律 NPS")


@pytest.mark.browser
def test_a_reader_searches_and_switches_without_a_network(handbook):
    """In a browser, from the disk: a phrase that no dictionary has is found; the switch keeps the page."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    outside: list[str] = []
    with open_page(outside) as page:
        page.goto((handbook / "zh" / "search.html").as_uri() + "?q=跟听一次")
        page.wait_for_selector("#search-results li")
        assert "三份问卷" in page.locator("#search-results").inner_text()
        page.goto((handbook / "zh" / "labs" / "3-three-surveys.html").as_uri())
        page.click(".language-switch")
        assert "Three surveys" in page.title()
        page.goto((handbook / "en" / "library" / "surveys.html").as_uri())
        assert page.locator("math").count() > 0
    assert [] == outside


@pytest.mark.browser
def test_a_reference_in_a_table_stays_out_of_its_cells(handbook):
    """It has no margin beside it, and would lie over the next column; beside a paragraph it is shown."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    with open_page([]) as page:
        page.set_viewport_size({"width": 1400, "height": 900})
        page.goto((handbook / "en" / "5-co-creation" / "L5.4.html").as_uri())
        assert page.locator("td .source-note").count() > 0
        assert 0 == page.locator("td .source-note:visible").count()
        assert page.locator("p .source-note:visible").count() > 0


@pytest.mark.parametrize(("language", "told"), [("zh", "没有印进小册子"), ("en", "Not in this booklet")])
def test_a_booklet_leaves_functions_and_codebooks_to_the_screen(tmp_path, language, told):
    """One page tells where they are; no reference leads into the empty, or Sphinx would warn."""
    pe.set_language(language)
    titles = stage(tmp_path / "source", trainee=True)
    leave_to_the_screen(tmp_path / "source")
    settings = {"extensions": ["myst_parser", "peakend_course.handbook.extension"], "peakend_labs": titles}
    settings |= {"html_theme": "basic", "html_math_renderer": "mathml", "myst_enable_extensions": ["colon_fence"]}
    settings |= {"suppress_warnings": ["myst.header", "myst.xref_missing"]}
    assert "" == run_sphinx("singlehtml", tmp_path / "source", tmp_path / "single", settings)
    book = (tmp_path / "single" / "index.html").read_text(encoding="utf-8")
    assert 1 == book.count(told)
    assert f'href="../editor.html?lang={language}"' in book
    assert 'id="peakend.nps"' not in book
    assert "L5.6" in book


@pytest.mark.parametrize(
    ("builder", "order"), [("singlehtml", "question after B. right"), ("html", "question B. right after")]
)
def test_a_printed_book_has_the_answers_at_the_end_of_their_page(tmp_path, builder, order):
    """Numbered as their questions are; on the screen an answer unfolds below its question."""
    pe.set_language("en")
    told = "# One\n\n:::{check}\nquestion\n:::\n\n:::{answer}\n**B.** right\n:::\n\nafter\n"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "index.md").write_text(told, encoding="utf-8")
    settings = {"extensions": ["myst_parser", "peakend_course.handbook.extension"], "peakend_labs": {}}
    settings |= {"html_theme": "basic", "html_math_renderer": "mathml", "myst_enable_extensions": ["colon_fence"]}
    assert "" == run_sphinx(builder, tmp_path / "source", tmp_path / "out", settings)
    book = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    body = re.sub(r"<[^>]+>", " ", book.partition("<body>")[2])
    assert sorted(order.split(), key=body.index) == sorted(order.split(), key=order.index)
    assert (builder == "singlehtml") == ("Check yourself 1" in body) == ("<details" not in book)


@pytest.mark.parametrize(("language", "trainers"), [("zh", "培训师"), ("en", "rainers")])
def test_a_trainee_s_cover_shows_the_ways_in_that_a_trainee_has(tmp_path, language, trainers):
    """A picture of two; everybody else's has three."""
    pe.set_language(language)
    covers = []
    for trainee in (True, False):
        stage(tmp_path / str(trainee), trainee=trainee)
        covers.append((tmp_path / str(trainee) / "index.md").read_text(encoding="utf-8"))
    assert [["ways-in-trainee"], ["ways-in"]] == [re.findall(r"ways-in[\w-]*", cover) for cover in covers]
    assert [False, True] == [trainers in cover for cover in covers]


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    """Only an earlier handbook is replaced."""
    (tmp_path / "mine.txt").write_text("work", encoding="utf-8")
    result = CliRunner().invoke(complete_app(), ["handbook", "--out", str(tmp_path), "--lang", "en"])
    assert (2, 1) == (result.exit_code, result.output.count("exists already and is left as it is"))


def test_a_page_that_sphinx_does_not_understand_is_one_sentence(tmp_path, monkeypatch):
    """Page and line are named, and nothing is left behind."""

    def stage(target: Path, trainee: bool = False) -> dict[str, str]:
        target.mkdir(parents=True)
        (target / "index.md").write_text("# Title\n\n![words](nowhere.svg)\n", encoding="utf-8")
        return {}

    monkeypatch.setattr(site, "stage", stage)
    with pytest.raises(pe.PeakendError, match=r"course/index\.md:3: WARNING: image file not readable: nowhere\.svg"):
        list(site.build_handbook(tmp_path / "out"))
    assert [] == list(tmp_path.iterdir())


LOOKED_AT = [
    "index.html",
    "glossary.html",
    "cases/commute.html",
    "labs/3-three-surveys.html",
    "5-co-creation/index.html",
]


@pytest.mark.browser
@pytest.mark.skipif(not find_browser() or not AXE.is_file(), reason="no Chromium, or the widgets' tools are not there")
def test_axe_finds_nothing_serious(handbook):
    """On pages of each kind and the editor's page, in both languages, also where a page is read at 200 %."""
    pages = ["index.html", *(f"{language}/{page}" for language in ("zh", "en") for page in LOOKED_AT)]
    found = {}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = patient(browser.new_context(bypass_csp=True, viewport={"width": 640, "height": 450}).new_page())
        for name in [*pages, "editor.html?lang=zh", "editor.html?lang=en"]:
            page.goto((handbook / "x").as_uri()[:-1] + name)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            grave = {one["id"] for one in result["violations"] if one["impact"] in ("serious", "critical")}
            found[name] = grave
        browser.close()
    assert {} == {name: rules for name, rules in found.items() if rules}


@pytest.mark.browser
@pytest.mark.skipif(not find_browser(), reason="no Chromium")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_at_200_percent_is_read_downwards(handbook, language):
    """No page runs wide, formulas included, and no line begins with a mark that closes the one before."""
    found = {}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = patient(browser.new_context(bypass_csp=True, viewport=ZOOMED, reduced_motion="reduce").new_page())
        for name in [*LOOKED_AT, "library/surveys.html"]:
            page.goto((handbook / language / name).as_uri())
            found[name] = (broken_lines(page), runs_wide(page))
        browser.close()
    assert {} == {name: told for name, told in found.items() if any(told)}
