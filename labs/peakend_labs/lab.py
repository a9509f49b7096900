"""A lab as a value: read once, and asked by whoever releases, proves, grades or shows it."""

import copy
import functools
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import LANGUAGES, join_words
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend.documents.texts import Bilingual
from peakend_labs.cases import CASES
from peakend_labs.cells import grade_id, is_grade, is_solution, is_task
from peakend_labs.drawings import drawing_files
from peakend_labs.facts import quoted
from peakend_labs.lab_source import CASE_TAG, DEFAULT_CASE, Header, Source, read_cells, read_header
from peakend_labs.markers import regions
from peakend_labs.nbgrader_course import nbgrader_config
from peakend_labs.places import lab_names, labs_folder, unknown_lab
from peakend_labs.wrong_answers import WrongAnswer, read_equivalent, read_wrong_answer

if TYPE_CHECKING:
    from nbformat import NotebookNode

SOURCE = "lab.md"
EQUIVALENT = "wrong-answers/equivalent.yml"
STORY = "story.md"
PARTS = (SOURCE, "worksheets/[!.]*.yml", "wrong-answers/[!.]*.yml")
CASE_PARTS = (STORY, "worksheets/[!.]*.yml")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_SECTION = re.compile(r"^## (?P<title>.+?)\s*[（(](?P<minutes>\d+) ?(?:分钟|minutes?)[）)]\s*$", re.MULTILINE)
_CALL = re.compile(r"\bpe\.([A-Za-z]\w*)")


@dataclass(frozen=True)
class Task:
    """One task of a lab.

    Attributes
    ----------
    id : str
        Its ``grade_id``.
    points : float
        What it is worth.
    manual : bool
        Whether a trainer marks it, and not a program.
    """

    id: str
    points: float
    manual: bool


