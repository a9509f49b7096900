"""What a survey knows of a question, its scale and its good end, and what a measure makes of it."""

from typing import Literal

from peakend.base.errors import MissingArgumentError, PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import direction_doubt, known_direction, known_scale

Scale = tuple[int, int]
Known = Literal["known"]
FIXED = (0, 10)  # of NPS


def scale_for(frame: object, columns: tuple[str, ...], scale: Scale | Known, usual: Scale) -> Scale:
    """Return the scale that is asked for; else the one that a survey knows of these columns; else the usual one."""
    if scale != "known":
        return scale
    return next((known for column in columns if (known := known_scale(frame, column)) is not None), usual)


def is_high_good(frame: object, column: str, said: bool | None, *, usual: bool | None) -> bool:
    """Tell whether high answers are the good ones: as said, unless a survey knows better; else as it knows; else usual.

    Raises
    ------
    PeakendError
        If what is said is not what the survey knows, or if nobody knows.
    """
    known = known_direction(frame, column)
    if said is not None:
        if known is not None and (known == "high") != said:
            raise PeakendError(_other_end(column, known))
        return said
    if known is not None:
        return known == "high"
    doubt = direction_doubt(frame, column)
    if doubt:
        raise PeakendError(doubt)
    if usual is None:
        raise MissingArgumentError(
            _("Say what a high answer in column {column!r} means: high_is='easy' or high_is='effort'.", column=column)
        )
    return usual


def _other_end(column: str, known: str) -> str:
    return (
        _(
            "By its words, high is the good end of column {column!r} in this survey: its scores are read so. Leave "
            "high_is as it is, or say what the answers are worth: s.score({column!r}, …).",
            column=column,
        )
        if known == "high"
        else _(
            "By its words, low is the good end of column {column!r} in this survey. Say so by high_is, or say what "
            "the answers are worth: s.score({column!r}, …).",
            column=column,
        )
    )


def require_known_scale(frame: object, column: str, scale: Scale) -> None:
    """Raise `PeakendError` where a survey knows that a question's scale is another one."""
    known = known_scale(frame, column)
    if known is None or known == scale:
        return
    found = _(
        "Column {column!r} has the scale {known_low}–{known_high} in this survey, and {low}–{high} is asked for.",
        column=column,
        known_low=known[0],
        known_high=known[1],
        low=scale[0],
        high=scale[1],
    )
    # Where the scale is no choice of the caller's, as for NPS, only the survey can be wrong.
    way_out = (
        _("If its answers are from 0 to 10, say so: s.score({column!r}, scale={scale!r}).", column=column, scale=scale)
        if scale == FIXED
        else _(
            "Pass scale={known!r}, or say otherwise: s.score({column!r}, scale={scale!r}).",
            column=column,
            known=known,
            scale=scale,
        )
    )
    raise PeakendError(f"{found} {way_out}")
