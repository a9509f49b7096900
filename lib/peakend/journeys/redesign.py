"""Redesign under a budget: three plans side by side, their scores, and the maps that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, Self

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_sentences, join_words, message
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, nearest
from peakend.journeys.map_value import SomeMap
from peakend.journeys.readings import Felt, score_text, signed_exactly
from peakend.journeys.redesign_options import Option, format_amount, read_amount, read_options
from peakend.journeys.redesign_plans import Task, best_remembered, spread_evenly, weakest_first
from peakend.journeys.score_map import score_map
from peakend.tables.about import describe
from peakend.tables.show import show

PLANS = {"remembered": best_remembered, "weakest": weakest_first, "even": spread_evenly}
PLAN_TITLES = {
    "remembered": message("On what is remembered"),
    "weakest": message("On the weakest touchpoint first"),
    "even": message("Evenly"),
    "own": message("Your own choice"),
}
_HEADINGS = {
    "plan": message("plan"),
    "title": message("title"),
    "score_before": message("score before"),
    "score_after": message("score after"),
    "gain": message("gain"),
    "peak_after": message("peak after"),
    "end_after": message("end after"),
    "mean_before": message("mean before"),
    "mean_after": message("mean after"),
    "cost": message("cost"),
    "left": message("left over"),
    "chosen": message("chosen"),
    "score_high_before": message("score before, higher reading"),
    "score_high_after": message("score after, higher reading"),
    "gain_high": message("gain, higher reading"),
    "mean_gain": message("gain in the mean"),
    "note": message("note"),
}
_CHOSEN = {
    "option": message("option"),
    "name": message("name"),
    "touchpoint": message("id of the touchpoint"),
    "cost": message("cost"),
    "effect": message("effect"),
    "before": message("before"),
    "after": message("after"),
}


_UNITS = dict.fromkeys(
    [name for name in _HEADINGS if name.startswith(("score", "gain", "peak", "end", "mean"))], "emotion"
)


def plan_title(plan: str) -> str:
    """Say in words how a plan spends the money."""
    return _(PLAN_TITLES[plan])


@dataclass(frozen=True)
class RedesignValue(Generic[SomeMap]):
    """Three ways to spend a budget on a journey, as `JourneyMap.redesign` finds them.

    Attributes
    ----------
    journey : JourneyMap
        The map as it was.
    options : tuple of Option
        What could be done.
    budget : fractions.Fraction
        What may be spent.
    end_window : int
        How many of the last touchpoints make the end.
    exclusive : bool
        Whether a touchpoint takes one option at most.
    """

    journey: SomeMap
    options: tuple[Option, ...]
    budget: Fraction
    end_window: int
    exclusive: bool

    @classmethod
    def of(cls, journey_map: SomeMap, options: object, budget: float, end_window: int, exclusive: bool) -> Self:
        """Find the three plans of a map, or say what is wrong with it, the options or the budget."""
        score_map(journey_map, end_window)  # says what is wrong with a map without emotions, or with the window
        return cls(journey_map, read_options(options, journey_map), read_budget(budget), end_window, exclusive)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The three plans: score and mean before and after, cost, and what is chosen."""
        return plans_table([self.describe(plan) for plan in PLANS])

    def describe(self, plan: str | Sequence[str]) -> dict[str, Any]:
        """Return the table's row of a plan, or of one's own list of options."""
        chosen = self.find(plan)
        before, after = (score_map(m, self.end_window).iloc[0] for m in (self.journey, self.map(plan)))
        cost = sum((option.cost for option in chosen), Fraction(0))
        return {
            "plan": plan if isinstance(plan, str) else "own",
            "title": plan_title(plan if isinstance(plan, str) else "own"),
            "score_before": before["score"],
            "score_after": after["score"],
            "gain": after["score"] - before["score"],
            "peak_after": after["peak"],
            "end_after": after["end"],
            "mean_before": before["mean"],
            "mean_after": after["mean"],
            "cost": float(cost),
            "left": float(self.budget - cost),
            "chosen": ", ".join(option.id for option in chosen),
            "score_high_before": before["score_high"],
            "score_high_after": after["score_high"],
            "gain_high": after["score_high"] - before["score_high"],
            "mean_gain": after["mean"] - before["mean"],
            "note": join_sentences(_notes(before, after, plan)),
        }

    def chosen(self, plan: str | Sequence[str]) -> pd.DataFrame:
        """Return the options of a plan: ``option, name, touchpoint, cost, effect, before, after`` (emotions)."""
        after = {step.id: step.emotion for step in self.map(plan).steps}
        rows = [
            {
                "option": option.id,
                "name": option.name,
                "touchpoint": option.touchpoint,
                "cost": float(option.cost),
                "effect": float(option.effect),
                "before": self.journey.step(option.touchpoint).emotion,
                "after": after[option.touchpoint],
            }
            for option in self.find(plan)
        ]
        numbers = dict.fromkeys(["cost", "effect", "before", "after"], "float64")
        return describe(
            pd.DataFrame(rows, columns=list(_CHOSEN), dtype=object).astype(numbers),
            "chosen",
            _CHOSEN,
            units=dict.fromkeys(["effect", "before", "after"], "emotion"),
        )

    def map(self, plan: str | Sequence[str]) -> SomeMap:
        """Return the future map that a plan, or one's own list of options, makes.

        Its baseline is the map as it was; emotions that the plan changes are ``proposed``.
        """
        chosen = self.find(plan)
        kept: dict[str, Any] = {
            name: getattr(self.journey, name) for name in ("title", "persona", "personas", "phases")
        }
        kept |= {"state": "future", "baseline": self.journey.id}
        steps: list[Any] = []
        for step in self.journey.steps:
            emotion = step.emotion
            if any(option.touchpoint == step.id for option in chosen):
                emotion = float(self._task.emotion_with(step.id, chosen))
            proposed = {"emotion": emotion, "emotions": (), "evidence": {"status": "proposed"}}
            changed = proposed if emotion != step.emotion else {}
            steps.append({**{name: getattr(step, name) for name in type(step).model_fields}, **changed})
        name = f"{self.journey.id}-{plan if isinstance(plan, str) else 'own'}"
        return type(self.journey)(**kept | {"id": name, "touchpoints": steps})

    def with_budget(self, budget: float) -> Self:
        """Return the same question with another budget."""
        return replace(self, budget=read_budget(budget))

    def find(self, plan: str | Sequence[str]) -> tuple[Option, ...]:
        """Return the options of a plan, or those with the ids that are listed."""
        if isinstance(plan, str):
            if plan not in PLANS:
                reason = _("There is no plan {plan!r}; choose from {plans}", plan=plan, plans=join_words(PLANS))
                raise DocumentError((), "", reason + nearest(plan, list(PLANS)))
            return self._plans[plan]
        ids = [option.id for option in self.options]
        for name in plan:
            if name not in ids:
                reason = _("There is no option {option!r}; choose from {options}", option=name, options=join_words(ids))
                raise DocumentError((), "", reason + nearest(name, ids))
        return tuple(option for option in self.options if option.id in plan)

    @cached_property
    def _task(self) -> Task:
        known = [step for step in self.journey.steps if step.emotion is not None]
        felt = {step.id: Felt.at(step) for step in known}
        emotions = {name: read_amount(one.emotion, name) for name, one in felt.items()}
        between = {name: (read_amount(one.low, name), read_amount(one.high, name)) for name, one in felt.items()}
        return Task(emotions, self.options, self.budget, self.end_window, self.exclusive, between)

    @cached_property
    def _plans(self) -> dict[str, tuple[Option, ...]]:
        return {name: make(self._task) for name, make in PLANS.items()}

    def _repr_html_(self) -> str:
        return str(show(self.table.drop(columns="plan"), digits=2).to_html())


