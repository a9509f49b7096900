"""What a trainer takes into the room beside the run-sheet: the session script, and a timer that all can see."""

from dataclasses import asdict
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_course.browser import print_html
from peakend_course.outline import read_outline
from peakend_course.runsheet import runsheet
from peakend_course.script import session_script
from peakend_course.templates import render


def write_script(agenda: str, start: str, file: Path) -> None:
    """Write the session script as a page, ``.html``, or printed, ``.pdf``."""
    _require_ending(file, (".html", ".pdf"))
    scenes = session_script(agenda, start)
    days = [[one for one in scenes if one.row.day == day] for day in sorted({one.row.day for one in scenes})]
    html = render("script.html", title=_title(agenda), days=days)
    if file.suffix.lower() == ".pdf":
        print_html(html, file)
    else:
        write_text(file, html)


def write_timer(agenda: str, start: str, file: Path) -> None:
    """Write a page that counts down each block of an agenda, without a network; space starts and pauses."""
    _require_ending(file, (".html",))
    rows = [asdict(row) for row in runsheet(agenda, start)]
    blocks = [{"start": row["start"], "minutes": row["minutes"], "what": row["what"] or row["way"]} for row in rows]
    write_text(file, render("timer.html", title=_title(agenda), blocks=blocks))


def _title(agenda: str) -> str:
    outline = read_outline()
    return f"{outline.title} · {outline.agenda(agenda).title}"


def _require_ending(file: Path, endings: tuple[str, ...]) -> None:
    if file.suffix.lower() not in endings:
        raise PeakendError(
            _(
                "{file!r} has no ending that can be written. Choose {endings}.",
                file=file.name,
                endings=join_words(endings),
            )
        )
    if not file.parent.is_dir():
        raise PeakendError(_("There is no folder {folder!r}. Create it first.", folder=str(file.parent)))
