"""The library without Python: ``peakend score`` writes a survey's report, ``peakend map`` a map's pictures."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.command.app import Language, app, choose_language, console, say

SUFFIX = ".score.yml"
YES, NO = {"", "y", "yes", "是", "是的", "对", "好"}, {"n", "no", "否", "不", "不是", "不对"}


DayFirst = Annotated[
    bool | None,
    typer.Option("--day-first/--month-first", help="03/04/2025 是 4 月 3 日还是 3 月 4 日 · which of the two it is"),
]


@app.command()
def score(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    out: Annotated[Path, typer.Option(metavar="REPORT", help=".html | .xlsx | .pptx | .docx")] = Path("report.html"),
    questions: Annotated[
        Path | None, typer.Option(metavar="PLAN", help="上次写出的 .score.yml · a plan from last time")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="COLUMN", help="按哪一列分组 · segments")] = None,
    weights: Annotated[str | None, typer.Option(metavar="COLUMN", help="权数列 · case weights")] = None,
    missing: Annotated[
        list[int] | None, typer.Option(metavar="CODE", help="表示未作答的代码，如 99 · codes for no answer")
    ] = None,
    high_is_good: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="哪道题以同意、高分为好 · a high answer is good"),
    ] = None,
    low_is_good: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="哪道题以不同意、低分为好 · a low one is")
    ] = None,
    several: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=SIGN", help="一格里有几个答案时的分隔符，如 渠道=/ · what parts answers in a cell"
        ),
    ] = None,
    day_first: DayFirst = None,
    before: Annotated[Path | None, typer.Option(metavar="FILE", help="上一期的答卷 · last time's answers")] = None,
    lang: Language = None,
) -> None:
    """答卷直接出报告，不用写代码 · a report from a survey's file."""
    choose_language(lang)
    from peakend.report.in_memory import in_memory
    from peakend.report.other_kind import look_first, require_answers
    from peakend.report.plan import ScorePlan, doubts, guess_plan, open_directions, with_directions
    from peakend.report.sections import make_sections
    from peakend.report.write import report_title, write_report
    from peakend.surveys.exports.read_survey import read_survey

    known = ScorePlan.read(questions) if questions else ScorePlan()
    codes = tuple(missing or known.missing)
    parted = known.separators | dict(map(_separator, several or ()))
    order = known.day_first if day_first is None else day_first
    read = partial(read_survey, missing=codes, dayfirst=order, several=parted)
    with console.status(_("Reading …")):
        look_first(file)
        survey, earlier = in_memory(read(file)), in_memory(read(before)) if before else None
    ends = {
        "high_is_good": tuple(high_is_good or known.high_is_good),
        "low_is_good": tuple(low_is_good or known.low_is_good),
    }
    if sys.stdin.isatty() and not questions:
        for question in open_directions(with_directions(survey, ScorePlan.model_validate(ends))):
            asked = _("“{text}”: is it good to agree, or to give a high answer?", text=question.text)
            ends["high_is_good" if _agrees(asked) else "low_is_good"] += (question.name,)
    survey = with_directions(survey, ScorePlan.model_validate(ends))
    if earlier is not None:
        earlier = with_directions(earlier, ScorePlan.model_validate(ends))
    plan, guesses = (known, []) if questions else guess_plan(survey)
    given = {"by": by, "weights": weights, "missing": codes, "separators": parted, "day_first": order, **ends}
    plan = plan.model_copy(update={key: value for key, value in given.items() if value or value is False})
    plan.require_columns(survey)
    require_answers(file, plan)
    for doubt in doubts(survey):
        say(doubt)
    for guess in guesses:
        say(guess.sentence)
        if guess.column and sys.stdin.isatty() and not _agrees(_("Is that right?")):
            plan = plan.without(guess.column)
    with console.status(_("Writing the report …")):
        write_report(
            list(make_sections(survey, plan, earlier)), report_title(file.name, before.name if before else None), out
        )
    say(_("Written: {file}", file=out))
    if not questions:
        kept = out.with_name(out.stem + SUFFIX)
        plan.write(kept)
        say(_("{file} says how each question was scored: change it there, and use it with --questions.", file=kept))


def _separator(said: str) -> tuple[str, str]:
    """Part what is given for a column from the sign that parts its answers."""
    column, equals, sign = said.partition("=")
    if not equals or not sign:
        raise PeakendError(
            _("--several {said} names no column and sign. Write for instance --several channels=/ .", said=said)
        )
    return column, sign


def _agrees(question: str) -> bool:
    """Ask until the answer is a yes, which Enter alone is too, or a no, in either language."""
    while True:
        answer = typer.prompt(f"{question} [Y/n]", default="", show_default=False).strip().casefold()
        if answer in YES or answer in NO:
            return answer in YES
        say(_("Please type y for yes or n for no."))


@app.command(name="map")
def draw_map(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=".yaml | .xlsx | .csv | .mmd | .md，或事件日志 · or an event log")
    ],
    out: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help=".svg | .png | .pdf | .html | .pptx | …")
    ] = None,
    picture: Annotated[str, typer.Option(metavar="PICTURE", help="map | blueprint")] = "map",
    against: Annotated[Path | None, typer.Option(metavar="FILE", help="对照的另一张地图 · another map")] = None,
    day_first: DayFirst = None,
    lang: Language = None,
) -> None:
    """把旅程图画成图片或幻灯片 · draw a journey map, or turn it into another file."""
    choose_language(lang)
    from peakend.faces.journey_map import JourneyMap
    from peakend.report.logs import log_of, require_small, tell_ways
    from peakend.report.lost import tell_lost
    from peakend.report.other_kind import survey_hint
    from peakend.report.plan import with_option

    require_small(file, may_be_log=True)
    require_small(against, may_be_log=False)
    try:
        with console.status(_("Reading …")):
            log = log_of(file, day_first)
    except PeakendError as error:
        raise PeakendError(with_option(str(error), error.remedy)) from None
    try:
        drawn = JourneyMap.read(file) if log is None else JourneyMap.from_log(log, end="end" if "end" in log else None)
    except PeakendError as error:
        raise PeakendError(str(error) + survey_hint(file)) from None
    if log is not None:
        tell_ways(log)
    other = JourneyMap.read(against) if against else None
    for target in out or [file.with_suffix(".html")]:
        lost = drawn.write(target, picture=picture, against=other)
        say(_("Written: {file}", file=target))
        for sentence in tell_lost(lost):
            say(sentence)
