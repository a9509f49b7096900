"""Journey maps as files: round trips, what poorer formats lose, and what is said about a bad file."""

import os
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

import peakend as pe
from sample_maps import clinic, maps

SLOW = settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def there_and_back(journey_map: pe.JourneyMap, file: Path) -> pe.JourneyMap:
    journey_map.write(file)
    return pe.JourneyMap.read(file)


def workbook(folder: Path):
    """The small map as a workbook to spoil, and its file."""
    file = folder / "visit.xlsx"
    clinic().write(file)
    return openpyxl.load_workbook(file), file


@SLOW
@given(maps())
def test_yaml_holds_everything(tmp_path, journey_map):
    """What is read is what was written."""
    assert journey_map == there_and_back(journey_map, tmp_path / "m.yaml")


@pytest.mark.parametrize("language", ["zh", "en"])
@SLOW
@given(journey_map=maps())
def test_a_workbook_holds_everything(tmp_path, language, journey_map):
    """With headings and choices in either language, read in the other."""
    pe.set_language(language)
    lost = journey_map.write(tmp_path / "m.xlsx")
    pe.set_language("en" if language == "zh" else "zh")
    assert journey_map == pe.JourneyMap.read(tmp_path / "m.xlsx")
    assert lost.empty


@SLOW
@given(maps())
def test_csv_loses_persona_blueprint_standards_and_empty_phases_alone(tmp_path, journey_map):
    """The rest comes back, though phases in the order of their touchpoints."""
    assume(journey_map.steps)
    back = there_and_back(journey_map, tmp_path / "m.csv")
    lost = {"blueprint": (), "standards": ()}
    assert [step.model_copy(update=lost) for step in journey_map.steps] == list(back.steps)
    assert {phase for phase in journey_map.phases if phase.id in {step.phase for step in back.steps}} == {*back.phases}
    assert (journey_map.title, journey_map.state, journey_map.baseline) == (back.title, back.state, back.baseline)


@SLOW
@given(maps())
def test_mermaid_keeps_count_and_rounded_emotions(tmp_path, journey_map):
    """Also of those unknown."""
    assume(not any(str(text).startswith(("title ", "section ")) for step in journey_map.steps for text in [step.name]))
    back = there_and_back(journey_map, tmp_path / "m.mmd")
    expected = [None if step.emotion is None else round(step.emotion) for step in journey_map.steps]
    assert expected == [step.emotion for step in back.steps]


def test_mermaid_is_written_as_its_grammar_wants(tmp_path):
    """Score 3 + emotion; a face that must be drawn for an unknown emotion is marked by a comment."""
    clinic().write(tmp_path / "visit.mmd")
    expected = """journey
  title A clinic visit
  section Arriving
    Check in: 4: Mei
  section Treatment
    Wait: 1: Mei
    See the doctor: 5: Mei
    %% emotion unknown
    Pay: 3: Mei
"""
    assert expected == (tmp_path / "visit.mmd").read_text(encoding="utf-8")


def test_what_a_format_loses_is_reported(tmp_path):
    """CSV has no place for the persona and the blueprint, and nothing else is named."""
    lost = clinic().write(tmp_path / "visit.csv")
    assert list(lost["place"]) == ["persona", "touchpoints 3 ('doctor'), blueprint"]
    assert list(lost.columns) == ["place", "was", "became"]


def test_a_csv_from_a_chinese_excel_is_read(tmp_path):
    """GB18030, Chinese headings and choices, a typographic minus."""
    text = "旅程编号,标题,阶段编号,阶段名称,触点编号,名称,类型,情绪\n就诊,门诊就诊,到达,到达,候诊,候诊,等待,−2\n"
    (tmp_path / "就诊.csv").write_text(text, encoding="gb18030")
    (step,) = pe.JourneyMap.read(tmp_path / "就诊.csv").steps
    assert (step.id, step.type, step.emotion) == ("候诊", "wait", -2)


def test_csv_takes_no_text_for_a_formula(tmp_path):
    """OWASP, CSV Injection: an apostrophe before it, which is taken away again."""
    file = tmp_path / "visit.csv"
    back = there_and_back(clinic().with_touchpoint("wait", thought="=1+1"), file)
    assert "'=1+1" in file.read_text(encoding="utf-8-sig")
    assert back.step("wait").thought == "=1+1"


def test_a_text_that_begins_with_an_equals_sign_is_written_as_text(tmp_path):
    """Excel opens it as text, and computes nothing."""
    clinic().with_touchpoint("wait", name="=1+1").write(tmp_path / "visit.xlsx")
    assert openpyxl.load_workbook(tmp_path / "visit.xlsx")["Touchpoints"]["C3"].data_type == "s"


def test_a_formula_in_a_cell_stays_text(tmp_path):
    """Somebody typed one; it is read as it stands."""
    book, file = workbook(tmp_path)
    book["Touchpoints"]["C2"] = "=1+1"
    book.save(file)
    assert pe.JourneyMap.read(file).steps[0].name == "=1+1"