def _notes(before: Any, after: Any, plan: str | Sequence[str]) -> Iterator[str]:
    """Say what a score before and after a plan does not show by itself."""
    for row, sentence in (
        (before, _("Before, the best and the worst moment tie for the peak: {score}.", score=score_text(before))),
        (after, _("Afterwards, the best and the worst moment tie for the peak: {score}.", score=score_text(after))),
    ):
        if row["peak_tied"]:
            yield sentence
    if before["peak"] < 0 < after["peak"]:
        yield _(
            "The peak passes from the worst moment ({worst}) to the best ({best}), and the score leaps with it: judge "
            "by the mean as well, which changes by {gain}.",
            worst=signed_exactly(before["peak"]),
            best=signed_exactly(after["peak"]),
            gain=signed_exactly(after["mean"] - before["mean"]),
        )
    if plan == "remembered":
        yield _(
            "This plan was chosen for its score, so a high score is no surprise; the mean is the fairer comparison."
        )


def plans_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a table of plans from what `Redesign.describe` says of each."""
    return describe(pd.DataFrame(rows), "redesign", _HEADINGS, units=_UNITS, words={"plan": PLAN_TITLES})


def read_budget(budget: float) -> Fraction:
    """Return a budget as exactly as it was written, or raise `PeakendError`."""
    amount = read_amount(budget, _("The budget"))
    if amount < 0:
        raise PeakendError(_("The budget is {budget}; give 0 or more.", budget=format_amount(amount)))
    return amount
