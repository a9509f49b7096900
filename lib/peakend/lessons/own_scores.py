"""One column of a team's file as a lab takes it: scores on the lab's scale, groups, or times."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_sentences, join_words
from peakend.base.language import translate as _
from peakend.lessons.own_tables import Wanted
from peakend.surveys.kano_answers import read_answers
from peakend.surveys.scoring import apply_scores
from peakend.surveys.survey import Survey

Direction = Literal["high", "low", ""]
MOST_OFF = 0.2  # of the answers: more are not slips, but another scale
FEWEST = 5  # answers of a group, so that a chart says anything of it


@dataclass(frozen=True)
class Understood:
    """A column as the lab takes it.

    Attributes
    ----------
    values : pandas.Series
        What the lab gets.
    said : str
        One sentence: what was understood.
    direction : {"high", "low", ""}
        Which end of the numbers in the file is the good one; empty where that is open.
    asks : bool
        Whether the file leaves open which end that is, so that somebody must say it.
    can_turn : bool
        Whether the direction may be chosen: not where words say it.
    """

    values: pd.Series
    said: str
    direction: Direction = "high"
    asks: bool = False
    can_turn: bool = False


def read_scores(survey: Survey, column: str, wanted: Wanted, direction: Direction) -> Understood:
    """Read a column of answers onto a scale.

    Raises
    ------
    PeakendError
        If the answers are words of no known scale, or numbers of another one.
    """
    question = survey.questions[column]
    low, high = wanted.scale or (0, 0)
    has_words = bool(question.scores) and survey.table[column].dtype == "string"
    written = apply_scores(survey.table[column], question.scores) if question.scores else survey.table[column]
    numbers = pd.to_numeric(written, errors="coerce").astype("Float64")
    words = survey.table[column][numbers.isna() & survey.table[column].notna() & written.notna()]
    if len(words) > MOST_OFF * max(1, int(survey.table[column].notna().sum())):
        raise PeakendError(
            _(
                "“{column}” contains “{value}”, which the lab cannot turn into a number from {low} to {high}. Write "
                "numbers, or choose another column.",
                column=question.text,
                value=str(words.iloc[0])[:40],
                **_ends(low, high),
            )
        )
    if has_words and question.scale:
        least, most = question.scale
        if most - least != high - low:  # five words are no answers from 1 to 7
            raise _other_scale(question.text, least, most, low, high)
        shift = least - low
    else:
        shift = _shift(numbers, low, high)
    numbers = numbers - shift
    is_on = numbers.between(low, high)
    off = int((numbers.notna() & ~is_on).sum())
    if off > MOST_OFF * max(1, int(numbers.notna().sum())):
        raise _other_scale(question.text, numbers.min(), numbers.max(), low, high)
    is_known = has_words or question.direction == "high" or not wanted.ends
    is_open = bool(question.doubt or question.direction_doubt) or (wanted.id == "ease" and _is_effort(question.text))
    asks = not is_known and is_open
    chosen = direction or ("" if asks else "high")
    if chosen == "low" and not is_known:
        numbers = numbers.where(~is_on, low + high - numbers)
    values = numbers.astype("Int64") if bool((numbers.dropna() % 1 == 0).all()) else numbers
    said = [_("{n} answers, {low} to {high}.", n=int(is_on.sum()), **_ends(low, high))]
    if off:
        said.append(_("Off the scale: {off}.", off=off))
    if len(words):
        said.append(_("Not numbers, and left out: {count}.", count=len(words)))
    if shift:
        starts = str(low).replace("-", "−")
        said.append(_("Each number is {shift} lower here: the scale starts at {low}.", shift=shift, low=starts))
    if has_words and question.scores:
        pairs = [f"{text} = {score:g}" for text, score in question.scores.items() if score is not None]
        said.append(_("Words as numbers: {pairs}.", pairs=join_words(pairs[:11])))
    if chosen == "low" and not is_known:
        said.append(_("Turned around, so that high is good."))
    return Understood(values, join_sentences(said), "high" if is_known else chosen, asks, not is_known)


def read_kano(survey: Survey, column: str, direction: Direction) -> Understood:
    """Read a column of KANO answers: words, or numbers of which somebody has said whether 1 is “like”.

    Raises
    ------
    PeakendError
        If most answers are none of the five.
    """
    question, written = survey.questions[column], survey.table[column]
    has_words = written.dtype == "string" or bool(question.labels)
    spoken = written.map(lambda value: question.labels.get(str(value), str(value)), na_action="ignore")
    values = pd.Series(read_answers(spoken.astype(object) if has_words else written), index=written.index)
    wrong = written[values.isna() & written.notna()]
    if len(wrong) > MOST_OFF * max(1, int(written.notna().sum())):
        raise PeakendError(
            _(
                "“{column}” holds “{value}”, which is not one of the five KANO answers: like, expect it, neutral, can "
                "live with it, dislike, or 1 to 5.",
                column=question.text,
                value=str(wrong.iloc[0])[:40],
            )
        )
    if direction == "low" and not has_words:
        values = 6 - values
    said = [_("{n} answers, {low} to {high}.", n=int(values.notna().sum()), low=1, high=5)]
    if len(wrong):
        said.append(_("Off the scale: {off}.", off=len(wrong)))
    return Understood(
        values.astype("Int64"), join_sentences(said), "high" if has_words else direction, not has_words, not has_words
    )


def _other_scale(column: str, least: float, most: float, low: int, high: int) -> PeakendError:
    return PeakendError(
        _(
            "“{column}” has answers from {least} to {most}, and the lab needs {low} to {high}. Choose another "
            "column, or bring the answers to this scale.",
            column=column,
            least=f"{least:g}",
            most=f"{most:g}",
            **_ends(low, high),
        )
    )


def _ends(low: int, high: int) -> dict[str, str]:
    return {"low": _sign(low), "high": str(high)}


def _sign(number: int) -> str:
    return str(number).replace("-", "−")


def _is_effort(heading: str) -> bool:
    return any(word in heading.casefold() for word in ("费力", "费劲", "麻烦", "困难", "effort", "difficult", "hard"))


def _shift(numbers: pd.Series, low: int, high: int) -> int:
    """Return by how much a scale of as many points begins elsewhere, as option numbers do; 0 where it does not."""
    known = numbers.dropna()
    if known.empty or known.between(low, high).mean() == 1:
        return 0
    for start in (0, 1):
        by = start - low
        # A scale that begins elsewhere shows itself by its last point.
        if by and known.between(low + by, high + by).all() and (known.max() == high + by or known.min() == start == 0):
            return by
    return 0


def read_groups(survey: Survey, column: str, wanted: Wanted) -> Understood:
    """Read a column of groups: the largest ones, as many as the lab compares.

    Raises
    ------
    PeakendError
        If there are fewer.
    """
    question = survey.questions[column]
    names = survey.table[column].astype("string").str.strip()
    names = names.mask(names == "")
    filled = _filled_down(names)
    counts = filled.dropna().value_counts()
    large = counts[counts >= FEWEST]
    if len(large) < wanted.groups:
        raise PeakendError(
            _(
                "The lab compares {wanted} groups with at least {fewest} rows each, and “{column}” has {found}: "
                "{names}. Choose another column, or work on the case.",
                wanted=wanted.groups,
                fewest=FEWEST,
                column=question.text,
                found=len(large),
                names=_counted(counts) or _("none"),
            )
        )
    kept, left = large.head(wanted.groups), counts.drop(large.head(wanted.groups).index)
    said = [_("Groups: {names}.", names=_counted(kept))]
    if len(left):
        said.append(_("Left out: {names}.", names=_counted(left)))
    if filled is not names:
        said.append(_("Empty cells were filled with the name above them, as in merged cells."))
    if filled.isna().any():
        said.append(_("Rows without a group, left out: {count}.", count=int(filled.isna().sum())))
    values = filled.where(filled.isin(kept.index)).astype(pd.CategoricalDtype(kept.index.tolist()))
    return Understood(values, join_sentences(said))


def _filled_down(names: pd.Series) -> pd.Series:
    """Fill a name down over empty cells where each name stands once: a merged cell that was unmerged."""
    is_once = names.notna().any() and not names.dropna().duplicated().any()
    if is_once and names.isna().mean() > 0.5 and pd.notna(names.iloc[0]):
        return names.ffill()
    return names


def _counted(counts: pd.Series) -> str:
    shown = [f"{name} × {count}" for name, count in counts.head(8).items()]
    return join_words([*shown, "…"] if len(counts) > len(shown) else shown)


def read_labels(survey: Survey, column: str) -> Understood:
    """Read a column of names."""
    values = survey.table[column].astype("string").str.strip()
    said = _("{n} rows, {different} different.", n=int(values.notna().sum()), different=int(values.nunique()))
    return Understood(values, said)


def read_times(survey: Survey, column: str) -> Understood:
    """Read a column of times, or of minutes.

    Raises
    ------
    PeakendError
        If an answer is neither.
    """
    heading = survey.questions[column].text
    values = as_times(survey.table[column], heading)
    known = values.dropna()
    if known.empty:
        raise PeakendError(_("“{column}” holds no times.", column=heading))
    return Understood(values, _("{n} times, {first} to {last}.", n=len(known), first=known.min(), last=known.max()))


def as_times(values: pd.Series, heading: str) -> pd.Series:
    """Return a column as times, or as it is where it holds numbers, which are minutes; refuse what is neither."""
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return values
    read = pd.to_datetime(values, format="ISO8601", errors="coerce")
    wrong = values[read.isna() & values.notna()]
    if len(wrong):
        raise PeakendError(
            _(
                "“{column}” holds “{value}”, which cannot be read as a time. Write times like 2026-12-01 09:30, or "
                "minutes as numbers.",
                column=heading,
                value=str(wrong.iloc[0])[:40],
            )
        )
    return read