@dataclass(frozen=True)
class Stretch:
    """A section of a lab whose heading says its minutes: the heading's words, the minutes, and the tasks below it."""

    title: str
    minutes: int
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Lab:
    """A lab's folder as it was when it was read; two of the same files are equal, wherever they lie.

    Attributes
    ----------
    id : str
        The folder's name.
    files : tuple of (str, str)
        The files that it consists of: place and text.
    folder : Path
        Where it lies.
    """

    id: str
    files: tuple[tuple[str, str], ...] = field(repr=False)
    folder: Path = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        """What stands in its ``lab.md``."""
        return self._texts[SOURCE]

    @functools.cached_property
    def header(self) -> Header:
        """What the lab says of itself."""
        return read_header(self.shown(SOURCE), self.text)

    @functools.cached_property
    def cases(self) -> tuple[str, ...]:
        """The cases on which it runs, its own first: those of its header, or else all that have a folder for it."""
        told = {place.split("/")[1] for place, _text in self.files if place.startswith(f"{CASES}/")}
        return (
            self.header.cases or tuple(sorted(told, key=lambda case: (case != DEFAULT_CASE, case))) or (DEFAULT_CASE,)
        )

    @property
    def own_file(self) -> str | None:
        """The table whose place the team's own file can take, or None."""
        return self.header.own_file

    @functools.cached_property
    def title(self) -> Mapping[str, str]:
        """Its first heading in each language."""
        found = {language: _TITLE.search(_prose(self._source, language)) for language in LANGUAGES}
        return {language: heading[1] if heading else self.id for language, heading in found.items()}

    @functools.cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Its tasks, in their order."""
        return tuple(
            Task(cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points), _is_manual(cell))
            for cell in self.read(LANGUAGES[0]).cells
            if is_grade(cell) or is_task(cell)
        )

    @functools.cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Its sections that take time, each with the tasks that stand in it."""
        found: list[Stretch] = []
        for cell in self.read(LANGUAGES[0]).cells:
            if cell.cell_type == "markdown":
                found += [Stretch(each["title"], int(each["minutes"]), ()) for each in _SECTION.finditer(cell.source)]
            if found and (is_grade(cell) or is_task(cell)):
                last = found[-1]
                found[-1] = Stretch(last.title, last.minutes, (*last.tasks, cell.metadata.nbgrader.grade_id))
        return tuple(found)

    def minutes(self, tasks: Collection[str] = ()) -> int:
        """Return the minutes of the sections in which some of its tasks stand; of all sections where none is named."""
        return sum(each.minutes for each in self.stretches if not tasks or set(tasks) & set(each.tasks))

    @functools.cached_property
    def calls(self) -> frozenset[str]:
        """The public names of the library that a trainee meets in its cells, and those in the solutions to write."""
        found: set[str] = set()
        for cell in self._source.cells:
            if cell.cell_type == "code":
                hidden = {line for each in regions(cell.source) if each.kind == "HIDDEN TESTS" for line in each.lines}
                seen = (line for line in cell.source.splitlines() if line not in hidden)
                found.update(_CALL.findall("\n".join(seen)))
        return frozenset(found)

    @functools.cached_property
    def wrong_answers(self) -> Mapping[str, WrongAnswer]:
        """Its misconceptions by name."""
        answers = [cell.metadata.nbgrader.grade_id for cell in self._source.cells if _has_solution(cell)]
        tasks = [task.id for task in self.tasks]
        return {
            Path(place).stem: read_wrong_answer(self.shown(place), text, answers, tasks)
            for place, text in self.files
            if _is_misconception(place)
        }

    @functools.cached_property
    def equivalent(self) -> Mapping[str, Mapping[str, Bilingual]]:
        """The answers that a machine makes wrong and that are right all the same, by task, with the reason."""
        tasks = [task.id for task in self.tasks]
        text = self._texts.get(EQUIVALENT)
        return read_equivalent(self.shown(EQUIVALENT), text, tasks) if text else {}

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The names of its wrong answers."""
        return tuple(Path(place).stem for place, _text in self.files if _is_misconception(place))

    def forms(self, case: str | None = None) -> dict[str, Path]:
        """Return the files of its worksheets on a case, by the names that notebooks call them by."""
        return {Path(place).stem: self._file(source) for place, source in self._side_files(case or self.cases[0])}

    def side_files(self, case: str | None = None) -> dict[str, str]:
        """Return what goes with the notebook on a case: the text of each file, by its place beside it."""
        return {place: self._texts[source] for place, source in self._side_files(case or self.cases[0])}

    def copy_side_files(self, case: str, folder: Path) -> None:
        """Put what goes with the notebook into a folder."""
        for place, text in self.side_files(case).items():
            write_text(folder / place, text)

    @property
    def tells_cases(self) -> bool:
        """Whether it is about a case, and not the same on every one."""
        return bool(self.header.cases) or any(place.startswith(f"{CASES}/") for place, _text in self.files)

    def case_for(self, wanted: str) -> str:
        """Return the case wanted if the lab runs on it, else the lab's own first one."""
        return wanted if wanted in self.cases else self.cases[0]

    def source(self) -> "NotebookNode":
        """Return the notebook as it is written: in both languages, and for all cases."""
        return copy.deepcopy(self._source)

    def read(self, language: str, case: str | None = None) -> "NotebookNode":
        """Return the notebook in one language and for one case, with its solutions and hidden tests.

        Parameters
        ----------
        language : {"zh", "en"}
            Which of each pair of prose cells to keep.
        case : str, optional
            Which of the cells to keep that are tagged ``case-…``; the lab's first one where none is named.

        Raises
        ------
        PeakendError
            If the lab does not run on the case, or its source is not as it should be.
        """
        case = case or self.cases[0]
        if case not in self.cases:
            raise PeakendError(
                _(
                    "Lab {lab} does not run on the case {case!r}, but on {cases}{hint}.",
                    lab=self.id,
                    case=case,
                    cases=join_words(self.cases),
                    hint=nearest(case, self.cases),
                )
            )
        others = {name for name in LANGUAGES if name != language}
        others |= {f"{CASE_TAG}{name}" for name in self.cases if name != case}
        notebook = self.source()
        notebook.cells = [cell for cell in notebook.cells if not others & set(cell.metadata.get("tags", []))]
        for number, cell in enumerate(notebook.cells):
            _prepare(cell, number, {"lang": language, "case": case})
            if cell.cell_type == "markdown":
                cell.source = quoted(cell.source, language)
        return notebook

    @property
    def _texts(self) -> dict[str, str]:
        return dict(self.files)

    @functools.cached_property
    def _source(self) -> "NotebookNode":
        forms = {case: self.forms(case) for case in self.cases}
        stories = {case: f"{CASES}/{case}/{STORY}" for case in self.cases}
        told = {
            case: Source(self.shown(place), self._texts[place])
            for case, place in stories.items()
            if place in self._texts
        }
        return read_cells(Source(self.shown(SOURCE), self.text), told, self.cases, forms)

    def _side_files(self, case: str) -> Iterator[tuple[str, str]]:
        """Yield the place of each side file and its source; one of a case takes the place of the one for all."""
        for folder in ("worksheets/", f"{CASES}/{case}/worksheets/"):
            yield from (
                (f"worksheets/{Path(name).name}", name) for name, _text in self.files if name.startswith(folder)
            )

    def _file(self, place: str) -> Path:
        """Return where a file lies: the lab's own in its folder, a case's in the case's."""
        own = _of_case(self.folder, place) if place.startswith(f"{CASES}/") else self.folder / place
        return drawing_files(self.text).get(place, own)

    def shown(self, place: str) -> str:
        """Return a file's name as it is to stand in a sentence."""
        return f"labs/{self._file(place).relative_to(self.folder.parent).as_posix()}"


