"""The concept sheet 概念固化表 with its files, its form and its picture."""

from peakend.design.concept_sheet import ConceptSheetValue
from peakend.faces.design_sheet import DesignSheet


class ConceptSheet(ConceptSheetValue, DesignSheet):
    """An idea made firm: for whom, at which moment, which need it meets, how it works and how one will know.

    Parameters
    ----------
    **document
        The fields of the format: ``id, name, idea, persona, journey, touchpoint, need, strategy, core_function, driver,
        delight, frontstage, backstage, resources, risks, measure, first_step, owner``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> guide = pe.ConceptSheet(id="guide", name="A guide at the door", need="To be sure of the way")
    >>> "measure" in set(guide.check()["place"])
    True
    """
