"""Journey maps as slides: PowerPoint's own shapes, tables and charts, in Chinese on any Windows, described in words."""

import io
import itertools

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE

import peakend as pe
from peakend.charts.journey_grid import Row
from peakend.slides.deck import (
    BOTTOM,
    CHINESE_FONT,
    Box,
    add_slide,
    add_title_slide,
    height_in_chart,
    new_deck,
    to_bytes,
)
from peakend.slides.journey_slides import share_out
from sample_maps import clinic, long_map


def deck_of(journey_map: pe.JourneyMap, folder, picture: str = "map"):
    journey_map.write(folder / "m.pptx", picture=picture)
    return pptx.Presentation(folder / "m.pptx")


def shapes(deck) -> list:
    return [shape for slide in deck.slides for shape in slide.shapes]


def cells(deck) -> list[list[str]]:
    tables = [shape.table for shape in shapes(deck) if shape.has_table]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def test_slides_are_wide_and_hold_no_picture(tmp_path):
    """16:9, and everything on them can be edited."""
    deck = deck_of(long_map(12), tmp_path)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=0.001)
    assert not [shape for shape in shapes(deck) if shape.shape_type == 13]


def test_the_first_slide_holds_title_and_persona_in_placeholders(tmp_path):
    """Outline view and screen readers find them there."""
    pe.set_language("zh")
    title, subtitle = deck_of(long_map(5), tmp_path).slides[0].placeholders
    assert (title.text, title.placeholder_format.type) == ("营业厅办理宽带移机", PP_PLACEHOLDER.CENTER_TITLE)
    assert "李阿姨" in subtitle.text


def test_the_curve_is_a_chart_with_its_numbers_and_gaps(tmp_path):
    """Whoever double-clicks it finds the emotions; an unknown one is a gap, not 0."""
    deck = deck_of(clinic(), tmp_path)
    (chart,) = [shape.chart for shape in shapes(deck) if shape.has_chart]
    assert list(chart.plots[0].series[0].values) == [1, -2, 1.5, None]
    assert list(chart.plots[0].categories) == ["Check in", "Wait", "See the doctor", "Pay"]
    assert 'dispBlanksAs val="gap"' in chart.part.blob.decode()


def test_points_of_the_chart_are_marked_in_words(tmp_path):
    """Peak, trough and end."""
    (chart,) = [shape.chart for shape in shapes(deck_of(clinic(), tmp_path)) if shape.has_chart]
    labels = [chart.plots[0].series[0].points[i].data_label.text_frame.text for i in range(3)]
    assert labels == ["+1", "peak, trough\n−2", "end +1.5"]


def test_intervals_are_bars_of_the_chart(tmp_path):
    """Emotion +0.5 in −0.75 to +1.25 reaches 1.25 down and 0.75 up; what has no interval reaches nowhere."""
    (chart,) = [shape.chart for shape in shapes(deck_of(long_map(2), tmp_path)) if shape.has_chart]
    bars = chart.plots[0].series[0]._element.find("{*}errBars")
    reach = {side: [v.text for v in bars.find(f"{{*}}{side}").iter("{*}v")] for side in ("minus", "plus")}
    assert reach == {"minus": ["1.25", "0"], "plus": ["0.75", "0"]}
    assert bars.getnext().tag.endswith("}cat")


def test_an_interval_that_ends_just_below_0_has_no_sign_there(tmp_path):
    """Rounded it is 0; an interval well below keeps its sign."""
    seen = {"status": "observed", "source": "observation", "n": 9, "ci_low": -0.04, "ci_high": 0.1}
    rows = cells(deck_of(clinic().with_touchpoint("wait", emotion=0.03, evidence=seen), tmp_path))
    assert "observed n=9 [0.0, 0.1]" in rows[-1]
    lower = seen | {"ci_low": -0.94}
    assert "observed n=9 [−0.9, 0.1]" in cells(deck_of(clinic().with_touchpoint("wait", evidence=lower), tmp_path))[-1]


