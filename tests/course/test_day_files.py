"""What a trainer takes into the room: the session script and the timer."""

import json
import re
from pathlib import Path

import pytest

import peakend as pe
import peakend_class
from peakend.base.language import translate
from peakend_class.course_questions import course_questions
from peakend_course.day_files import write_script, write_timer
from peakend_course.outline import read_outline
from peakend_course.runsheet import runsheet
from peakend_course.script import session_script
from peakend_labs.places import lab_names

SERVER_PAGES = Path(peakend_class.__file__).parent / "pages"


def test_the_script_says_what_to_say_show_ask_and_collect():
    """Of each block, from its pages and cards; a break is a line."""
    pe.set_language("en")
    scenes = session_script("two-day", "09:00")
    assert runsheet("two-day", "09:00") == [scene.row for scene in scenes]
    kano = next(scene for scene in scenes if "L2.5" in scene.row.what)
    assert all((kano.say, kano.show, kano.ask, kano.notes))
    assert "a ✓ at tasks 1, 2, 3" in next(scene for scene in scenes if scene.row.what.startswith("Lab 0")).collect
    roadshow = next(scene for scene in scenes if scene.row.what.startswith("Roadshow"))
    assert roadshow.collect and not roadshow.say


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_click_on_the_class_server_has_its_minute_and_a_button(language):
    """Within its block, in order, and called as the server calls it; whoever learns alone has no server."""
    pe.set_language(language)
    buttons = "".join(file.read_text(encoding="utf-8") for file in SERVER_PAGES.glob("*.html"))
    buttons += "".join(one["question"] for one in course_questions(lab_names())) + translate("Hand in this lab")
    for agenda in ("half-day", "one-day", "two-day"):
        scenes = session_script(agenda, "09:00")
        for scene in scenes:
            times = [click.at for click in scene.clicks]
            assert [scene.row.start, *sorted(times)] == [times[0], *times], "in the clock's order, from the start"
            assert times[-1] <= scene.row.end
            for name in re.findall(r"“(.+?)”", "".join(click.what for click in scene.clicks)):
                assert name.rstrip("…") in buttons, name
        said = " ".join(click.what for scene in scenes for click in scene.clicks)
        assert {"zh": "交这个实验", "en": "Hand in this lab"}[language] in said
    alone = next(agenda.id for agenda in read_outline().agendas if agenda.alone)
    assert not any(scene.clicks for scene in session_script(alone, "19:00"))


@pytest.mark.parametrize(("language", "words"), [("zh", "说 看 问 收 服务器"), ("en", "Say Show Ask Collect Server")])
def test_the_script_is_a_page_in_the_language_in_use(tmp_path, language, words):
    """No role of a page is left in it."""
    pe.set_language(language)
    write_script("one-day", "09:00", tmp_path / "script.html")
    page = (tmp_path / "script.html").read_text(encoding="utf-8")
    assert all(f">{word}<" in page for word in words.split())
    assert not re.search(r"\{(lab|task|api|fact|source)\}", page)


def test_the_timer_knows_each_block_and_needs_no_network(tmp_path):
    """Minutes as the outline books them."""
    pe.set_language("en")
    write_timer("one-day", "09:00", tmp_path / "timer.html")
    page = (tmp_path / "timer.html").read_text(encoding="utf-8")
    blocks = json.loads(re.search(r"const blocks = (.*);", page)[1])
    assert [row.minutes for row in runsheet("one-day", "09:00")] == [block["minutes"] for block in blocks]
    assert not re.search(r"https?://", page)


@pytest.mark.parametrize("write", [write_script, write_timer])
def test_another_ending_is_refused(tmp_path, write):
    """Nothing is written."""
    with pytest.raises(pe.PeakendError, match=r"has no ending that can be written. Choose \.html"):
        write("one-day", "09:00", tmp_path / "day.docx")
    assert [] == list(tmp_path.iterdir())
