"""The command ``peakend``: every failure one sentence and an exit code, never a traceback."""

import functools
import itertools
import json
import os
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Column, Table

from peakend.errors import PeakendError
from peakend.language import LANGUAGES, get_language, set_language
from peakend.language import translate as _

if TYPE_CHECKING:
    from peakend_grading.check import Outcome
    from peakend_grading.grades import TaskGrade

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Peakend · 峰终：服务体验管理课程套件",
)
# Into a file or a pipe a table goes whole; 80 columns would cut it.
console = Console(width=None if sys.stdout.isatty() else 160)
errors = Console(stderr=True)

Language = Annotated[str | None, typer.Option("--lang", help="zh | en", metavar="zh|en")]
Case = Annotated[str | None, typer.Option(help="service-hall | hospital | coffee-shop", metavar="CASE")]
Labs = Annotated[list[str] | None, typer.Argument(metavar="[LAB]...")]


def say(text: str) -> None:
    """Print a sentence as it is: no markup, no colours, no line breaks of our own."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def fail(text: str) -> NoReturn:
    """Print a sentence in red and leave with exit code 2."""
    errors.print(text, style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(2)


def one_sentence(command: Callable[..., None]) -> Callable[..., None]:
    """Turn a user's mistake into one sentence and exit code 2."""

    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except PeakendError as error:
            fail(str(error))
        except PermissionError as error:
            fail(_("No permission for {file}. Close what holds it, or name another folder.", file=error.filename))

    return wrapped


@app.command()
@one_sentence
def lab(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]")] = None,
    lang: Language = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    browser: Annotated[bool, typer.Option(help="打开浏览器 · open a browser")] = True,
    option: Annotated[list[str] | None, typer.Option(help="JupyterLab", metavar="--NAME=VALUE")] = None,
) -> None:
    """准备练习文件夹并打开 JupyterLab · prepare a workspace and open JupyterLab on the course."""
    from peakend_grading.house import kit_language
    from peakend_grading.workspace import free_port, open_jupyterlab, prepare_workspace

    language = choose_language(lang or kit_language())
    if kit_language() not in (None, language):
        raise PeakendError(_("This kit is in another language ({found}); leave out --lang.", found=kit_language()))
    port = free_port(port)
    folder = folder or Path(f"peakend-{language}")
    with console.status(_("Preparing the workspace …")):
        added = prepare_workspace(folder, language)
    if added:
        say(_("{count} files added to {folder}.", count=len(added), folder=folder))
    else:
        say(_("Your work in {folder} is as you left it.", folder=folder))
    open_jupyterlab(folder, language, port, browser, option or [])


