"""The commands that grade: a class, and what this machine can wall in."""

import itertools
import os
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table

from peakend.base.errors import PeakendError
from peakend.base.extras import require
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.base.program import as_typed
from peakend.command.app import Case, Language, app, choose_language, console, progress, say
from peakend_grading.untrusted.plain_json import visible_text

if TYPE_CHECKING:
    from peakend.lessons.roster import Roster
    from peakend_grading.intake.submissions import Submission
    from peakend_grading.marks.grades import TaskGrade


@app.command()
def grade(
    submissions: Annotated[Path | None, typer.Argument(metavar="SUBMISSIONS")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("graded"),
    lab: Annotated[str | None, typer.Option(metavar="LAB")] = None,
    lang: Language = None,
    case: Case = None,
    jobs: Annotated[int, typer.Option(min=1, help="同时批改几份 · how many at a time")] = os.cpu_count() or 1,
    names: Annotated[Path | None, typer.Option(metavar="FILE", help="班级名单 · the class: id, name, team")] = None,
    db: Annotated[str | None, typer.Option(metavar="URL", help="成绩册数据库 · the gradebook's database")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="URL", help="Dask: tcp://…")] = None,
    in_kernel: Annotated[
        bool, typer.Option("--in-kernel", help="检查与作答同一进程 · tests among the answers, as nbgrader does")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="已批改的也重批 · grade what is graded, too")] = False,
    without_sandbox: Annotated[
        bool, typer.Option("--without-sandbox", help="不用沙箱，只批信得过的 · trusted submissions only")
    ] = False,
    withdraw: Annotated[
        str | None, typer.Option(metavar="ID", help="撤下此人的作业 · forget what ID handed in")
    ] = None,
    merge: Annotated[
        str | None, typer.Option(metavar="GHOST=ID", help="GHOST 交的算 ID 的 · count what GHOST handed in for ID")
    ] = None,
) -> None:
    """批改一批作业 · grade SUBMISSIONS/<trainee>/<lab>/<lab>.ipynb into DIR."""
    if withdraw is not None:
        choose_language(lang)
        _withdraw(out, withdraw, lab, db or "")
        return
    if merge is not None:
        choose_language(lang)
        _merge(out, merge, db or "")
        return
    if submissions is None:
        choose_language(lang)
        raise PeakendError(_("Name the folder of hand-ins: peakend grade SUBMISSIONS."))
    from peakend_grading.host.zygote_client import start_zygote
    from peakend_grading.lean_imports import leave_out_unneeded

    leave_out_unneeded()  # first: whatever reads notebooks imports jsonschema
    language = choose_language(lang)
    for module in ("IPython", "nbgrader"):
        require(module)  # before a process is started that would say it in its own way
    if not without_sandbox and not scheduler:
        start_zygote(jobs)  # it imports while this process does, and so does the reader

    from peakend_grading.intake.reader import Reader

    with Reader() as reader:
        from peakend_grading.host.assignments import assignment_names, choose_assignment
        from peakend_grading.host.cluster import connect
        from peakend_grading.host.grade import Grading
        from peakend_grading.host.grade import grade as grade_all
        from peakend_grading.host.merge import as_merged
        from peakend_grading.intake.search import find_hand_ins
        from peakend_grading.marks.book import open_book
        from peakend_grading.marks.grades import write_grades
        from peakend_grading.marks.worth_a_look import worth_a_look
        from peakend_labs.choose import choose_cases
        from peakend_labs.lab_source import DEFAULT_CASE
        from peakend_labs.places import lab_names

        if lab:
            choose_assignment(lab, assignment_names(out))
        if case:
            choose_cases(lab_names(), case)
        roster = _read_roster(names) if names else None
        ids, merged = set[str](), dict[str, str]()
        if db or (out / "gradebook.db").is_file():
            with open_book(out, db or "") as book:
                ids, merged = {trainee for trainee, _lab in book.judged()}, book.merged()
        hand_ins = find_hand_ins(submissions, assignment_names(out), lab, roster, sorted(ids | set(merged)), reader)
        found, merged_notes = as_merged(list(hand_ins.submissions), merged, roster)
        for note in (*hand_ins.notes, *merged_notes, *_lacking(found, roster)):
            say(note)
        executor = None
        if scheduler:
            executor, jobs = connect(scheduler)
        grading = Grading(
            out,
            language,
            case or DEFAULT_CASE,
            jobs=jobs,
            database=db or "",
            in_kernel=in_kernel,
            again=again,
            sandbox=not without_sandbox,
        )
        run = grade_all(found, grading, executor, reader)
        try:
            grades = _watch(run, len(found))
            with open_book(out, db or "") as book:
                look = worth_a_look(
                    book.notes(), {person.id: person.name for person in roster.people} if roster else {}
                )
                write_grades(book.marks(), out / "grades.csv", look)
            receipts = {(one.trainee, one.lab): one.receipt for one in found}
            console.print(_grade_table(grades, receipts, look))
            say(_("Written: {file}", file=out / "grades.csv"))
            with console.status(_("Drawing the charts …")):
                deque(run, maxlen=0)  # no grades are left, but pictures
        except KeyboardInterrupt:
            say(_("Stopped. What is graded stays graded; start again to go on."))
            raise typer.Exit(130) from None


