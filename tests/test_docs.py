"""What is written for who works on the house: every room has its place on the map, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDES = sorted(
    file
    for pattern in ("*.md", "docs/**/*.md", "*/README.md", "tests/attacks/README.md")
    for file in ROOT.glob(pattern)
    if ".venv" not in file.parts
)
PACKAGES = (
    *("lib/peakend", "labs/peakend_labs", "course/peakend_course"),
    *("grading/peakend_grading", "grading/peakend_class"),
)
ROOMS = sorted(file.parent.name for package in PACKAGES for file in ROOT.glob(f"{package}/*/__init__.py"))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.relative_to(ROOT).as_posix())
def test_every_link_of_a_guide_leads_to_a_file(guide):
    """Links to other sites are not followed."""
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", guide.read_text(encoding="utf-8"))
    assert not [link for link in links if not (guide.parent / link).exists()]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_on_the_map(room):
    """What lives there, and what may not."""
    assert f"`{room}`" in (ROOT / "docs" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.relative_to(ROOT).as_posix())
def test_every_test_that_a_guide_rests_on_is_there(guide):
    """Named by its file: `tests/labs/test_start.py`."""
    named = re.findall(r"\btests/[\w/.-]+\.(?:py|mjs)\b", guide.read_text(encoding="utf-8"))
    assert not [name for name in named if not (ROOT / name).is_file()]


@pytest.mark.parametrize(
    ("page", "link"),
    [
        *((page, "](course/editor.html)") for page in ("README.md", "README.zh-CN.md")),
        *((f"course/kit.{language}.md", "`editor.html`") for language in ("zh", "en")),
    ],
)
def test_the_editor_in_one_file_is_found_from_each_entrance(page, link):
    """Where one looks for a course, and where one opens the kit; the handbook's link is looked at where it is made."""
    assert link in (ROOT / page).read_text(encoding="utf-8")
    assert (ROOT / "course" / "editor.html").is_file()


@pytest.mark.parametrize(
    "page",
    sorted(ROOT.glob("course/*.md")) + sorted(ROOT.glob("course/trainer/*.md")),
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_commands_are_written_as_their_reader_types_them(page):
    """A trainer and a trainee have the start file, and no program `peakend` on the path."""
    if page.name == "README.md":
        return  # for who works on the house
    assert [] == re.findall(r"`peakend [a-z][^`]*`", page.read_text(encoding="utf-8"))


def test_every_decision_is_listed():
    """In the order of their numbers, without a gap."""
    listed = re.findall(
        r"\]\((\d{4}-[a-z0-9-]+\.md)\)", (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    )
    assert sorted(file.name for file in ROOT.glob("docs/decisions/0*.md")) == listed
    assert [int(name[:4]) for name in listed] == list(range(1, len(listed) + 1))
