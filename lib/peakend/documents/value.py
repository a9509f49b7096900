"""The base of all values that people fill in: validated, frozen, and the same in a file, a form and a table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.documents.fields import FormField, fields_of
from peakend.documents.problems import DocumentError, explain, nearest
from peakend.documents.texts import Part, plain, says_nothing, show_text, wrong
from peakend.tables.about import describe
from peakend.tables.headings import FINDINGS, SEVERITIES

if TYPE_CHECKING:
    import pandas as pd

Finding = tuple[str, str, str, str, str]


class Value(Part):
    """What a person fills in: fields, and lists of rows, as a class declares them."""

    format: str
    id: str

    def __init__(self, /, **document: Any) -> None:
        try:
            super().__init__(**document)
        except ValidationError as error:
            raise explain(error, document, type(self)) from None

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Check what no single field can know: ids that stand twice, and names of what is not there."""
        for part in (field for field in fields_of(type(self)) if field.kind == "rows"):
            rows = getattr(self, part.name)
            ids = [getattr(row, "id", i) for i, row in enumerate(rows)]
            for i, row in enumerate(rows):
                if ids[i] in ids[:i]:
                    raise at((part.name, i, "id"), _("the id {id!r} appears twice; give each its own", id=ids[i]))
                for field in part.inner:
                    self._require_known(part.name, i, field, getattr(row, field.name))
        return self

    def _require_known(self, part: str, i: int, field: FormField, name: str | None) -> None:
        if not field.label.refers_to or name is None:
            return
        known = [row.id for row in getattr(self, field.label.refers_to)]
        if name not in known:
            reason = _("there is no {name!r}; there are {known}", name=name, known=join_words(known))
            raise at((part, i, field.name), reason + nearest(name, known))

    def to_document(self) -> dict[str, Any]:
        """Return the value as plain data, without what is left at its default: what a YAML file holds.

        Returns
        -------
        dict

        Examples
        --------
        >>> import peakend as pe
        >>> pe.Persona(id="mei", name="Mei").to_document()
        {'format': 'persona/1', 'id': 'mei', 'name': 'Mei'}
        """
        return plain({"format": self.format, "id": self.id, **self.model_dump(exclude_defaults=True)})

    def check(self) -> "pd.DataFrame":
        """Look for what should still be said, or contradicts itself.

        Returns
        -------
        pandas.DataFrame
            One row a finding: ``code``, ``severity`` (``"warning"`` or ``"note"``), ``place``, ``message`` and ``fix``
            in the language in use. No row: nothing was found.

        Examples
        --------
        >>> import peakend as pe
        >>> mei = pe.Persona(id="mei", name="Mei", goals=["Done in one visit"])
        >>> list(mei.check()["place"])
        ['situation', 'expectations', 'pains', 'deep_needs']
        """
        import pandas as pd

        found = [*self._empty(), *self._findings()]
        table = pd.DataFrame(found, columns=["code", "severity", "place", "message", "fix"], dtype=object)
        return describe(table, "check", FINDINGS, words=SEVERITIES)

    def table(self, part: str | None = None) -> "pd.DataFrame":
        """Return one of the value's lists as a table, or its single fields.

        Parameters
        ----------
        part : str, optional
            The list's key, for instance ``"notes"``; without one, the fields that stand alone.

        Returns
        -------
        pandas.DataFrame
            A row for each of the list, a column for each field, texts in the language in use; or ``field, value``.

        Raises
        ------
        PeakendError
            If there is no such list.

        Examples
        --------
        >>> import peakend as pe
        >>> pe.Persona(id="mei", name={"zh": "梅", "en": "Mei"}).table().head(2)
          field value
        0    id   mei
        1  name   Mei
        """
        from peakend.documents.value_tables import value_table

        return value_table(self, part)

    def _empty(self) -> Iterator[Finding]:
        for field in fields_of(type(self)):
            if field.label.is_wanted and says_nothing(getattr(self, field.name)):
                # What is missing is the thing, which a form offers by its name, and not an id.
                message = _("{field} is still empty.", field=field.title.removesuffix("编号"))
                yield ("empty", "note", field.name, message, field.help)

    def _findings(self) -> Iterator[Finding]:
        """Yield what this kind of value should still say."""
        return iter(())

    def _repr_html_(self) -> str:
        from peakend.documents.value_tables import value_html

        return value_html(self)


def at(place: tuple[str | int, ...], reason: str) -> ValidationError:
    """Return an error at a place, from within a validator."""
    return ValidationError.from_exception_data("Value", [InitErrorDetails(type=wrong(reason), loc=place, input=None)])


def named(rows: Any, name: str) -> Any:
    """Return the row with an id, or raise `PeakendError` with the nearest right spelling."""
    known = [row.id for row in rows]
    if name not in known:
        reason = _("There is no {name!r}; there are {known}", name=name, known=join_words(known))
        raise DocumentError((), "", reason + nearest(name, known))
    return rows[known.index(name)]


def name_of(row: BaseModel) -> str:
    """Return how a row is called in the language in use."""
    return show_text(getattr(row, "name", None)) or str(getattr(row, "id", ""))


def require_some(rows: Any, sentence: str) -> None:
    """Raise `PeakendError` if there is nothing to compute or draw."""
    if not rows:
        raise PeakendError(sentence)
