"""The persona 用户画像 with its files, its form and its picture."""

from peakend.design.persona import PersonaValue
from peakend.faces.design_sheet import DesignSheet


class Persona(PersonaValue, DesignSheet):
    """One customer who stands for many: what they do, want, feel and need at heart.

    The fields follow the iceberg of needs 冰山模型 from what anybody can see down to what is never said.

    Parameters
    ----------
    **document
        The fields of the format: ``id, name, segment, quote, situation, goals, expectations, pains, behaviours,
        feelings, deep_needs, status, source, n``. Texts are plain, or ``{"zh": …, "en": …}``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> mei = pe.Persona(id="mei", name="Mei", goals=["Done in one visit"], pains=["Nobody to ask"])
    >>> mei.for_journey()
    {'id': 'mei', 'name': 'Mei', 'goal': 'Done in one visit'}
    """
