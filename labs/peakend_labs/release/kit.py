"""The trainees' kit: notebooks in one language without answers, what they need, and the means to start."""

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbformat import NotebookNode, from_dict
from nbgrader.apps import NbGraderAPI

from peakend.base.errors import PeakendError
from peakend.base.files import whole_folder, write_text
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.datasets.variants import ROSTER
from peakend.lessons.class_link import LINK, link_text
from peakend.lessons.roster import Roster
from peakend_labs.choose import choose_cases, choose_labs
from peakend_labs.drawings import drawing_files
from peakend_labs.lab import read_lab
from peakend_labs.lab_source import DEFAULT_CASE
from peakend_labs.nbgrader_course import open_course
from peakend_labs.places import HOUSE, KIT_LANGUAGE, lab_names
from peakend_labs.release.canaries import Canaries
from peakend_labs.release.kit_list import CODEBOOK, FORM, FORMS, kit_files, left_out, only_known
from peakend_labs.release.leaks import require_no_canary, require_no_leak
from peakend_labs.release.make_key import make_key
from peakend_labs.release.means import Means, add_means
from peakend_labs.test_plan import require_data

NOTEBOOK_METADATA = ("kernelspec",)
CELL_METADATA = ("deletable", "editable", "nbgrader")
JUPYTER_METADATA = ("source_hidden",)
TAGS = ("guess", "keep", "parameters", "raises-exception")


@dataclass(frozen=True)
class Released:
    """What was released.

    Attributes
    ----------
    labs : sequence of str
        The labs in the kit.
    left_out : sequence of str
        Files and keys that lay among the kit's and are none of them.
    """

    labs: Sequence[str]
    left_out: Sequence[str]


def add_assignment(
    course: NbGraderAPI, lab: str, language: str, case: str = DEFAULT_CASE, canaries: Canaries | None = None
) -> None:
    """Put a lab's source into the course and let nbgrader generate its release and its gradebook entries."""
    root = Path(course.coursedir.root)
    source = root / "source" / lab
    source.mkdir(parents=True, exist_ok=True)
    notebook = read_lab(lab).read(language, case)
    if canaries:
        canaries.plant_notebook(notebook)
    nbformat.write(notebook, source / f"{lab}.ipynb")
    house = canaries.house if canaries else HOUSE
    forms = read_lab(lab, house / "labs").side_files(case)
    for place, file in drawing_files(read_lab(lab).text, house / "course").items():
        forms[place] = file.read_text(encoding="utf-8")
    for place, text in forms.items():
        write_text(source / place, form_for_trainees(text))
    made = course.generate_assignment(lab, force=True, create=True)
    if not made["success"]:
        reason = (made.get("error") or made.get("log") or "").strip().splitlines()
        raise PeakendError(
            _("Lab {lab} cannot be released: {reason}", lab=lab, reason=reason[-1] if reason else "nbgrader")
        )


def release_notebooks(labs: Sequence[str], language: str, out: Path, case: str = DEFAULT_CASE) -> None:
    """Write ``out/<lab>/<lab>.ipynb`` and its side files for each lab, through the leak gate.

    A lab that does not run on the case is released on its own.
    """
    for lab in labs:
        _require_data(lab, language, case)
    with tempfile.TemporaryDirectory() as scratch:
        released = Path(scratch, "released")
        _generate(labs, language, case, released)
        require_no_leak(released, {lab: read_lab(lab).source() for lab in labs})
        shutil.copytree(released, out, dirs_exist_ok=True)


def release_kit(
    labs: Sequence[str],
    language: str,
    out: Path,
    case: str = DEFAULT_CASE,
    roster: Roster | None = None,
    means: Means | None = None,
    server: str = "",
) -> Released:
    """Build the kit whole, or not at all, and beside it the labs' keys, which are the trainer's.

    Parameters
    ----------
    labs : sequence of str
        Labs to release; all of them where none is named.
    language : {"zh", "en"}
        The trainees' language.
    out : Path
        A folder that does not exist yet, or is empty.
    case : str, default "service-hall"
        The case on which the labs run that have a choice.
    roster : Roster, optional
        The class, for the kit: ids, names and teams, no addresses.
    means : Means, optional
        Where the kit's packages come from; from the trainee's own index by default.
    server : str, optional
        Where the class server will be, so that the labs find it.

    Returns
    -------
    Released
        The labs released, and what was left out that lay among the kit's files.

    Raises
    ------
    PeakendError
        For an unknown lab or case, a folder in use, or a leak.
    """
    link = link_text(server) if server else ""
    chosen = choose_labs(labs)
    choose_cases(chosen, case)
    _require_case(chosen, case)
    out = out.resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=out))
    for lab in chosen:
        _require_data(lab, language, case)
    with whole_folder(keys_folder(out)) as keys, whole_folder(out) as kit, tempfile.TemporaryDirectory() as scratch:
        _build(chosen, language, case, kit)
        require_no_leak(kit, {lab: read_lab(lab).source() for lab in lab_names()})
        require_no_trace(chosen, language, case, kit, Path(scratch))
        if roster:
            write_text(kit / "labs" / ROSTER, roster.to_json())
        if link:
            write_text(kit / LINK, link)
        add_means(kit, means or Means())
        write_keys(chosen, language, case, keys)
    return Released(chosen, [*left_out(HOUSE), *_keys_left_out(chosen, case)])


def _require_case(labs: Sequence[str], case: str) -> None:
    """Let no lab be released on another case than the one asked for."""
    for lab in map(read_lab, labs):
        if lab.tells_cases and case not in lab.cases:
            raise PeakendError(
                _(
                    "Lab {lab} does not tell the case {case!r}; it has {cases}. Leave the lab out, or write "
                    "labs/cases/{case}/{lab}.",
                    lab=lab.id,
                    case=case,
                    cases=join_words(lab.cases),
                )
            )


