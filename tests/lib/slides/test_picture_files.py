"""Journey maps written as pictures: each format opens, speaks Chinese, needs no network, and says what it lost."""

import io
import os
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pypdf
import pytest

import peakend as pe
from browser import find_browser, open_page
from sample_maps import a_map, clinic, long_map

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = ["svg", "png", "pdf", "html", "pptx"]
# Private use: no font has it. Chinese files from old systems do.
UNKNOWN = "\U0010fff0"  # for private use, in a plane that symbol fonts leave alone


def written(journey_map: pe.JourneyMap, file: Path, **options) -> bytes:
    journey_map.write(file, **options)
    return file.read_bytes()


def pages(content: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(content)).pages)


def test_svg_is_xml_with_chinese_text_and_an_alternative_text(tmp_path):
    """Text stays text, and a screen reader is told what it shows, in which language."""
    pe.set_language("zh")
    root = ElementTree.fromstring(written(long_map(5), tmp_path / "m.svg"))
    assert "取号" in "".join(root.itertext())
    assert root.get("aria-label").startswith("旅程图《营业厅办理宽带移机》")
    assert (root.get("role"), root.get("lang")) == ("img", "zh-CN")


def test_an_alternative_text_may_hold_the_signs_of_xml(tmp_path):
    """They are escaped."""
    root = ElementTree.fromstring(written(clinic(title='<A> & "B"'), tmp_path / "m.svg"))
    assert root.get("aria-label").startswith('Journey map, <A> & "B": ')


def test_png_has_two_pixels_for_one(tmp_path):
    """At least as many as a projector of 1920 has."""
    content = written(long_map(12), tmp_path / "m.png")
    width, _height = struct.unpack(">II", content[16:24])
    assert content.startswith(b"\x89PNG")
    assert 2400 <= width <= 2460


@pytest.mark.parametrize(("count", "expected"), [(5, 1), (20, 1), (60, 4)])
def test_pdf_fills_pages_of_a3_on_their_side(tmp_path, count, expected):
    """Twenty touchpoints stand on one page."""
    pe.set_language("zh")
    found = pages(written(long_map(count), tmp_path / "m.pdf"))
    assert len(found) == expected
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in found} == {(1191, 842)}


