"""The course's spine: what `peakend check` finds in an outline, and the run-sheet that is made from it."""

import datetime
from pathlib import Path

import openpyxl
import pytest

import peakend as pe
from peakend_course import runsheet as module
from peakend_course.check_outline import check_outline
from peakend_course.names import public_names
from peakend_course.outline import read_outline
from peakend_course.runsheet import runsheet, write_runsheet
from peakend_labs.places import lab_names

OUTLINE = Path(__file__).parents[2] / "course" / "outline.yml"
CURRICULUM = {1: 7, 2: 8, 3: 6, 4: 5, 5: 6}  # sections of each lecture, besides its practice


@pytest.fixture
def changed(tmp_path):
    """Write the outline with one thing changed, and return it with the number of the line."""

    def change(old: str, new: str):
        text = OUTLINE.read_text(encoding="utf-8")
        assert old in text
        file = tmp_path / "outline.yml"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return file, text[: text.index(old)].count("\n") + 1

    return change


def problems(file: Path) -> list[tuple[int, str]]:
    return [(p.line, p.sentence) for p in check_outline(read_outline(file), lab_names(), public_names())]


def test_the_outline_is_sound():
    """Ids, labs, minutes, breaks and functions fit together."""
    assert [] == problems(OUTLINE)


def test_the_outline_has_every_section_of_the_curriculum():
    """Five lectures, with a practice in each of the first four."""
    expected = [f"L{n}.{i}" for n, most in CURRICULUM.items() for i in range(1, most + 1)]
    expected += ["P1", "P2", "P3", "P4"]
    assert sorted(expected) == sorted(read_outline().sections)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- id: 3-three-surveys", "- id: 3-four-surveys", "There is no lab '3-four-surveys'"),
        ("lab: 3-three-surveys, minutes", "lab: 3-four-surveys, minutes", "No lecture books a lab '3-four-surveys'"),
        ("sections: [L2.6, L2.7]", "sections: [L2.6, L9.7]", "has a section 'L9.7'"),
        ("- minutes: 390", "- minutes: 395", "says 395 minutes, and its blocks without breaks add up to 390"),
        ("hours: [6, 7]", "hours: [5, 6]", "has 390 minutes of work, and its hours are 5–6"),
        ("left_to_reading: [L1.3, ", "left_to_reading: [", "has section L1.3 0 times"),
        ("left_to_reading: [L1.3,", "left_to_reading: [L1.3, L1.3,", "has section L1.3 2 times"),
        ("task-1-notes: [L2.1]", "task-1-note: [L2.1]", "Lab 2-needs has no task 'task-1-note'"),
        (
            "          task-1-notes: [L2.1]\n",
            "",
            "Say under “tasks” of lab 2-needs which sections task-1-notes practises",
        ),
        ("task-1-notes: [L2.1]", "task-1-notes: [L2.2]", "No task of lab 2-needs practises L2.1"),
        ("task-1-notes: [L2.1]", "task-1-notes: [L2.1, L1.1]", "A task of lab 2-needs practises L1.1: add it"),
        ("minutes: 80\n", "minutes: 85\n", "is booked for 85 minutes, and its headings add up to 80"),
        ("points: 24\n", "points: 25\n", "is booked with 25 points, and its tasks have 24. Change one of them."),
        ("tasks: [task-4-by-hand, ", "tasks: [task-4-by-head, ", "Lab 2-needs has no task 'task-4-by-head'"),
        (
            "tasks: [task-4-by-hand, ",
            "tasks: [task-1-notes, task-4-by-hand, ",
            "gives lab 2-needs 15 minutes, and 24 are booked",
        ),
        (
            "tasks: [task-2-to-be, task-3",
            "tasks: [task-1-as-is, task-2-to-be, task-3",
            "has the task 6-capstone#task-1-as-is more",
        ),
        (
            "sections: [P1], minutes: 15",
            "sections: [P1], minutes: 14",
            "P1 takes 15 minutes with 2 groups (2 a group and 11",
        ),
        (
            "stages: L5.3, minutes: 35",
            "stages: L5.3, minutes: 25",
            "L5.3 takes 35 minutes with 6 groups (5 a group and 5",
        ),
        (
            "minutes: 60, title: {zh: 午餐",
            "minutes: 900, title: {zh: 午餐",
            "A break of 900 minutes takes the day away",
        ),
        (
            "          - {way: game, minutes: 5, title: {zh: 回顾",
            "          - {way: break, minutes: 15}\n          - {way: game, minutes: 5, title: {zh: 回顾",
            "A day begins and ends with work",
        ),
        ("cases: [hospital,", "cases: [hospital, hospital,", "hospital appears here twice; keep one."),
        ("  - id: two-day", "  - id: one-day", "one-day appears here twice; keep one."),
        ("materials: [bell]", "materials: [gong]", "There is no material 'gong'"),
        ("group: pairs, materials: [bell]", "group: choir, materials: [bell]", "There is no grouping 'choir'"),
        ("objectives: [O3, O4]", "objectives: [O3, O9]", "There is no objective 'O9'"),
        ("functions: [kano]", "functions: [canoe]", "The library has no pe.canoe"),
        ("cut: {minutes: 5, zh: 每组只画", "cut: {minutes: 25, zh: 每组只画", "must be less than the block (25)"),
    ],
)
def test_a_mistake_in_the_outline_is_found_on_its_line(changed, old, new, said):
    """The sentence says what was found, and the line is the one to mend, or that of the part around it."""
    file, line = changed(old, new)
    found = problems(file)
    assert [said] == [said for _line, sentence in found if said in sentence][:1]
    assert any(at <= line and said in sentence for at, sentence in found)


