"""The design tools' values as files and data: round trips, help to fill them in, and what is said about a bad file."""

import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import peakend as pe
from designs import KINDS, SMALL, small, values
from peakend.documents.fields import fields_of
from peakend.faces.formats import value_from_document
from sample_maps import clinic

ANY = pytest.mark.parametrize("kind", list(KINDS))
SLOW = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ANY
@SLOW
@given(data=st.data())
def test_yaml_holds_everything(tmp_path, kind, data):
    """What is read is what was written, and nothing is said to be lost."""
    value = data.draw(values(kind))
    assert value.write(tmp_path / "v.yaml").empty
    assert value == KINDS[kind].read(tmp_path / "v.yaml")


@ANY
@SLOW
@given(data=st.data())
def test_a_workbook_holds_everything(tmp_path, kind, data):
    """Written with Chinese headings and choices, read in English."""
    value = data.draw(values(kind))
    pe.set_language("zh")
    assert value.write(tmp_path / "v.xlsx").empty
    pe.set_language("en")
    assert value == KINDS[kind].read(tmp_path / "v.xlsx")


@ANY
@SLOW
@given(data=st.data())
def test_plain_json_makes_the_same_value_again(kind, data):
    """By its format alone, whatever kind it is."""
    value = data.draw(values(kind))
    assert value == value_from_document(json.loads(json.dumps(value.to_document())))


def test_a_journey_map_comes_back_from_plain_json_too():
    """The registry knows it beside the design tools."""
    assert clinic() == value_from_document(json.loads(json.dumps(clinic().to_document())))


@pytest.mark.parametrize("document", [{"format": "persona/2"}, {"id": "mei"}, [], None, {"format": ["persona/1"]}])
def test_an_unknown_format_is_refused_with_those_there_are(document):
    """Also what is no document at all."""
    with pytest.raises(pe.PeakendError, match=r"There is no format .* persona/1, interview/1"):
        value_from_document(document)


@ANY
@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_a_small_value_of_each_kind_goes_there_and_back(tmp_path, kind, ending):
    """The ones that the other tests use."""
    small(kind).write(tmp_path / f"v{ending}")
    assert small(kind) == KINDS[kind].read(tmp_path / f"v{ending}")


@ANY
def test_every_field_says_in_both_languages_what_to_fill_in(kind):
    """A name in Chinese, and help in English and Chinese that are not the same."""
    fields = [inner for field in fields_of(KINDS[kind]) for inner in (field, *field.inner)]
    assert not [f.name for f in fields if not f.label.zh or not all(f.label.help) or len({*f.label.help}) == 1]


@ANY
def test_every_field_but_the_format_has_a_label(kind):
    """A field without one would be left out of sheets and forms."""
    assert ["format", *(field.name for field in fields_of(KINDS[kind]))] == list(KINDS[kind].model_fields)


def workbook(folder: Path, kind: str):
    """A small value as a workbook to spoil, and its file."""
    file = folder / "v.xlsx"
    small(kind).write(file)
    return openpyxl.load_workbook(file), file


def test_a_form_has_names_answers_and_help(tmp_path):
    """Three columns, the first row and column in sight."""
    sheet = workbook(tmp_path, "Persona")[0]["Form"]
    assert ["field", "answer", "help"] == [cell.value for cell in sheet[1]]
    assert ("name", "Mei") == (sheet["A4"].value, sheet["B4"].value)
    assert "B2" == sheet.freeze_panes


def test_a_workbook_offers_choices_and_ids(tmp_path):
    """Where a stakeholder belongs, and who gives to whom."""
    book, _file = workbook(tmp_path, "StakeholderMap")
    offered = {rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation}
    assert {'"customer,provider,partner,society"', "'Stakeholders'!$A$2:$A$500"} == offered


