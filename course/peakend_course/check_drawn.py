"""Whether what moves on the pages can be drawn: films (``course/scenes``) and things to try (``course/tries``)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from peakend.base.language import LANGUAGES, get_language, join_words, set_language
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend.forms.scenes.thing import WORDS
from peakend_course.drawn import drawn, read_try
from peakend_course.pages import DRAWN, Page
from peakend_course.problems import Problem, shown
from peakend_labs.drawings import FOLDERS


def check_drawn(course: Path, pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield each scene and each thing to try that a page names and nobody drew, and those that would stay empty.

    Parameters
    ----------
    course : Path
        The course's folder.
    pages : iterable of Page
        The pages that may show them.

    Raises
    ------
    PeakendError
        If a file cannot be read, with its line.
    """
    for page in pages:
        for box in page.boxes:
            if box.kind in DRAWN:
                names = [file.stem for file in sorted((course / FOLDERS[box.kind]).glob("*.yml"))]
                if box.argument not in names:
                    sentence = _(
                        "There is no {kind} {name!r}{hint}. There are: {names}.",
                        kind=box.kind,
                        name=box.argument,
                        hint=nearest(box.argument, names),
                        names=join_words(names),
                    )
                    yield Problem(shown(page.file), box.line, sentence)
    for kind in DRAWN:
        for file in sorted((course / FOLDERS[kind]).glob("*.yml")):
            _draw(kind, file.stem, course)
            if kind == "try":
                yield from _left_empty(file)


def check_shown(course: Path, pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield each scene, each thing to try and each figure that no page shows."""
    pages = list(pages)
    shows = {(box.kind, box.argument) for page in pages for box in page.boxes}
    figures = {Path(figure.file).stem for page in pages for figure in page.figures}
    for file in sorted((course / "figures").glob("*.*")):
        if file.stem not in figures:
            example = f"![…](figures/{file.stem}.svg)"
            sentence = _("No page shows this; write {example} on one, or delete the file.", example=example)
            yield Problem(shown(file), 1, sentence)
    for kind in DRAWN:
        for file in sorted((course / FOLDERS[kind]).glob("*.yml")):
            if (kind, file.stem) not in shows:
                example = f":::{{{kind}}} {file.stem}"
                sentence = _("No page shows this; write {example} on one, or delete the file.", example=example)
                yield Problem(shown(file), 1, sentence)


def _draw(kind: str, name: str, course: Path) -> None:
    """Draw it in both languages, the one in use first, so that a mistake is told in it."""
    speaking = get_language()
    try:
        for language in sorted(LANGUAGES, key=lambda each: each != speaking):
            set_language(language)
            drawn(kind, name, course)
    finally:
        set_language(speaking)


def _left_empty(file: Path) -> Iterator[Problem]:
    if file.stem not in WORDS:
        sentence = _(
            "course.js draws nothing called {name!r}; it draws: {names}. Rename the file, or write its drawing.",
            name=file.stem,
            names=join_words(WORDS),
        )
        yield Problem(shown(file), 1, sentence)
    elif missing := sorted(WORDS[file.stem] - set(read_try(file).words)):
        sentence = _("The words {names} are missing; add them in both languages.", names=join_words(missing))
        yield Problem(shown(file), 1, sentence)