def _withdraw(out: Path, trainee: str, lab: str | None, database: str) -> None:
    """Take an entry out of the gradebook, and write the grades anew."""
    from peakend_grading.host.withdraw import withdraw
    from peakend_grading.marks.book import open_book
    from peakend_grading.marks.grades import write_grades
    from peakend_grading.marks.worth_a_look import worth_a_look

    with open_book(out, database) as book:
        labs = withdraw(book, out, trainee, lab)
        write_grades(book.marks(), out / "grades.csv", worth_a_look(book.notes(), {}))
    say(_("{trainee}: withdrawn are {labs}.", trainee=visible_text(trainee), labs=join_words(labs)))
    say(_("Take the hand-in out of its folder, too, or it is graded again; then write report and certificates again."))


def _merge(out: Path, pair: str, database: str) -> None:
    """Make one id's hand-ins another's, and write the grades anew."""
    from peakend_grading.host.merge import merge, read_pair
    from peakend_grading.marks.book import open_book
    from peakend_grading.marks.grades import write_grades
    from peakend_grading.marks.worth_a_look import worth_a_look

    ghost, owner = read_pair(pair)
    with open_book(out, database) as book:
        labs = merge(book, out, ghost, owner)
        write_grades(book.marks(), out / "grades.csv", worth_a_look(book.notes(), {}))
    names = {"ghost": visible_text(ghost), "owner": visible_text(owner), "labs": join_words(labs)}
    say(_("{labs} of {ghost} now count for {owner}, and so does what {ghost} hands in later.", **names))
    say(_("Grade once more, since the figures may be others; then write feedback, report and certificates again."))


@app.command()
def doctor(lang: Language = None) -> None:
    """检查这台电脑 · say what this machine can do, what is missing, and the fix."""
    from peakend_grading.walls.doctor import walls
    from peakend_labs.doctor import labs_for_browsers, machine, rows
    from peakend_labs.places import kit_language

    choose_language(lang or kit_language())
    with console.status(_("Trying it out …")):
        things = [*machine(), *([] if kit_language() else [labs_for_browsers()])]
    course = Table("", Column(_("to open the course"), no_wrap=True), _("what was found"), _("fix"))
    for row in rows(things):
        course.add_row(*row)
    console.print(course)
    if not all(one.found for one in things if one.needed):
        raise PeakendError(_("The course cannot be opened on this machine until that is fixed."))
    if kit_language():
        return  # grading is the trainer's
    table = Table("", Column(_("isolation"), no_wrap=True), _("what it does"), _("fix"))
    with console.status(_("Trying it out …")):
        found = walls()
    for wall in found:
        table.add_row("✓" if wall.found else "✗" if wall.needed else "–", wall.name, wall.keeps, as_typed(wall.fix))
    console.print(table)
    if not all(wall.found for wall in found if wall.needed):
        raise PeakendError(_("Submissions cannot be graded safely on this machine."))


def _read_roster(names: Path) -> "Roster":
    from peakend.lessons.roster import Roster  # and with it pandas: only where there is a list

    return Roster.read(names)


def _lacking(found: "list[Submission]", roster: "Roster | None") -> Iterator[str]:
    """Say who is not in the class's list, and of each lab who in it has not handed it in."""
    people = roster.people if roster else ()
    if people and (strangers := sorted({one.trainee for one in found if one.known} - {one.id for one in people})):
        yield _(
            "Not in the class's list: {names}. If one of them stands there under another id, say so with --merge.",
            names=join_words(map(visible_text, strangers)),
        )
    for lab in sorted({one.lab for one in found if one.known}):
        there = {one.trainee for one in found if one.lab == lab}
        if lacking := [person.name or person.id for person in people if person.id not in there]:
            yield _("{lab}: not handed in by {names}.", lab=lab, names=join_words(lacking))


def _watch(run: "Iterator[list[TaskGrade]]", count: int) -> "list[TaskGrade]":
    """Show how far grading is, and return the grades of all submissions."""
    grades: list[TaskGrade] = []
    with progress() as bar:
        task = bar.add_task(_("Grading"), total=count)
        failed, started = 0, time.monotonic()
        for done, graded in enumerate(itertools.islice(run, count), start=1):
            grades += graded
            failed += all(item.reason and item.score == 0 for item in graded)
            rate = done / (time.monotonic() - started)
            said = _("Grading · {rate:.1f} a second · {failed} without points", rate=rate, failed=failed)
            bar.update(task, advance=1, description=said)
    return grades


def _grade_table(
    grades: "list[TaskGrade]", receipts: Mapping[tuple[str, str], str], look: Mapping[tuple[str, str], str]
) -> Table:
    """One row a submission: its points, the tasks that lost some, and what is worth a look; reasons are in the CSV."""
    table = Table(
        _("trainee"),
        Column(_("lab"), no_wrap=True),
        Column(_("receipt"), no_wrap=True),
        _("score"),
        _("by hand"),
        Column(_("points lost"), overflow="fold"),
        Column(_("worth a look"), overflow="fold"),
    )
    rows: dict[tuple[str, str], list[TaskGrade]] = defaultdict(list)
    for task in grades:
        rows[task.trainee, task.lab].append(task)
    for (trainee, lab), tasks in rows.items():
        scores = [(task, task.score) for task in tasks if task.score is not None]
        waiting = sum(task.max_score for task in tasks if task.score is None)
        lost = [f"{task.task} −{task.max_score - score:g}" for task, score in scores if score < task.max_score]
        reasons = {task.reason for task in tasks}  # one reason for all tasks: the submission could not be graded
        table.add_row(
            visible_text(trainee),
            lab,
            receipts.get((trainee, lab)),
            f"{sum(score for _task, score in scores):g} / {sum(task.max_score for task, _score in scores):g}",
            f"{waiting:g}" if waiting else "–",
            reasons.pop() if len(reasons) == 1 else join_words(lost) if lost else "",
            look.get((trainee, lab), ""),
        )
    return table
