"""The leak gate: nothing of a solution, a hidden test or a mark scheme may stand in what trainees get."""

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from peakend.errors import PeakendError
from peakend.language import translate as _

_REGION = re.compile(
    r"^.*BEGIN (?P<kind>SOLUTION|HIDDEN TESTS|MARK SCHEME).*\n(?P<body>(?:.*\n)*?).*END (?P=kind)", re.MULTILINE
)
SHORTEST = 8  # a shorter line, such as "sheet", may rightly stand elsewhere


def secrets(notebook: NotebookNode) -> Iterator[str]:
    """Yield every line of a lab's source that trainees must not see, and the markers themselves."""
    for cell in notebook.cells:
        for region in _REGION.finditer(cell.source):
            yield f"BEGIN {region['kind']}"
            yield from filter(_is_telling, map(str.strip, region["body"].splitlines()))


def require_no_leak(folder: Path, sources: dict[str, NotebookNode]) -> None:
    """Search every file of a folder for every secret of the labs; raise `PeakendError` at the first find."""
    wanted = {secret: lab for lab, notebook in sources.items() for secret in secrets(notebook)}
    # In a notebook, quotes and backslashes stand as JSON writes them.
    forms = {form.encode(): lab for secret, lab in wanted.items() for form in (secret, _as_json(secret))}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        for form, lab in forms.items():
            if form in content:
                raise PeakendError(
                    _(
                        "Not released: {file} holds a line of lab {lab} that trainees must not see: {line}",
                        file=file.relative_to(folder).as_posix(),
                        lab=lab,
                        line=form.decode()[:60],
                    )
                )


def _is_telling(line: str) -> bool:
    return len(line) >= SHORTEST and not line.startswith(("import ", "from "))


def _as_json(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