def test_a_chinese_workbook_speaks_chinese_throughout(tmp_path):
    """Sheets, headings, choices and notes."""
    pe.set_language("zh")
    sheet = workbook(tmp_path, "Interview")[0]["访谈记录"]
    assert ["记录", "方式", "层次", "主题", "触点编号"] == [cell.value for cell in sheet[1]]
    assert ("观察", "说与做") == (sheet["B2"].value, sheet["C2"].value)
    assert "询问：客户说的" in sheet["B1"].comment.text


def test_an_english_workbook_offers_words_and_reads_keys_too(tmp_path):
    """Attractive in the drop-down; ``aha`` typed by hand is the same."""
    promise = {"level": "aha", "worth": "effort", "promise": "All filled in"}
    file = tmp_path / "v.xlsx"
    pe.ServiceLevel(id="hall", title="Hall", promises=[promise]).write(file)
    book = openpyxl.load_workbook(file)
    sheet = book["Promises"]
    assert ("attractive", "effort saved") == (sheet["A2"].value, sheet["B2"].value)
    sheet["A2"] = "aha"
    book.save(file)
    assert "aha" == pe.ServiceLevel.read(file).promises[0].level


def test_a_formula_in_a_cell_stays_text(tmp_path):
    """Somebody typed one; it is read as it stands, and written back as text."""
    book, file = workbook(tmp_path, "Persona")
    book["Form"]["B4"] = "=1+1"
    book.save(file)
    persona = pe.Persona.read(file)
    persona.write(file)
    assert "=1+1" == persona.name
    assert "s" == openpyxl.load_workbook(file)["Form"]["B4"].data_type


def test_a_day_typed_in_excel_is_read(tmp_path):
    """Excel makes a date of it."""
    import datetime

    book, file = workbook(tmp_path, "Plan")
    book["Tasks"]["D2"] = datetime.datetime(2026, 12, 3)
    book.save(file)
    assert datetime.date(2026, 12, 3) == pe.Plan.read(file).tasks[0].start


@pytest.mark.parametrize("written", ["2026-12-1", "2026/12/01", "2026年12月1日", "2026.12.1"])
def test_a_day_is_read_as_people_write_it(written):
    """The four common ways."""
    assert "2026-12-01" == pe.Plan(id="p", title="P", review=written).to_document()["review"]


