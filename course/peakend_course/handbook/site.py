"""Build the handbook: one site a language, a page to choose on, and one PDF a language."""

import re
import shutil
import tempfile
from pathlib import Path

from peakend.base.brand import brand
from peakend.base.errors import PeakendError
from peakend.base.files import copy_file, whole_folder, write_text
from peakend.base.language import LANGUAGES, get_language, set_language
from peakend.base.language import translate as _
from peakend.base.templates import render
from peakend.forms.scenes.drawing import STYLES
from peakend_course.browser import find_browser, print_pdf
from peakend_course.drawn import STATIC
from peakend_course.editor_page import editor_page
from peakend_course.handbook.reference import leave_to_the_screen
from peakend_course.handbook.run import run_sphinx
from peakend_course.handbook.stage import stage
from peakend_labs.places import course_folder

THEME = Path(__file__).parent / "theme"
NAMES = {"zh": "中文", "en": "English"}
_SEARCH = re.compile(r'(<button class="btn search-button-field[^>]*?) aria-label="[^"]*"')
# The inner margin leaves room for the fold.
BOOKLET = """
@page { size: A5; margin: 13mm 12mm 15mm; }
@page :left { margin-right: 17mm; }
@page :right { margin-left: 17mm; }
body { font-size: 9pt; line-height: 1.55; }
table { font-size: 7.5pt; }
h1 { font-size: 24pt; padding: 24mm 9mm 10mm; margin-bottom: 6mm; }
h2 { font-size: 17pt; padding: 12mm 6mm 4mm; margin-bottom: 4mm; }
h2.rubric { font-size: 12pt; margin: 3mm 0 1mm; padding: 0; }
h3 { font-size: 13pt; margin: 8mm 0 2mm; }
h4 { font-size: 10.5pt; margin: 4mm 0 1mm; }
p { margin: 1.6mm 0; }
img { max-height: 62mm; }
.page-box { margin: 2.6mm 0; padding: 0 7pt; }
.page-box.answers { font-size: 7.5pt; }
p:has(img) + h2.rubric { break-before: auto; }
h1 + p + p > img { width: 88%; }
h2.rubric ~ p, h2.rubric ~ ul { margin: 1mm 0; line-height: 1.4; }
h2.rubric ~ p > img { display: block; width: 78%; margin: 0 auto; }
ul:has(+ .page-box.next) { font-size: 7pt; line-height: 1.3; }
.page-box.next { font-size: 8pt; padding: 0 7pt; }
"""
LOCALES = {"zh": "zh_CN", "en": "en"}


def build_handbook(out: Path, pdf: bool = False, trainee: bool = False, booklet: bool = False) -> list[Path]:
    """Build the site in both languages, whole or not at all, and return each file that a reader opens.

    Parameters
    ----------
    out : Path
        A folder that does not exist yet, is empty, or holds an earlier handbook, which is replaced.
    pdf : bool, default False
        Print each language as one PDF as well, which needs a browser.
    trainee : bool, default False
        Leave out what is for trainers: their notes on the pages, their guide, and what is true in the cases' data.
    booklet : bool, default False
        Print the PDF on A5 with room for the fold, for a printer that makes a booklet, and without what is looked up
        on a screen: the library's functions and the codebooks.

    Returns
    -------
    list of Path
        ``index.html``, and the PDFs.

    Raises
    ------
    PeakendError
        If the folder holds something else, a package is missing, a page cannot be built, or there is no browser.
    """
    course_folder()
    if pdf or booklet:
        find_browser()
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / "zh" / "searchindex.js").is_file())):
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=out))
    speaking = get_language()
    with whole_folder(out, replace=True) as built, tempfile.TemporaryDirectory() as scratch:
        try:
            labs = {}
            for language in LANGUAGES:
                set_language(language)
                labs[language] = stage(Path(scratch, language, "source"), trainee)
            # Only now Sphinx, which lets every logger of the process speak.
            for language in LANGUAGES:
                set_language(language)
                _build_language(language, built, Path(scratch, language), labs[language], pdf or booklet, booklet)
        finally:
            set_language(speaking)
        write_text(built / "index.html", render(THEME, "choose.html"))
        write_text(built / "editor.html", editor_page())
    return [out / "index.html", *sorted(out.glob("*.pdf"))]


