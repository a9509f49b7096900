"""Three ways to spend a budget on a journey: on what is remembered, on the weakest touchpoint first, or evenly.

All numbers here are fractions, so that what ties on paper ties here too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from peakend.journeys.parts import MOST_EMOTION
from peakend.journeys.readings import Felt, is_tied
from peakend.journeys.redesign_options import Option

Emotions = Mapping[str, Fraction]  # of the touchpoints whose emotion is known, in the order of time
Allows = Callable[[str, Fraction], bool]  # whether a touchpoint may have an emotion


@dataclass(frozen=True)
class Level:
    """What one or more touchpoints can be brought to: at which cost, to which emotion (or sum of them), by what."""

    cost: Fraction
    emotion: Fraction
    chosen: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Task:
    """What there is to spend on, and how the result is scored."""

    emotions: Emotions
    options: tuple[Option, ...]
    budget: Fraction
    end_window: int
    exclusive: bool
    intervals: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)

    def felt(self, touchpoint: str, emotion: Fraction) -> Felt:
        """Return an emotion with its interval, which only one that was observed has."""
        known = self.intervals.get(touchpoint) if emotion == self.emotions[touchpoint] else None
        return Felt(emotion, *(known or (emotion, emotion)))

    def score(self, chosen: Sequence[Option]) -> Fraction:
        """Return the score once options are carried out, in its lower reading."""
        after = {name: self.emotion_with(name, chosen) for name in self.emotions}
        best, worst = (pick(after, key=lambda name: after[name]) for pick in (max, min))
        wins = after[best] + after[worst] > 0 and not is_tied(*(self.felt(name, after[name]) for name in (best, worst)))
        last = list(after.values())[-self.end_window :]
        return (after[best if wins else worst] + sum(last, Fraction(0)) / len(last)) / 2

    def emotion_with(self, touchpoint: str, chosen: Iterable[Option]) -> Fraction:
        """Return the emotion at a touchpoint once options are carried out; it stays on the scale."""
        effect = sum((option.effect for option in chosen if option.touchpoint == touchpoint), Fraction(0))
        most = Fraction(MOST_EMOTION)
        return min(most, max(-most, self.emotions[touchpoint] + effect))


def best_remembered(task: Task) -> tuple[Option, ...]:
    """Return the options that make the peak–end score highest; of several such sets the cheapest.

    The score, in its lower reading, never falls when an emotion rises. So it is enough to ask, for each thing that the
    peak can become, what it costs at least to make it so, and what the rest of the money does for the end. The peak is
    a lowest emotion L if all others are L or more; or it is a highest one H, if nothing else is as far from neutral or
    ties with it. L and H come from the few undominated levels that the touchpoints' options reach, whose number, not
    that of all sets of options, bounds the work.
    """
    menus = {touchpoint: _menu(task, touchpoint) for touchpoint in task.emotions}
    ends = list(menus)[-task.end_window :]
    best: tuple[Fraction, Fraction, tuple[Option, ...]] | None = None
    for allows in _possible_peaks(task, menus):
        plan = _cheapest(menus, ends, allows, task.budget)
        if plan and (best is None or (task.score(plan.chosen), -plan.cost) > best[:2]):
            best = (task.score(plan.chosen), -plan.cost, plan.chosen)
    return best[2] if best else ()


def weakest_first(task: Task) -> tuple[Option, ...]:
    """Mend the shortest plank: again and again the best affordable option of the touchpoint with the lowest emotion."""
    chosen: list[Option] = []
    while useful := _useful(task, chosen):
        weakest = min(useful, key=lambda option: task.emotion_with(option.touchpoint, chosen)).touchpoint
        here = [option for option in useful if option.touchpoint == weakest]
        chosen.append(max(here, key=lambda option: (option.effect, -option.cost)))
    return tuple(chosen)


def spread_evenly(task: Task) -> tuple[Option, ...]:
    """Give every touchpoint something: in rounds, the cheapest option of each, cheap ones first."""
    chosen: list[Option] = []
    while useful := _useful(task, chosen):
        had = [option.touchpoint for option in chosen]
        chosen.append(min(useful, key=lambda option: (had.count(option.touchpoint), option.cost)))
    return tuple(chosen)


def _useful(task: Task, chosen: Sequence[Option]) -> list[Option]:
    """Return the options that are still possible, affordable, and would raise the emotion."""
    left = task.budget - sum(option.cost for option in chosen)
    taken = {option.touchpoint for option in chosen} if task.exclusive else set()
    return [
        option
        for option in task.options
        if option not in chosen
        and option.touchpoint not in taken
        and option.cost <= left
        and task.emotion_with(option.touchpoint, [*chosen, option]) > task.emotion_with(option.touchpoint, chosen)
    ]


def _menu(task: Task, touchpoint: str) -> list[Level]:
    """Return what a touchpoint can be brought to, from cheap and low to dear and high."""
    levels = [start := Level(Fraction(0), task.emotions[touchpoint])]
    for option in task.options:
        if option.touchpoint == touchpoint and option.effect > 0:
            sets = [(*level.chosen, option) for level in ([start] if task.exclusive else levels)]
            more = [
                Level(sum((o.cost for o in chosen), Fraction(0)), task.emotion_with(touchpoint, chosen), chosen)
                for chosen in sets
            ]
            levels = _undominated(level for level in [*levels, *more] if level.cost <= task.budget)
    return levels


def _undominated(levels: Iterable[Level]) -> list[Level]:
    """Leave out levels that another one reaches at no higher cost."""
    kept: list[Level] = []
    for level in sorted(levels, key=lambda level: (level.cost, -level.emotion)):
        if not kept or level.emotion > kept[-1].emotion:
            kept.append(level)
    return kept


def _possible_peaks(task: Task, menus: Mapping[str, list[Level]]) -> Iterator[Allows]:
    """Yield for each peak that is possible which emotions it allows at which touchpoint."""
    for low in {level.emotion for menu in menus.values() for level in menu}:
        yield partial(_is_no_worse, low)
    for touchpoint, menu in menus.items():
        for high in (level.emotion for level in menu if level.emotion >= 0):
            yield _under_the_best(task, touchpoint, high)


def _is_no_worse(low: Fraction, _name: str, emotion: Fraction) -> bool:
    return emotion >= low


def _under_the_best(task: Task, best: str, high: Fraction) -> Allows:
    """Allow at one touchpoint an emotion as high as this or higher, and elsewhere what this is further from neutral."""
    top = task.felt(best, high)

    def allows(name: str, emotion: Fraction) -> bool:
        if name == best or emotion >= high:
            return emotion >= high or name != best
        return high + emotion > 0 and not is_tied(top, task.felt(name, emotion))

    return allows


def _cheapest(menus: Mapping[str, list[Level]], ends: Sequence[str], allows: Allows, budget: Fraction) -> Level | None:
    """Bring all touchpoints to what is allowed, as cheaply as possible, and the end as high as money goes."""
    cost = Fraction(0)
    chosen: list[Option] = []
    for touchpoint, menu in menus.items():
        if touchpoint in ends:
            continue
        level = next((level for level in menu if allows(touchpoint, level.emotion)), None)
        if level is None:
            return None
        cost += level.cost
        chosen += level.chosen
    finish = [Level(cost, Fraction(0), tuple(chosen))]
    for touchpoint in ends:
        possible = [level for level in menus[touchpoint] if allows(touchpoint, level.emotion)]
        sums = (
            Level(before.cost + level.cost, before.emotion + level.emotion, (*before.chosen, *level.chosen))
            for before in finish
            for level in possible
        )
        finish = _undominated(level for level in sums if level.cost <= budget)
    return finish[-1] if finish else None
