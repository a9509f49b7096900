"""Twins kept in step: which Chinese text and which English one were last found to say the same.

``course/twins.lock`` holds, for each file, a digest of each pair. A pair that is not in it was changed since.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterator

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import LANGUAGES, join_words
from peakend.base.language import translate as _
from peakend_course.problems import Problem, read_text, shown
from peakend_labs.lab import Lab, read_lab
from peakend_labs.places import COURSE, course_folder, labs_folder
from peakend_labs.proof.check_cache import CACHE

LOCK = COURSE / "twins.lock"
Pair = tuple[str, str]


def pairs() -> dict[str, list[Pair]]:
    """Return the digests of every pair of texts: of each page, and of each prose cell of each lab."""
    found: dict[str, list[Pair]] = {}
    labs = labs_folder()
    for chinese in sorted([*COURSE.rglob("*.zh.md"), *labs.glob("*.zh.md")]):
        english = chinese.with_name(chinese.name.replace(".zh.md", ".en.md"))
        if english.is_file():
            found[shown(chinese)] = [(_digest(read_text(chinese)), _digest(read_text(english)))]
    for source in sorted(labs.glob("*/lab.md")):
        found[shown(source)] = _cells(read_lab(source.parent.name, labs))
    return found


def record_twins() -> None:
    """Write down that all twins say the same as they now stand."""
    course_folder()
    rows = {file: ["-".join(pair) for pair in digests] for file, digests in pairs().items()}
    write_text(LOCK, json.dumps(rows, indent=1) + "\n")


def check_twins() -> Iterator[Problem]:
    """Yield, once a file for each kind of change, which pairs changed since they were last found to say the same.

    A pair that says the same in one file does so in another, as where a lab was copied from the template.
    """
    recorded = json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.is_file() else {}
    anywhere = {tuple(pair.split("-")) for known in recorded.values() for pair in known}
    for file, digests in pairs().items():
        known = [tuple(pair.split("-")) for pair in recorded.get(file, [])]
        changed: dict[str, list[int]] = {}
        for number, pair in enumerate(digests, 1):
            if pair not in anywhere:
                changed.setdefault(_change(pair, known), []).append(number)
        for change, numbers in changed.items():
            yield Problem(file, 1, _sentences()[change].format(numbers=join_words(map(str, numbers))))


def _change(pair: Pair, known: list[tuple[str, ...]]) -> str:
    chinese, english = zip(*known, strict=True) if known else ((), ())
    if pair[0] in chinese:
        return "english"
    return "chinese" if pair[1] in english else "both"


def _sentences() -> dict[str, str]:
    return {
        "english": _("Text {numbers}: the English was changed alone; correct the Chinese, then: peakend twins."),
        "chinese": _("Text {numbers}: the Chinese was changed alone; correct the English, then: peakend twins."),
        "both": _("Text {numbers}: new, or changed in both languages; compare the two, then: peakend twins."),
    }


def _cells(lab: Lab) -> list[Pair]:
    """Return the digests of a lab's prose; to read its notebook takes longer than all other checks of the course."""
    file = CACHE / f"twins-{hashlib.sha256(repr(lab.files).encode('utf-8')).hexdigest()}.json"
    with contextlib.suppress(OSError, ValueError):
        return [(chinese, english) for chinese, english in json.loads(file.read_text(encoding="utf-8"))]
    found = _read_cells(lab)
    with contextlib.suppress(PeakendError):  # where nothing can be written, it is read again the next time
        write_text(file, json.dumps(found) + "\n")
    return found


def _read_cells(lab: Lab) -> list[Pair]:
    cells = lab.source().cells
    digests = {
        language: [_digest(cell.source) for cell in cells if language in cell.metadata.get("tags", [])]
        for language in LANGUAGES
    }
    return list(zip(digests["zh"], digests["en"], strict=False))


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode("utf-8")).hexdigest()[:8]