def _build_language(language: str, built: Path, scratch: Path, labs: dict[str, str], pdf: bool, booklet: bool) -> None:
    _sphinx("html", scratch, built / language, language, labs)
    shutil.rmtree(built / language / "_sources", ignore_errors=True)
    if pdf:
        if booklet:
            leave_to_the_screen(scratch / "source")
        _sphinx("singlehtml", scratch, scratch / "single", language, labs)
        if booklet:
            sheet = scratch / "single" / "_static" / "print.css"
            write_text(sheet, sheet.read_text(encoding="utf-8") + BOOKLET)
        print_pdf(scratch / "single" / "index.html", built / f"peakend-handbook-{language}.pdf")


def _sphinx(builder: str, scratch: Path, out: Path, language: str, labs: dict[str, str]) -> None:
    write_text(scratch / "static" / "brand.css", brand().css)
    for file in STYLES:
        copy_file(file, scratch / "static" / file.name)
    if found := run_sphinx(builder, scratch / "source", out, _settings(builder, language, labs, scratch / "static")):
        raise PeakendError(_("The handbook cannot be built: {reason}.", reason=found.splitlines()[0]))
    for file in out.rglob("*.html"):
        write_text(file, _with_names(file.read_text(encoding="utf-8")))
    write_text(out / ".nojekyll", "")


def _with_names(text: str) -> str:
    """Give the theme's controls a name for who hears the page: the triangles have none, the search one of two words."""
    triangle = _("unfold or fold")
    named = text.replace("<summary><span class=", f'<summary aria-label="{triangle}"><span class=')
    return _SEARCH.sub(r"\1", named)


def _settings(builder: str, language: str, labs: dict[str, str], static: Path) -> dict[str, object]:
    other = next(name for name in LANGUAGES if name != language)
    house = brand()
    title = f"{_('Service experience management')} · {house.both}"
    shared = {
        "project": title,
        "html_title": title,
        "author": house.name,
        "copyright": f"{house.name}, {house.licence}",
        "language": LOCALES[language],
        "extensions": [
            "myst_parser",
            "sphinx.ext.autodoc",
            "sphinx.ext.napoleon",
            "peakend_course.handbook.extension",
        ],
        "myst_enable_extensions": ["colon_fence"],
        "myst_heading_anchors": 3,
        "suppress_warnings": ["myst.header", "myst.xref_missing"],
        "napoleon_google_docstring": False,
        "autodoc_typehints": "none",
        "python_maximum_signature_line_length": 100,
        "templates_path": [str(THEME)],
        "html_static_path": [str(THEME / "static"), str(STATIC), str(static)],
        "html_js_files": [("course.js", {"defer": "defer"})],
        "html_css_files": [
            "brand.css",
            "peakend.css",
            *(file.name for file in STYLES),
            "course.css",
            *(["print.css"] if builder == "singlehtml" else []),
        ],
        "html_show_sphinx": False,
        "html_math_renderer": "mathml",
        "html_show_search_summary": False,  # a browser fetches no summaries of pages opened from a disk
        "html_copy_source": False,
        "peakend_labs": labs,
        "html_context": {"other_language": other, "other_language_name": NAMES[other]},
    }
    if builder == "singlehtml":
        return {**shared, "html_theme": "basic", "html_sidebars": {}}
    return {
        **shared,
        "html_theme": "sphinx_book_theme",
        "html_sidebars": {
            "**": ["navbar-logo.html", "language-switch.html", "search-button-field.html", "sbt-sidebar-nav.html"]
        },
        "html_theme_options": {
            "use_download_button": False,
            "use_fullscreen_button": False,
            "navbar_persistent": [],
            "footer_content_items": ["copyright.html"],
            "logo": {"text": _("{house} handbook", house=house.name)},
            "show_toc_level": 2,
            "collapse_navbar": True,  # the whole tree on each page would take half of the time
        },
    }