def keys_folder(kit: Path) -> Path:
    """Return the folder of a kit's keys, which lies beside the kit."""
    return kit.with_name(f"{kit.name}-key")


def write_keys(labs: Sequence[str], language: str, case: str, folder: Path) -> None:
    """Write the key of each lab: right answers and reasons, for the trainer to reveal."""
    for name in labs:
        lab = read_lab(name)
        key = make_key(lab, "zh" if language == "zh" else "en", lab.case_for(case))
        write_text(folder / f"{name}.json", key.model_dump_json(indent=1) + "\n")


def require_no_trace(labs: Sequence[str], language: str, case: str, kit: Path, scratch: Path) -> None:
    """Build the kit once more, by the same steps, of a house full of canaries, and let none of them get out."""
    canaries = Canaries(scratch / "house")
    canaries.plant_house()
    _build(labs, language, case, scratch / "trial", canaries)
    require_no_canary(scratch / "trial", kit, canaries.stem)


def _build(labs: Sequence[str], language: str, case: str, kit: Path, canaries: Canaries | None = None) -> None:
    """Put into a folder what trainees get, and nothing else."""
    house = canaries.house if canaries else HOUSE
    _generate(labs, language, case, kit / "labs", canaries)
    pages = {f"course/kit.{language}.md": "README.md", "course/editor.html": "editor.html"}
    for name in (*kit_files(house), *pages):
        target = kit / pages.get(name, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(house / name, target)
    for catalogue in kit.glob("lib/**/*.po"):
        write_text(catalogue, catalogue_without_comments(catalogue))
    for book in kit.glob("datasets/*/datapackage.json"):
        write_text(book, codebook_for_trainees(book.read_text(encoding="utf-8")))
    write_text(kit / "welcome.md", _welcome(house / f"course/welcome.{language}.md", labs))
    write_text(kit / KIT_LANGUAGE, language + "\n")


def _require_data(lab: str, language: str, case: str) -> None:
    found = read_lab(lab)
    require_data(lab, found.read(language, found.case_for(case)))


def _keys_left_out(labs: Sequence[str], case: str) -> list[str]:
    """Return the keys of forms and codebooks that a kit does without, each with its file."""
    found = []
    for lab in map(read_lab, labs):
        for place, text in lab.side_files(lab.case_for(case)).items():
            found += [f"{lab.id}/{place}: {key}" for key in _known(yaml.safe_load(text))[1]]
    for book in sorted(HOUSE.glob("datasets/*/datapackage.json")):
        unknown = only_known(json.loads(book.read_text(encoding="utf-8")), CODEBOOK)[1]
        found += [f"{book.relative_to(HOUSE).as_posix()}: {key}" for key in unknown]
    return found


def _welcome(page: Path, labs: Sequence[str]) -> str:
    """Return the first page without the rows of labs that are not in the kit."""
    rows = page.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(row for row in rows if not (lab := re.search(r"\]\(labs/([^/]+)/", row)) or lab[1] in labs)


def _generate(labs: Sequence[str], language: str, case: str, out: Path, canaries: Canaries | None = None) -> None:
    """Write each lab's notebook and side files as nbgrader releases them, and without what it leaves in."""
    with tempfile.TemporaryDirectory() as scratch:
        course = open_course(Path(scratch), language)
        course.config.SaveCells.enabled = False  # nobody would read the gradebook that lies in the scratch folder
        course.config.GenerateAssignment.no_database = True
        for lab in labs:
            add_assignment(course, lab, language, read_lab(lab).case_for(case), canaries)
            keep_what_trainees_need(Path(scratch, "release", lab, f"{lab}.ipynb"))
            shutil.copytree(Path(scratch, "release", lab), out / lab)


def keep_what_trainees_need(file: Path) -> None:
    """Leave in a released notebook no metadata, tag or attachment but those that are known to be needed."""
    notebook = nbformat.read(file, as_version=4)
    notebook.metadata = _only(notebook.metadata, NOTEBOOK_METADATA)
    for cell in notebook.cells:
        tags = [tag for tag in cell.metadata.get("tags", []) if tag in TAGS]
        shown = _only(cell.metadata.get("jupyter", {}), JUPYTER_METADATA)
        kept = {**_only(cell.metadata, CELL_METADATA), "tags": tags, "jupyter": shown}
        cell.metadata = from_dict({name: value for name, value in kept.items() if value not in ([], {})})
        attached = cell.pop("attachments", {})
        if linked := {name: data for name, data in attached.items() if f"attachment:{name}" in cell.source}:
            cell.attachments = linked
    write_text(file, nbformat.writes(notebook) + "\n")


def form_for_trainees(text: str) -> str:
    """Return a form that says the same and nothing besides: no comments, and no keys that forms do not have."""
    form, _unknown = _known(yaml.safe_load(text))
    return yaml.safe_dump(form, allow_unicode=True, sort_keys=False)


def _known(form: Any) -> tuple[Any, list[str]]:
    return only_known(form, FORMS.get(str(form.get("format")), FORM) if isinstance(form, dict) else FORM)


def codebook_for_trainees(text: str) -> str:
    """Return a codebook that says the same and nothing besides."""
    book, _unknown = only_known(json.loads(text), CODEBOOK)
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def catalogue_without_comments(file: Path) -> str:
    """Return a message catalogue without the translators' comments and the messages that are no longer used."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")).rstrip() + "\n"


def _only(metadata: NotebookNode, names: Sequence[str]) -> NotebookNode:
    return from_dict({name: metadata[name] for name in names if name in metadata})
