"""What a report scores: guessed from the survey the first time, and kept in a small file for the next."""

import itertools
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.report.measures import EFFORT, measure_of, scale_of
from peakend.surveys.exports.columns import ID, RECOMMENDS
from peakend.surveys.kano_answers import ANSWERS as KANO_LAST
from peakend.surveys.kano_answers import read_answers
from peakend.surveys.question import Question
from peakend.surveys.survey import Survey

FORMAT: Literal["score/1"] = "score/1"
_SIGNS = " （(【[-–—:：、，,?？.。)）】]"


Share = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class ScorePlan(BaseModel):
    """Which question is scored how.

    Attributes
    ----------
    nps, csat, ces, choices, open : tuple of str
        Columns by measure: recommendation 0–10, satisfaction 1–5, ease 1–7 (high is easy), questions whose answers are
        counted, and answers to be quoted.
    several : dict
        For each question that takes several answers its columns of 1 and 0.
    kano : dict
        For each feature its column of answers to having it, then that to lacking it.
    high_is_good, low_is_good : tuple of str
        Columns whose words leave open which end is good, such as agreeing, by the end that is.
    top : dict
        For a satisfaction column how many of its best points count as satisfied; if not given, two.
    by, time, weights : str, optional
        The column of segments, of the date of an answer, and of case weights.
    margins : dict
        For each column its groups' shares or numbers among all customers, to which the answers are weighed.
    most_weight : float, optional
        What one answer may count for at most, where 1 is the average; beyond it, weights are cut off.
    missing : tuple of int
        Codes in the file that stand for "no answer".
    separators : dict
        For a column whose cells list several answers what stands between two of them.
    day_first : bool, optional
        Whether 03/04/2025 is the third of April, where the file leaves it open.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["score/1"] = FORMAT
    nps: tuple[str, ...] = ()
    csat: tuple[str, ...] = ()
    ces: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    several: dict[str, tuple[str, ...]] = {}
    kano: dict[str, tuple[str, str]] = {}
    high_is_good: tuple[str, ...] = ()
    low_is_good: tuple[str, ...] = ()
    top: dict[str, Annotated[int, Field(ge=1)]] = {}
    by: str | None = None
    time: str | None = None
    weights: str | None = None
    margins: dict[str, dict[str, Share]] = {}
    most_weight: Annotated[float, Field(gt=1, allow_inf_nan=False)] | None = None
    missing: tuple[int, ...] = ()
    separators: dict[str, str] = {}
    day_first: bool | None = None

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read a plan that `write` wrote, perhaps changed by hand.

        Raises
        ------
        PeakendError
            If it cannot be read, or says what no plan says.
        """
        try:
            # All as text: columns and answers may be called 1, no or null, which YAML would make something else of.
            plan = cls.model_validate(yaml.load(file.read_text(encoding="utf-8-sig"), yaml.BaseLoader))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise PeakendError(
                _("{file} cannot be read: {reason}", file=file.name, reason=" ".join(str(error).split()))
            ) from None
        except ValidationError as error:
            first = error.errors()[0]
            raise PeakendError(
                _(
                    "{file}, {place}: {reason}. What a plan may hold: {fields}.",
                    file=file.name,
                    place=".".join(map(str, first["loc"])) or "–",
                    reason=first["msg"],
                    fields=join_words(cls.model_fields),
                )
            ) from None
        if plan.most_weight and not plan.margins:
            raise PeakendError(
                _("{file}: most_weight cuts weights to margins off. Give the margins too.", file=file.name)
            )
        return plan

    def write(self, file: Path) -> None:
        """Write the plan, to be used again or changed."""
        kept = {name: value for name, value in self.model_dump(mode="json").items() if value or value is False}
        write_text(file, yaml.safe_dump(kept, allow_unicode=True, sort_keys=False))

    def without(self, column: str) -> Self:
        """Return the plan without a score of this column."""
        kept = {name: tuple(one for one in getattr(self, name) if one != column) for name in ("nps", "csat", "ces")}
        return self.model_copy(update=kept)

    def require_columns(self, survey: Survey) -> None:
        """Raise `PeakendError` if a column that the plan names is not in the survey."""
        scored = (*self.nps, *self.csat, *self.ces, *self.choices, *self.open)
        asked = (column for part in (self.kano, self.several) for columns in part.values() for column in columns)
        named = (
            *scored,
            *asked,
            *self.high_is_good,
            *self.low_is_good,
            *self.top,
            *self.margins,
            self.by,
            self.time,
            self.weights,
        )
        for column in filter(None, named):
            survey.questions[column]


class Guess(NamedTuple):
    """A question that is scored by a guess, and the sentence that says so."""

    column: str
    sentence: str