def test_a_workbook_helps_to_fill_it_in(tmp_path):
    """Drop-downs, notes on the headings, and headings that stay in sight."""
    book, _file = workbook(tmp_path)
    sheet = book["Touchpoints"]
    formulas = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert {'"interaction,action,wait"', "'Phases'!$A$2:$A$500"} <= formulas
    assert sheet.freeze_panes == "B2"
    assert "0 means neither" in next(cell for cell in sheet[1] if cell.value == "emotion").comment.text


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda b: b["Touchpoints"].merge_cells("B2:B3"), "sheet Touchpoints: the cells B2:B3 are merged"),
        (lambda b: b["Touchpoints"].cell(1, 2, "phases"), "column 2 has the heading 'phases'.*mean 'phase'"),
        (lambda b: b["Touchpoints"].cell(1, 4, "name"), "the column 'name' appears twice"),
        (lambda b: b["Touchpoints"].delete_cols(3), "the column 'name' is missing"),
        (
            lambda b: b["Touchpoints"].cell(3, 2, "treet"),
            r"sheet Touchpoints, row 3, column 'phase': .*'treet'.*perhaps 'treat'",
        ),
        (
            lambda b: b["Touchpoints"].cell(3, 4, "waits"),
            "row 3, column 'type': 'waits' is not one of the choices: .*perhaps 'wait'",
        ),
        (lambda b: b["Blueprint"].cell(2, 1, "docter"), "sheet Blueprint, row 2: .*'docter'.*perhaps 'doctor'"),
        (lambda b: b["Blueprint"].cell(3, 2, "stage"), "sheet Blueprint, row 3, column 'layer': 'stage'"),
        (
            lambda b: b["Standards"].append(["doctor", "time", "quick", "5 min"]),
            "sheet Standards, row 2, column '\\w+': 'time' is not",
        ),
        (lambda b: b["Standards"].append(["docter", "effect", "quick", "A"]), "Standards, row 2: .*perhaps 'doctor'"),
        (lambda b: setattr(b["Blueprint"], "title", "Bluprint"), "has no sheet 'Blueprint'.*its name back"),
        (lambda b: b["Journey"].append(["journey/1", "w", "W"]), "sheet Journey, row 3: There is a second journey"),
        (lambda b: b.remove(b["Phases"]), "has no sheet 'Phases'. Its sheets are: Journey, Touchpoints, Blueprint"),
    ],
)
def test_a_spoilt_workbook_is_named_to_the_cell(tmp_path, spoil, message):
    """File, sheet, row or column, value, and what was meant."""
    book, file = workbook(tmp_path)
    spoil(book)
    book.save(file)
    with pytest.raises(pe.PeakendError, match=r"visit\.xlsx.*" + message):
        pe.JourneyMap.read(file)


def test_a_chinese_workbook_is_answered_in_the_words_of_its_sheet(tmp_path):
    """Headings and choices, not the keys of the format."""
    pe.set_language("zh")
    file = tmp_path / "visit.xlsx"
    clinic().write(file)
    book = openpyxl.load_workbook(file)
    book["触点"]["D3"] = "等侯"
    book.save(file)
    said = "第 3 行，列“类型”：没有“等侯”这一项，可选：交互、行动、等待；您要的可能是“等待”。"
    with pytest.raises(pe.PeakendError, match=said):
        pe.JourneyMap.read(file)


def test_a_chinese_csv_has_chinese_choices(tmp_path):
    """They are read again."""
    pe.set_language("zh")
    back = there_and_back(clinic(), tmp_path / "visit.csv")
    assert "等待" in (tmp_path / "visit.csv").read_text(encoding="utf-8-sig")
    assert clinic().steps[1].type == back.steps[1].type


@pytest.mark.parametrize("use", [pe.JourneyMap.read, clinic().write])
def test_what_is_no_file_name_is_refused(use):
    """Nothing, for instance."""
    with pytest.raises(pe.PeakendError, match="None is not a file"):
        use(None)