def test_a_blueprint_and_a_chart_print_on_a4(tmp_path):
    """On a printer that everybody has; type is not smaller than 8 points on it."""
    kano = pe.kano(
        pe.load("service-hall/kano"), feature="feature", functional="functional", dysfunctional="dysfunctional"
    )
    chart = pe.write_chart(tmp_path / "kano.pdf", pe.plot_kano(kano), title="What each feature is")
    clinic().write(tmp_path / "b.pdf", picture="blueprint")
    for file in (chart, tmp_path / "b.pdf"):
        found = pages(file.read_bytes())
        assert {(842, 595)} == {
            (round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in found
        }
    assert "What each feature is" in pages(chart.read_bytes())[0].extract_text()


def test_pdf_holds_chinese_as_text_and_says_what_it_is(tmp_path):
    """It can be searched, read aloud and found by its title."""
    pe.set_language("zh")
    reader = pypdf.PdfReader(io.BytesIO(written(long_map(5), tmp_path / "m.pdf")))
    assert "等候叫号" in reader.pages[0].extract_text()
    assert reader.metadata.title == "营业厅办理宽带移机"
    assert reader.metadata.subject.startswith("旅程图《")
    assert reader.root_object["/Lang"] == "zh-CN"


def test_html_holds_all_that_draws_it(tmp_path):
    """No script, style or picture from elsewhere."""
    pe.set_language("zh")
    page = written(long_map(5), tmp_path / "m.html").decode()
    assert "<title>营业厅办理宽带移机</title>" in page
    assert '<html lang="zh-CN">' in page
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=.?(?:https?:)?//", page)
    assert "cdn." not in page


@pytest.mark.browser
def test_html_draws_itself_in_a_browser_without_a_network(tmp_path):
    """With the alternative text, and no request to anywhere."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    pe.set_language("zh")
    long_map(5).write(tmp_path / "m.html")
    outside: list[str] = []
    with open_page(outside) as page:
        page.goto((tmp_path / "m.html").as_uri())
        page.wait_for_selector("svg.marks text")
        drawn = page.text_content("svg.marks")
        said = page.locator("[aria-label^=旅程图]").count()
    assert "等候叫号" in drawn
    assert (said, outside) == (1, [])


@pytest.mark.parametrize("ending", DRAWN)
def test_a_picture_reports_what_it_does_not_show(tmp_path, ending):
    """The map has no room for the blueprint, the source and the metrics, and speaks one language."""
    lost = clinic().write(tmp_path / f"m.{ending}")
    expected = ["language", "persona, expectations"]
    expected += [f"touchpoints 3 ('doctor'), {name}" for name in ("evidence, source", "metrics", "blueprint")]
    assert lost["place"].tolist() == expected


def test_the_blueprint_reports_that_it_shows_no_emotion(tmp_path):
    """It shows items, owners and fail points instead."""
    lost = a_map(1).write(tmp_path / "m.svg", picture="blueprint")
    assert lost.to_numpy().tolist() == [["touchpoints 1 ('t1'), emotion", "1", None]]


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_a_character_without_a_font_is_marked_and_reported(tmp_path, ending):
    """Printers' 〓, never an empty box."""
    lost = a_map(1).with_touchpoint("t1", name=f"李{UNKNOWN}").write(tmp_path / f"m.{ending}")
    assert lost.to_numpy().tolist() == [["touchpoints 1 ('t1'), name", f"李{UNKNOWN}", "李〓"]]


def test_ids_are_no_text_to_be_drawn(tmp_path, monkeypatch):
    """A baseline whose name no font has is no obstacle."""
    monkeypatch.setattr("peakend.slides.journey_files.can_draw", str.isascii)
    assert a_map(1, state="future", baseline="就诊").write(tmp_path / "m.png").empty


def test_a_character_without_a_font_here_is_left_to_the_reader_s_fonts_elsewhere(tmp_path):
    """An SVG keeps the text."""
    journey_map = a_map(1).with_touchpoint("t1", name=f"李{UNKNOWN}")
    assert f"李{UNKNOWN}" in written(journey_map, tmp_path / "m.svg").decode()


@pytest.mark.parametrize("ending", DRAWN)
def test_a_failed_write_leaves_the_old_picture_whole(tmp_path, monkeypatch, ending):
    """The disk is full at the last moment: the old file is still there, and no draft beside it."""
    file = tmp_path / f"m.{ending}"
    file.write_bytes(b"old")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(pe.PeakendError, match="cannot be written"):
        clinic().write(file)
    assert (b"old", [file]) == (file.read_bytes(), list(tmp_path.iterdir()))


def test_a_map_that_cannot_be_drawn_leaves_the_old_picture_whole(tmp_path):
    """It has no touchpoint."""
    file = tmp_path / "m.svg"
    file.write_bytes(b"old")
    with pytest.raises(pe.PeakendError, match="no touchpoint"):
        pe.JourneyMap(id="m", title="M").write(file)
    assert file.read_bytes() == b"old"


def test_a_picture_that_there_is_not_is_refused(tmp_path):
    """With those that there are."""
    with pytest.raises(pe.PeakendError, match="Choose: map, blueprint, emotions"):
        clinic().write(tmp_path / "m.svg", picture="blue")


@pytest.mark.parametrize("ending", DRAWN)
def test_two_maps_are_written_like_one(tmp_path, ending):
    """The same call writes the map of today against the one to be, in every format."""
    future = clinic().with_emotion("wait", 0).as_future("next", "Next year")
    lost = clinic().write(tmp_path / f"change.{ending}", against=future)
    assert {"persona", "touchpoints 1 ('check-in'), channel"} <= {*lost["place"]}
    assert (tmp_path / f"change.{ending}").stat().st_size > 1000


def test_a_future_map_is_what_is_to_be_and_anything_else_what_was_logged(tmp_path):
    """A log may be given as it is, or as the map of it."""
    log = pd.DataFrame({"journey": [1, 2], "touchpoint": ["wait", "wait"], "time": [1, 1], "emotion": [1, 0]})
    future = clinic().as_future("next", "Next year")
    found = [written(clinic(), tmp_path / "m.svg", against=other).decode() for other in (future, log, clinic())]
    titles = ["As it is and as it is to be, Next year", "Plan and log, A clinic visit", "Plan and log, A clinic visit"]
    assert titles == [ElementTree.fromstring(svg).get("aria-label").partition(": ")[0] for svg in found]


def test_what_a_map_is_against_can_only_be_drawn(tmp_path):
    """A file that is read again holds one map."""
    with pytest.raises(pe.PeakendError, match=r"'m\.yaml' holds one map"):
        clinic().write(tmp_path / "m.yaml", against=clinic())
    with pytest.raises(pe.PeakendError, match="A table is needed here"):
        clinic().write(tmp_path / "m.svg", against=3)
    assert not [*tmp_path.iterdir()]


def test_a_picture_cannot_be_read(tmp_path):
    """The sentence names what can."""
    with pytest.raises(pe.PeakendError, match=r"Choose: \.yaml, \.yml, \.csv, \.mmd, \.mermaid, \.cjml, \.xml, \.xlsx"):
        pe.JourneyMap.read(tmp_path / "m.svg")