@app.command()
@one_sentence
def check(
    labs: Labs = None,
    lang: Language = None,
    case: Case = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE")] = None,
) -> None:
    """执行每个实验并核对得分 · execute every lab, solved, blank and misunderstood, and check scores and hints."""
    from peakend_grading.check import check_labs, plan, slow_cells, versions
    from peakend_grading.check_cache import CACHE
    from peakend_grading.house import choose_labs
    from peakend_grading.teaching.check_course import require_sound_course

    languages = [choose_language(lang)] if lang else list(LANGUAGES)
    jobs = plan(choose_labs(labs or []), languages, case)
    if not labs:
        require_sound_course()
    outcomes = []
    with progress() as bar:
        task = bar.add_task(_("Executing"), total=sum(len(versions(job.lab)) for job in jobs))
        for outcome in check_labs(jobs, cache=CACHE):
            outcomes.append(outcome)
            bar.advance(task)
    outcomes.sort(key=lambda outcome: (outcome.lab, outcome.case, outcome.language, outcome.version))
    console.print(_outcome_table(outcomes))
    if json_file:
        from peakend.files import write_text

        rows = [{**asdict(outcome), "passed": outcome.passed} for outcome in outcomes]
        write_text(json_file, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    failed = sum(not outcome.passed for outcome in outcomes)
    if failed:
        raise PeakendError(
            _("{failed} of {count} runs did not score what they must.", failed=failed, count=len(outcomes))
        )
    for job, seconds in slow_cells(outcomes).items():
        raise PeakendError(
            _("{lab} ({language}, {case}) has a cell that took {seconds} s.", **asdict(job), seconds=f"{seconds:.1f}")
        )
    # Whoever works on one lab wants to see that one first, also before the outline books it.
    if labs:
        require_sound_course()


@app.command(name="new-lab")
@one_sentence
def new_lab(name: Annotated[str, typer.Argument(metavar="LAB")], lang: Language = None) -> None:
    """从样板新建实验 · make a lab from the template."""
    from peakend_grading import house

    choose_language(lang)
    say(_("{folder} is there. How to go on: labs/write-a-lab.en.md.", folder=house.new_lab(name)))


@app.command()
@one_sentence
def release(
    labs: Labs = None,
    lang: Language = None,
    case: Case = None,
    out: Annotated[Path, typer.Option(metavar="KIT")] = Path("kit"),
) -> None:
    """生成学员包 · write the trainees' kit, without solutions or hidden tests."""
    from peakend_grading.house import DEFAULT_CASE
    from peakend_grading.release import release_kit

    language = choose_language(lang)
    with console.status(_("Releasing …")):
        released = release_kit(labs or [], language, out, case or DEFAULT_CASE)
    say(_("{folder}: {labs} ({language}), no leak found.", folder=out, labs=", ".join(released), language=language))


@app.command()
@one_sentence
def grade(
    submissions: Annotated[Path, typer.Argument(metavar="SUBMISSIONS")],
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("graded"),
    lab: Annotated[str | None, typer.Option(metavar="LAB")] = None,
    lang: Language = None,
    case: Case = None,
    jobs: Annotated[int, typer.Option(min=1, help="同时批改几份 · how many at a time")] = os.cpu_count() or 1,
    db: Annotated[str | None, typer.Option(metavar="URL", help="成绩册数据库 · the gradebook's database")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="URL", help="Dask: tcp://…")] = None,
    in_kernel: Annotated[
        bool, typer.Option("--in-kernel", help="检查与作答同一进程 · tests among the answers, as nbgrader does")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="已批改的也重批 · grade what is graded, too")] = False,
    without_sandbox: Annotated[
        bool, typer.Option("--without-sandbox", help="不用沙箱，只批信得过的 · trusted submissions only")
    ] = False,
) -> None:
    """批改一批作业 · grade SUBMISSIONS/<trainee>/<lab>/<lab>.ipynb into DIR."""
    from peakend_grading.judging.grade_notebook import start_zygote
    from peakend_grading.judging.lean_imports import leave_out_grammar

    leave_out_grammar()
    language = choose_language(lang)
    if not without_sandbox and not scheduler:
        start_zygote(jobs)  # it imports while this process does

    from peakend_grading.grade import Grading
    from peakend_grading.grade import grade as grade_all
    from peakend_grading.grades import write_grades
    from peakend_grading.house import DEFAULT_CASE, lab_names
    from peakend_grading.judging.assignments import assignment_names, choose_assignment
    from peakend_grading.judging.cluster import connect
    from peakend_grading.source import choose_cases
    from peakend_grading.submissions import find_submissions

    if lab:
        choose_assignment(lab, assignment_names(out))
    if case:
        choose_cases(lab_names(), case)
    found = find_submissions(submissions, assignment_names(out), lab)
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
    run = grade_all(found, grading, executor)
    try:
        grades = _watch(run, len(found))
        write_grades(grades, out / "grades.csv")
        console.print(_grade_table(grades))
        say(_("Written: {file}", file=out / "grades.csv"))
        with console.status(_("Drawing the charts …")):
            deque(run, maxlen=0)  # no grades are left, but pictures
    except KeyboardInterrupt:
        say(_("Stopped. What is graded stays graded; start again to go on."))
        raise typer.Exit(130) from None


@app.command()
@one_sentence
def doctor() -> None:
    """检查这台电脑 · say what this machine can do, what is missing, and the fix."""
    from peakend_grading.judging.isolation import walls

    choose_language(None)
    table = Table("", Column(_("isolation"), no_wrap=True), _("what it does"), _("fix"))
    with console.status(_("Trying it out …")):
        found = walls()
    for wall in found:
        table.add_row("✓" if wall.found else "✗" if wall.needed else "–", wall.name, wall.keeps, wall.fix)
    console.print(table)
    if not all(wall.found for wall in found if wall.needed):
        raise PeakendError(_("Submissions cannot be graded safely on this machine."))


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


def choose_language(name: str | None) -> str:
    """Speak the language asked for, else the one in use, and return it."""
    if name:
        set_language(name)
    return get_language()


def progress() -> Progress:
    """Return a progress bar with count, time gone and time left."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
    )


def _outcome_table(outcomes: "list[Outcome]") -> Table:
    table = Table(
        Column(_("lab"), no_wrap=True),
        Column(_("case"), no_wrap=True),
        _("language"),
        Column(_("version"), no_wrap=True),
        _("score"),
        _("must score"),
        _("by hand"),
        _("seconds"),
        "",
    )
    for outcome in outcomes:
        table.add_row(
            outcome.lab,
            outcome.case,
            outcome.language,
            outcome.version,
            f"{outcome.score:g}",
            f"{outcome.expected:g}",
            f"{outcome.manual_points:g}",
            f"{outcome.seconds:.1f}",
            "✓" if outcome.passed else f"✗ {outcome.error}",
        )
    return table


def _grade_table(grades: "list[TaskGrade]") -> Table:
    """One row a submission: its points, and the tasks that lost some; the reasons stand in the CSV and on the pages."""
    table = Table(
        _("trainee"),
        Column(_("lab"), no_wrap=True),
        _("score"),
        _("by hand"),
        Column(_("points lost"), overflow="fold"),
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
            trainee,
            lab,
            f"{sum(score for _task, score in scores):g} / {sum(task.max_score for task, _score in scores):g}",
            f"{waiting:g}" if waiting else "–",
            reasons.pop() if len(reasons) == 1 else ", ".join(lost),
        )
    return table


# The trainer's commands use the helpers above, and add themselves.
import peakend_grading.results.commands  # noqa: E402, F401
import peakend_grading.teaching.commands  # noqa: E402, F401
