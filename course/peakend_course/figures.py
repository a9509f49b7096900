"""The course's figures in one language: drawings with both languages in them, and charts of the library."""

import runpy
from pathlib import Path
from xml.etree import ElementTree

from peakend.base.brand import brand
from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend_course.problems import shown

SVG = "http://www.w3.org/2000/svg"


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
        root = ElementTree.fromstring(brand().paint(file.read_text(encoding="utf-8")))
    except ElementTree.ParseError as error:
        raise PeakendError(
            _(
                "{file}, line {line}: this is no SVG ({problem}).",
                file=shown(file),
                line=error.position[0],
                problem=error,
            )
        ) from None
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{SVG}}}switch":
                place = list(parent).index(child)
                parent.remove(child)
                if (chosen := _choose(child, language)) is not None:
                    chosen.attrib.pop("systemLanguage", None)
                    parent.insert(place, chosen)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _choose(switch: ElementTree.Element, language: str) -> ElementTree.Element | None:
    for choice in switch:
        languages = choice.get("systemLanguage", language).replace(",", " ").split()
        if any(name.split("-")[0] == language for name in languages):
            return choice
    return None


def _drawn(file: Path) -> str:
    import vl_convert

    chart = runpy.run_path(str(file))["draw"]()
    return vl_convert.vegalite_to_svg(chart.to_dict())
