"""The printables: blank sheets to write on and cards to cut out, as PDF, from one system of templates."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from peakend.base.errors import PeakendError
from peakend.base.files import whole_folder
from peakend.base.language import choose_text, get_language, join_words
from peakend.base.language import translate as _
from peakend_course.browser import find_browser, print_html
from peakend_course.cards import deck_cards, group_cards
from peakend_course.outline import read_outline
from peakend_course.templates import render
from peakend_labs.items import Side, read_items
from peakend_labs.release.kit_list import DECKS


class Sheet(NamedTuple):
    """A printable: its title in both languages, and its paper."""

    zh: str
    en: str
    paper: str

    def __str__(self) -> str:
        return choose_text({"zh": self.zh, "en": self.en})


SHEETS = {
    "kano-questionnaire": Sheet("KANO 问卷", "KANO questionnaire", "A4 portrait"),
    "interview-guide": Sheet("客户洞察访谈提纲", "Interview guide", "A4 portrait"),
    "persona": Sheet("用户画像", "Persona", "A4 landscape"),
    "journey-map": Sheet("客户旅程图", "Customer journey map", "A3 landscape"),
    "blueprint": Sheet("服务蓝图", "Service blueprint", "A3 landscape"),
    "concept-sheet": Sheet("概念固化表", "Concept sheet", "A4 portrait"),
    "user-test-sheet": Sheet("用户测试表", "User test sheet", "A4 portrait"),
    "screening-matrix": Sheet("创新概念筛选表", "Concept screening matrix", "A4 landscape"),
    "items-before": Sheet("课前二十题", "Twenty questions before", "A4 portrait"),
    "items-after": Sheet("课后二十题", "Twenty questions after", "A4 portrait"),
    "items-key": Sheet("前后二十题的答案", "Key to the twenty questions", "A4 portrait"),
    "group-cards": Sheet("小组任务卡", "Group cards", "A4 portrait"),
    "brainstorming": Sheet("头脑风暴卡", "Brainstorming cards", "A4 portrait"),
    "cross-industry": Sheet("跨界卡", "Cross-industry cards", "A4 portrait"),
}


# The questions of `peakend_labs.items`, on paper where there is no server.
SIDES: dict[str, Side] = {"items-before": "before", "items-after": "after"}


def write_sheets(out: Path, names: Sequence[str] = ()) -> list[Path]:
    """Print sheets in the language in use, all or none, and return the files.

    Parameters
    ----------
    out : Path
        The folder for ``journey-map.zh.pdf`` and the like.
    names : sequence of str
        Which sheets; all of them where none is named.

    Returns
    -------
    list of Path
        The PDFs.

    Raises
    ------
    PeakendError
        For an unknown sheet, or where no browser is installed to print with.
    """
    for name in names:
        if name not in SHEETS:
            raise PeakendError(
                _("There is no sheet {name!r}. There are: {names}.", name=name, names=join_words(SHEETS))
            )
    find_browser()
    files = {f"{name}.{get_language()}.pdf": sheet_html(name) for name in names or SHEETS}
    with whole_folder(out) as draft:
        for file, html in files.items():
            print_html(html, draft / file)
    return [out / file for file in files]


def sheet_html(name: str) -> str:
    """Return a sheet as an HTML page in the language in use."""
    sheet = SHEETS[name]
    if name in DECKS:
        return render("sheets/deck.html", title=str(sheet), paper=sheet.paper, cards=deck_cards(name))
    if name in SIDES:
        items = [pair.on(SIDES[name]) for pairs in read_items().values() for pair in pairs]
        return render("sheets/items-side.html", title=str(sheet), paper=sheet.paper, items=items)
    if name == "items-key":
        goals = read_outline().objectives
        words = {"title": str(sheet), "paper": sheet.paper, "goals": goals}
        return render("sheets/items-key.html", objectives=read_items(), **words)
    cards = group_cards(read_outline()) if name == "group-cards" else {}
    return render(f"sheets/{name}.html", title=str(sheet), paper=sheet.paper, cards=cards)
