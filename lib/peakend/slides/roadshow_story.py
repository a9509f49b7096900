"""What a roadshow tells: the team's values, checked, and what several slides ask of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peakend.base.brand import brand
from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.design.concept_sheet import ConceptSheetValue
from peakend.design.persona import PersonaValue
from peakend.design.plan import PlanValue
from peakend.design.user_test import UserTestValue
from peakend.documents.texts import Text, show_text
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Touchpoint
from peakend.journeys.score_map import score_map
from peakend.slides.deck import INK
from peakend.slides.shapes import FULL


@dataclass(frozen=True)
class Cost:
    """A change and what it costs; None where nobody has said."""

    what: str
    cost: float | None


@dataclass(frozen=True)
class Story:
    """All that a deck is made of."""

    team: str
    as_is: MapValue
    to_be: MapValue
    concept: ConceptSheetValue
    test: UserTestValue
    plan: PlanValue
    ask: str
    costs: tuple[Cost, ...]
    budget: float | None
    unit: str
    persona: PersonaValue | None
    colour: str
    called: str

    @property
    def service(self) -> str:
        """What the service is called: by the team, or by the map of today."""
        return self.called or show_text(self.as_is.title)

    @property
    def moment(self) -> Touchpoint | None:
        """The touchpoint that the idea changes, as it is today; else the peak of today's journey."""
        known = {step.id: step for step in self.as_is.steps}
        if self.concept.touchpoint in known:
            return known[self.concept.touchpoint]
        if any(step.emotion is not None for step in self.as_is.steps):
            return known[score_map(self.as_is, 1)["peak_at"].iloc[0]]
        return None

    @property
    def new_moment(self) -> Touchpoint | None:
        """The touchpoint that the idea changes, as it is to be."""
        return next((step for step in self.to_be.steps if step.id == self.concept.touchpoint), None)

    @property
    def new_thought(self) -> Text | None:
        """What the customer thinks there tomorrow; what they think today is no part of that scene."""
        before, after = self.moment, self.new_moment
        is_old = after is not None and before is not None and after.thought == before.thought
        return None if after is None or is_old else after.thought

    @property
    def customer(self) -> tuple[str, list[str]]:
        """The customer's name, and what they want and expect."""
        if self.persona is not None:
            own = self.persona
            lines = [show_text(text) for text in (own.situation, *own.goals[:2], *own.expectations[:2]) if text]
            return show_text(own.name), lines
        known = self.as_is.persona or self.to_be.persona
        if known is None:
            return _("Our customer"), []
        wishes = [show_text(text) for text in (known.goal, *known.expectations[:3]) if text]
        return show_text(known.name), wishes

    @property
    def loud(self) -> dict[str, Any]:
        """How a card in the team's colour looks: letters are white, or ink where white is hard to read (WCAG 2)."""
        red, green, blue = (int(self.colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return {"shade": FULL, "bold": True, "colour": "#FFFFFF" if 1.05 / (light + 0.05) >= 4.5 else INK}

    @property
    def spent(self) -> float:
        """What the changes cost together, as far as it is known."""
        return sum(cost.cost or 0 for cost in self.costs)


def read_costs(costs: object) -> tuple[Cost, ...]:
    """Return costs from a list of dicts with ``what`` and ``cost``; rows that say neither are left out."""
    rows = list(costs) if isinstance(costs, Sequence) and not isinstance(costs, str) else None
    if rows is None or not all(isinstance(row, Mapping) and {"what", "cost"} <= {*row} for row in rows):
        raise PeakendError(
            _("The costs are a list of changes, each with what and cost, for instance {example}.", example=_EXAMPLE)
        )
    return tuple(Cost(_words(row["what"]), _amount(row["cost"])) for row in rows if row["what"] or row["cost"])


def read_colour(colour: str) -> str:
    """Return the team's colour as ``#RRGGBB``; one of the house's is meant by its name."""
    found = brand().colours.get(colour, colour) if colour else brand().colours["main"]
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", found):
        raise PeakendError(
            _(
                "The colour {colour!r} is not known. Give one like #336699, or one of {names}.",
                colour=colour,
                names=join_words(brand().colours),
            )
        )
    return found


_EXAMPLE = "[{'what': '…', 'cost': 3}]"


def _words(what: Any) -> str:
    return show_text(what) if what is not None else ""


def _amount(cost: Any) -> float | None:
    if cost is None or cost != cost:
        return None
    if isinstance(cost, bool) or not isinstance(cost, (int, float)) or cost in (float("inf"), float("-inf")):
        raise PeakendError(_("The cost {cost!r} is not a number. Give one, for instance 2.5.", cost=cost))
    return float(cost)
