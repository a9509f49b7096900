"""Six innovation strategies for moments of truth 关键时刻创新策略, and which of them suits a map's moments."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue, require_map
from peakend.journeys.parts import Touchpoint
from peakend.journeys.score_map import moments_of_truth
from peakend.tables.about import describe

HEADINGS = {
    "touchpoint": message("id of the touchpoint"),
    "emotion": message("emotion"),
    "strategy": message("strategy"),
    "strategy_name": message("strategy, name"),
    "reason": message("reason"),
    "name": message("name"),
    "when": message("when"),
    "how": message("how"),
    "example": message("example"),
}
FLAT = 0.5  # an emotion no further from neutral than this leaves no trace


class _Strategy(NamedTuple):
    name: str
    when: str
    how: str
    example: str


def innovation_strategies() -> pd.DataFrame:
    """List the six innovation strategies for moments of truth.

    Returns
    -------
    pandas.DataFrame
        ``strategy`` (its key), ``name, when, how, example`` in the language in use.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.innovation_strategies()["strategy"].tolist()
    ['remove', 'ease', 'anticipate', 'personalise', 'elevate', 'recover']
    """
    rows = [(key, *strategy) for key, strategy in _strategies().items()]
    table = pd.DataFrame(rows, columns=["strategy", *_Strategy._fields], dtype=object)
    return describe(table, "innovation_strategies", HEADINGS, words={"strategy": _names()})


def suggest_strategies(journey_map: MapValue) -> pd.DataFrame:
    """Suggest innovation strategies for the moments of truth of a journey map, each with its reason.

    Looks at each moment that `JourneyMap.moments` finds and whose emotion is known: a bad wait is eased, bad work of
    the customer alone removed, a fail point or pain anticipated, the worst moment recovered at the next touchpoint, a
    flat contact personalised, the best moment and the end elevated. Ideas to begin with, not verdicts.

    Parameters
    ----------
    journey_map : JourneyMap
        With some emotions known.

    Returns
    -------
    pandas.DataFrame
        In the order of time ``touchpoint, name, emotion, strategy, strategy_name, reason``; several rows for a
        touchpoint that several strategies suit.

    Examples
    --------
    >>> import peakend as pe
    >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
    >>> tea = tea.with_touchpoint("wait", phase="drink", name="Wait", type="wait", emotion=-2)
    >>> tea = tea.with_touchpoint("sip", phase="drink", name="Sip", emotion=1)
    >>> pe.suggest_strategies(tea)[["touchpoint", "strategy"]]
      touchpoint strategy
    0       wait     ease
    1       wait  recover
    2        sip  elevate
    """
    names = _names()
    require_map(journey_map)
    ids = [step.id for step in journey_map.steps]
    rows = []
    for moment in moments_of_truth(journey_map).to_dict("records"):
        place = ids.index(moment["touchpoint"])
        step = journey_map.steps[place]
        after = journey_map.steps[place + 1] if place + 1 < len(ids) else None
        if step.emotion is None:
            continue
        found = [*_suit(step, step.emotion, after, is_peak=bool(moment["peak"]), is_end=bool(moment["end"]))]
        for strategy, reason in found or [_otherwise(step.emotion)]:
            rows.append((step.id, show_text(step.name), step.emotion, strategy, names[strategy], reason))
    columns = ["touchpoint", "name", "emotion", "strategy", "strategy_name", "reason"]
    table = pd.DataFrame(rows, columns=columns).astype({"emotion": float})
    return describe(table, "suggest_strategies", HEADINGS, words={"strategy": names})


def _suit(
    step: Touchpoint, emotion: float, after: Touchpoint | None, *, is_peak: bool, is_end: bool
) -> Iterator[tuple[str, str]]:
    """Yield the strategies that suit a moment, with the reasons."""
    fails = [item for item in step.blueprint if item.fail_point]
    waits = step.type == "wait" or bool(step.wait_min)
    if emotion < 0 and waits:
        yield "ease", _("a wait that feels bad")
    if emotion < 0 and step.type == "action" and not waits:
        yield "remove", _("work that the customer does alone and dislikes")
    if fails:
        yield "anticipate", _("{what} can fail here", what=show_text(fails[0].item))
    elif emotion < 0 and step.pain_points:
        yield "anticipate", _("known in advance: {pain}", pain=show_text(step.pain_points[0]))
    if is_peak and emotion < 0:
        yield "recover", _recovery(after)
    if abs(emotion) <= FLAT and step.type == "interaction" and not is_end:
        yield "personalise", _("a contact that leaves no trace")
    if is_peak and emotion > 0:
        yield "elevate", _("already the strongest moment: make it the one that is told to others")
    elif is_end and emotion >= -FLAT:
        yield "elevate", _("the end is remembered, so finish on a high")


def _recovery(after: Touchpoint | None) -> str:
    if after is None:
        return _("the worst moment, and nothing follows that could make up for it: add a farewell")
    return _("the worst moment; only the next can make up for it: {name}", name=show_text(after.name))


def _otherwise(emotion: float) -> tuple[str, str]:
    if emotion > 0:
        return "elevate", _("good, and it matters: make it unmistakable")
    return "personalise", _("it matters, and goes badly: begin with what this customer needs")


def _names() -> dict[str, str]:
    return {key: strategy.name for key, strategy in _strategies().items()}


def _strategies() -> dict[str, _Strategy]:
    return {
        "remove": _Strategy(
            _("Remove"),
            _("The customer works alone, and it adds nothing for them."),
            _("Do it for them, do it once, or drop it."),
            _("A form asks for what the system knows: print it filled in."),
        ),
        "ease": _Strategy(
            _("Ease the wait"),
            _("A wait feels long, uncertain or unfair."),
            _("Shorten it, say how long it takes, or give it a content."),
            _("A message three numbers before one's turn, so that nobody has to watch the screen."),
        ),
        "anticipate": _Strategy(
            _("Anticipate"),
            _("What goes wrong here is known beforehand."),
            _("Act one touchpoint earlier, before the customer notices."),
            _("The missing document is spotted when the appointment is made, not at the counter."),
        ),
        "personalise": _Strategy(
            _("Personalise"),
            _("A contact is correct, and leaves no trace."),
            _("Use what is known about this customer; let the skilled go fast and guide the rest."),
            _("The barber asks about last month's cut before taking the scissors."),
        ),
        "elevate": _Strategy(
            _("Elevate"),
            _("The best moment, or the end: it will be remembered."),
            _("Put resources here: one gesture beyond expectation, seen and felt."),
            _("At the end somebody sums up what was done, and walks along to the door."),
        ),
        "recover": _Strategy(
            _("Recover"),
            _("Something went wrong; the next moment decides."),
            _("Say sorry in plain words, put it right at once, and add something; let the front line decide."),
            _("A wrong coffee is changed with a smile before the guest has to explain."),
        ),
    }
