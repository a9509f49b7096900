"""Labs as pages to read: the notebook that a trainee gets, its forms as on paper, without answers or hidden tests."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_grade

from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend.forms.worksheet_source import Field, read_worksheet
from peakend_course.handbook.parts import page, table, toctree
from peakend_labs.drawings import drawings
from peakend_labs.lab import blank, read_lab
from peakend_labs.lab_source import DEFAULT_CASE
from peakend_labs.release.leaks import require_no_leak

BLANK = "＿" * 16  # full-width: Markdown would take a row of the narrow ones for a rule
_WORKSHEET = re.compile(r"""pe\.worksheet\(\s*["']([\w-]+)["']""")


class _OnPaper(dict[str, str]):
    """What is put into a form's texts; figures that the notebook would compute stay blank."""

    def __missing__(self, name: str) -> str:
        return BLANK[:4]


def write_lab_pages(labs: Sequence[str], language: str, target: Path) -> dict[str, str]:
    """Write each lab as ``target/<lab>.md``, through the leak gate, and return the labs' titles."""
    titles = {}
    sources = {}
    for name in labs:
        lab = read_lab(name)
        sources[name] = source = lab.read(language)
        # Checks are for who works on the lab; on paper they say nothing.
        cells = [cell for cell in _released(source, language) if not (cell.cell_type == "code" and is_grade(cell))]
        text = "\n\n".join(_cell_text(cell, lab.forms()) for cell in cells)
        write_text(target / f"{name}.md", text + "\n")
        titles[name] = lab.title[language]
    require_no_leak(target, sources)
    return titles


def _released(source: NotebookNode, language: str) -> list[NotebookNode]:
    """Return the cells as nbgrader releases them, without its gradebook, which would take most of the time."""
    notebook = blank(source, language)
    for step in (ClearHiddenTests(), ClearMarkScheme()):
        notebook, _resources = step.preprocess(notebook, {})
    return list(notebook.cells)


def _cell_text(cell: NotebookNode, forms: Mapping[str, Path]) -> str:
    if cell.cell_type != "code":
        return str(cell.source)
    if shown := "\n\n".join(f":::{{{kind}}} {name}\n:::" for kind, name in drawings(cell.source)):
        return shown
    form = _WORKSHEET.search(cell.source)
    if form and form[1] in forms:
        return _form(*read_worksheet(forms[form[1]].parent, form[1], _OnPaper(case=DEFAULT_CASE)))
    return f":::{{lab-program}}\n```python\n{cell.source}\n```\n:::"


def _form(title: str, fields: Sequence[Field]) -> str:
    """Show a form as it would stand on paper."""
    rows = [f":::{{admonition}} {title}\n:class: worksheet\n"]
    for field in fields:
        rows.append(f"**{field.label}**" + (f"  \n{field.help}" if field.help else "") + "\n")
        if field.rows:
            blanks = [BLANK[:4]] * len(field.columns)
            asked = ["", *(column.label for column in field.columns)]
            rows += [table(asked, [[row, *blanks] for row in field.rows.values()]), ""]
        elif field.options:
            rows += [f"- ☐ {label}" for label in field.options.values()]
            rows.append("")
        else:
            rows.append(f"{BLANK} {field.unit}\n")
    return "\n".join([*rows, ":::"])


def lab_list(labs: Sequence[str]) -> str:
    """Return the page that lists the labs."""
    intro = _(
        "The labs as a trainee finds them, to read. "
        "To work on them: `./start.sh` in the course's folder, on Windows `start.bat`."
    )
    return page(_("Labs"), intro, toctree(labs))