HEAD = "format: journey/1\nid: visit\ntitle: A visit\nphases: [{id: arrive, name: Arriving}]\ntouchpoints:\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "  - {id: a, phase: arrive, name: A}\n - {id: b}", "line 7: this is not YAML"),
        (
            HEAD + "  - id: a\n    phase: arrive\n    name: A\n    emotion: 3",
            "line 9: touchpoints 1 .'a'., emotion: 3 is",
        ),
        (HEAD + "  - id: a\n    phase: arrive\n    nam: A", "line 6: touchpoints 1 .'a'.: the field 'name' is missing"),
        (HEAD + "  - id: a\n    phase: arrive\n    name: A\n    emotoin: 1", "line 9: .*'emotoin'.*'emotion' is meant"),
        (HEAD + "  - id: a\n    phase: arive\n    name: A", "line 7: .*'arive'.*perhaps 'arrive' is meant"),
        (
            HEAD + "  - {id: a, phase: arrive, name: A}\n  - {id: a, phase: arrive, name: B}",
            "line 7: .*'a' appears twice",
        ),
        (HEAD.replace("title", "id: again\ntitle"), "line 3: The field 'id' appears twice"),
        (HEAD + "  - {id: a, phase: arrive, name: 12:30}", "line 6: .*name: 750 cannot be used here; .*in quotes"),
        (HEAD + "  - {id: a, phase: arrive, name: *b}", "line 6: '\\*' stands for an alias"),
        (HEAD + "  - id: a\n   phase: arrive\n    name: A", "line 7: this is not YAML: '   phase: arrive'"),
        (HEAD + "  - id: a\n    phase: arrive\n    name：A\n    emotion: 1", "line 8: this is not YAML: '    name：A'"),
        (HEAD + "  - id: a\n    phase: 'arrive\n    name: A", "line 7: this is not YAML"),
        (HEAD + "  - {id: a, phase: arrive, name: 2026-11-02}", "line 6: .*name: 2026-11-02 cannot be used here"),
        (HEAD + "  - {id: a, phase: arrive, name: A, 3: 4}", "line 6: .*there is no field '3'"),
        (HEAD.replace("touchpoints", "steps"), "line 5: there is no field 'steps'"),
        ("id: visit\n", "line 1: A journey map starts with 'format: journey/1'"),
        ("- 1", "line 1: A journey map starts with"),
        ("", "line 1: A journey map starts with"),
    ],
)
def test_a_spoilt_yaml_file_is_named_to_the_line(tmp_path, text, message):
    """File, line, place, value, and what was meant."""
    (tmp_path / "visit.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=r"visit\.yaml, " + message):
        pe.JourneyMap.read(tmp_path / "visit.yaml")


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "v.csv",
            "journey,title,phase,phase_name,id,name,emotion\nv,V,p,P,a,A,great\n",
            "row 2, column 'emotion': 'great' is off the scale: emotion runs from −2",
        ),
        (
            "v.csv",
            "journey,title,phase,phase_name,id,name\nv,V,p,P,a,A\nw,V,p,P,b,B\n",
            "row 3: .*'w' here and 'v' furt",
        ),
        ("v.csv", "journey,title,phase,phase_name,id,nmae\nv,V,p,P,a,A\n", "'nmae', which is none of.*mean 'name'"),
        (
            "v.csv",
            "journey,title,phase,phase_name,id,name\nv,V,p,P,a,A, that is\n",
            "row 2: ' that is' is to the right of the last",
        ),
        ("v.csv", "journey,title,phase,phase_name,id,name\n", "has headings but no touchpoints"),
        ("v.mmd", "journey\n  section A\n    Wait: 6\n", "line 3: 'Wait: 6' is not a task"),
        ("v.mmd", "graph TD\n", "is not a journey diagram"),
        ("v.yamll", "", "Did you mean '.yaml'"),
    ],
)
def test_other_spoilt_files_are_named_too(tmp_path, file, text, message):
    """Row or line, value, what was meant."""
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=message):
        pe.JourneyMap.read(tmp_path / file)


def test_a_missing_file_is_answered_with_the_nearest(tmp_path):
    """The name was mistyped."""
    clinic().write(tmp_path / "visit.yaml")
    with pytest.raises(pe.PeakendError, match=r"Did you mean 'visit.yaml'\?"):
        pe.JourneyMap.read(tmp_path / "vist.yaml")


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    """The disk is full at the last moment: the old map is still there, and no draft beside it."""
    file = tmp_path / "visit.yaml"
    clinic().write(file)
    before = file.read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(pe.PeakendError, match="cannot be written"):
        clinic().without("pay").write(file)
    assert (before, [file]) == (file.read_bytes(), list(tmp_path.iterdir()))


def test_editors_are_told_of_a_schema_that_lies_beside(tmp_path):
    """The comment that the YAML language server reads."""
    (tmp_path / "journey.schema.json").write_text("{}", encoding="utf-8")
    clinic().write(tmp_path / "visit.yaml")
    first = (tmp_path / "visit.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=journey.schema.json"


def test_a_workbook_says_what_is_usual_too(tmp_path):
    """A phase during the service and an interaction are no blank cells."""
    clinic().write(tmp_path / "visit.xlsx")
    book = openpyxl.load_workbook(tmp_path / "visit.xlsx")
    cells = [{cell.value for row in book[title] for cell in row} for title in ("Phases", "Touchpoints")]
    assert "during" in cells[0]
    assert "interaction" in cells[1]
    assert clinic() == pe.JourneyMap.read(tmp_path / "visit.xlsx")


def test_a_workbook_opens_on_the_sheet_that_prints_a_page_a_phase(tmp_path):
    """By name, five touchpoints beside each other; it is no part of what is read again."""
    journey_map = clinic()
    for i in range(7):
        journey_map = journey_map.with_touchpoint(f"more-{i}", phase=journey_map.phases[0].id, name=f"More {i}")
    journey_map.write(tmp_path / "visit.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "visit.xlsx").active
    assert ("Print", len(journey_map.phases) - 1) == (sheet.title, len(sheet.row_breaks.brk))
    assert sheet.max_column <= 6
    assert not {step.id for step in journey_map.steps} & {cell.value for row in sheet for cell in row}
    assert journey_map == pe.JourneyMap.read(tmp_path / "visit.xlsx")