def test_a_lab_has_the_minutes_that_it_is_booked_for(changed):
    """Also where the day's sum is right."""
    file, _line = changed("lab: 3-three-surveys, minutes: 40", "lab: 3-three-surveys, minutes: 35")
    assert any(
        "gives lab 3-three-surveys 35 minutes, and 40 are booked" in sentence for _at, sentence in problems(file)
    )


def test_nothing_is_practised_before_it_is_taught(changed):
    """A lab in front of its section is found on the lab's line, with what to do; a part of it may rest on less."""
    taught = "          - {way: talk, sections: [L4.3], minutes: 10, group: room, materials: [projector]}\n"
    file, line = changed(taught, "")
    said = "Agenda one-day practises L4.3 in lab 5-peaks-and-ends before it teaches them."
    assert [(line, said)] == [(at, sentence[: len(said)]) for at, sentence in problems(file) if said in sentence]


def test_a_larger_class_needs_more_minutes_where_groups_take_turns(changed):
    """Each agenda whose roadshow would be too short is named."""
    file, _line = changed("groups: 6}", "groups: 9}")
    said = [sentence for _at, sentence in problems(file) if "L5.3 takes" in sentence]
    assert ["half-day gives it 20", "one-day gives it 35", "two-day gives it 40"] == [
        sentence.split("agenda ")[1].split(".")[0] for sentence in said
    ]


def test_a_lecture_keeps_its_number_where_another_is_dropped():
    """Its id is its number, on slides as on its pages."""
    outline = read_outline()
    fewer = outline.model_copy(update={"lectures": outline.lectures[:3] + outline.lectures[4:]})
    assert "L5" == fewer.lecture(5).id
    with pytest.raises(pe.PeakendError, match=r"There is no lecture 4\. There are: 1, 2, 3, 5\."):
        fewer.lecture(4)


def test_people_get_a_break_after_100_minutes_at_most(changed):
    """Without the first break, the block that goes beyond is named."""
    file, line = changed(
        "          - {way: break, minutes: 15}\n          - {way: case, sections: [L4.2]",
        "          - {way: case, sections: [L4.2]",
    )
    assert (
        line + 2,
        "Here 115 minutes have passed without a break; put one in, at most 100 after the last.",
    ) in problems(file)


def test_a_lab_that_is_written_is_no_longer_planned(changed):
    """The outline must not go on saying so."""
    file, line = changed("        points: 24\n", "        points: 24\n        status: planned\n")
    assert (line - 3, "Lab 3-three-surveys is written: take “status: planned” out.") in problems(file)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("way: game", "way: lecture", "blocks 5, way: 'lecture' is not one of the choices: talk, case, group"),
        ("minutes: 390\n", "minute: 390\n", "days 1: the field 'minutes' is missing"),
        ("hours: [6, 7]", "hours: [6, 7]\n    our: 1", "there is no field 'our'; the fields are id, title, hours"),
        ("minutes: 390\n", "minutes: 390 min\n", "'390 min' cannot be used here; a whole number is needed"),
        ("cases: [hospital", "cases: {a: hospital", "this is not YAML"),
        ("id: one-day", "id: [one-day", "this is not YAML"),
        ("    hours: [6, 7]", "     hours: [6, 7]", "this is not YAML"),
    ],
)
def test_an_outline_that_cannot_be_read_names_its_line(changed, old, new, said):
    """One sentence with file and line."""
    file, line = changed(old, new)
    with pytest.raises(pe.PeakendError) as error:
        read_outline(file)
    assert said in str(error.value)
    at = int(str(error.value).split("line ")[1].split(":")[0])
    assert abs(at - line) <= 2


