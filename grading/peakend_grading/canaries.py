"""Canaries: marks without a meaning, planted in whatever trainees must not see, to see whether one gets out.

The release steps are tried on a house full of them before they are used on the real one. What they let through of a
mark they would let through of an answer.
"""

import re
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output

_BEGIN = re.compile(r"BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
_SECRET_FILES = (
    *("notes.txt", "solution.md", "wrong-answers/canary.yml", "answers/canary.json", "worksheets/canary.txt"),
    *("worksheets/answers/canary.yml", ".hidden.yml"),
)


class Canaries:
    """A flock with one stem, by which each is found, and a name, by which it is told where it came from."""

    def __init__(self) -> None:
        self.stem = f"canary{uuid.uuid4().hex}"

    def mark(self, name: str) -> str:
        """Return the canary of one place."""
        return f"{self.stem}-{name}"

    def plant(self, notebook: NotebookNode) -> None:
        """Plant canaries in a lab's solutions, hidden tests and mark schemes, and in all that surrounds its cells."""
        notebook.metadata["canary"] = self.mark("notebook-metadata")
        for cell in notebook.cells:
            cell.source = self._in_regions(cell.source)
            cell.metadata["canary"] = {"nested": [self.mark("cell-metadata")]}
            if cell.cell_type == "code":
                cell.outputs = [
                    new_output("stream", text=self.mark("output")),
                    new_output("display_data", {"text/html": self.mark("output")}, metadata={"x": self.mark("output")}),
                ]
            else:
                cell.attachments = {f"{self.mark('attachment')}.png": {"image/png": _PIXEL}}

    def plant_house(self, house: Path, target: Path, labs: Sequence[str]) -> None:
        """Copy what a release reads of a house, and plant canaries beside it: in side files, comments, generators."""
        hidden = shutil.ignore_patterns("__pycache__", ".*", "node_modules")
        for folder in ("lib", "grading", "datasets", "course"):
            shutil.copytree(house / folder, target / folder, ignore=hidden)
        for file in (path for path in house.iterdir() if path.is_file() and not path.name.startswith(".")):
            shutil.copy2(file, target / file.name)
        for lab in labs:
            shutil.copytree(house / "labs" / lab, target / "labs" / lab)
            for name in _SECRET_FILES:
                file = target / "labs" / lab / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(self.mark(f"side-file-{name}"), encoding="utf-8")
            for file in (target / "labs" / lab).glob("worksheets/*.yml"):
                self._append(file, f"# {self.mark('worksheet-comment')}")
        for file in (target / "lib").rglob("*.po"):
            self._append(file, f'\n#. {self.mark("catalogue")}\n#~ msgid "{self.mark("catalogue")}"\n#~ msgstr ""')
        for file in (target / "datasets").rglob("generate.py"):
            self._append(file, f"# {self.mark('generator')}")

    def _in_regions(self, source: str) -> str:
        """Add a canary as the first line of every region."""
        lines = []
        for line in source.splitlines():
            lines.append(line)
            if found := _BEGIN.search(line):
                indent = line[: len(line) - len(line.lstrip())]
                lines.append(f"{indent}# {self.mark(found[1].replace(' ', '-').lower())}")
        return "\n".join(lines)

    def _append(self, file: Path, line: str) -> None:
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