@pytest.mark.parametrize(
    ("kind", "spoil", "message"),
    [
        ("Persona", lambda b: b["Form"].cell(4, 1, "nmae"), r"sheet Form, row 4: there is no field 'nmae'.*'name'\?"),
        ("Persona", lambda b: b["Form"].cell(5, 1, "name"), "sheet Form, row 5: the field 'name' appears twice"),
        (
            "Persona",
            lambda b: b["Form"].cell(2, 2, "plan/1"),
            "sheet Form: this is a form of the format 'plan/1', but 'persona/1'",
        ),
        (
            "Persona",
            lambda b: setattr(b["Form"]["B4"], "value", None),
            "row 4, column 'name': the field 'name' is missing",
        ),
        ("Persona", lambda b: b["Form"].merge_cells("A4:B4"), "sheet Form: the cells A4:B4 are merged"),
        ("Persona", lambda b: setattr(b["Form"], "title", "Sheet"), "has no sheet 'Form'. Its sheets are: Sheet"),
        ("Interview", lambda b: setattr(b["Notes"], "title", "Note"), "has no sheet 'Notes'.*its name back"),
        ("StakeholderMap", lambda b: b["Stakeholders"].cell(3, 6, 9), "Stakeholders, row 3, column '\\w+': 9 .*from"),
        (
            "StakeholderMap",
            lambda b: b["Exchanges"].cell(2, 2, "manger"),
            "Exchanges, row 2, column 'receiver': .*perhaps 'manager'",
        ),
        ("StakeholderMap", lambda b: b["Stakeholders"].cell(1, 1, "idd"), "heading 'idd'.*mean 'id'"),
        (
            "Interview",
            lambda b: b["Notes"].cell(2, 3, "felt"),
            "row 2, column 'level': 'felt' is not one of",
        ),
        ("Plan", lambda b: b["Tasks"].cell(2, 5, "soon"), "row 2, column 'due': 'soon' is not a day; write it like"),
    ],
)
def test_a_spoilt_workbook_is_named_to_the_cell(tmp_path, kind, spoil, message):
    """File, sheet, row, value, and what was meant."""
    book, file = workbook(tmp_path, kind)
    spoil(book)
    book.save(file)
    with pytest.raises(pe.PeakendError, match=r"v\.xlsx.*" + message):
        KINDS[kind].read(file)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("Persona", "id: mei\nname: Mei\n", "line 1: The first line has to be 'format: persona/1'"),
        ("Persona", "format: persona/1\nid: mei\nname: Mei\ngaols: [x]", "line 4: .*'gaols'.*'goals' is meant"),
        ("Persona", "format: persona/1\nid: mei\nname: Mei\ngoals: x", "line 4: goals: 'x' cannot be used.*a list"),
        (
            "Persona",
            "format: interview/1\nid: mei\nname: Mei",
            "line 1: format: 'interview/1' is not one of",
        ),
        (
            "Interview",
            "format: interview/1\nid: a\ntitle: A\nnotes:\n  - note: x\n    way: aks",
            "line 6: .*'ask'",
        ),
        ("Plan", "format: plan/1\nid: a\ntitle: A\n tasks: []", "line 4: this is not YAML"),
        ("Screening", "format: screening/1\nid: a\ntitle: A\nweight_viable: -1", "line 4: .*give 0 or more"),
    ],
)
def test_a_spoilt_yaml_file_is_named_to_the_line(tmp_path, kind, text, message):
    """File, line, place, value, and what was meant."""
    (tmp_path / "v.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=r"v\.yaml, " + message):
        KINDS[kind].read(tmp_path / "v.yaml")


def test_errors_speak_chinese(tmp_path):
    """Place, reason and remedy."""
    pe.set_language("zh")
    with pytest.raises(pe.PeakendError, match="power：不能是 9，请给 1 到 5 之间的数"):
        small("StakeholderMap", stakeholders=[{"id": "a", "name": "A", "power": 9}])


@pytest.mark.parametrize(("name", "message"), [("v.csv", "Choose: .yaml"), ("v.yamll", "Did you mean '.yaml'")])
def test_an_ending_that_is_not_read_is_refused(tmp_path, name, message):
    """The sentence names those that are."""
    with pytest.raises(pe.PeakendError, match=message):
        small("Persona").write(tmp_path / name)


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    """The disk is full at the last moment."""
    file = tmp_path / "v.yaml"
    small("Persona").write(file)
    before = file.read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(pe.PeakendError, match="cannot be written"):
        small("Persona", name="Another").write(file)
    assert (before, [file]) == (file.read_bytes(), list(tmp_path.iterdir()))


@ANY
def test_a_page_shows_the_value_in_the_language_in_use(kind):
    """Chinese names of fields, and no key."""
    pe.set_language("zh")
    page = small(kind)._repr_html_()
    assert "编号" in page
    assert not [name for name in SMALL[kind] if f">{name}<" in page]


@pytest.mark.parametrize(("cell", "shape"), [("75%", "@"), ("７５％", "General"), (0.75, "0%"), ("75.0", "General")])
def test_a_percentage_in_a_workbook_is_what_was_typed(tmp_path, cell, shape):
    """Typed as a text, or into a cell that turns 75% into 0.75."""
    file = tmp_path / "test.xlsx"
    small("UserTest").write(file)
    book = openpyxl.load_workbook(file)
    row = next(row for row in book["Form"].iter_rows() if row[0].value == "target_percent")
    row[1].value, row[1].number_format = cell, shape
    book.save(file)
    assert 75 == pe.UserTest.read(file).target_percent
