"""The command that proves the kit: every lab executed, every page checked."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table

from peakend.base.errors import PeakendError
from peakend.base.language import LANGUAGES
from peakend.base.language import translate as _
from peakend.command.app import Case, Labs, Language, app, choose_language, console, progress

if TYPE_CHECKING:
    from peakend_labs.proof.outcome import Job, Outcome
    from peakend_labs.proof.standing import Standing


@app.command()
def check(
    labs: Labs = None,
    lang: Language = None,
    case: Case = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE")] = None,
) -> None:
    """执行每个实验并核对得分 · execute every lab, solved, blank and misunderstood, and check scores and hints."""
    from peakend_labs.places import labs_folder

    labs_folder()
    from peakend_labs.choose import choose_labs
    from peakend_labs.lab import read_lab
    from peakend_labs.proof.check import check_labs, plan, slow_cells
    from peakend_labs.proof.check_cache import CACHE
    from peakend_labs.proof.claims import Broken, broken_claims
    from peakend_labs.proof.outcome import Job
    from peakend_labs.proof.standing import Standing

    languages = [choose_language(lang)] if lang else list(LANGUAGES)
    jobs = plan(choose_labs(labs or []), languages, case)
    standing = Standing(CACHE)
    outcomes, claims = [], dict.fromkeys((job.lab, job.case) for job in jobs)
    broken: list[Broken] = []
    wrong: list[PeakendError] = []  # in the course's files
    with progress() as bar:

        def meanwhile() -> None:
            try:
                _require_sound_course(standing)
            except PeakendError as error:
                # Whoever works on one lab wants to see that one first, also before the outline books it.
                if not labs:
                    raise
                wrong.append(error)
            task = bar.add_task(_("Holding what the labs say against every variant"), total=len(claims))
            for name, on in claims:
                if not standing.recall("claims hold", name, on):
                    found = broken_claims(read_lab(name), on, CACHE)
                    broken.extend(found)
                    if not found:
                        standing.keep(True, "claims hold", name, on)
                bar.advance(task)

        def before() -> None:
            _require_sound_files(standing, jobs)

        task = bar.add_task(_("Executing"), total=len(jobs))
        for outcome in check_labs(jobs, cache=CACHE, standing=standing, before=before, meanwhile=meanwhile):
            outcomes.append(outcome)
            bar.update(task, completed=len({Job(one.lab, one.language, one.case) for one in outcomes}))
    outcomes.sort(key=lambda outcome: (outcome.lab, outcome.case, outcome.language, outcome.version))
    console.print(_outcome_table(outcomes))
    if json_file:
        from peakend.base.files import write_text

        rows = [{**asdict(outcome), "passed": outcome.passed} for outcome in outcomes]
        write_text(json_file, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    failed = sum(not outcome.passed for outcome in outcomes)
    if broken:
        raise PeakendError("\n".join(map(str, broken)))
    if failed:
        raise PeakendError(
            _("{failed} of {count} runs did not score what they must.", failed=failed, count=len(outcomes))
        )
    for job, seconds in slow_cells(outcomes).items():
        raise PeakendError(
            _("{lab} ({language}, {case}) has a cell that took {seconds} s.", **asdict(job), seconds=f"{seconds:.1f}")
        )
    if wrong:
        raise wrong[0]


def _require_sound_files(standing: "Standing", jobs: "list[Job]") -> None:
    from peakend_labs.lab import read_lab

    labs = sorted({job.lab for job in jobs if not standing.recall("sound files", job.lab)})
    if labs:
        from peakend_labs.proof.side_files import require_sound_files

        found = [read_lab(lab) for lab in labs]
        require_sound_files(found, sorted({case for lab in found if lab.tells_cases for case in lab.cases}))
        for lab in labs:
            standing.keep(True, "sound files", lab)


def _require_sound_course(standing: "Standing") -> None:
    if not standing.recall("sound course"):
        from peakend_course.check_course import require_sound_course

        require_sound_course()
        standing.keep(True, "sound course")


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
