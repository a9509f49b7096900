"""A lab as it is written, ``lab.md``: its header and its cells, and the line of whatever is wrong with them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from peakend.base.errors import PeakendError
from peakend.base.language import LANGUAGES, join_words
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend.documents.texts import Part
from peakend.documents.yaml_form import read_model
from peakend_labs.markers import marker_problem

if TYPE_CHECKING:
    from nbformat import NotebookNode

CASE_TAG = "case-"
DEFAULT_CASE = "service-hall"
_WORKSHEET = re.compile(r"""pe\.(?:worksheet|practice|scene)\(\s*["'](?P<form>[^"']*)["']""")
_LINE = re.compile(r"at line (\d+)")
_PLACE = re.compile(r"\{case\}`(?P<place>[\w-]+)`")


class Header(Part):
    """What a lab says of itself under ``peakend:``.

    Attributes
    ----------
    cases : tuple of str or None
        The cases on which it runs, if it is not all that have a folder for it; the first is the one it runs on where
        nobody says which.
    own_file : str or None
        The table whose place the team's own file can take.
    """

    cases: tuple[str, ...] | None = Field(default=None, min_length=1)
    own_file: str | None = None


class _FrontMatter(BaseModel):
    """The header of the file, which Jupytext has its own part of."""

    peakend: Header = Header()


def read_header(name: str, text: str) -> Header:
    """Return what a lab says of itself, or name the line that is wrong."""
    return read_model(name, text.split("\n---", 1)[0].removeprefix("---"), _FrontMatter)[0].peakend


@dataclass(frozen=True)
class Source:
    """A file of cells: its name, as it is to stand in a sentence, and what it holds."""

    name: str
    text: str


def read_cells(
    source: Source, stories: Mapping[str, Source], cases: Collection[str], forms: Mapping[str, Collection[str]]
) -> "NotebookNode":
    """Return a lab's notebook as it is written: in both languages, and for all its cases.

    Parameters
    ----------
    source : Source
        The lab's ``lab.md``.
    stories : mapping of str to Source
        The cells that each case brings, which name the place where they belong.
    cases : collection of str
        The cases on which the lab runs.
    forms : mapping of str to collection of str
        The worksheets that there are, for each case.

    Raises
    ------
    PeakendError
        If a cell lacks its twin in the other language, a mark is not nbgrader's, a worksheet is not there, or a case
        does not tell what the lab asks each case to tell.
    """
    notebook = _read(source, cases, forms)
    told = {case: _by_place(_read(stories[case], cases, {case: forms[case]})) for case in stories}
    lines, cells = source.text.splitlines(), []
    for cell in notebook.cells:
        place = _place(cell)
        if place is None:
            cells.append(cell)
            continue
        for case in cases:
            if place not in told.get(case, {}):
                line = next(number for number, line in enumerate(lines, start=1) if line == cell.source)
                raise _wrong(source.name, line, _untold(place, case, told.get(case, {})))
            cells += [_of_case(one, case) for one in told[case][place]]
    wanted = {_place(cell) for cell in notebook.cells}
    for case, places in told.items():
        for place in places.keys() - wanted:
            raise _wrong(stories[case].name, 1, _no_place(place, source.name, sorted(filter(None, wanted))))
    notebook.cells = cells
    return notebook


def _read(source: Source, cases: Collection[str], forms: Mapping[str, Collection[str]]) -> "NotebookNode":
    """Return the cells of one file, each sound by itself."""
    # Imported only now: to ask a lab for its cases takes no notebook.
    from jupytext.myst import MystMetadataParsingError, myst_to_notebook

    try:
        notebook = myst_to_notebook(source.text, add_source_map=True)
    except MystMetadataParsingError as error:
        found = _LINE.search(str(error))
        sentence = _("a cell's metadata cannot be read; look at colons, commas and quotes")
        raise _wrong(source.name, int(found[1]) if found else 1, sentence) from None
    starts = notebook.metadata.pop("source_map")
    notebook.metadata.pop("jupyter", None)
    lines = source.text.splitlines()
    places = [_first_line(cell, lines, start) for cell, start in zip(notebook.cells, starts, strict=True)]
    problems = [*_missing_twins(notebook, places)]
    for cell, place in zip(notebook.cells, places, strict=True):
        problems += [(place + line, sentence) for line, sentence in _cell_problems(cell, cases, forms)]
    if problems:
        raise _wrong(source.name, *min(problems))
    return notebook


def _place(cell: "NotebookNode") -> str | None:
    """Return the name of the place for what each case tells, if a cell is one."""
    found = _PLACE.fullmatch(cell.source.strip()) if cell.cell_type == "markdown" else None
    return found["place"] if found else None


def _by_place(notebook: "NotebookNode") -> dict[str, list["NotebookNode"]]:
    """Return a case's cells by the places in the lab where they belong; those without one follow the one before."""
    found: dict[str, list[NotebookNode]] = {}
    place = ""
    for cell in notebook.cells:
        place = cell.metadata.pop("place", place)
        found.setdefault(place, []).append(cell)
    return found


def _of_case(cell: "NotebookNode", case: str) -> "NotebookNode":
    cell.metadata["tags"] = [*cell.metadata.get("tags", []), f"{CASE_TAG}{case}"]
    return cell


def _untold(place: str, case: str, places: Collection[str]) -> str:
    sentence = _(
        "the case {case!r} tells nothing for {place!r}; write its cells with `place: {place}`", case=case, place=place
    )
    return sentence + nearest(place, list(places))


def _no_place(place: str, name: str, wanted: list[str]) -> str:
    sentence = _("{name} has no place {place!r}; it has {names}", name=name, place=place, names=join_words(wanted))
    return sentence + nearest(place, wanted)


def _first_line(cell: "NotebookNode", lines: list[str], start: int) -> int:
    """Return the line, from 1, on which a cell's text begins: its options or empty lines stand before it."""
    first = next(iter(cell.source.splitlines()), "")
    return next((number for number in range(start, len(lines)) if lines[number] == first), start) + 1


def _cell_problems(
    cell: "NotebookNode", cases: Collection[str], forms: Mapping[str, Collection[str]]
) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a cell by itself, with the line in the cell."""
    if problem := marker_problem(cell):
        yield problem
    for tag in cell.metadata.get("tags", []):
        case = tag.removeprefix(CASE_TAG)
        if tag.startswith(CASE_TAG) and case not in cases:
            yield 0, _("the lab runs on no case {case!r}", case=case) + nearest(case, list(cases))
    for number, line in enumerate(cell.source.splitlines() if cell.cell_type == "code" else ()):
        for found in _WORKSHEET.finditer(line):
            for known in forms.values():
                if found["form"] not in known:
                    yield number, _missing_form(found["form"], sorted(known))


def _missing_form(form: str, known: list[str]) -> str:
    sentence = _("there is no worksheet {name!r}; there are {names}", name=form, names=join_words(known))
    return sentence + nearest(form, known)


def _missing_twins(notebook: "NotebookNode", places: list[int]) -> Iterator[tuple[int, str]]:
    """Every prose cell stands twice, Chinese first and English next, with the same grading metadata."""
    prose = [pair for pair in zip(notebook.cells, places, strict=True) if _is_prose(pair[0])]
    for (chinese, place), follower in zip(prose[::2], [*prose[1::2], None], strict=False):
        if not follower or not _are_twins(chinese, follower[0]):
            beginning = next(iter(chinese.source.strip().splitlines()), "")[:40]
            yield (
                place,
                _(
                    "the cell that begins “{beginning}” needs a twin in the other language right after it "
                    "(tags zh, then en), with the same other tags and nbgrader metadata",
                    beginning=beginning,
                ),
            )


def _is_prose(cell: "NotebookNode") -> bool:
    return bool(cell.cell_type == "markdown") and _place(cell) is None


def _are_twins(chinese: "NotebookNode", english: "NotebookNode") -> bool:
    languages = (_language(chinese), _language(english)) == LANGUAGES
    return languages and _besides_language(chinese) == _besides_language(english)


def _besides_language(cell: "NotebookNode") -> tuple[Any, set[str]]:
    return cell.metadata.get("nbgrader"), set(cell.metadata.get("tags", [])) - set(LANGUAGES)


def _language(cell: "NotebookNode") -> str | None:
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in LANGUAGES]
    return tags[0] if len(tags) == 1 else None


def _wrong(name: str, line: int, sentence: str) -> PeakendError:
    return PeakendError(_("{file}, line {line}: {sentence}", file=name, line=line, sentence=sentence + "."))
