"""PowerPoint's own shapes in the theme's colours: cards, speech bubbles, people, lines; all of them can be edited."""

import re
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from peakend.charts.journey_grid import NOTE
from peakend.charts.labels import FONT_SIZE, text_width
from peakend.charts.sheet import fit, text_height
from peakend.slides.deck import HEIGHT, INK, MARGIN, WIDTH, Box, describe, put_text, rgb

ACCENT = MSO_THEME_COLOR.ACCENT_1  # the team's colour; whoever changes the theme changes all of it
FULL, LIGHT, PALE = 1.0, 0.45, 0.13  # how much of the colour a shade has; the ground shines through
_SIZES = (36, 32, 28, 24, 22, 20, 18, 16, 14, 13, 12, 11)
_GRID = 1000  # of an outline that runs from −1 to 1
_SMILE = 0.04653  # how far PowerPoint's mouth bends
_BOLD = 0.93  # of a width, what is left for bold type, as much as plain type takes
_LETTERS = re.compile(r"[^\W⺀-鿿＀-￯]+")  # a word that is not to be cut
TOP, ACROSS = 1.15, WIDTH - 2 * MARGIN  # inches, where a dressed slide begins under its title, and how wide it is
FOOT = 0.45  # inches, for the team's name and the slide's number


def size_for(text: str, width: float, height: float, most: float = 24) -> float:
    """Return the largest size of type, up to `most`, in which a text fits into inches, no word of it cut."""
    sizes = [size for size in _SIZES if size <= most]
    fitting = (size for size in sizes if _fits(text, width, height, size) and _is_uncut(text, width, size))
    return next(fitting, sizes[-1])


def shorten(text: str, width: float, height: float, size: float) -> str:
    """Cut a text that is too long for its place, with an ellipsis; the appendix has it whole."""
    if _fits(text, width, height, size):
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(text[:middle] + "…", width, height, size) else (low, middle - 1)
    return text[:low].rstrip() + "…"


def add_card(
    slide: Any,
    box: Box,
    text: str,
    *,
    shade: float | None = PALE,
    most: float = 20,
    bold: bool = False,
    centred: bool = False,
    colour: str = INK,
    shape: Any = MSO_SHAPE.ROUNDED_RECTANGLE,
    air: tuple[float, float] = (0.24, 0.12),
) -> Any:
    """Add a card in a shade of the theme's colour (None for none), its text as large as it fits."""
    card = slide.shapes.add_shape(shape, *(Inches(number) for number in box))
    if shape == MSO_SHAPE.ROUNDED_RECTANGLE:
        card.adjustments[0] = min(0.12 / min(box.width, box.height), 0.5)
    paint(card, shade)
    width, height = (box.width - air[0]) * (_BOLD if bold else 1), box.height - air[1]
    size = size_for(text, width, height, most)
    frame = card.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    put_text(frame, shorten(text, width, height, size), size=size, colour=colour, bold=bold)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
    frame.margin_left = frame.margin_right = Inches(air[0] / 2)
    frame.margin_top = frame.margin_bottom = Inches(air[1] / 2)
    describe(card, text)
    return card


def add_label(slide: Any, box: Box, text: str, *, size: float = 13, colour: str = INK, bold: bool = True) -> Any:
    """Add a line of text without a ground."""
    look: dict[str, Any] = {"most": size, "colour": colour, "bold": bold, "shape": MSO_SHAPE.RECTANGLE}
    return add_card(slide, box, text, shade=None, air=(0.04, 0.0), **look)


def add_row(slide: Any, texts: Sequence[str], box: Box, *, shade: float | None) -> None:
    """Add cards of one width beside each other, none for an empty text, all in one size of type."""
    texts = [text for text in texts if text]
    width = box.width / max(1, len(texts))
    most = min((size_for(text, width - 0.36, box.height - 0.12, 18) for text in texts), default=18)
    for i, text in enumerate(texts):
        add_card(slide, Box(box.left + i * width, box.top, width - 0.12, box.height), text, shade=shade, most=most)


def add_bubble(slide: Any, box: Box, text: str, towards: tuple[float, float], *, most: float = 18) -> Any:
    """Add a speech bubble whose tip points at a place, inches from the slide's top left."""
    bubble = add_card(slide, box, text, shade=None, most=most, shape=MSO_SHAPE.ROUNDED_RECTANGULAR_CALLOUT)
    bubble.adjustments[0] = (towards[0] - box.left) / box.width - 0.5
    bubble.adjustments[1] = (towards[1] - box.top) / box.height - 0.5
    bubble.fill.solid()
    bubble.fill.fore_color.rgb = rgb("#FFFFFF")
    line(bubble.line)
    return bubble