def test_two_maps_are_two_curves_of_one_chart_over_a_table_of_differences(tmp_path):
    """Both with their names and numbers; what one map alone has is a gap of the other."""
    future = clinic().with_emotion("wait", 0).without("pay").as_future("next", "Next year")
    clinic().write(tmp_path / "m.pptx", against=future)
    deck = pptx.Presentation(tmp_path / "m.pptx")
    (chart,) = [shape.chart for shape in shapes(deck) if shape.has_chart]
    curves = {series.name: list(series.values) for series in chart.plots[0].series}
    assert {"as it is": [1, -2, 1.5, None], "to be": [1, 0, 1.5, None]} == curves
    assert ["change", "", "changed\nemotion −2 → 0", "", "removed"] == cells(deck)[-1]


def test_a_moment_of_truth_is_named_where_its_point_is_not(tmp_path):
    """At the foot of the column of a good one, at the head of a bad one's."""
    marked = [
        {"phase": "p", "name": "T", "moment_of_truth": True, "id": id, "emotion": e} for id, e in (("a", 2), ("b", -2))
    ]
    journey_map = pe.JourneyMap(id="m", title="M", phases=[{"id": "p", "name": "P"}], touchpoints=marked)
    boxes = [s for s in shapes(deck_of(journey_map, tmp_path)) if s.has_text_frame and s.text_frame.text[:1] == "★"]
    assert [MSO_ANCHOR.BOTTOM, MSO_ANCHOR.TOP] == [box.text_frame.vertical_anchor for box in boxes]


def test_a_channel_has_its_icon_before_its_name(tmp_path):
    """The same outlines as in the picture, as shapes to be edited, inside the cell; none where no kind is known."""
    kinds = ("counter", "a phone call", "carrier pigeon")
    steps = [{"id": f"t{i}", "phase": "p", "name": "Ask", "channel": kind} for i, kind in enumerate(kinds)]
    asked = pe.JourneyMap(id="m", title="M", phases=[{"id": "p", "name": "P"}], touchpoints=steps)
    slide = deck_of(asked, tmp_path).slides[1]
    icons = [shape for shape in slide.shapes if shape._element.xpath(".//a:custGeom")]
    assert ["counter", "a phone call"] == [shape._element.nvSpPr.cNvPr.get("descr") for shape in icons]
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    rows = list(frame.table.rows)
    place = [row.cells[1].text for row in rows].index("counter")
    row, above = rows[place], frame.top + sum(one.height for one in rows[:place])
    assert all(above <= icon.top and icon.top + icon.height <= above + row.height for icon in icons)
    assert row.cells[1].margin_left > icons[0].width
    assert row.cells[3].margin_left < icons[0].width


def test_touchpoints_stand_in_a_table(tmp_path):
    """A row for each thing that is known, and for the evidence, which a point's look tells in the picture."""
    rows = {row[0]: row[1:] for row in cells(deck_of(clinic(), tmp_path))}
    assert rows["touchpoint"] == ["1 Check in", "2 Wait", "3 See the doctor", "4 Pay"]
    assert rows["pain points"][1] == "– Crowd\n– =1"
    assert rows["evidence"][2] == "observed n=84"


@pytest.mark.parametrize("picture", ["map", "blueprint"])
@pytest.mark.parametrize("count", [5, 20, 60])
def test_many_touchpoints_are_shared_out_over_slides(tmp_path, picture, count):
    """None is lost, and each table is estimated to end above the edge."""
    pe.set_language("zh")
    deck = deck_of(long_map(count), tmp_path, picture)
    title = {"map": "触点", "blueprint": "客户行动"}[picture]
    names = [row[1:] for row in cells(deck) if row[0] == title]
    numbers = [int(name.split()[0]) for name in itertools.chain(*names)]
    assert numbers == list(range(1, count + 1))
    bottoms = [shape.top + sum(row.height for row in shape.table.rows) for shape in shapes(deck) if shape.has_table]
    assert max(bottoms) <= deck.slide_height - pptx.util.Inches(BOTTOM) + 1


