"""Whether the handbook's own parser understands the pages: what it warns of is told with the page's line."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from peakend.base.files import write_text
from peakend.base.language import LANGUAGES, get_language, set_language
from peakend.base.language import translate as _
from peakend_course.handbook.run import run_sphinx
from peakend_course.handbook.stage import for_sphinx
from peakend_course.pages import markdown
from peakend_course.problems import Problem, read_text, shown
from peakend_course.sources import with_references

_WARNING = re.compile(r"^course/(?P<page>.+?)\.md:(?P<line>\d+): [A-Z]+: (?P<said>.+?)(?: \[[\w.]+\])?$", re.MULTILINE)
SETTINGS = {
    "extensions": ["myst_parser", "peakend_course.handbook.extension"],
    "myst_enable_extensions": ["colon_fence"],
    # Links and figures are held against what there is where the pages are checked; headings of pages stand alone here.
    "suppress_warnings": ["myst.xref_missing", "toc.not_included", "image.not_readable"],
}


def check_parsed(course: Path) -> Iterator[Problem]:
    """Yield what the handbook would stop at; only for pages in which nothing else is wrong.

    Parameters
    ----------
    course : Path
        The folder of the pages.
    """
    speaking = get_language()
    try:
        for language in LANGUAGES:
            set_language(language)
            found = _warnings(course, language)
            set_language(speaking)
            for page, line, said in found:
                sentence = _("The handbook would stop here: {problem}. Correct it.", problem=said.rstrip("."))
                yield Problem(shown(course / f"{page}.{language}.md"), line, sentence)
    finally:
        set_language(speaking)


def _warnings(course: Path, language: str) -> list[tuple[str, int, str]]:
    """Let Sphinx read the pages of one language and write nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "source")
        found = []
        for file in sorted(course.rglob(f"*.{language}.md")):
            page = file.relative_to(course).as_posix().removesuffix(f".{language}.md")
            text = read_text(file)
            write_text(source / f"{page}.md", for_sphinx(with_references(text)))
            found += [(page, line, said) for line, said in _unknown_code(text)]
        write_text(source / "index.md", "# -\n")
        told = run_sphinx("dummy", source, Path(scratch, "out"), SETTINGS)
    return found + [(each["page"], int(each["line"]), each["said"]) for each in _WARNING.finditer(told)]


def _unknown_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield each block of code that is not in the language that it says: handbook colours it, and this run does not."""
    from pygments.lexers import get_lexer_by_name
    from pygments.token import Error
    from pygments.util import ClassNotFound

    for token in markdown().parse(text):
        name = token.info.strip()
        if token.type != "fence" or not token.map or not name or name.startswith("{"):
            continue
        try:
            wrong = any(kind is Error for kind, _words in get_lexer_by_name(name).get_tokens(token.content))
        except ClassNotFound:
            yield token.map[0] + 1, _("there is no language {name!r}; write text", name=name)
        else:
            if wrong:
                yield token.map[0] + 1, _("this is not {name}; write text", name=name)
