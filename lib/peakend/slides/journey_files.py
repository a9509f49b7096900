"""The pictures of a journey map as files: which there are, how a page is filled, and what a picture cannot hold."""

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import altair as alt
import vl_convert

from peakend.base.errors import PeakendError
from peakend.base.language import LANGUAGES, choose_text, get_language, join_words
from peakend.base.language import translate as _
from peakend.charts.blueprint import blueprint_sheets, describe_blueprint
from peakend.charts.characters import can_draw
from peakend.charts.emotion_curve import fact_titles
from peakend.charts.emotions import emotion_sheets, told
from peakend.charts.journey import describe_journey, journey_sheets
from peakend.charts.journey_grid import WIDTH
from peakend.charts.sheet import Sheet
from peakend.charts.style import to_svg
from peakend.charts.two_journeys import as_is_to_be, describe_two, plan_and_log, two_sheets
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue
from peakend.slides.paper import A3, A4, Paper, print_pages

# Two pixels for one, sharp on a projector of 2560 pixels.
PNG_SCALE = 2.0
# The picture grows with the window, as a projector needs it. It holds its title; the heading is for who cannot see it.
_PAGE_STYLE = (
    "<style>.vega-embed { width: 100%; max-width: 1800px; } .vega-embed svg { width: 100%; height: auto; }"
    " h1 { clip-path: inset(50%); height: 1px; margin: 0; overflow: hidden; position: absolute; width: 1px; }</style>"
)
_PLACE = '<div id="vega-chart"></div>'
_IDS = ("id", "phase", "baseline")
GETA = "〓"  # printers' mark for a character that is not in the case


class Picture(NamedTuple):
    """What each kind of file is made of: a title, pieces that a page may part, words for who cannot see, slides."""

    title: str
    sheets: Callable[[float], list[Sheet]]
    said: str
    slides: Callable[[], bytes]
    paper: Paper = A3


_PICTURES = ("map", "blueprint", "emotions")
_STEP = ("name", "phase", "wait_min", "moment_of_truth")
_DRAWN = {
    "map": (*_STEP, "channel", "thought", "emotion", "duration_min", "pain_points", "opportunities", "evidence"),
    "blueprint": (*_STEP, "blueprint"),
    "emotions": ("name", "phase", "emotion", "moment_of_truth", "thought", "evidence"),
    "two maps": ("name", "phase", "emotion", "evidence"),
}


def plot_picture(journey_map: MapValue, picture: str, width: float = WIDTH) -> alt.LayerChart:
    """Draw one of the pictures of a map, by its name."""
    return _chart(_picture(journey_map, picture), width)


Document = dict[str, Any]


def picture_file(
    journey_map: MapValue, ending: str, picture: str, against: object = None
) -> tuple[bytes, Document, Document]:
    """Return a picture as a file's content, the map's document in the language in use, and what of it can be seen."""
    whole = journey_map.to_document()
    if ending in (".png", ".pdf"):
        journey_map = _with_known_characters(journey_map)
        against = _with_known_characters(against) if isinstance(against, MapValue) else against
    drawn = _picture(journey_map, picture, against)
    writers = {".svg": _svg, ".png": _png, ".pdf": _pdf, ".html": _html}
    content = drawn.slides() if ending == ".pptx" else writers[ending](drawn)
    shown = picture if against is None else "two maps"
    spoken, seen = _spoken(whole), _seen(_spoken(journey_map.to_document()), shown)
    if shown == "emotions":
        _leave_thoughts(seen, told(journey_map))
    if spoken == whole:
        return content, spoken, seen
    return content, {"language": ", ".join(LANGUAGES), **spoken}, {"language": get_language(), **seen}


def _picture(journey_map: MapValue, picture: str, against: object = None) -> Picture:
    """Return one of a map's pictures, or the map over another one or a log."""
    from peakend.slides import emotion_slide, journey_slides, two_journeys_slides

    if picture not in _PICTURES:
        raise PeakendError(
            _("There is no picture {picture!r}. Choose: {pictures}.", picture=picture, pictures=join_words(_PICTURES))
        )
    if against is not None:
        if isinstance(against, MapValue) and against.state == "future":
            two = as_is_to_be(journey_map, against)
        else:
            two = plan_and_log(journey_map, against)
        slides = partial(two_journeys_slides.two_slides, two)
        return Picture(two.title, partial(two_sheets, two), describe_two(two), slides)
    title, slides = show_text(journey_map.title), partial(journey_slides.picture_slides, journey_map, picture)
    if picture == "blueprint":
        return Picture(title, partial(blueprint_sheets, journey_map), describe_blueprint(journey_map), slides, A4)
    if picture == "emotions":
        slides = partial(emotion_slide.emotion_slides, journey_map)
        return Picture(title, partial(emotion_sheets, journey_map), describe_journey(journey_map), slides)
    return Picture(title, partial(journey_sheets, journey_map), describe_journey(journey_map), slides)