def guess_plan(survey: Survey) -> tuple[ScorePlan, list[Guess]]:
    """Return a plan for a survey, and each guess that the file itself does not settle.

    Examples
    --------
    >>> import pandas as pd
    >>> from peakend.surveys.question import Questions
    >>> recommend = Question("recommend", "How likely?", "score", scale=(0, 10))
    >>> survey = Survey(pd.DataFrame({"recommend": [9, 3]}), Questions([recommend]))
    >>> guess_plan(survey)
    (ScorePlan(format='score/1', nps=('recommend',), csat=(), ces=(), choices=(), open=(), several={}, kano={}, \
high_is_good=(), low_is_good=(), top={}, by=None, time=None, weights=None, margins={}, most_weight=None, \
missing=(), separators={}, day_first=None), [])
    """
    mixed = survey.problems[(survey.problems["kind"] == "shape") & (survey.problems["column"] != "")]
    if len(mixed):  # a row is no respondent: no score of all rows is one
        return ScorePlan(), [Guess("", str(said)) for said in mixed["message"]]
    found: dict[str, list[str]] = {"nps": [], "csat": [], "ces": [], "choices": [], "open": []}
    times, guesses = [], []
    kano = find_pairs(survey)
    paired = {column for pair in kano.values() for column in pair}
    if kano:
        said = _("Taken for KANO's two questions by their answers: {features}.", features=join_words(kano))
        guesses.append(Guess("", said))
    for question in survey.questions:
        if question.name in paired or ID.fullmatch(question.text.strip()):
            continue
        measure = measure_of(question, survey.table[question.name])
        if measure == "ces" and question.direction is None and EFFORT.search(question.text):
            guesses.append(Guess("", _open_direction(question)))
            continue
        if measure == "time":
            times.append(question.name)
        elif measure:
            found[measure].append(question.name)
        if not measure and question.scale is None and question.kind in ("rating", "score") and not question.doubt:
            guesses.append(Guess("", _unknown_scale(question)))
        elif measure in ("nps", "csat", "ces") and question.scale is None:
            kind = measure.upper()
            said = _("“{text}” is taken for {measure} by its answers alone.", text=question.text, measure=kind)
            guesses.append(Guess(question.name, said))
        elif measure == "nps" and not RECOMMENDS.search(f"{question.name} {question.text}"):
            said = _("“{text}” is taken for NPS by its scale alone, 0–10.", text=question.text)
            guesses.append(Guess(question.name, said))
        elif measure == "ces" and question.direction is None:
            said = _("“{text}” is taken for ease (CES), and high for easy.", text=question.text)
            guesses.append(Guess(question.name, said))
    several: dict[str, list[str]] = {}
    for question in survey.questions:
        if question.kind == "several":
            several.setdefault(question.group or question.name, []).append(question.name)
    rest = {"time": next(iter(times), None), "kano": kano, "several": several}
    return ScorePlan.model_validate(found | rest), guesses


def _unknown_scale(question: Question) -> str:
    return _(
        "“{text}” is not scored: its answers do not tell its scale. Write the scale into the heading, such as (0–10), "
        "or put the column into the plan.",
        text=question.text,
    )


def find_pairs(survey: Survey) -> dict[str, tuple[str, str]]:
    """Return neighbouring questions that both have KANO's words for answers, by what their titles have in common."""
    asked = [question for question in survey.questions if question.kind in ("choice", "open") and not question.scores]
    answered = [question for question in asked if _has_kano_words(survey.table[question.name])]
    pairs: dict[str, tuple[str, str]] = {}
    for having, lacking in zip(answered[::2], answered[1::2], strict=False):
        shared = _shared_start(having.text, lacking.text).strip(_SIGNS)
        end = _shared_start(having.text[::-1], lacking.text[::-1])[::-1]
        # "If there were a machine" and "If there were no machine" have the machine at their ends.
        end = end[end.find(" ") + 1 :].strip(_SIGNS) if shared else ""
        name = f"{shared} … {end}" if len(end) > 1 and end not in shared else shared
        pairs[name if len(name) > 1 else having.text] = (having.name, lacking.name)
    return pairs


def _shared_start(one: str, other: str) -> str:
    alike = itertools.takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False))
    return "".join(letter for letter, _same in alike)


def _has_kano_words(answers: "pd.Series[str]") -> bool:
    found = pd.Series(answers.dropna().unique(), dtype=object)
    if len(found) < 2 or not found.map(lambda answer: isinstance(answer, str)).all():
        return False
    read = read_answers(found)
    return bool((read == read).all()) and bool(((read > 1) & (read < KANO_LAST)).any())


def with_directions(survey: Survey, plan: ScorePlan) -> Survey:
    """Return a survey in which the plan says which end of a scale is good."""
    for column in plan.high_is_good:
        survey = survey.score(column, direction="high")
    for column in plan.low_is_good:
        scale = survey.scale_of(column) or scale_of(survey.questions[column], survey.table[column])
        survey = survey.score(column, scale=scale, direction="low")
    return survey


def open_directions(survey: Survey) -> list[Question]:
    """Return the questions whose words leave open which end is good."""
    return [question for question in survey.questions if question.direction_doubt]


def doubts(survey: Survey) -> list[str]:
    """Return a sentence for each question that is not scored because its answers leave open what they are."""
    remedies = dict(zip(survey.problems["message"], survey.problems["remedy"], strict=True))
    return [
        with_option(
            _("“{text}” is not scored: {doubt}", text=question.text, doubt=question.doubt),
            remedies.get(question.doubt, ""),
        )
        for question in survey.questions
        if question.doubt
    ] + [_open_direction(question) for question in open_directions(survey)]


_OPTIONS = {
    "dayfirst": "--day-first, --month-first",
    "several": "--several COLUMN=SIGN",
    "missing": "--missing CODE",
}


def with_option(said: str, remedy: str) -> str:
    """Return a sentence with the option of the command line that stands for the parameter which settles the matter.

    >>> with_option("If they are several, pass read_survey(…, several={'channels': '/'}).", "several")
    "If they are several, pass read_survey(…, several={'channels': '/'}). Here: --several COLUMN=SIGN."
    """
    if remedy == "scale":
        return _("{said} Here: write the scale into the heading, such as (0–10).", said=said)
    return _("{said} Here: {options}.", said=said, options=_OPTIONS[remedy]) if remedy in _OPTIONS else said


def _open_direction(question: Question) -> str:
    return _(
        "“{text}” is not scored: its words do not tell which end is good. Say so: --high-is-good {column}, or "
        "--low-is-good {column}.",
        text=question.text,
        column=question.name,
    )
