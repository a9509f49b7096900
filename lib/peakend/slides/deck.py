"""Slides that PowerPoint opens and people edit: titles, boxes, tables and charts of its own, never screenshots."""

import io
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import pptx
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from peakend.base.brand import brand
from peakend.base.language import get_language

# 16:9, inches.
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.4
TITLE_HEIGHT, BOTTOM = 0.62, 0.3
CELL_MARGIN = 0.05
PLOT_TOP = 0.03  # of a chart's height, above and below the plot
CHINESE_FONT = brand().deck_font
INK, GREY = (brand().colours[name] for name in ("ink", "grey"))
_PALETTE = [brand().colours[name].lstrip("#") for name in ("main", "accent", "good", "plum", "amber", "sky")]
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Box(NamedTuple):
    """A place on a slide, inches from the top left."""

    left: float
    top: float
    width: float
    height: float


def new_deck(colour: str = "") -> Any:
    """Return an empty presentation, 16:9: fonts that every system has, and colours that all readers tell apart.

    In Chinese, digits and letters are of the Chinese font as well. A colour of one's own, ``#RRGGBB``, becomes the
    theme's first.
    """
    deck = pptx.Presentation()
    stretch = Inches(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in [deck.slide_master, *deck.slide_layouts]:
        for shape in layout.placeholders:
            shape.left, shape.width = Emu(int(shape.left * stretch)), Emu(int(shape.width * stretch))
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = theme.blob.decode().replace('<a:ea typeface=""/>', f'<a:ea typeface="{CHINESE_FONT}"/>')
    latin = CHINESE_FONT if get_language() == "zh" else brand().deck_latin
    xml = xml.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{latin}"/>')
    xml = re.sub(r'(script="Hans" typeface=")[^"]*', rf"\g<1>{CHINESE_FONT}", xml)
    for number, accent in enumerate([colour.lstrip("#") or _PALETTE[0], *_PALETTE[1:]], start=1):
        xml = re.sub(rf'(<a:accent{number}><a:srgbClr val=")\w+', rf"\g<1>{accent}", xml)
    theme._blob = xml.encode()  # python-pptx reads themes and has no way to write one
    return deck


def add_title_slide(deck: Any, title: str, lines: Sequence[str]) -> Any:
    """Add a slide with a title and a few lines under it."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    put_text(slide.shapes.title.text_frame, title, size=40)
    put_text(slide.placeholders[1].text_frame, "\n".join(lines), size=20)
    return slide


def add_slide(deck: Any, title: str) -> Any:
    """Add a slide with a title, and room for anything below it."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    place = slide.shapes.title
    place.left, place.top, place.width, place.height = _emus(Box(MARGIN, 0.22, WIDTH - 2 * MARGIN, TITLE_HEIGHT))
    place.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    put_text(place.text_frame, title, size=24, align=PP_ALIGN.LEFT)
    return slide


def add_box(
    slide: Any,
    box: Box,
    text: str,
    *,
    fill: str | None = None,
    colour: str = INK,
    size: float = 12,
    centred: bool = False,
    at_bottom: bool = False,
) -> Any:
    """Add a rectangle with a text, at its top if nothing else is said; without a fill it is a plain text."""
    shape = slide.shapes.add_textbox(*_emus(box))
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if at_bottom else MSO_ANCHOR.MIDDLE if centred else MSO_ANCHOR.TOP
    put_text(frame, text, size=size, colour=colour, align=PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT)
    describe(shape, text)
    return shape


def add_table(
    slide: Any,
    place: tuple[float, float],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    heights: Sequence[float],
    *,
    fills: Sequence[str],
    size: float = 12,
    alt: str,
    titles: Collection[int] = (0,),
    heads: Collection[int] = (),
) -> Any:
    """Add a table at a place from the left and top; `fills` has a colour for each row.

    Places, widths and heights are inches; a row grows where its text needs more. The columns `titles` say what stands
    beside them; rows that are `heads`, or all empty as a line between others, are filled whole.
    """
    frame = slide.shapes.add_table(len(rows), len(widths), *_emus(Box(*place, sum(widths), sum(heights))))
    table = frame.table
    table.first_row, table.first_col, table.horz_banding = False, True, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for i, (row, fill) in enumerate(zip(rows, fills, strict=True)):
        table.rows[i].height = Inches(heights[i])
        for j, text in enumerate(row):
            cell = table.cell(i, j)
            cell.fill.solid()
            is_title = j in titles and i not in heads
            is_filled = text or i in heads or not any(row[1:])
            cell.fill.fore_color.rgb = rgb("#EEF1F3" if is_title else fill if is_filled else "#F8F9FA")
            put_text(cell.text_frame, text, size=size)
            cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Inches(CELL_MARGIN)
    describe(frame, alt)
    return table


def add_line_chart(
    slide: Any,
    box: Box,
    categories: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    *,
    scale: tuple[float, float],
    left: float,
    alt: str,
) -> Chart:
    """Add a line chart whose plot begins `left` inches inside its box and fills the rest; None is a gap.

    Neither axis has labels: what stands beside and below the plot names its places, see `height_in_chart`.
    """
    data = CategoryChartData(number_format="General")
    data.categories = list(categories)
    for name, values in series.items():
        data.add_series(name, list(values))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *_emus(box), data)
    chart = frame.chart
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.has_title = False
    chart.font.size = Pt(11)
    chart.font.color.rgb = rgb(INK)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = *scale, 1
    axis.tick_label_position, axis.major_tick_mark = XL_TICK_LABEL_POSITION.NONE, XL_TICK_MARK.NONE
    axis.major_gridlines.format.line.color.rgb = rgb("#D9D9D9")
    axis.format.line.fill.background()
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = rgb(GREY)
    _lay_out(chart, left / box.width, 1 - left / box.width)
    describe(frame, alt)
    return chart


