"""Which class a document's format belongs to."""

import importlib
from collections.abc import Mapping
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

# Modules are named, not imported: a value's class is loaded when its first document comes.
FORMATS = {
    "journey/1": ("peakend.journeys.journey_map", "JourneyMap"),
    "persona/1": ("peakend.design.persona", "Persona"),
    "interview/1": ("peakend.design.interview", "Interview"),
    "stakeholder-map/1": ("peakend.design.stakeholder_map", "StakeholderMap"),
    "service-level/1": ("peakend.design.service_level", "ServiceLevel"),
    "concept/1": ("peakend.design.concept_sheet", "ConceptSheet"),
    "screening/1": ("peakend.design.screening", "Screening"),
    "user-test/1": ("peakend.design.user_test", "UserTest"),
    "plan/1": ("peakend.design.plan", "Plan"),
}


def value_from_document(document: Any) -> Any:
    """Return the value that plain data tell, by their ``format``; data are read, never executed.

    Parameters
    ----------
    document : dict
        What `to_document` returned, also after a way through JSON.

    Returns
    -------
    JourneyMap, Persona, Interview, StakeholderMap, ServiceLevel, ConceptSheet, Screening, UserTest or Plan

    Raises
    ------
    PeakendError
        If the format is missing or unknown, or the data do not fit it.

    Examples
    --------
    >>> from peakend.documents import value_from_document
    >>> value_from_document({"format": "persona/1", "id": "mei", "name": "Mei"}).name
    'Mei'
    """
    name = document.get("format") if isinstance(document, Mapping) else None
    if not isinstance(name, str) or name not in FORMATS:
        raise PeakendError(
            _("There is no format {format!r}. The formats are: {formats}.", format=name, formats=", ".join(FORMATS))
        )
    module, kind = FORMATS[name]
    return getattr(importlib.import_module(module), kind)(**{str(key): value for key, value in document.items()})
