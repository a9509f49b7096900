"""Whether each file of the course can be kept on every system, and read: its name, its encoding, its characters."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from peakend.base.language import LANGUAGES
from peakend.base.language import translate as _
from peakend_course.problems import Problem, shown

TEXTS = (".md", ".yml", ".yaml", ".svg", ".csv", ".json", ".toml")
# Controls, marks of direction and of no width, private and lost characters; emoji are joined by one that may stand.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\uffff\ue000-\uf8ff]"
)
_LANGUAGE = re.compile(r"\.([A-Za-z]{2}(?:-[A-Za-z]+)?)\.md$")
_BEFORE = 12  # characters, to find the place by
# What Windows takes for something else in a file's name.
_RESERVED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)


def check_files(files: Iterable[Path]) -> Iterator[Problem]:
    """Yield each name that not every system can keep, each text in another encoding, and each unseen character.

    Parameters
    ----------
    files : iterable of Path
        All files of the course.
    """
    seen: dict[str, Path] = {}
    for file in files:
        other = seen.setdefault(file.as_posix().casefold(), file)
        if other != file:
            sentence = _("Windows takes this file for {other}; rename one of them.", other=other.name)
            yield Problem(shown(file), 1, sentence)
        if _RESERVED.search(file.name):
            sentence = _("Windows cannot keep a file of this name; rename it with letters, digits and “-”.")
            yield Problem(shown(file), 1, sentence)
        if (page := _LANGUAGE.search(file.name)) and page[1] not in LANGUAGES:
            sentence = _("The course speaks Chinese and English: a page ends in .zh.md or .en.md; rename it.")
            yield Problem(shown(file), 1, sentence)
        if file.suffix in TEXTS:
            yield from _characters(file)


def _characters(file: Path) -> Iterator[Problem]:
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        sentence = _("This is not written in UTF-8. Save the file as UTF-8 in your editor.")
        yield Problem(shown(file), line, sentence)
        return
    for found in _UNSEEN.finditer(text):
        start = found.start()
        before = text[max(start - _BEFORE, 0) : start].rpartition("\n")[2]
        sentence = _(
            "After “{words}” stands a character that nobody sees, U+{code}; delete it.",
            words=_UNSEEN.sub("", before),
            code=f"{ord(found[0]):04X}",
        )
        yield Problem(shown(file), text.count("\n", 0, start) + 1, sentence)