def height_in_chart(value: float, scale: tuple[float, float], box: Box) -> float:
    """Return where a value lies in a chart that `add_line_chart` put into a box, inches from the slide's top."""
    low, high = scale
    return box.top + box.height * (PLOT_TOP + (1 - 2 * PLOT_TOP) * (high - value) / (high - low))


def add_intervals(chart: Chart, intervals: Sequence[tuple[float, float]]) -> None:
    """Add bars to the points of a chart's first series: how far each reaches below and above; 0 where there is none."""
    below, above = (
        "".join(f'<c:pt idx="{i}"><c:v>{reach:g}</c:v></c:pt>' for i, reach in enumerate(side))
        for side in zip(*intervals, strict=True)
    )
    numbers = f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(intervals)}"/>%s</c:numLit>'
    xml = (
        f'<c:errBars xmlns:c="{_CHART}"><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{numbers % above}</c:plus><c:minus>{numbers % below}</c:minus></c:errBars>'
    )
    series = chart.plots[0].series[0]._element
    series.find(f"{{{_CHART}}}cat").addprevious(parse_xml(xml))


def describe(shape: Any, text: str) -> None:
    """Give a shape its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def to_bytes(deck: Any, title: str) -> bytes:
    """Return a presentation as a file's content."""
    deck.core_properties.title = title
    # The template would name its own author.
    deck.core_properties.author = deck.core_properties.last_modified_by = ""
    deck.core_properties.language = _language()[1]
    content = io.BytesIO()
    deck.save(content)
    return content.getvalue()


def put_label(label: Any, text: str, size: float = 11) -> None:
    """Write a text beside a point of a chart."""
    put_text(label.text_frame, text, size=size)


def put_text(frame: Any, text: str, *, size: float, colour: str = INK, align: Any = None, bold: bool = False) -> None:
    """Fill a frame, a paragraph a line, marked as the language it is in, which chooses font and spelling."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    for name in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
        setattr(frame, name, Inches(CELL_MARGIN))
    for i, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        if align is not None:
            paragraph.alignment = align
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(size)
        run.font.bold = bold
        run.font.color.rgb = rgb(colour)
        run.font.language_id = _language()[0]


def _language() -> tuple[MSO_LANGUAGE_ID, str]:
    if get_language() == "zh":
        return MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE, "zh-CN"
    return MSO_LANGUAGE_ID.ENGLISH_US, "en-US"


def _lay_out(chart: Chart, x: float, width: float) -> None:
    """Fix where the plot stands inside its frame, in parts of the frame, so that it lines up with what is around."""
    places = {"x": x, "y": PLOT_TOP, "w": width, "h": 1 - 2 * PLOT_TOP}
    modes = "".join(f'<c:{name}Mode val="edge"/>' for name in ("x", "y"))
    values = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in places.items())
    layout = f'<c:manualLayout><c:layoutTarget val="inner"/>{modes}{values}</c:manualLayout>'
    plot = chart._chartSpace.chart.plotArea
    for old in plot.findall(f"{{{_CHART}}}layout"):
        plot.remove(old)
    plot.insert(0, parse_xml(f'<c:layout xmlns:c="{_CHART}">{layout}</c:layout>'))


def rgb(colour: str) -> RGBColor:
    """Return a colour, ``#RRGGBB``, as python-pptx wants it."""
    return RGBColor.from_string(colour.removeprefix("#"))


def _emus(box: Box) -> tuple[Inches, Inches, Inches, Inches]:
    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)
