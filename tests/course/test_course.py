"""The course's pages: both languages say the same, and name what exists."""

import re
from pathlib import Path

import pytest

import peakend as pe
from peakend_course.outline import read_outline

COURSE = Path(__file__).parents[2] / "course"
PAGES = sorted(path.name.removesuffix(".zh.md") for path in COURSE.glob("*.zh.md"))
# What a page about numbers need not name: the notebook's own helpers, charts and helpers of other measures.
MEASURES = "nps csat ces acsi kano servqual servperf drivers importance_performance compare peak_end remembered"


def page(name: str, language: str) -> str:
    return (COURSE / f"{name}.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_pages_have_the_same_headings_tables_and_code_in_both_languages(name):
    """Structure for structure: a change in one language alone is found."""

    def structure(text: str) -> list[str]:
        lines = [re.match(r"#+|\||\d+\.|- |```", line) for line in text.splitlines()]
        return [found[0] for found in lines if found]

    assert structure(page(name, "zh")) == structure(page(name, "en"))


@pytest.mark.parametrize(("language", "minutes"), [("zh", "分钟"), ("en", "minutes")])
def test_the_first_page_lists_every_lab_with_its_time(language, minutes):
    """In the course's order, as the outline books it."""
    rows = re.findall(r"\]\(labs/([^/]+)/\1\.ipynb\) \|.*\| (\d+) (\S+) \|", page("welcome", language))
    assert [(lab.id, str(lab.minutes), minutes) for lab in read_outline().labs.values()] == rows


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_function_named_on_the_page_exists(language):
    """Names in code spans and in the chart are those of the library."""
    text = page("which-number-when", language) + (COURSE / "figures" / "which-number.svg").read_text(encoding="utf-8")
    named = set(re.findall(r"pe\.(\w+)", text))
    assert named <= set(pe.__all__)
    assert {name for name in MEASURES.split() if f"pe.{name}" not in text and f"`{name}`" not in text} <= {"acsi"}
    assert "ACSI" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_option_named_on_the_page_exists(language):
    """An option that was renamed must be renamed on the page too."""
    documented = "".join(getattr(pe, name).__doc__ or "" for name in pe.__all__)
    options = re.findall(r"`(\w+)(?:=[^`]*)?`", page("which-number-when", language))
    assert not [
        option for option in options if option not in documented and option not in pe.__all__ and option != "prop"
    ]


MANNER = re.compile(r"不是[^。！？；|]{1,24}，(?:而是|是(?!不是))|，而非|并非")
CHINESE = sorted(COURSE.rglob("*.zh.md"))


@pytest.mark.parametrize("file", CHINESE, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_chinese_says_what_is_so_without_first_saying_what_is_not(file):
    """“不是…而是…” at most once on a page: it wears out by the third."""
    found = MANNER.findall(file.read_text(encoding="utf-8"))
    assert len(found) <= 1, found