def test_an_outline_saved_in_another_encoding_says_so(tmp_path):
    """As an editor on a Chinese Windows may do."""
    file = tmp_path / "outline.yml"
    file.write_bytes(OUTLINE.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(pe.PeakendError, match=r"outline\.yml is not written in UTF-8\. Save it as UTF-8"):
        read_outline(file)


def test_an_editors_mark_at_the_beginning_does_no_harm(tmp_path):
    """Which Windows' Notepad writes."""
    file = tmp_path / "outline.yml"
    file.write_text(OUTLINE.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert read_outline() == read_outline(file)


def test_clock_times_follow_from_the_start():
    """Each block starts when the one before it ends; the second day starts like the first."""
    rows = runsheet("two-day", "09:00")
    assert ("09:00", "09:05") == (rows[0].start, rows[0].end)
    second = [row for row in rows if row.day == 2]
    assert "09:00" == second[0].start
    for day in (1, 2):
        of_day = [row for row in rows if row.day == day]
        assert [row.end for row in of_day[:-1]] == [row.start for row in of_day[1:]]


@pytest.mark.parametrize(
    ("agenda", "least", "most"),
    [("half-day", 180, 240), ("one-day", 360, 420), ("two-day", 660, 720), ("self-study", 540, 600)],
)
def test_agendas_are_as_long_as_they_say(agenda, least, most):
    """As the agenda's hours say, without breaks."""
    assert least <= sum(row.minutes for row in runsheet(agenda, "09:00") if not row.is_break) <= most


def test_the_run_sheet_speaks_the_language_in_use(tmp_path):
    """Headings, titles and what can be cut."""
    pe.set_language("zh")
    write_runsheet("one-day", "08:30", tmp_path / "day.html")
    page = (tmp_path / "day.html").read_text(encoding="utf-8")
    assert all(word in page for word in ("一天版", "08:30–08:35", "实验 3　三份问卷", "午餐", "来不及时可压缩"))


def test_the_run_sheet_opens_in_a_spreadsheet(tmp_path):
    """One row a block below the headings; all other texts stay text, also where they begin as a formula does."""
    write_runsheet("one-day", "09:00", tmp_path / "day.xlsx")
    cells = list(openpyxl.load_workbook(tmp_path / "day.xlsx").active.values)
    assert len(runsheet("one-day", "09:00")) == len(cells) - 1
    assert ("day", "begins", "ends", "minutes", "way of working") == cells[0][:5]
    assert not [cell for row in cells for cell in (row[0], *row[3:]) if str(cell).startswith("=")]


def test_times_are_stored_beside_their_formulas(tmp_path):
    """For readers that do not calculate; and all of it prints on one page."""
    write_runsheet("two-day", "09:00", tmp_path / "days.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "days.xlsx", data_only=True).active
    rows = runsheet("two-day", "09:00")
    told = [(row.start, row.end) for row in rows]
    assert told == [tuple(f"{time:%H:%M}" for time in cells[1:3]) for cells in list(sheet.values)[1:]]
    assert (1, 1, True) == (
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.sheet_properties.pageSetUpPr.fitToPage,
    )


def test_later_times_of_the_run_sheet_follow_from_those_before(tmp_path):
    """A day's first is a real time; who changes a block's minutes sees the rest of that day move."""
    write_runsheet("two-day", "09:00", tmp_path / "days.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "days.xlsx").active.values)
    second = next(number for number, row in enumerate(rows) if row[0] == 2)
    assert [datetime.time(9), "=C2", datetime.time(9)] == [rows[1][1], rows[2][1], rows[second][1]]
    assert ["=B2+D2/1440", "=B3+D3/1440"] == [rows[1][2], rows[2][2]]


@pytest.mark.parametrize(
    ("agenda", "start", "said"),
    [
        ("three-day", "09:00", "There is no agenda 'three-day'. There are: half-day, one-day, two-day, self-study."),
        ("one-day", "nine", "'nine' is not a time. Write hours and minutes, for instance 09:00."),
        ("one-day", "9:5", "'9:5' is not a time. Write hours and minutes, for instance 09:00."),
        ("one-day", "25:00", "'25:00' is not a time. Write hours and minutes, for instance 09:00."),
        ("one-day", "19:00", "The day would run past midnight. Start earlier."),
    ],
)
def test_a_run_sheet_that_cannot_be_is_one_sentence(agenda, start, said):
    """What was found, and what is allowed."""
    with pytest.raises(pe.PeakendError) as error:
        runsheet(agenda, start)
    assert said == str(error.value)


def test_a_chinese_keyboard_may_write_the_time():
    """The full-width colon is one too."""
    assert "09:00" == runsheet("one-day", "09：00")[0].start


def test_no_run_sheet_is_made_from_an_outline_that_does_not_add_up(changed, monkeypatch):
    """The sentence of the check, with file and line."""
    file, line = changed("- minutes: 390", "- minutes: 395")
    monkeypatch.setattr(module, "read_outline", lambda: read_outline(file))
    with pytest.raises(pe.PeakendError, match=f"outline.yml, line {line}: The day says 395 minutes"):
        runsheet("one-day", "09:00")


def test_an_unknown_ending_is_refused(tmp_path):
    """Nothing is written."""
    with pytest.raises(pe.PeakendError, match=r"Choose \.html, \.pdf, \.xlsx, \.csv"):
        write_runsheet("one-day", "09:00", tmp_path / "day.docx")
    assert [] == list(tmp_path.iterdir())
