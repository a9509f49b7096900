"""One brand: name, logo, colours, type and licence stand in one file, from which all that is made takes them."""

import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import peakend as pe
from peakend.base.brand import SHIPPED, brand, tint

ROOT = Path(__file__).parents[3]
ROOMS = ("lib", "labs", "course", "grading")
KINDS = ("py", "css", "html", "svg", "js", "mjs", "ts", "yml")
GRADEBOOK = ROOT / "tests" / "grading" / "first_house_gradebook.sql"
OTHER = {
    "#0072B2": "#7A1FA2",
    "#D55E00": "#C2185B",
    "#009E73": "#33691E",
    "Peakend 峰终": "Vesper 昏星",
    '"Peakend"': '"Vesper"',
    '"峰终"': '"昏星"',
    "CC BY 4.0": "CC BY-SA 4.0",
    'file = ""': 'file = "star.svg"',
    '"Noto Sans SC"': '"Starry Sans"',
    '"Microsoft YaHei"  #': '"Starry Hei"  #',
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle id="star" r="4"/></svg>'
MADE = """
import pathlib
import sys

import peakend as pe
from peakend.charts.style import to_svg
from peakend.command.app import complete_app
from peakend.forms.bundle import styles
from peakend_course.figures import svg_in_language
from peakend_course.sheets import sheet_html
from peakend_grading.results.templates import render
from typer.testing import CliRunner

root, pe_root = pathlib.Path.cwd(), pathlib.Path(sys.argv[1])
pe.set_language("en")
visit = pe.JourneyMap.read(pe_root / "datasets" / "hospital" / "journey.yaml")
visit.write("map.svg")
visit.write("map.pptx")
texts = {
    "chart.svg": to_svg(pe.plot_journey(visit)),
    "widget.css": styles(),
    "figure.svg": svg_in_language(pe_root / "course" / "figures" / "five-layers.svg", "en"),
    "sheet.html": sheet_html("persona"),
    "certificate.svg": render("certificate.svg", fonts="", name="", title="", date="", size="1", title_size="1"),
}
for name, text in texts.items():
    pathlib.Path(name).write_text(text, encoding="utf-8")
for words in (
    "runsheet --out runsheet.html",
    "slides --lecture 1 --out slides",
    "report graded --out report.html",
    "feedback graded",
):
    result = CliRunner().invoke(complete_app(), words.split() + ["--lang", "en"])
    assert result.exit_code == 0, result.output
"""


def files() -> list[Path]:
    """All that the house is drawn and written by, besides what is built from it."""
    found = [path for room in ROOMS for kind in KINDS for path in (ROOT / room).rglob(f"*.{kind}")]
    built = {"bundles", "node_modules", "__pycache__", "editor.html"}  # `poe lint` compares them with their sources
    return [path for path in found if not built & set(path.parts)]


@pytest.mark.parametrize("name", [name for name in brand().colours if not name.endswith("-tint")])
def test_a_colour_of_the_brand_stands_in_its_file_alone(name):
    """Everybody else asks for it by its name."""
    colour = brand().colours[name]
    found = re.compile(rf"{colour.lstrip('#')}\b", re.IGNORECASE)
    assert [] == [path for path in files() if found.search(path.read_text(encoding="utf-8"))]


def test_the_name_of_the_brand_stands_in_no_template():
    """Neither in Chinese nor in English, nor in capitals."""
    name = re.compile(r"峰终(?!定律)|Peakend|PEAKEND")
    made = [path for path in files() if path.suffix in (".html", ".svg", ".css")]
    assert [] == [path for path in made if name.search(path.read_text(encoding="utf-8").replace("峰终定律", ""))]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder in which everything was made under another brand."""
    folder = tmp_path_factory.mktemp("brand")
    text = SHIPPED.read_text(encoding="utf-8")
    for own, other in OTHER.items():
        assert own in text
        text = text.replace(own, other)
    (folder / "brand.toml").write_text(text, encoding="utf-8")
    (folder / "star.svg").write_text(LOGO, encoding="utf-8")
    (folder / "graded").mkdir()
    with sqlite3.connect(folder / "graded" / "gradebook.db") as database:
        database.executescript(GRADEBOOK.read_text(encoding="utf-8"))
    database.close()
    environment = {**os.environ, "PEAKEND_BRAND": str(folder / "brand.toml"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", MADE, str(ROOT)], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(folder / "map.pptx") as deck:
        parts = [deck.read(name).decode("utf-8") for name in deck.namelist() if name.endswith(".xml")]
    (folder / "deck.xml").write_text("\n".join(parts), encoding="utf-8")
    return folder


OUTPUTS = {
    "chart.svg": "#7A1FA2",
    "map.svg": "#7A1FA2",
    "deck.xml": "7A1FA2",
    "widget.css": "--brand-main: #7A1FA2",
    "figure.svg": "#7A1FA2",
    "sheet.html": "Vesper 昏星",
    "certificate.svg": "VESPER",
    "runsheet.html": "--brand-main: #7A1FA2",
    "slides/lecture-1.en.html": "Vesper 昏星",
    "report.html": "Vesper · Service experience management",
    "graded/feedback/mei/small/small.html": "Vesper · Service experience management",
}


@pytest.mark.parametrize("file", OUTPUTS)
def test_another_brand_changes_every_output(file, made):
    """Its name or colours are there; nothing is left of the shipped ones."""
    text = (made / file).read_text(encoding="utf-8")
    assert OUTPUTS[file].casefold() in text.casefold()
    assert not re.search("0072B2|D55E00|009E73|Peakend 峰终|Peakend ·", text, re.IGNORECASE)


@pytest.mark.parametrize("file", ["sheet.html", "certificate.svg", "slides/lecture-1.en.html", "report.html"])
def test_a_logo_stands_where_the_name_does(file, made):
    """As it is drawn in its file."""
    assert 'id="star"' in (made / file).read_text(encoding="utf-8")


def test_a_brand_that_cannot_be_read_is_one_sentence(tmp_path, monkeypatch):
    """It names the file, the reason, and the one to begin from."""
    (tmp_path / "brand.toml").write_text("[name", encoding="utf-8")
    monkeypatch.setenv("PEAKEND_BRAND", str(tmp_path / "brand.toml"))
    brand.cache_clear()
    with pytest.raises(pe.PeakendError, match=r"brand\.toml cannot be read"):
        brand()
    monkeypatch.undo()
    brand.cache_clear()


def test_families_of_type_are_listed_for_machines_in_chinese_too():
    """A picture whose families are joined by "、" has no letters at all."""
    code = "import peakend as pe; pe.set_language('zh'); from peakend.base.brand import brand; print(brand().fonts)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode("ascii")
    assert said.strip().split(", ") == brand().fonts.split(", ")


def test_a_tint_is_mostly_white():
    """A tenth of the colour, as its share says."""
    assert tint("#000000", 0.1) == "#E6E6E6"


LETTERS = """
import sys
import PIL.Image
import peakend as pe
pe.set_language("zh")  # before anything is drawn
pe.JourneyMap.read("datasets/hospital/journey.yaml").write(sys.argv[1])
heading = PIL.Image.open(sys.argv[1]).convert("L").crop((0, 0, 800, 160))
assert heading.getextrema()[0] < 100, "no letters in the picture's heading"
"""


def test_a_picture_drawn_in_chinese_has_letters(tmp_path):
    """Names of fonts are a program's words: no Chinese comma stands between them, whatever is spoken first."""
    subprocess.run([sys.executable, "-c", LETTERS, tmp_path / "map.png"], cwd=ROOT, check=True)
