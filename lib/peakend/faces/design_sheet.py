"""What all design sheets can do beyond being a value: files, a form to fill in, a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from peakend.documents.value import Value

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from peakend.forms.document_form import DocumentForm


class DesignSheet(Value):
    """A value with its files, its form and its picture; each design tool joins it with fields of its own."""

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a value from a file, by its ending: ``.yaml`` or ``.xlsx``.

        Parameters
        ----------
        path : str or pathlib.Path
            The file; headings and choices of a workbook may be English or Chinese.

        Returns
        -------
        Value
            Of the class that reads it.

        Raises
        ------
        PeakendError
            If the file cannot be read, or holds something else: the sentence names the line, or sheet and row.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import peakend as pe
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "mei.yaml"
        >>> _ = file.write_text("{format: persona/1, id: mei, name: Mei}", encoding="utf-8")
        >>> pe.Persona.read(file).name
        'Mei'
        """
        from peakend.documents.value_files import read_value

        return read_value(cls, path)

    def write(self, path: str | Path) -> "pd.DataFrame":
        """Write the value to a file, by its ending: ``.yaml`` or ``.xlsx``, a workbook to fill in.

        The file is written beside its place and moved there, so that a failure leaves the old one whole.

        Parameters
        ----------
        path : str or pathlib.Path
            Where to.

        Returns
        -------
        pandas.DataFrame
            What the format could not hold: ``place, was, became``; no row if nothing is lost.

        Raises
        ------
        PeakendError
            If the ending is another one, the folder is missing, or the file is open elsewhere.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import peakend as pe
        >>> mei = pe.Persona(id="mei", name="Mei")
        >>> len(mei.write(pathlib.Path(tempfile.mkdtemp()) / "mei.xlsx"))
        0
        """
        from peakend.documents.value_files import write_value

        return write_value(self, path)

    def edit(self, path: str | Path | None = None, *, among: Sequence[Any] = ()) -> "DocumentForm":
        """Fill the value in, in a form; every change is saved at once.

        Parameters
        ----------
        path : str or pathlib.Path, optional
            A YAML file; by default ``answers/<id>.yaml`` in the notebook's folder. If it exists, the form goes on from
            it.
        among : sequence, optional
            Maps, concepts and personas, or their editors and forms, whose parts the value names: touchpoint, concept
            and persona are then chosen by name instead of typed as ids.

        Returns
        -------
        DocumentForm
            A form when a cell shows it; its ``value`` is what is filled in, and assigning to it saves as well.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import peakend as pe
        >>> form = pe.Persona(id="mei", name="Mei").edit(pathlib.Path(tempfile.mkdtemp()) / "mei.yaml")
        >>> form.value = pe.Persona(id="mei", name="Mei", goals=["Done in one visit"])
        >>> form.value.goals
        ('Done in one visit',)
        """
        from peakend.forms.document_form import DocumentForm

        return DocumentForm(self, path, among)

    def plot(self) -> "alt.LayerChart | alt.HConcatChart":
        """Draw the sheet, to be hung on the wall: each field that is filled in, beside its name.

        Returns
        -------
        altair.LayerChart
            Its `description` tells the sheet in words. Texts are in the language in use. ``.save("mei.png")`` or
            ``.svg`` writes it to a file.

        Raises
        ------
        PeakendError
            If nothing but the name is filled in.

        Examples
        --------
        >>> import peakend as pe
        >>> pe.Persona(id="mei", name="Mei", goals=["Done in one visit"], n=8).plot().to_dict()["description"]
        'Mei: Goals: Done in one visit; Status: assumed; N: 8'
        """
        from peakend.charts.value_sheet import plot_fields

        return plot_fields(self)