def _chart(picture: Picture, width: float = WIDTH) -> alt.LayerChart:
    return Sheet.stack(picture.sheets(width)).chart(picture.said, fact_titles())


def _svg(picture: Picture) -> bytes:
    return to_svg(_chart(picture)).encode()


def _png(picture: Picture) -> bytes:
    return vl_convert.svg_to_png(to_svg(_chart(picture)), scale=PNG_SCALE)


def _html(picture: Picture) -> bytes:
    """Return a page that holds the chart and all that draws it."""
    chart = _chart(picture).properties(usermeta={"embedOptions": {"actions": False}})
    page = vl_convert.vegalite_to_html(chart.to_dict(), bundle=True)
    head = f"<head>\n    <title>{html.escape(picture.title)}</title>{_PAGE_STYLE}"
    page = page.replace(_PLACE, f"<main><h1>{html.escape(picture.title)}</h1>{_PLACE}</main>", 1)
    return page.replace("<html>", f'<html lang="{_language_tag()}">', 1).replace("<head>", head, 1).encode()


def _pdf(picture: Picture) -> bytes:
    """Return pages on their side, as many as the panels need."""
    width, height = picture.paper.room
    tried = [list(_pages(picture.sheets(wide), wide * height / width)) for wide in picture.paper.widths]
    drawn = (to_svg(stacked.chart("", {})) for stacked in min(tried, key=len))
    return print_pages(drawn, picture.paper, picture.title, picture.said)


def _language_tag() -> str:
    return "zh-CN" if get_language() == "zh" else "en"


def _pages(sheets: Sequence[Sheet], height: float) -> Iterator[Sheet]:
    """Put as many pieces on a page as fit; one that is higher than a page has one of its own."""
    on_page: list[Sheet] = []
    for sheet in sheets:
        if on_page and sum(one.height for one in on_page) + sheet.height > height:
            yield Sheet.stack(on_page)
            on_page = []
        on_page.append(sheet)
    yield Sheet.stack(on_page)


def _seen(document: Document, picture: str) -> Document:
    """Return the part of a map's document that its picture shows; ids stay as they are."""
    seen = {key: value for key, value in document.items() if picture != "two maps" or key != "persona"}
    if "persona" in seen:
        seen["persona"] = _only(document["persona"], ("id", "name", "goal"))
    if "touchpoints" in document:
        seen["touchpoints"] = [_seen_touchpoint(step, picture) for step in document["touchpoints"]]
    return seen


def _leave_thoughts(seen: Document, places: Sequence[int]) -> None:
    """Take away the thoughts that the emotional journey does not quote."""
    for i, step in enumerate(seen["touchpoints"]):
        if i not in places:
            step.pop("thought", None)


def _seen_touchpoint(step: Document, picture: str) -> Document:
    kept = _only(step, ("id", *_DRAWN[picture], *(["type"] if step.get("type") == "wait" else [])))
    if "evidence" in kept:
        kept["evidence"] = _only(kept["evidence"], ("status", "n", "ci_low", "ci_high"))
    return kept


def _only(document: Document, names: Sequence[str]) -> Document:
    return {key: value for key, value in document.items() if key in names}


def _spoken(value: Any) -> Any:
    """Replace each text in two languages by the one in use."""
    if isinstance(value, Mapping):
        return choose_text(value) if set(value) == {"zh", "en"} else {key: _spoken(item) for key, item in value.items()}
    return [_spoken(item) for item in value] if isinstance(value, list) else value


def _with_known_characters(journey_map: MapValue) -> MapValue:
    """Replace characters that no font here can draw by a mark that says so."""

    def known(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: item if key in _IDS else known(item) for key, item in value.items()}
        if isinstance(value, list):
            return [known(item) for item in value]
        return "".join(sign if can_draw(sign) else GETA for sign in value) if isinstance(value, str) else value

    return type(journey_map)(**known(journey_map.to_document()))
