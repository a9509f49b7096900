"""Whether the outline holds together: ids, labs, minutes, breaks."""

from collections import Counter
from collections.abc import Collection, Iterator

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_course.check_time import FILE, check_time
from peakend_course.outline import Agenda, Block, Day, Lab, Outline
from peakend_course.problems import Problem
from peakend_course.sheets import SHEETS
from peakend_labs.lab import read_lab

MOST_MINUTES_WITHOUT_BREAK = 100
MOST_MINUTES_OF_BREAK = 120


def check_outline(outline: Outline, labs: Collection[str], functions: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with an outline.

    Parameters
    ----------
    outline : Outline
        What to check.
    labs : collection of str
        The labs that exist.
    functions : collection of str
        The library's public names.
    """
    yield from _check_once(outline)
    yield from _check_lectures(outline, functions)
    yield from _check_labs(outline, labs)
    for number, agenda in enumerate(outline.agendas):
        yield from _check_agenda(outline, agenda, number, labs)


def _check_once(outline: Outline) -> Iterator[Problem]:
    """Nothing that is called by its name has that of another."""
    lectures = outline.lectures
    names = {
        "lectures": [each for lecture in lectures for each in (lecture.id, *(lab.id for lab in lecture.labs))],
        "agendas": [agenda.id for agenda in outline.agendas],
        "cases": outline.cases,
        "guide": outline.guide,
    }
    for part, ids in names.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield Problem(FILE, outline.line(part), _("{id} appears here twice; keep one.", id=name))


def _check_lectures(outline: Outline, functions: Collection[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, lecture in enumerate(outline.lectures):
        for name in lecture.objectives:
            if name not in outline.objectives:
                sentence = _(
                    "There is no objective {name!r}. There are: {names}.", name=name, names=_listed(outline.objectives)
                )
                yield Problem(FILE, outline.line("lectures", i, "objectives"), sentence)
        for j, section in enumerate(lecture.sections):
            line = outline.line("lectures", i, "sections", j)
            if section.id in seen:
                yield Problem(FILE, line, _("Section {name} appears twice; keep one.", name=section.id))
            seen.add(section.id)
            for name in section.functions:
                if name not in functions:
                    yield Problem(FILE, line, _("The library has no pe.{name}; take it out, or correct it.", name=name))


def _check_labs(outline: Outline, labs: Collection[str]) -> Iterator[Problem]:
    practised = {section for lab in outline.labs.values() for section in lab.sections}
    for i, lecture in enumerate(outline.lectures):
        for j, lab in enumerate(lecture.labs):
            line = outline.line("lectures", i, "labs", j)
            if lab.id not in labs and lab.status is None:
                sentence = _("There is no lab {name!r}. There are: {names}.", name=lab.id, names=_listed(labs))
                yield Problem(FILE, line, sentence)
            if lab.id in labs and lab.status:
                yield Problem(FILE, line, _("Lab {name} is written: take “status: planned” out.", name=lab.id))
            for section in lab.sections:
                if section not in outline.sections:
                    yield Problem(FILE, line, _unknown_section(section))
            if lab.id in labs:
                yield from (Problem(FILE, line, sentence) for sentence in _check_tasks(lab))
        for j, taught in enumerate(lecture.sections):
            if taught.id not in practised:
                sentence = _("No lab practises {name}: add it to the sections of one.", name=taught.id)
                yield Problem(FILE, outline.line("lectures", i, "sections", j), sentence)
    for name in labs:
        if name not in outline.labs:
            yield Problem(FILE, 1, _("Lab {name} exists, and no lecture books it: add it to one.", name=name))


def _check_tasks(lab: Lab) -> Iterator[str]:
    """A lab's sections are those that its tasks practise, and its minutes those of its headings."""
    source = read_lab(lab.id)
    there, said = [task.id for task in source.tasks], {section for each in lab.tasks.values() for section in each}
    for task in lab.tasks:
        if task not in there:
            yield _(
                "Lab {lab} has no task {name!r}. Its tasks are: {names}.", lab=lab.id, name=task, names=_listed(there)
            )
    for task in there:
        if task not in lab.tasks:
            yield _("Say under “tasks” of lab {lab} which sections {name} practises.", lab=lab.id, name=task)
    for section in lab.sections:
        if section not in said:
            yield _("No task of lab {lab} practises {name}: name one under “tasks”.", lab=lab.id, name=section)
    for section in sorted(said - set(lab.sections)):
        yield _("A task of lab {lab} practises {name}: add it to the lab's sections.", lab=lab.id, name=section)
    if source.minutes() != lab.minutes:
        yield _(
            "Lab {lab} is booked for {booked} minutes, and its headings add up to {minutes}. Change one of them.",
            lab=lab.id,
            booked=lab.minutes,
            minutes=source.minutes(),
        )
    if (points := sum(task.points for task in source.tasks)) != lab.points:
        yield _(
            "Lab {lab} is booked with {booked} points, and its tasks have {points}. Change one of them.",
            lab=lab.id,
            booked=f"{lab.points:g}",
            points=f"{points:g}",
        )


def _check_agenda(outline: Outline, agenda: Agenda, number: int, labs: Collection[str]) -> Iterator[Problem]:
    place = ("agendas", number)
    for i, day in enumerate(agenda.days):
        yield from _check_day(outline, day, (*place, "days", i))
    work = sum(day.minutes for day in agenda.days)
    least, most = agenda.hours
    if not least * 60 <= work <= most * 60:
        sentence = _(
            "Agenda {name} has {minutes} minutes of work, and its hours are {least:g}–{most:g}. Change one of them.",
            name=agenda.id,
            minutes=work,
            least=least,
            most=most,
        )
        yield Problem(FILE, outline.line(*place, "hours"), sentence)
    yield from _check_coverage(outline, agenda, place)
    yield from check_time(outline, agenda, place, labs)


def _check_day(outline: Outline, day: Day, place: tuple[str | int, ...]) -> Iterator[Problem]:
    added = sum(block.minutes for block in day.blocks if block.way != "break")
    if added != day.minutes:
        sentence = _(
            "The day says {said} minutes, and its blocks without breaks add up to {added}. Change one of them.",
            said=day.minutes,
            added=added,
        )
        yield Problem(FILE, outline.line(*place, "minutes"), sentence)
    since_break = 0
    for i, block in enumerate(day.blocks):
        line = outline.line(*place, "blocks", i)
        since_break = 0 if block.way == "break" else since_break + block.minutes
        if since_break > MOST_MINUTES_WITHOUT_BREAK >= since_break - block.minutes:
            sentence = _(
                "Here {minutes} minutes have passed without a break; put one in, at most {most} after the last.",
                minutes=since_break,
                most=MOST_MINUTES_WITHOUT_BREAK,
            )
            yield Problem(FILE, line, sentence)
        if block.way == "break":
            yield from (Problem(FILE, line, sentence) for sentence in _check_break(block, day))
        yield from (Problem(FILE, line, sentence) for sentence in _check_block(outline, block))


def _check_break(block: Block, day: Day) -> Iterator[str]:
    if block.minutes > MOST_MINUTES_OF_BREAK:
        yield _(
            "A break of {minutes} minutes takes the day away; {most} are the most.",
            minutes=block.minutes,
            most=MOST_MINUTES_OF_BREAK,
        )
    if block is day.blocks[0] or block is day.blocks[-1]:
        yield _("A day begins and ends with work; put the break between two blocks, or take it out.")


def _check_block(outline: Outline, block: Block) -> Iterator[str]:
    if block.way != "break" and [bool(block.sections), bool(block.lab), bool(block.title)].count(True) != 1:
        yield _("A block has one of: sections, lab, title.")
    for section in block.sections:
        if section not in outline.sections:
            yield _unknown_section(section)
    if block.lab and block.lab not in outline.labs:
        yield _("No lecture books a lab {name!r}. Booked are: {names}.", name=block.lab, names=_listed(outline.labs))
    for material in block.materials:
        if material not in outline.materials and material not in SHEETS:
            names = _listed([*outline.materials, *SHEETS])
            yield _("There is no material {name!r}. There are: {names}.", name=material, names=names)
    if block.group and block.group not in outline.groupings:
        yield _(
            "There is no grouping {name!r}. There are: {names}.", name=block.group, names=_listed(outline.groupings)
        )
    if block.cut and block.cut.minutes >= block.minutes:
        yield _(
            "What can be cut ({cut} minutes) must be less than the block ({minutes}).",
            cut=block.cut.minutes,
            minutes=block.minutes,
        )


def _check_coverage(outline: Outline, agenda: Agenda, place: tuple[str | int, ...]) -> Iterator[Problem]:
    """Each section is taught once, or left to reading."""
    taught = Counter(section for day in agenda.days for block in day.blocks for section in block.sections)
    taught.update(agenda.left_to_reading)
    for section in agenda.left_to_reading:
        if section not in outline.sections:
            yield Problem(FILE, outline.line(*place, "left_to_reading"), _unknown_section(section))
    for section in outline.sections:
        if taught[section] != 1:
            sentence = _(
                "Agenda {agenda} has section {name} {times} times; it belongs into one block, or into left_to_reading.",
                agenda=agenda.id,
                name=section,
                times=taught[section],
            )
            yield Problem(FILE, outline.line(*place), sentence)


def _unknown_section(name: str) -> str:
    return _("No lecture has a section {name!r}; correct it, or add the section.", name=name)


def _listed(names: Collection[str]) -> str:
    return join_words(names)
