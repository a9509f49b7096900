"""The course's figures in one language: drawings with both languages in them, and charts of the library."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from peakend.base.brand import brand
from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import LANGUAGES, get_language, set_language
from peakend.base.language import translate as _
from peakend_course.problems import Problem, read_text, shown
from peakend_labs.programs import stopped

DRAWN = (".svg", ".py")
NARROW_MARKS = "font-variant-east-asian: proportional-width"  # as an English page of the brand asks for
SVG = "http://www.w3.org/2000/svg"
_OUTSIDE = re.compile(r"<script|<foreignObject|\bon\w+=|(?:href=[\"']|url\([\"']?)(?:https?:|//|data:)", re.IGNORECASE)


class FigureError(PeakendError):
    """A figure that cannot be drawn: where, and why."""

    def __init__(self, file: Path, line: int, sentence: str) -> None:
        super().__init__(_("{file}, line {line}: {sentence}", file=shown(file), line=line, sentence=sentence))
        self.line = line
        self.sentence = sentence


def write_figures(source: Path, target: Path) -> None:
    """Write every figure of a folder as an SVG file in the language in use."""
    for file in sorted(source.glob("*.svg")):
        write_text(target / file.name, svg_in_language(file, get_language()))
    for file in sorted(source.glob("*.py")):
        write_text(target / f"{file.stem}.svg", _drawn(file))


def svg_in_language(file: Path, language: str) -> str:
    """Return a drawing in the brand's colours with each ``<switch>`` resolved: what is for another language is gone.

    Raises
    ------
    PeakendError
        If the file is no SVG.
    """
    ElementTree.register_namespace("", SVG)
    try:
        root = ElementTree.fromstring(_painted(file))
    except ElementTree.ParseError as error:
        raise FigureError(file, error.position[0], _("this is not SVG ({problem}).", problem=error)) from None
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{SVG}}}switch":
                place = list(parent).index(child)
                parent.remove(child)
                if (chosen := _choose(child, language)) is not None:
                    chosen.attrib.pop("systemLanguage", None)
                    parent.insert(place, chosen)
    if language != "zh":
        root.set("style", NARROW_MARKS)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _painted(file: Path) -> str:
    """Return a drawing in the brand's colours, or name the line with a colour that the brand does not have."""
    text = read_text(file)
    try:
        return brand().paint(text)
    except PeakendError as error:
        known = "|".join(map(re.escape, [*brand().colours, "fonts"]))
        lines = text.splitlines()
        line = next((at for at, each in enumerate(lines, 1) if re.search(rf"--brand-(?!({known})\))", each)), 1)
        raise FigureError(file, line, str(error)) from None


def check_figures(folder: Path) -> Iterator[Problem]:
    """Yield each figure that slides and handbook could not draw in either language, or would leave out."""
    for file in sorted(folder.iterdir()):
        if file.suffix in DRAWN:
            yield from _problems_of(file)
        elif file.is_file() and not file.name.startswith("."):
            sentence = _("A figure is a drawing (.svg) or a program (.py); this file would be left out. Draw it.")
            yield Problem(shown(file), 1, sentence)


def _problems_of(file: Path) -> list[Problem]:
    """Draw a figure in both languages, the one in use first, and return what stands in the way."""
    speaking = get_language()
    try:
        for language in sorted(LANGUAGES, key=lambda each: each != speaking):
            set_language(language)
            _drawn(file) if file.suffix == ".py" else svg_in_language(file, language)
    except FigureError as error:
        return [Problem(shown(file), error.line, error.sentence)]
    finally:
        set_language(speaking)
    return [] if file.suffix == ".py" else [*_without_words(file)]


def _without_words(file: Path) -> Iterator[Problem]:
    """Yield each language for which a drawing's switch has nothing."""
    root = ElementTree.fromstring(_painted(file))
    for language in LANGUAGES:
        if any(_choose(switch, language) is None for switch in root.iter(f"{{{SVG}}}switch")):
            sentence = _("A <switch> has nothing for the language {language}; add it.", language=language)
            yield Problem(shown(file), _switch_line(file), sentence)
    if not root.get("viewBox"):
        sentence = _("The drawing has no viewBox, so that it cannot grow with the page; add one to <svg>.")
        yield Problem(shown(file), 1, sentence)
    for number, line in enumerate(read_text(file).splitlines(), 1):
        if found := _OUTSIDE.search(line):
            sentence = _("A figure runs no program and loads nothing: take {found} out.", found=found[0])
            yield Problem(shown(file), number, sentence)


def _switch_line(file: Path) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if "<switch" in line), 1)


def _choose(switch: ElementTree.Element, language: str) -> ElementTree.Element | None:
    for choice in switch:
        languages = choice.get("systemLanguage", language).replace(",", " ").split()
        if any(name.split("-")[0] == language for name in languages):
            return choice
    return None


def _drawn(file: Path) -> str:
    import vl_convert

    try:
        program = runpy.run_path(str(file))
    except Exception as error:  # whatever a program of the course's author raises
        raise FigureError(file, *stopped(file, error)) from None
    if "draw" not in program:
        raise FigureError(file, 1, _("a figure's program needs a function draw() that returns a chart; write one."))
    try:
        return str(vl_convert.vegalite_to_svg(program["draw"]().to_dict()))
    except Exception as error:
        raise FigureError(file, *stopped(file, error)) from None