def read_lab(lab: str, labs: Path | None = None) -> Lab:
    """Return a lab as it stands in its folder; what did not change since is parsed no second time.

    Parameters
    ----------
    lab : str
        The lab's id.
    labs : Path, optional
        The folder of the labs, where it is not the course's own.

    Raises
    ------
    PeakendError
        If the labs' sources are not here, there is no such lab, or a file is not written in UTF-8.
    """
    folder = (labs or labs_folder()) / lab
    if not (folder / SOURCE).is_file():
        raise PeakendError(unknown_lab(lab, lab_names()))
    found = {file.relative_to(folder).as_posix(): file for pattern in PARTS for file in folder.glob(pattern)}
    found |= drawing_files(_text(folder / SOURCE))
    for case in folder.parent.glob(f"{CASES}/*/{lab}"):
        for file in (file for pattern in CASE_PARTS for file in case.glob(pattern)):
            found[f"{CASES}/{case.parent.name}/{file.relative_to(case).as_posix()}"] = file
    return _lab(lab, tuple((place, _text(found[place])) for place in sorted(found)), folder)


def _of_case(folder: Path, place: str) -> Path:
    """Return where a case's file lies, of which a lab says ``cases/<case>/…``."""
    _cases, case, rest = place.split("/", 2)
    return folder.parent / CASES / case / folder.name / rest


@functools.lru_cache(maxsize=64)
def _lab(lab: str, files: tuple[tuple[str, str], ...], folder: Path) -> Lab:
    return Lab(lab, files, folder)


def blank(notebook: "NotebookNode", language: str) -> "NotebookNode":
    """Return the notebook as a trainee has it at the start, but with its hidden tests."""
    from nbgrader.preprocessors import ClearSolutions

    cleared, _resources = ClearSolutions(config=nbgrader_config(Path(), language)).preprocess(
        copy.deepcopy(notebook), {}
    )
    return cleared


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PeakendError(
            _("{file} is not written in UTF-8. Save it as UTF-8 in your editor.", file=file.name)
        ) from None


def _prepare(cell: "NotebookNode", number: int, parameters: Mapping[str, str]) -> None:
    # Ids by place and name, so that a release is the same each time it is made.
    cell["id"] = grade_id(cell) or f"cell-{number}"
    tags = {tag for tag in cell.metadata.get("tags", []) if not tag.startswith(CASE_TAG)} - set(LANGUAGES)
    if "parameters" in tags:
        cell.source = _with_parameters(cell.source, parameters)
    if is_grade(cell) and cell.cell_type == "code":
        # A check that is not passed yet must not stop the cells below it.
        tags.add("raises-exception")
    cell.metadata["tags"] = sorted(tags)


def _with_parameters(source: str, values: Mapping[str, str]) -> str:
    """Return the cell of the parameters with those replaced that it has."""
    lines = source.splitlines()
    for name, value in values.items():
        lines = [f"{name} = {json.dumps(value)}" if line.startswith(f"{name} =") else line for line in lines]
    return "\n".join(lines)


def _is_misconception(place: str) -> bool:
    return place.startswith("wrong-answers/") and place != EQUIVALENT


def _is_manual(cell: "NotebookNode") -> bool:
    return is_task(cell) or is_solution(cell)


def _has_solution(cell: "NotebookNode") -> bool:
    return cell.cell_type == "code" and any(region.kind == "SOLUTION" for region in regions(cell.source))


def _prose(notebook: "NotebookNode", language: str) -> str:
    cells = (cell for cell in notebook.cells if language in cell.metadata.get("tags", []))
    return "\n\n".join(cell.source for cell in cells)