def add_person(
    slide: Any, left: float, top: float, height: float, *, mood: float, shade: float, name: str, on: float = 0
) -> None:
    """Draw a person with a face: a mood from −1 (bad) to 1 (good) bends the mouth; `on` a ground of the full colour."""
    head = 0.38 * height
    group = slide.shapes.add_group_shape()
    width = 0.62 * height
    body = group.shapes.add_shape(
        MSO_SHAPE.ROUND_2_SAME_RECTANGLE,
        *(Inches(n) for n in (left, top + head * 0.94, width, height - head * 0.94)),
    )
    body.adjustments[0] = 0.5
    paint(body, shade)
    if on:
        body.fill.solid()
        body.fill.fore_color.rgb = rgb("#FFFFFF")
    add_face(group, Box(left + (width - head) / 2, top, head, head), mood)
    describe(group, name)


def add_face(slide: Any, box: Box, mood: float) -> Any:
    """Draw a face, to a slide or a group: a mood from −1 (bad) to 1 (good) bends the mouth."""
    face = slide.shapes.add_shape(MSO_SHAPE.SMILEY_FACE, *(Inches(number) for number in box))
    face.adjustments[0] = _SMILE * max(-1.0, min(1.0, mood))
    face.fill.solid()
    face.fill.fore_color.rgb = rgb("#FFFFFF")
    line(face.line)
    plain(face)
    return face


def add_icon(slide: Any, box: Box, outline: str, name: str) -> Any:
    """Draw an outline of `peakend.charts.icons` into a box, as a shape of its own."""
    icon = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(number) for number in box))
    path = "".join(_path_step(step[0], step[1:]) for step in re.findall(r"[MLC][^MLC]*", outline))
    geometry = parse_xml(
        f"<a:custGeom {nsdecls('a')}><a:pathLst>"
        f'<a:path w="{2 * _GRID}" h="{2 * _GRID}" fill="none">{path}</a:path></a:pathLst></a:custGeom>'
    )
    icon._element.spPr.replace(icon._element.spPr.find(qn("a:prstGeom")), geometry)
    plain(icon)
    icon.fill.background()
    icon.line.color.rgb, icon.line.width = rgb(NOTE), Pt(1)
    describe(icon, name)
    return icon


def _path_step(command: str, numbers: str) -> str:
    """Return a step of an outline as PowerPoint writes it: whole numbers, from the box's top left."""
    places = [round((float(number) + 1) * _GRID) for number in re.findall(r"-?[\d.]+", numbers)]
    points = "".join(f'<a:pt x="{x}" y="{y}"/>' for x, y in zip(places[::2], places[1::2], strict=True))
    tag = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}[command]
    return f"<a:{tag}>{points}</a:{tag}>"


def add_line(slide: Any, ends: Sequence[float], *, dashed: bool = False, grey: bool = False, thick: float = 1.5) -> Any:
    """Add a line from one place to another, inches."""
    drawn = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Inches(number) for number in ends))
    line(drawn.line, thick)
    if grey:
        drawn.line.color.rgb = RGBColor(0xDF, 0xDF, 0xDF)
    if dashed:
        drawn.line.dash_style = MSO_LINE.DASH
    return drawn


def paint(shape: Any, shade: float | None) -> None:
    """Fill a shape with a shade of the theme's colour, without an outline."""
    plain(shape)
    shape.line.fill.background()
    if shade is None:
        shape.fill.background()
        return
    shape.fill.solid()
    shape.fill.fore_color.theme_color = ACCENT
    if shade < FULL:
        colour = shape.fill._xPr.find(qn("a:solidFill")).find(qn("a:schemeClr"))
        colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="{round(100_000 * shade)}"/>'))


def plain(shape: Any) -> None:
    """Take away the style that a new shape brings along, with its shadow."""
    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)


def line(look: Any, thick: float = 1.5) -> None:
    """Give an outline the theme's colour."""
    look.color.theme_color = ACCENT
    look.width = Pt(thick)


def dress(slide: Any, team: str, number: int) -> None:
    """Give a slide the team's colour at its edge, and its name and number at the foot."""
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.16), Inches(HEIGHT))
    paint(band, FULL)
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        run.font.bold, run.font.size = True, Pt(28)
    add_label(slide, Box(MARGIN, HEIGHT - 0.36, 8, 0.3), team, size=12, bold=False)
    add_label(slide, Box(WIDTH - 0.9, HEIGHT - 0.36, 0.6, 0.3), str(number), size=12, bold=False)


def _fits(text: str, width: float, height: float, size: float) -> bool:
    # Fonts of other machines are a little wider than what is reckoned here.
    return text_height(fit(text, 70 * width, size), size) <= 72 * height


def _is_uncut(text: str, width: float, size: float) -> bool:
    """Tell whether no word of letters is wider than a line."""
    return all(text_width(word) * size / FONT_SIZE <= 70 * width for word in _LETTERS.findall(text))
