"""From columns as a file has them to questions: kind, scale, labels, what is scored, and what is in doubt."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.surveys.exports.columns import ID, NUMBER, OPEN_HEAD, RECOMMENDS, Column, as_text
from peakend.surveys.exports.made_dates import made_dates
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.scale_in_head import HeadScale, no_points, scale_in_head
from peakend.surveys.exports.several import may_list
from peakend.surveys.exports.tone import NO_ANSWER, folded, tone_of
from peakend.surveys.exports.wording import Worth, worth_of
from peakend.surveys.question import Direction, Kind, Question
from peakend.surveys.stray_codes import FEW_POINTS, suspects

KINDS: dict[str, Kind] = {"meta": "meta", "matrix": "matrix", "option": "several", "rank": "ranking", "text": "open"}
WEIGHT = re.compile(
    r"(case |sample |survey |post)?weights?|wgt|wt|权重|权数|權重|加权|ウェイト|가중치|gewicht(ung)?|poids|peso",
    re.IGNORECASE,
)
MOST_OPTIONS = 20
MOST_POINTS = 15  # of a scale in words
FEWEST_RECOMMENDING = 8  # answers, below which it is no wonder that all are low
SCHOOL_MARK = re.compile(r"schulnote", re.IGNORECASE)  # 1 is best in Germany and Austria, 6 in Switzerland


def understand(columns: list[Column]) -> tuple[list[Question], list[Problem]]:
    """Return a question for each column, and what should be looked at."""
    worth = _worth_by_group(columns)
    symmetrical = symmetrical_reach(columns)
    questions: list[Question] = []
    problems: list[Problem] = []
    guessed: list[str] = []
    for column in columns:
        question, said = _understand(column, worth.get(id(column)), symmetrical)
        if column.good_end == "low" and question.scale is None:
            unknown = _(
                "Low is good in column {column!r}, and its scale is not known: s.score({column!r}, scale=(1, 5), "
                "direction='low'), with its own scale.",
                column=column.name,
            )
            question, said = replace(question, doubt=unknown), [*said, Problem("doubt", column.name, 0, unknown)]
        questions.append(question)
        problems.extend(said)
        if column.guessed:
            guessed.append(column.group or column.name)
    if guessed:
        message = _(
            "What kind of question these columns hold was judged from their answers, because the headings do not tell: "
            "{columns}.",
            columns=join_words(map(quote, dict.fromkeys(guessed)), most=12),
        )
        problems.append(Problem("kind", "", 0, message))
    return questions, problems


def _worth_by_group(columns: list[Column]) -> dict[int, Worth]:
    """Score the rows of a matrix together: one row alone need not show the whole scale."""
    groups: dict[object, list[Column]] = {}
    for column in columns:
        is_asked = column.kind in ("question", "matrix") and not ID.fullmatch(column.title.strip())
        if is_asked and column.values.dtype == "string":
            groups.setdefault(column.group or id(column), []).append(column)
    found = {}
    for group in groups.values():
        answers = {str(value) for column in group for value in column.values.dropna().unique()[: MOST_POINTS + 1]}
        worth = worth_of(sorted(answers)) if 0 < len(answers) <= MOST_POINTS else None
        found.update({id(column): worth for column in group if worth is not None})
    return found


def _understand(column: Column, worth: Worth | None, symmetrical: int) -> tuple[Question, list[Problem]]:
    question = Question(
        column.name,
        column.title,
        "open",
        labels=dict(column.labels),
        missing_codes=dict(column.missing),
        group=column.group,
        doubt=column.doubt,
        direction_doubt=column.direction_doubt,
    )
    if pd.api.types.is_datetime64_any_dtype(column.values):
        return replace(question, kind="time"), []
    if column.kind not in ("question", "matrix"):
        said = [Problem("doubt", column.name, 0, column.doubt)] if column.doubt else []
        return replace(question, kind=KINDS[column.kind]), said
    if _numbers_people(column) or WEIGHT.fullmatch(column.title.strip()):
        return replace(question, kind="meta"), []
    if worth is not None:
        return _scored(column, question, worth.with_good_end(column.good_end))
    if pd.api.types.is_numeric_dtype(column.values):
        return _numeric(column, question, symmetrical)
    answers = column.values.dropna()
    if column.kind == "matrix":
        return replace(question, kind="matrix"), []
    ends = _words_beside_numbers(answers)
    if ends:
        asked = _(
            "Column {column!r} holds words beside numbers: {words}. They may be the ends of its scale: say what each "
            "is worth, s.score({column!r}, {{{example!r}: 10, …}}).",
            column=column.name,
            words=", ".join(map(repr, ends)),
            example=ends[0],
        )
        return replace(question, kind="rating", doubt=asked), [Problem("doubt", column.name, 0, asked)]
    column.guessed = True
    if OPEN_HEAD.search(column.title):
        return replace(question, kind="open"), []
    is_choice = 0 < answers.nunique() <= min(MOST_OPTIONS, max(2, len(answers) // 2))
    doubts = _doubt_lists(column, is_choice=is_choice)
    if is_choice:
        doubts += [*no_points(column), *made_dates(column.name, answers)]
    return replace(question, kind="choice" if is_choice else "open"), doubts


def _doubt_lists(column: Column, *, is_choice: bool) -> list[Problem]:
    """Say that cells may list several answers that were not told apart."""
    found = may_list(column.values, is_choice=is_choice)
    if found is None:
        return []
    said = _(
        "The answers in column {column!r} may be several in one cell, such as {example!r}; each cell was taken for one "
        "answer. If they are several, pass read_survey(…, several={{{column!r}: {separator!r}}}).",
        column=column.name,
        example=found[1],
        separator=found[0],
    )
    return [Problem("several", column.name, 0, said, "several")]


def _words_beside_numbers(answers: pd.Series) -> list[str]:
    """Return the words of a scale, such as "extremely likely", that stand among answers most of which are numbers."""
    found = pd.Series(answers.unique(), dtype="string")
    is_number = found.str.fullmatch(NUMBER)
    if is_number.sum() < FEW_POINTS - 1 or is_number.all() or len(found) > MOST_POINTS:
        return []
    words = found[~is_number].tolist()
    return words if len(words) <= 2 and all(tone_of(text) is not None for text in words) else []


def _numbers_people(column: Column) -> bool:
    """Tell whether a column numbers the respondents: by its heading, and nobody has the number of another."""
    return bool(ID.fullmatch(column.title.strip())) and bool(column.values.notna().all()) and column.values.is_unique


def _scored(column: Column, question: Question, worth: Worth) -> tuple[Question, list[Problem]]:
    """Give answers in words their scores; where each begins with its score, the table holds the scores."""
    found = {str(value) for value in column.values.dropna().unique()}
    scores = {text: score for text, score in worth.scores.items() if text in found}
    kind: Kind = "matrix" if column.kind == "matrix" else "score" if worth.scale == (0, 10) else "rating"
    direction: Direction | None = "high" if worth.is_high_good else None
    shown = join_words(f"{text} = {_shown(score)}" for text, score in sorted(scores.items(), key=_by_score))
    message = _("The answers in column {column!r} are scored: {scores}.", column=column.name, scores=shown)
    if worth.is_turned:
        why = (
            _("The numbers were turned around, because the profile says that low is good.")
            if column.good_end
            else _("The numbers were turned around, because their words say that low is good.")
        )
        message += " " + why
    problem = Problem("scored", column.name, 0, message)
    if not worth.is_numbered or worth.is_turned:
        scored = replace(question, kind=kind, scale=worth.scale, direction=direction, scores=scores, doubt="")
        scored, asked = _doubt_direction(scored, worth.ends)
        return scored, [problem, *asked]
    values = column.values.map(lambda text: scores.get(str(text)), na_action="ignore")
    column.values = values.astype("Float64").astype("Int64")
    column.labels = {f"{score:g}": text for text, score in scores.items() if score is not None and text != f"{score:g}"}
    question = replace(question, kind=kind, scale=worth.scale, direction=direction, labels=column.labels)
    question, doubts = doubt_codes(question, column.values.value_counts(), symmetrical=0)
    question, asked = _doubt_direction(question, worth.ends)
    return question, [problem, *doubts, *asked]


def _by_score(item: tuple[str, float | None]) -> tuple[bool, float]:
    return (item[1] is None, item[1] or 0)


def _shown(score: float | None) -> str:
    return _("no answer") if score is None else f"{score:g}"


def _numeric(column: Column, question: Question, symmetrical: int) -> tuple[Question, list[Problem]]:
    said = scale_in_head(column.title).with_good_end(column.good_end)
    blanked = _blank_said(column, said.no_answer)
    question = replace(question, missing_codes=dict(column.missing))
    answers = column.values.dropna()
    fits = said.scale is not None and len(answers) > 0 and _fits(answers, said.scale)
    kind = _kind_of_numbers(column, said, answers)
    question = replace(question, kind=kind, scale=said.scale if fits else None)
    question, doubts = doubt_codes(question, answers.value_counts(), symmetrical, said.scale)
    problems = [*blanked, *doubts]
    if fits and said.scale is not None and said.low_is_good:
        problems.append(_turned(column, said.scale))
        # What is off the scale stays what it is, for a measure to refuse.
        scores = {as_text(point): float(sum(said.scale) - point) for point in range(said.scale[0], said.scale[1] + 1)}
        off = {as_text(value): float(value) for value in answers.unique() if as_text(value) not in scores}
        return replace(question, direction="high", direction_doubt="", scores=scores | off), problems
    if said.low_is_good is False:
        question = replace(question, direction="high", direction_doubt="")
    if question.direction_doubt:
        problems.append(Problem("doubt", column.name, 0, question.direction_doubt))
    is_mark = SCHOOL_MARK.search(column.title) and said.scale and said.low_is_good is None
    question, asked = _doubt_direction(
        question, ("1", str(said.scale[1])) if said.scale and is_mark else said.ends if fits else None
    )
    problems += asked
    question = _doubt_scale(column, question, answers)
    return question, [
        *problems,
        *([Problem("doubt", column.name, 0, question.doubt, "scale")] if question.doubt else []),
    ]


def _doubt_scale(column: Column, question: Question, answers: pd.Series) -> Question:
    """Ask for the scale of a recommendation of which nobody made use beyond 5, or 7: NPS would call all detractors."""
    is_asked = RECOMMENDS.search(column.title) and question.scale is None and not question.doubt
    if not is_asked or len(answers) < FEWEST_RECOMMENDING or answers.min() < 1 or (answers % 1 != 0).any():
        return question
    highest = int(answers.max())
    if highest != 5 and not (highest == 7 and len(answers) >= 2 * FEWEST_RECOMMENDING):
        return question
    said = _(
        "Column {column!r} asks whether people recommend, and its answers go from {low} to {high}: is its scale 0–10? "
        "Say so: s.score({column!r}, scale=(0, 10)), or scale=(1, {high}).",
        column=column.name,
        low=int(answers.min()),
        high=highest,
    )
    return replace(question, doubt=said)


def _blank_said(column: Column, codes: Collection[int]) -> list[Problem]:
    """Blank out the numbers that the heading says are no answer, in place."""
    found = column.values[column.values.isin(list(codes))]
    if found.empty:
        return []
    for code, count in found.map(as_text).value_counts().items():
        column.missing[str(code)] = column.missing.get(str(code), 0) + int(count)
    column.values = column.values.mask(column.values.isin(list(codes)))
    return [left_empty(column.name, sorted(found.map(as_text).unique()), len(found))]


def left_empty(column: str, codes: Sequence[str], count: int) -> Problem:
    """Say how many answers were left empty because the heading says that they are none."""
    message = _(
        "Left empty in column {column!r}, whose heading calls it “no answer”: {codes} ({count} in all).",
        count=count,
        column=column,
        codes=join_words(codes),
    )
    return Problem("missing", column, count, message)


def _turned(column: Column, scale: tuple[int, int]) -> Problem:
    ends = {"column": column.name, "low": scale[0], "high": scale[1]}
    message = (
        _("The answers in column {column!r} were turned around, as the profile says: {low} counts as {high}.", **ends)
        if column.good_end
        else _(
            "The answers in column {column!r} were turned around, because its heading says that low is good: {low} "
            "counts as {high}.",
            **ends,
        )
    )
    return Problem("scored", column.name, 0, message)


def doubt_codes(
    question: Question, counts: pd.Series, symmetrical: int, scale: tuple[int, int] | None = None
) -> tuple[Question, list[Problem]]:
    """Say which numbers may be codes for "no answer", given how often each answer occurs."""
    labelled = {code for code, text in question.labels.items() if folded(text) in NO_ANSWER}
    codes: list[float] = [] if question.doubt else suspects(counts.index.tolist(), scale or question.scale, symmetrical)
    codes = sorted({*codes, *(value for value in counts.index if as_text(value) in labelled)})
    if not codes or len(codes) == len(counts):
        return question, []
    said = _ask_about(question.name, codes, counts)
    return replace(question, code_doubt=said), [
        Problem("doubt", question.name, int(counts[codes].sum()), said, "missing")
    ]


def _doubt_direction(question: Question, ends: tuple[str, str] | None) -> tuple[Question, list[Problem]]:
    """Say that the words of both ends do not tell which of them is the good one."""
    if ends is None:
        return question, []
    said = _(
        "The scale of column {column!r} runs from “{low}” to “{high}”, and it is not known which is the good end. Say "
        "so: s.score({column!r}, direction='high') or direction='low'; or pass high_is to the measure.",
        column=question.name,
        low=ends[0],
        high=ends[1],
    )
    return replace(question, direction_doubt=said), [Problem("doubt", question.name, 0, said)]


def _fits(answers: pd.Series, scale: tuple[int, int]) -> bool:
    return bool(answers.between(*scale).mean() > 0.5)


def _kind_of_numbers(column: Column, said: HeadScale, answers: pd.Series) -> Kind:
    if column.kind == "matrix":
        return "matrix"
    if said.scale is not None:
        return "score" if said.scale == (0, 10) else "rating"
    column.guessed = True
    if set(answers.unique()) == {0, 1}:
        return "choice"  # no or yes: no scale has two points
    whole = len(answers) > 0 and bool((answers % 1 == 0).all())
    if not whole or answers.min() < -5 or answers.max() > 10:
        return "open"
    return "score" if answers.min() >= 0 and answers.max() > 7 else "rating"


def symmetrical_reach(columns: list[Column]) -> int:
    """Return the reach of scales such as −2…+2 in a survey; 0 where no question has both signs of one."""
    reach = 0
    for column in columns:
        if column.kind in ("question", "matrix") and pd.api.types.is_integer_dtype(column.values):
            points = set(column.values.dropna().astype(int))
            negative = {point for point in points if point < 0}
            lowest = -min(negative, default=0)
            # −1 alone may stand for no answer; with −2 beside it, or between 0 and 1, it is a point.
            is_whole = negative == set(range(-lowest, 0)) and (lowest > 1 or 0 in points)
            if negative and is_whole and max(points) <= lowest:
                reach = max(reach, lowest)
    return reach


def _ask_about(name: str, codes: Collection[float], counts: pd.Series) -> str:
    shown = join_words(f"{code:g} × {int(counts[code])}" for code in codes)
    rest = counts.index[~counts.index.isin(list(codes))]
    return _(
        "Column {column!r} holds {codes} beside answers from {low} to {high}: codes for “no answer”, or answers? Pass "
        "read_survey(…, missing={example!r}) if they are codes; if they are answers, say s.score({column!r}).",
        column=name,
        codes=shown,
        low=f"{rest.min():g}",
        high=f"{rest.max():g}",
        example=[int(code) for code in codes],
    )
