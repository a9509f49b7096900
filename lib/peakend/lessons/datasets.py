"""The course's data sets: tables with a codebook, read from the ``datasets`` folder."""

import functools
from typing import TYPE_CHECKING, Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import get_language, join_words, message
from peakend.base.language import translate as _
from peakend.datasets.catalogue import NAMES, VARIANT, find_resource, in_language
from peakend.datasets.variant_rows import Numbers, kept_units, units_of
from peakend.datasets.variants import check_variant
from peakend.tables.about import DATA, describe

if TYPE_CHECKING:
    from peakend.surveys.survey import Survey

CODEBOOK = "codebook"  # where the table of a team's own file keeps what is known of its columns
_PANDAS_TYPES = {"integer": "Int64", "number": "Float64", "string": "string", "boolean": "boolean"}
_TIMES = ("date", "datetime")
HEADINGS = {
    "column": message("column"),
    "title": message("title"),
    "type": message("type"),
    "scale": message("scale"),
    "unit": message("unit"),
    "values": message("values"),
    "description": message("description"),
}


def load(name: str, *, labels: bool = True, variant: int = 0) -> Any:
    """Load one of the course's tables, or the journey map of a case.

    Parameters
    ----------
    name : str
        Data set and table, for instance ``"service-hall/survey"``.
    labels : bool, default True
        Show categories by their labels in the language in use, in the codebook's order; False keeps the codes
        of the file.
    variant : int, default 0
        A trainee's number from 0 to 999, see `peakend.variant`: 0 gives the whole table, every other number leaves
        out another tenth of its rows.

    Returns
    -------
    pandas.DataFrame or JourneyMap
        Columns typed as the codebook says; missing answers are ``<NA>``. Answers off the scale are kept. A map for
        names that end in ``/journey``.

    Raises
    ------
    PeakendError
        If there is no such table, or no such variant.

    Examples
    --------
    >>> import peakend as pe
    >>> survey = pe.load("service-hall/survey")
    >>> list(survey["channel"].cat.categories)
    ['Hotline 10086', 'Account manager', 'Service hall']
    """
    resource = find_resource(name)
    if _is_map(resource):
        from peakend.faces.journey_map import JourneyMap

        return JourneyMap.read(resource["file"])
    return _table(name, labels, check_variant(variant), get_language(), resource["file"].stat().st_mtime_ns).copy()


def codebook(name: "str | Survey | pd.DataFrame") -> pd.DataFrame:
    """Explain a table's columns in the language in use.

    Parameters
    ----------
    name : str, Survey or pandas.DataFrame
        Data set and table, for instance ``"service-hall/survey"``; what `read_survey` has read; or the table that
        `load_case` made of a team's own file.

    Returns
    -------
    pandas.DataFrame
        One row a column: ``column, title, type, scale, unit, values, description``; empty text where nothing applies.
        A journey map has a single row, which says what it is.

    Raises
    ------
    PeakendError
        If there is no such table, or it was not read by `read_survey`.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.codebook("service-hall/survey").set_index("column").loc["ease", "scale"]
    '1–7'
    """
    if isinstance(name, pd.DataFrame):
        return _kept_codebook(name)
    if not isinstance(name, str):
        from peakend.surveys.codebook import survey_codebook

        return describe(survey_codebook(name), "codebook", HEADINGS)
    resource = find_resource(name)
    fields = [{**resource, "type": "journey/1"}] if _is_map(resource) else resource["schema"]["fields"]
    rows = [
        {
            "column": field["name"],
            "title": in_language(field, "title"),
            "type": field["type"],
            "scale": "–".join(map(str, field.get("scale", []))),
            "unit": in_language(field, "unit"),
            "values": join_words(in_language(one, "label") for one in field["categories"])
            if field.get("categories")
            else "",
            "description": in_language(field, "description"),
        }
        for field in fields
    ]
    return describe(pd.DataFrame(rows), "codebook", HEADINGS)


def _kept_codebook(table: pd.DataFrame) -> pd.DataFrame:
    if CODEBOOK not in table.attrs:
        raise PeakendError(
            _(
                "This table has no codebook. Ask for that of the survey as pe.read_survey returned it, or of a table "
                "of the course by its name, for instance pe.codebook('service-hall/survey')."
            )
        )
    return describe(pd.DataFrame(table.attrs[CODEBOOK]), "codebook", HEADINGS)


@functools.lru_cache(maxsize=8)  # a lab's checks load its table again and again
def _table(name: str, labels: bool, variant: int, _language: str, changed: int) -> pd.DataFrame:
    resource = find_resource(name)
    fields = resource["schema"]["fields"]
    table = _whole(name, changed)
    if variant and VARIANT in resource:
        unit, stratum = _units(name, changed)
        table = table[kept_units(stratum, name, variant)[unit]].reset_index(drop=True)
    table = table.copy()
    for field in fields:
        if labels and "categories" in field:
            names = [in_language(category, "label") for category in field["categories"]]
            table[field["name"]] = table[field["name"]].cat.rename_categories(names)
        if NAMES in field:
            said = {step["value"]: {"zh": step["label_zh"], "en": step["label"]} for step in field[NAMES]}
            table.attrs[NAMES] = said
    titles = {f["name"]: {"zh": f.get("title_zh", f["title"]), "en": f["title"]} for f in fields if "title" in f}
    return describe(table, DATA, titles)


@functools.lru_cache(maxsize=64)  # all of the cases': what grades a class reads them once for all trainees
def _whole(name: str, _changed: int) -> pd.DataFrame:
    """Return a table with all of its rows and the codes of the file."""
    resource = find_resource(name)
    fields = resource["schema"]["fields"]
    types = {field["name"]: _PANDAS_TYPES[field["type"]] for field in fields if field["type"] not in _TIMES}
    dates = [field["name"] for field in fields if field["type"] in _TIMES]
    table = pd.read_csv(resource["file"], dtype=types, parse_dates=dates, encoding="utf-8")
    for field in fields:
        if "categories" in field:
            codes = [category["value"] for category in field["categories"]]
            table[field["name"]] = table[field["name"]].astype(pd.CategoricalDtype(codes))
    return table


@functools.lru_cache(maxsize=64)
def _units(name: str, changed: int) -> tuple[Numbers, Numbers]:
    return units_of(_whole(name, changed), find_resource(name)[VARIANT])


def read_ahead(name: str) -> None:
    """Read a table, whichever variant of it will be asked for."""
    resource = find_resource(name)
    if not _is_map(resource):
        changed = resource["file"].stat().st_mtime_ns
        _whole(name, changed)
        if VARIANT in resource:
            _units(name, changed)


def _is_map(resource: dict[str, Any]) -> bool:
    return resource.get("format") == "yaml"
