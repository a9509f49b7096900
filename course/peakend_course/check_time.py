"""Whether an agenda's minutes suffice: for its labs, for a turn of each group, and with nothing practised too early."""

from collections import Counter
from collections.abc import Collection, Iterator

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_course.outline import Agenda, Block, Outline
from peakend_course.problems import Problem
from peakend_labs.lab import read_lab

FILE = "course/outline.yml"
Place = tuple[str | int, ...]


def check_time(outline: Outline, agenda: Agenda, place: Place, labs: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with an agenda's order and its minutes.

    Parameters
    ----------
    outline : Outline
        The course's spine.
    agenda : Agenda
        One of its agendas.
    place : tuple
        Where it stands in the outline.
    labs : collection of str
        The labs that are written.
    """
    blocks = [
        (block, outline.line(*place, "days", i, "blocks", j))
        for i, day in enumerate(agenda.days)
        for j, block in enumerate(day.blocks)
    ]
    yield from _check_order(outline, agenda, blocks)
    yield from _check_lab_minutes(outline, agenda, blocks, labs)
    yield from _check_turns(outline, agenda, blocks, outline.line(*place))


def _check_order(outline: Outline, agenda: Agenda, blocks: list[tuple[Block, int]]) -> Iterator[Problem]:
    """Nothing is practised in a lab before a block has taught it."""
    taught: set[str] = set()
    for block, line in blocks:
        taught.update(block.sections)
        if block.lab not in outline.labs:
            continue
        lab = outline.labs[block.lab]
        if early := [name for name in lab.practised(block.tasks) if name not in taught and name in outline.sections]:
            sentence = _(
                "Agenda {agenda} practises {names} in lab {lab} before it teaches them. Move a block, or name under "
                "“tasks” only those tasks that rest on what was taught.",
                agenda=agenda.id,
                names=_listed(early),
                lab=lab.id,
            )
            yield Problem(FILE, line, sentence)


def _check_lab_minutes(
    outline: Outline, agenda: Agenda, blocks: list[tuple[Block, int]], labs: Collection[str]
) -> Iterator[Problem]:
    """A lab, or a part of one, has the minutes that it says it takes; no task is done twice."""
    done: Counter[str] = Counter()
    for block, line in blocks:
        if block.lab not in outline.labs or block.lab not in labs:
            continue
        lab = read_lab(block.lab)
        known = [task.id for task in lab.tasks]
        for task in block.tasks:
            if task not in known:
                sentence = _(
                    "Lab {lab} has no task {name!r}. Its tasks are: {names}.",
                    lab=lab.id,
                    name=task,
                    names=_listed(known),
                )
                yield Problem(FILE, line, sentence)
        done.update(f"{lab.id}#{task}" for task in block.tasks or known)
        needed = lab.minutes(block.tasks) if block.tasks else outline.labs[lab.id].minutes
        # A part may be given more time than it says, as where a team does it for its own service.
        if block.minutes < needed or (not block.tasks and block.minutes > needed):
            sentence = _(
                "Agenda {agenda} gives lab {lab} {minutes} minutes, and {booked} are booked. Change one of them.",
                agenda=agenda.id,
                lab=lab.id,
                minutes=block.minutes,
                booked=needed,
            )
            yield Problem(FILE, line, sentence)
    for task in (task for task, times in done.items() if times > 1):
        sentence = _("Agenda {agenda} has the task {name} more than once.", agenda=agenda.id, name=task)
        yield Problem(FILE, next(line for block, line in blocks if block.lab == task.split("#")[0]), sentence)


def _check_turns(outline: Outline, agenda: Agenda, blocks: list[tuple[Block, int]], start: int) -> Iterator[Problem]:
    """Where groups take turns, there are minutes for all of them."""
    for section in outline.sections.values():
        if section.turns is None or section.id in agenda.left_to_reading or agenda.alone:
            continue
        there = [(block, line) for block, line in blocks if section.id in (*block.sections, block.stages)]
        turns = next((block.turns for block, _line in there if block.turns), section.turns)
        minutes, needed = sum(block.minutes for block, _line in there), turns.minutes(outline.room)
        if there and minutes < needed:
            sentence = _(
                "{name} takes {needed} minutes with {groups} groups ({each} a group and {besides} besides), and agenda "
                "{agenda} gives it {minutes}. Change one of them.",
                name=section.id,
                needed=needed,
                groups=turns.groups or outline.room.groups,
                each=turns.each,
                besides=turns.besides,
                agenda=agenda.id,
                minutes=minutes,
            )
            yield Problem(FILE, there[-1][1] if there else start, sentence)


def _listed(names: Collection[str]) -> str:
    return join_words(names)
