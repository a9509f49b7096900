"""What a journey map should still say: findings with a code, a sentence and a way to mend it."""

from collections.abc import Iterator

import pandas as pd

from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Touchpoint
from peakend.tables.about import describe
from peakend.tables.headings import FINDINGS, SEVERITIES

Finding = tuple[str, str, str | None, str, str]
_PERIODS = ("before", "during", "after")


def check_map(journey_map: MapValue) -> pd.DataFrame:
    """Return the findings of a map: first those of the whole, then touchpoint by touchpoint."""
    found = [*_check_whole(journey_map)]
    for step in journey_map.steps:
        found += _check_step(step, journey_map.state)
    table = pd.DataFrame(found, columns=["code", "severity", "touchpoint", "message", "fix"], dtype=object)
    headings = {**FINDINGS, "touchpoint": message("id of the touchpoint")}
    return describe(table, "check", headings, words=SEVERITIES)


def _check_whole(journey_map: MapValue) -> Iterator[Finding]:
    used = {step.phase for step in journey_map.steps}
    for phase in journey_map.phases:
        if phase.id not in used:
            yield (
                *("phase_without_touchpoint", "warning", None),
                _("The phase {phase!r} has no touchpoint.", phase=show_text(phase.name)),
                _("Add what the customer does there, or leave the phase out."),
            )
    order = [phase.id for phase in journey_map.phases]
    places = [order.index(step.phase) for step in journey_map.steps]
    for step, place, before in zip(journey_map.steps[1:], places[1:], places, strict=False):
        if place < before:
            yield (
                *("phase_out_of_order", "warning", step.id),
                _("{name!r} goes back to a phase that was over.", name=show_text(step.name)),
                _("Move the touchpoint, or put it into the phase it belongs to."),
            )
    periods = [_PERIODS.index(phase.period) for phase in journey_map.phases]
    if periods != sorted(periods):
        yield (
            *("period_out_of_order", "warning", None),
            _("The phases do not run from before through during to after service."),
            _("Order the phases, or correct their periods."),
        )
    if not any(step.moment_of_truth for step in journey_map.steps):
        yield (
            *("no_moment_of_truth", "warning", None),
            _("No touchpoint is marked as a moment of truth."),
            _("Mark those that decide what is remembered: begin with the peak and the end."),
        )


def _check_step(step: Touchpoint, state: str) -> Iterator[Finding]:
    name = show_text(step.name)
    if step.emotion is None:
        yield (
            *("emotion_unknown", "warning", step.id),
            _("The emotion at {name!r} is unknown.", name=name),
            _("Ask or observe customers; until then the score leaves the touchpoint out."),
        )
    if step.evidence.status == "observed" and step.evidence.source is None:
        yield (
            *("observed_without_source", "warning", step.id),
            _("{name!r} is marked as observed, but no source is given.", name=name),
            _("Name the survey, log or interviews, or call it assumed."),
        )
    if step.evidence.status == "proposed" and state == "current":
        yield (
            *("proposed_in_current", "warning", step.id),
            _("{name!r} is proposed, but the map shows the current state.", name=name),
            _("Put it into a future map, or say what it is today."),
        )
    kept = step.evidence
    if kept.status == "proposed" and any(part is not None for part in (kept.source, kept.n, kept.ci_low, kept.ci_high)):
        yield (
            *("proposed_with_evidence", "warning", step.id),
            _("{name!r} is proposed and yet has a source, a number of answers or an interval.", name=name),
            _("What has not happened has no answers: empty them, or say what was observed."),
        )
    if step.pain_points and not step.opportunities:
        yield (
            *("pain_without_opportunity", "note", step.id),
            _("{name!r} has pain points, and no opportunity answers them.", name=name),
            _("Write what could be done."),
        )
    for item in step.blueprint:
        what = show_text(item.item)
        if item.fail_point and not step.opportunities:
            yield (
                *("fail_point_without_opportunity", "warning", step.id),
                _("{item!r} can fail, and no opportunity at {name!r} answers that.", item=what, name=name),
                _("Write how the failure is prevented, or put right in the next moment."),
            )
        if item.layer == "backstage" and item.owner is None:
            yield (
                *("backstage_without_owner", "warning", step.id),
                _("Nobody owns {item!r} behind {name!r}.", item=what, name=name),
                _("Name the role or department that answers for it."),
            )
