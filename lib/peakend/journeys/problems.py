"""What is wrong with a journey map, in one sentence; only emotion needs a sentence of its own."""

from typing import get_args

from pydantic import BaseModel, ValidationError

from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, Place, nearest, show_place
from peakend.documents.problems import explain as explain_document
from peakend.journeys.parts import MOST_EMOTION, Aspect, Layer, Period, Quality, State, Status, TouchpointType

__all__ = ["CHOICES", "MapError", "Place", "explain", "nearest", "show_place"]

MapError = DocumentError
CHOICES: dict[str, tuple[str, ...]] = {
    "format": ("journey/1",),
    "state": get_args(State),
    "period": get_args(Period),
    "type": get_args(TouchpointType),
    "status": get_args(Status),
    "layer": get_args(Layer),
    "aspect": get_args(Aspect),
    "quality": get_args(Quality),
}


def explain(error: ValidationError, document: object, top: type[BaseModel]) -> DocumentError:
    """Return the first problem of a journey map as a sentence."""
    found = error.errors(include_url=False)[0]
    problem = explain_document(error, document, top)
    is_about_value = found["type"] in ("greater_than_equal", "less_than_equal", "float_type", "finite_number")
    if not is_about_value or problem.place[-1] not in ("emotion", "ci_low", "ci_high"):
        return problem
    value = found["input"]
    reason = _(
        "{value} is not possible; emotion runs from −{most} (bad) to {most} (good), null is unknown",
        value=repr(value) if isinstance(value, str) else value,
        most=MOST_EMOTION,
    )
    return DocumentError(problem.place, show_place(problem.place, document), reason)