def test_what_fits_on_one_slide_is_not_shared_out():
    """Eight short columns at 12 points."""
    assert share_out([Row("touchpoint", ["Wait"] * 8)], 8, 3) == ([range(0, 8)], 12)


def test_long_texts_have_fewer_columns_or_smaller_type():
    """Whichever comes first in the list of ways."""
    parts, size = share_out([Row("thought", ["A long thought that takes its time. " * 4] * 8)], 8, 1.5)
    assert len(parts) > 1
    assert 10 <= size <= 12


def test_a_blueprint_has_its_lanes_and_lines_as_rows(tmp_path):
    """Fail points and waits are marked by a sign and in words."""
    rows = cells(deck_of(clinic(), tmp_path, "blueprint"))
    assert [row[0] for row in rows] == [
        "physical evidence",
        "customer actions",
        "line of interaction",
        "frontstage",
        "line of visibility",
        "backstage",
        "line of internal interaction",
        "support processes",
    ]
    assert rows[1][1] == "1 Check in\n▲ wait 12.5 min"
    assert rows[-1][3] == "Records system\n× fail point: Record not found"


def test_the_theme_names_a_font_that_has_chinese(tmp_path):
    """For all text, also for what is typed later; no Windows needs to guess."""
    deck = deck_of(clinic(), tmp_path)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert theme.count(f'<a:ea typeface="{CHINESE_FONT}"/>') == 2


@pytest.mark.parametrize(("language", "expected"), [("zh", CHINESE_FONT), ("en", "Arial")])
def test_letters_are_of_a_font_that_every_system_has(tmp_path, language, expected):
    """So that what fits here fits there; in Chinese, digits match the characters beside them."""
    pe.set_language(language)
    deck = deck_of(clinic(), tmp_path)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert theme.count(f'<a:latin typeface="{expected}"/>') == 2


@pytest.mark.parametrize(("language", "expected"), [("zh", "zh-CN"), ("en", "en-US")])
def test_every_text_says_which_language_it_is_in(tmp_path, language, expected):
    """So that PowerPoint takes the right font and spelling."""
    pe.set_language(language)
    deck = deck_of(long_map(3), tmp_path)
    runs = [run for slide in deck.slides for run in slide._element.xpath(".//a:r/a:rPr")]
    assert {run.get("lang") for run in runs} == {expected}


def test_every_shape_beside_the_placeholders_has_an_alternative_text(tmp_path):
    """That of a chart tells its part of the map."""
    deck = deck_of(long_map(12), tmp_path)
    found = [s._element.xpath(".//p:cNvPr")[0].get("descr") for s in shapes(deck) if not s.is_placeholder]
    assert all(found)
    assert [text.count("Look up") for text in found if text.startswith("Journey map, ")] == [1, 1, 1]


def test_a_deck_can_be_made_of_any_slides():
    """Titles stand in placeholders, and nobody is named as its author."""
    deck = new_deck()
    add_title_slide(deck, "Roadshow", ["Team 3"])
    add_slide(deck, "Plan")
    again = pptx.Presentation(io.BytesIO(to_bytes(deck, "Roadshow")))
    assert [slide.shapes.title.text for slide in again.slides] == ["Roadshow", "Plan"]
    properties = again.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("Roadshow", "", "")


def test_a_value_lies_in_a_chart_between_the_ends_of_its_scale():
    """The middle of the scale in the middle of the box."""
    assert height_in_chart(0, (-3, 3), Box(0, 1, 5, 2)) == pytest.approx(2)
    assert height_in_chart(3, (-3, 3), Box(0, 1, 5, 2)) < 1.1
