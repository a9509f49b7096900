"""Charts: put off while a notebook runs, and drawn once for all submissions that have the same chart.

The drawing engine takes half a second to start in each process, and most charts of a class are alike.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

from peakend_grading.untrusted.pictures import Spec, mark
from peakend_grading.walls.limits import Limits


@contextmanager
def put_off() -> Iterator[list[Spec]]:
    """Let charts leave a mark instead of a picture; yield the list to which their descriptions are added."""
    from peakend.charts.style import drawn_by

    kept: list[Spec] = []

    def keep(spec: Spec) -> str:
        kept.append(spec)
        return mark(spec)

    with drawn_by(keep):
        yield kept


@contextmanager
def believed_charts() -> Iterator[None]:
    """Do not hold charts against Vega-Lite's schema meanwhile: half of a chart's time, and the library's own are right.

    Whatever else comes out of a run is looked at by those who take it over.
    """
    from altair.utils import schemapi

    validate = schemapi.SchemaBase.__dict__["validate"]
    schemapi.SchemaBase.validate = classmethod(lambda *_given: None)  # type: ignore[assignment, method-assign]
    try:
        with schemapi.debug_mode(False):
            yield
    finally:
        schemapi.SchemaBase.validate = validate  # type: ignore[method-assign]


def draw(content: bytes, result: int, _limits: Limits) -> None:
    """Do one job: draw charts, and write their pictures."""
    import vl_convert

    from peakend.charts.style import prepare

    prepare()
    pictures = {}
    for name, spec in json.loads(content).items():
        try:
            pictures[name] = vl_convert.vegalite_to_svg(spec)
        except ValueError:  # a chart that is none
            continue
    with os.fdopen(result, "w", encoding="utf-8") as file:
        json.dump(pictures, file)
