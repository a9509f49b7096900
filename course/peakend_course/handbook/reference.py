"""Pages that are made from the library and the data: the functions, and the codebooks."""

import json
import shutil
from pathlib import Path

import peakend as pe
from peakend.base.files import write_text
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.datasets.folder import datasets_folder
from peakend_course.handbook.parts import page, section, table, toctree
from peakend_course.names import public_names

REFERENCE = ("data", "library")


def write_reference(target: Path) -> None:
    """Write one page an area of the library, from the docstrings of its public names."""
    areas = {
        "surveys": _("Surveys: measures and tests"),
        "journeys": _("Customer journey maps"),
        "design": _("Design tools"),
        "charts": _("Charts"),
        "widgets": _("Forms and what-ifs"),
        "exports": _("Reading and writing files"),
        "": _("Data, checks, language"),
    }
    names: dict[str, list[str]] = {area: [] for area in areas}
    for name in sorted(public_names()):
        path = str(getattr(pe, name).__module__).split(".")
        area = path[1] if len(path) > 2 and path[1] in areas else ""
        names[area].append(name)
    used = [area for area in areas if names[area]]
    for area in used:
        entries = "\n".join(_entry(name) for name in names[area])
        write_text(target / f"{area or 'other'}.rst", _rst_title(areas[area]) + entries)
    listed = "\n".join(f"   {area or 'other'}" for area in used)
    title = _rst_title(_("The library"))
    intro = _("All of it is at hand after `import peakend as pe`; help in a notebook: `pe.nps?`.").replace("`", "``")
    write_text(target / "index.rst", f"{title}{intro}\n\n.. toctree::\n   :maxdepth: 2\n\n{listed}\n")


def write_codebooks(target: Path) -> None:
    """Write one page a data set, with the codebooks of its tables."""
    suffix = "_zh" if get_language() == "zh" else ""
    pages = []
    for file in sorted(datasets_folder().glob("*/datapackage.json")):
        package = json.loads(file.read_text(encoding="utf-8"))
        pages.append(package["name"])
        tables = [
            section(
                resource[f"title{suffix}"],
                f"`pe.load({name!r})`",
                resource[f"description{suffix}"],
                _codebook(name),
            )
            for resource in package["resources"]
            if "schema" in resource
            for name in [f"{package['name']}/{resource['name']}"]
        ]
        write_text(target / f"{package['name']}.md", page(package[f"title{suffix}"], *tables))
    intro = _("Every table of the course is simulated, by a program that lies beside it.")
    write_text(target / "index.md", page(_("Data"), intro, toctree(pages)))


def leave_to_the_screen(target: Path) -> None:
    """Put one page in the place of functions and codebooks: nobody leafs through them on paper."""
    for folder in REFERENCE:
        shutil.rmtree(target / folder)
    told = _(
        "Not in this booklet: the codebooks of the data and the functions of the library. "
        "They are in the handbook on the screen, and in a notebook: `pe.codebook(...)`, `pe.nps?`."
    )
    write_text(target / "on-the-screen.md", page(_("On the screen"), told))
    index = target / "index.md"
    listed = "\n".join(f"{folder}/index" for folder in REFERENCE)
    write_text(index, index.read_text(encoding="utf-8").replace(listed, "on-the-screen"))


def _codebook(name: str) -> str:
    columns = pe.codebook(name)
    columns = columns.loc[:, (columns != "").any()].rename(columns=_headings())
    return table(list(columns.columns), columns.astype(str).to_numpy().tolist())


def _headings() -> dict[str, str]:
    return {
        "column": _("column"),
        "title": _("title"),
        "type": _("type"),
        "scale": _("scale"),
        "unit": _("unit"),
        "values": _("values"),
        "description": _("description"),
    }


def _rst_title(title: str) -> str:
    return f"{title}\n{'=' * 2 * len(title)}\n\n"


def _entry(name: str) -> str:
    thing = getattr(pe, name)
    if not isinstance(thing, type):
        return f".. autofunction:: peakend.{name}\n"
    if issubclass(thing, Exception):
        return f".. autoexception:: peakend.{name}\n"
    return f".. autoclass:: peakend.{name}\n   :members:\n"
