"""A journey map as a plain HTML table, for pages where no editor can run."""

from html import escape

from peakend.base.language import translate as _
from peakend.documents.texts import show_text, show_texts
from peakend.journeys.map_value import MapValue


def map_table(journey_map: MapValue) -> str:
    """Return one row a touchpoint, in the language in use."""
    phases = {phase.id: show_text(phase.name) for phase in journey_map.phases}
    headings = (
        *("", _("phase"), _("touchpoint"), _("channel"), _("emotion")),
        *(_("thought"), _("pain points"), _("opportunities")),
    )
    rows = [
        (
            f"{position}{' ★' if step.moment_of_truth else ''}",
            *(phases[step.phase], show_text(step.name), show_text(step.channel)),
            "?" if step.emotion is None else f"{step.emotion:+g}".replace("+0", "0").replace("-", "−"),
            *(show_text(step.thought), show_texts(step.pain_points), show_texts(step.opportunities)),
        )
        for position, step in enumerate(journey_map.steps, start=1)
    ]
    head = "".join(f"<th style='text-align:left'>{escape(text)}</th>" for text in headings)
    body = "".join("<tr>" + "".join(_cell(text) for text in row) + "</tr>" for row in rows)
    return f"<table><caption>{escape(show_text(journey_map.title))}</caption><tr>{head}</tr>{body}</table>"


def _cell(text: str) -> str:
    return f"<td style='text-align:left'>{escape(text).replace(chr(10), '<br>')}</td>"
