"""Canaries: marks without a meaning, planted in all that trainees must not see, to find out whether one gets out.

A release is tried on a house full of them. What its steps would let through of a mark they would let through of an
answer.
"""

import json
import re
import shutil
import uuid
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output

from peakend_labs.cells import is_solution
from peakend_labs.places import HOUSE

_ROOMS = ("course", "datasets", "grading", "labs", "lib", "tests")
_FOR_TRAINERS = (
    *("course/*.yml", "course/*.lock", "course/*/*.md", "datasets/*.md", "datasets/generator/**/*.*"),
    *("grading/*.md", "labs/*.md", "labs/*/lab.md", "labs/*/wrong-answers/*.yml", "tests/**/*.py"),
    *("labs/cases/*/*.yml", "labs/cases/*/*/story.md"),
)
_FORMS = ("labs/**/worksheets/[!.]*.yml", "course/scenes/*.yml", "course/tries/*.yml")
# What somebody may have left beside what trainees get.
_LEFT_BEHIND = (
    *("course/cards/key.md", "course/cards/key.yml", "datasets/key.json", "datasets/service-hall/truth.yml"),
    *("datasets/service-hall/truth.csv", "datasets/service-hall/marks.xlsx", "grading/peakend_grading/key.html"),
    *("grading/peakend_grading/solution.ipynb", "lib/peakend/notes.txt", "lib/peakend/fonts/notes.txt"),
    *("lib/peakend/.notes/key.py", "lib/peakend/zz_key.py"),
)
_LEFT_IN_LABS = (
    *("answers/form.json", "key.yml", "solution.ipynb", "worksheets/.key.yml", "worksheets/answers/form.yml"),
    "worksheets/key.txt",
)
_LEFT_IN_CASES = ("key.yml", "worksheets/key.md")
_BEGIN = re.compile(r"^(\s*).*BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME).*$", re.MULTILINE)
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


class Canaries:
    """A flock in a copy of the house: one stem by which each is found, and for each a name that tells its place.

    Parameters
    ----------
    house : Path
        The folder for the copy, which does not exist yet.
    """

    def __init__(self, house: Path) -> None:
        self.house = house
        self.stem = f"canary{uuid.uuid4().hex}"

    def mark(self, place: str) -> str:
        """Return the canary of one place."""
        return f"{self.stem}-{place}"

    def plant_house(self) -> None:
        """Copy the house, and plant canaries in its files for trainers, its catalogue, its forms, and beside them."""
        for room in _ROOMS:
            hidden = shutil.ignore_patterns("__pycache__", ".*", "node_modules")
            shutil.copytree(HOUSE / room, self.house / room, ignore=hidden, copy_function=shutil.copyfile)
        for file in (path for path in HOUSE.iterdir() if path.is_file()):
            shutil.copyfile(file, self.house / file.name)
        for pattern in _FOR_TRAINERS:
            for file in self.house.glob(pattern):
                self._write(file)
        for name in _LEFT_BEHIND:
            self._write(self.house / name)
        for lab in (self.house / "labs").iterdir():
            for name in _LEFT_IN_LABS if lab.is_dir() else ():
                self._write(lab / name)
        for told in self.house.glob("labs/cases/*/*/"):
            for name in _LEFT_IN_CASES:
                self._write(told / name)
        for pattern in _FORMS:
            for form in self.house.glob(pattern):
                self._append(form, f"# {self.mark('comment-in-a-form')}\nanswer: {self.mark('key-in-a-form')}")
        for book in self.house.glob("datasets/*/datapackage.json"):
            content = json.loads(book.read_text(encoding="utf-8"))
            content["answer"] = {"nested": [self.mark("key-in-a-codebook")]}
            book.write_text(json.dumps(content), encoding="utf-8")
        for catalogue in self.house.glob("lib/**/*.po"):
            self._append(catalogue, f'#. {self.mark("catalogue")}\n#~ msgid "{self.mark("catalogue")}"\n#~ msgstr ""')

    def plant_notebook(self, notebook: NotebookNode) -> None:
        """Plant canaries in a lab's solutions, hidden tests and mark schemes, and in all that surrounds its cells."""
        notebook.metadata["canary"] = self.mark("notebook-metadata")
        for cell in notebook.cells:
            if is_solution(cell) and not _BEGIN.search(cell.source):
                cell.source += f"\n{self.mark('solution')}"
            cell.source = _BEGIN.sub(self._after_marker, cell.source)
            cell.metadata["canary"] = {"nested": [self.mark("cell-metadata")]}
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), self.mark("tag")]
            cell.metadata["jupyter"] = {**cell.metadata.get("jupyter", {}), "canary": self.mark("cell-metadata")}
            if cell.cell_type == "code":
                metadata = {"canary": self.mark("output")}
                shown = {"text/html": self.mark("output"), "image/png": _PIXEL}
                cell.outputs = [
                    new_output("stream", text=self.mark("output")),
                    new_output("display_data", shown, metadata=metadata),
                ]
            else:
                cell.attachments = {f"{self.mark('attachment')}.png": {"image/png": _PIXEL}}

    def _after_marker(self, found: re.Match[str]) -> str:
        return f"{found[0]}\n{found[1]}# {self.mark(found[2].replace(' ', '-').lower())}"

    def _write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{self.mark(file.relative_to(self.house).as_posix())}\n", encoding="utf-8")

    def _append(self, file: Path, text: str) -> None:
        with file.open("a", encoding="utf-8", newline="\n") as end:
            end.write(f"\n{text}\n")
