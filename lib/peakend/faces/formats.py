"""Which class a document's format belongs to."""

from collections.abc import Mapping
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.faces.concept_sheet import ConceptSheet
from peakend.faces.interview import Interview
from peakend.faces.journey_map import JourneyMap
from peakend.faces.persona import Persona
from peakend.faces.plan import Plan
from peakend.faces.screening import Screening
from peakend.faces.service_level import ServiceLevel
from peakend.faces.stakeholder_map import StakeholderMap
from peakend.faces.user_test import UserTest

_KINDS = (JourneyMap, Persona, Interview, StakeholderMap, ServiceLevel, ConceptSheet, Screening, UserTest, Plan)
FORMATS: dict[str, Any] = {kind.model_fields["format"].default: kind for kind in _KINDS}


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
    >>> value_from_document({"format": "persona/1", "id": "mei", "name": "Mei"}).name
    'Mei'
    """
    name = document.get("format") if isinstance(document, Mapping) else None
    if not isinstance(name, str) or name not in FORMATS:
        raise PeakendError(
            _("There is no format {format!r}. The formats are: {formats}.", format=name, formats=join_words(FORMATS))
        )
    return FORMATS[name](**{str(key): value for key, value in document.items()})
