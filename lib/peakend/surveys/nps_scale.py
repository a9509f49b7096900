"""Scores from 0 to 10, and the exports that look like them but are not."""

import warnings

import numpy as np

from peakend.base.arrays import Floats
from peakend.base.language import translate as _
from peakend.surveys.stray_codes import LARGE_CODES, NEGATIVE_CODES
from peakend.surveys.tally import By, Invalid, Tally, tally

SCALE = (0, 10)
# If 0 were as likely as 1, that many 1s would come without a 0 once in 32 times; in practice 0 is the likelier one.
ONES_WITHOUT_ZERO = 5


def tally_scores(
    frame: object, column: str, *, by: By = None, weights: str | None = None, invalid: Invalid = "raise"
) -> Tally:
    """Count scores from 0 to 10; name an export that numbers its options from 1, and warn of a scale from 1 to 10."""
    answers = tally(frame, column, scale=SCALE, by=by, weights=weights, invalid=invalid, explain=_explain)
    often = answers.counts.sum(axis=0)
    if often[0] == 0 and often[1] >= ONES_WITHOUT_ZERO:
        warnings.warn(
            _(
                "Column {column!r} has the answer 1 {count} times but never 0. If its scale runs from 1 to 10, it is "
                "not NPS's 0–10 and the score comes out too high; if 1 stands for the option 0, take 1 off first.",
                column=column,
                count=int(often[1]),
            ),
            UserWarning,
            stacklevel=3,
        )
    return answers


def _explain(score: Floats) -> str:
    whole = score[np.isfinite(score)]
    if len(whole) and whole.min() >= 1 and whole.max() == SCALE[1] + 1:
        return _("It looks like the number of the option, 1–11, and not the score, 0–10: take 1 off every answer.")
    beyond = whole[(whole > SCALE[1]) | (whole < SCALE[0])]
    if len(beyond) and 2 * len(beyond) < len(whole) and set(beyond) <= {*NEGATIVE_CODES, *LARGE_CODES}:
        return _("{code:g} is probably a code for “don't know” or “no answer”.", code=beyond[0])
    if len(whole) and whole.min() >= 0 and SCALE[1] + 1 < whole.max() <= 100:
        return _("It looks like another scale: NPS needs the question from 0 to 10.")
    return ""
