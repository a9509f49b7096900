"""Worksheets: forms that keep what is filled in, and behave as a dict."""

import json
from pathlib import Path

import openpyxl
import pytest

import peakend as pe

SOURCE = """
format: worksheet/1
title: {zh: 表, en: Sheet}
fields:
  - id: pick
    kind: choice
    label: {zh: 选, en: Pick}
    options: [{id: a, label: {zh: 甲, en: A}}, {id: b, label: {zh: 乙, en: B}}]
  - id: tick
    kind: choices
    label: {zh: 勾, en: Tick}
    options: [{id: a, label: {zh: 甲, en: A}}, {id: b, label: {zh: 乙, en: B}}]
  - {id: count, kind: number, label: {zh: 数, en: Count}}
  - {id: why, kind: text, label: {zh: 为什么, en: Why}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "sheet.yml").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def saved(folder: Path) -> dict:
    return json.loads((folder / "answers" / "sheet.json").read_text(encoding="utf-8"))["answers"]


def fill_in(sheet, **answers) -> dict:
    """Do what the browser does: send all answers, changed, and return what the kernel answers."""
    kept = sheet._form.kept
    sheet._form.sent = {
        "revision": f"view:{kept['number']}",
        "seen": kept["number"],
        "content": {**kept["content"], **answers},
    }
    return sheet._form.kept


def test_an_empty_worksheet_has_every_key(folder):
    """Nothing filled in: each field is there and None."""
    assert pe.worksheet("sheet") == {"pick": None, "tick": None, "count": None, "why": None}


def test_what_the_browser_sends_is_in_the_dict_and_on_disk(folder):
    """A change of the form's state reaches the answers and the file at once."""
    sheet = pe.worksheet("sheet")
    fill_in(sheet, pick="a", count="12", why="  因为  ")
    assert (sheet["pick"], sheet["count"], sheet["why"]) == ("a", 12, "因为")
    assert saved(folder) == {"pick": "a", "count": "12", "why": "  因为  "}


def test_answers_are_there_again_after_a_restart(folder):
    """A second worksheet object, as after a kernel restart, finds what the first one saved."""
    pe.worksheet("sheet").update(pick="b", tick=["a", "b"], count=3.5)
    assert pe.worksheet("sheet") == {"pick": "b", "tick": ["a", "b"], "count": 3.5, "why": None}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("３０", 30),
        ("−20", -20),
        ("1,351", 1351),
        ("30 %", 30),
        ("7.9", 7.9),
        ("", None),
        ("   ", None),
        ("abc", "abc"),
    ],
)
def test_numbers_are_read_as_people_type_them(folder, typed, value):
    """Full-width digits, a true minus, commas and percent signs are numbers; other text is kept as it is."""
    sheet = pe.worksheet("sheet")
    sheet["count"] = typed
    assert value == sheet["count"]


def test_clearing_a_form_is_saved_too(folder):
    """An emptied field is None again."""
    sheet = pe.worksheet("sheet")
    sheet["why"] = "text"
    fill_in(sheet, why="", tick=[])
    assert (sheet["why"], sheet["tick"]) == (None, None)


@pytest.mark.parametrize("nonsense", ["{not json", "[]", '{"answers": 3}', ""])
def test_a_file_edited_into_nonsense_is_set_aside_not_lost(folder, nonsense):
    """The unreadable file is kept under another name, and the form starts empty."""
    (folder / "answers").mkdir()
    (folder / "answers" / "sheet.json").write_text(nonsense, encoding="utf-8")
    sheet = pe.worksheet("sheet")
    assert sheet["pick"] is None
    assert nonsense == (folder / "answers" / "sheet.unreadable.json").read_text(encoding="utf-8")
    assert "sheet.unreadable.json" in sheet._form.kept["sentence"]


def test_a_worksheet_filled_in_elsewhere_keeps_both(folder):
    """A cell's fields are filled in beside what another window filled in; a window is told, and joins both."""
    first, second = pe.worksheet("sheet"), pe.worksheet("sheet")
    second["pick"] = "b"
    first["count"] = 5
    assert ("b", 5) == (first["pick"], first["count"])
    answer = fill_in(second, why="so")
    assert (True, {"pick": "b", "count": 5}) == (answer["elsewhere"], answer["content"])
    assert {"pick": "b", "count": 5} == saved(folder)


def test_an_answer_edited_into_another_type_crashes_nothing(folder):
    """Numbers where a text is due, a text where a list is due: no error, and the check says what is wrong."""
    (folder / "answers").mkdir()
    broken = {"answers": {"pick": 5, "tick": "a", "count": [1], "why": {"x": 1}, "gone": 1}}
    (folder / "answers" / "sheet.json").write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(pe.CheckFailed, match="“Pick” holds an option that is not offered"):
        pe.check_filled(pe.worksheet("sheet"))


def test_a_form_reads_in_the_language_in_use(folder):
    """The same file, in Chinese."""
    pe.set_language("zh")
    assert "选" in pe.worksheet("sheet")._repr_html_()


def test_a_page_without_widgets_shows_questions_and_answers(folder):
    """The table for feedback pages names options by label and escapes what was typed."""
    sheet = pe.worksheet("sheet")
    sheet.update(pick="b", why="<script>")
    assert "<td>B</td>" in sheet._repr_html_()
    assert "&lt;script&gt;" in sheet._repr_html_()


def test_an_unknown_field_or_worksheet_is_named(folder):
    """Both sentences list what there is."""
    with pytest.raises(pe.PeakendError, match="There are: sheet"):
        pe.worksheet("sheat")
    with pytest.raises(pe.PeakendError, match="Its fields are: pick, tick, count, why"):
        pe.worksheet("sheet")["colour"] = "red"


@pytest.mark.parametrize(
    ("right", "slip", "sentence"),
    [
        ("fields:", "fields: [", r"line \d+: this is not YAML"),
        (
            "worksheet/1",
            "worksheets/1",
            r"line 2: format: 'worksheets/1' is not one of the choices: worksheet/1; perhaps",
        ),
        ("kind: number", "kind: numbr", r"line 13: fields 3 \('count'\), kind: 'numbr' .*; perhaps 'number' is meant"),
        ("id: why", "id: count", r"line 14: fields 4 \('count'\), id: the id 'count' appears twice"),
        (
            "label: {zh: 数, en: Count}",
            "lable: {zh: 数, en: Count}",
            "line 13: fields 3 .*the field 'label' is missing",
        ),
        ("kind: number,", "kind: number, hlep: x,", "line 13: .*no field 'hlep'.*; perhaps 'help' is meant"),
        ("label: {zh: 数, en: Count}", "label: {zh: 数}", "line 13: .*label: the field 'en' is missing"),
        ("kind: number", "kind: table", "line 13: .*rows: a question of the kind 'table' needs 'rows'"),
        ("kind: choices", "kind: text", "line 12: .*options: a question of the kind 'text' has no 'options'"),
        ("[{id: a, label: {zh: 甲, en: A}}, {id: b", "[{id: b, label: {zh: 甲, en: A}}, {id: b", "line 8.*'b' appears"),
    ],
)
def test_a_slip_in_a_worksheet_is_named(folder, right, slip, sentence):
    """File, line, field, what is allowed, and what was probably meant."""
    (folder / "worksheets" / "sheet.yml").write_text(SOURCE.replace(right, slip, 1), encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=rf"^worksheets/sheet\.yml, .*{sentence}"):
        pe.worksheet("sheet")


def test_check_filled_says_what_is_missing_and_passes_when_it_is_there(folder, capsys):
    """From the first gap to the tick mark."""
    sheet = pe.worksheet("sheet")
    with pytest.raises(pe.CheckFailed, match="Not filled in yet: “Pick”"):
        pe.check_filled(sheet)
    sheet.update(pick="a", tick=["b"], count="many", why="so")
    with pytest.raises(pe.CheckFailed, match="“Count” needs a number, but holds “many”"):
        pe.check_filled(sheet)
    sheet["count"] = "4"
    pe.check_filled(sheet)
    assert capsys.readouterr().out.startswith("✓")


def test_check_filled_can_look_at_some_fields_only(folder):
    """Tasks that share a form are checked one by one."""
    sheet = pe.worksheet("sheet")
    sheet["pick"] = "a"
    pe.check_filled(sheet, "pick")


GRID = """
format: worksheet/1
title: {zh: 表, en: Sheet}
fields:
  - id: order
    kind: rank
    label: {zh: 排, en: Order}
    options: [{id: a, label: {zh: 甲, en: A}}, {id: b, label: {zh: 乙, en: B}}, {id: c, label: {zh: 丙, en: C}}]
  - id: grid
    kind: table
    label: {zh: 格, en: Grid}
    rows: [{id: r1, label: {zh: 一, en: One}}, {id: r2, label: {zh: 二, en: Two}}]
    columns:
      - {id: score, kind: number, label: {zh: 分, en: Score}}
      - {id: mood, kind: choice, label: {zh: 心情, en: Mood}, options: [{id: up, label: {zh: 好, en: Good}}]}
      - {id: why, kind: text, label: {zh: 为什么, en: "Why {who}"}}
"""
FULL = {"r1": {"score": "４", "mood": "up", "why": "x"}, "r2": {"score": 2, "mood": "up", "why": "y"}}


@pytest.fixture
def sheet(folder):
    (folder / "worksheets" / "sheet.yml").write_text(GRID, encoding="utf-8")
    return pe.worksheet("sheet", who="me")


def test_rankings_and_tables_start_unanswered(sheet):
    """An order that is only shown, and a table without an entry, are no answers."""
    assert sheet == {"order": None, "grid": None}


def test_a_table_is_a_dict_of_rows(sheet):
    """Numbers are read as people type them; cells not filled in are None."""
    sheet["grid"] = {"r1": {"score": "４"}}
    nothing = {"score": None, "mood": None, "why": None}
    assert sheet["grid"] == {"r1": {"score": 4, "mood": None, "why": None}, "r2": nothing}


@pytest.mark.parametrize("order", [["a", "b"], ["a", "a", "b"], ["a", "b", "c", "c"]])
def test_a_ranking_needs_every_line_once(sheet, order):
    """Half an order, as a hand may edit it into the file, is named."""
    sheet["order"] = order
    with pytest.raises(pe.CheckFailed, match="“Order” needs every line in its place"):
        pe.check_filled(sheet, "order")


def test_an_empty_cell_is_named_by_row_and_column(sheet):
    """The sentence says where to look; a text where a number is due is named likewise."""
    sheet["grid"] = {**FULL, "r2": {"score": 2, "mood": "up"}}
    with pytest.raises(pe.CheckFailed, match="Not filled in yet: “Two · Why me”"):
        pe.check_filled(sheet, "grid")
    sheet["grid"] = {**FULL, "r1": {**FULL["r1"], "score": "many"}}
    with pytest.raises(pe.CheckFailed, match="“One · Score” needs a number, but holds “many”"):
        pe.check_filled(sheet, "grid")


def test_a_full_ranking_and_table_pass_and_show_on_a_page(sheet, capsys):
    """The tick mark, and labels instead of ids."""
    sheet.update(order=["c", "a", "b"], grid=FULL)
    pe.check_filled(sheet)
    assert capsys.readouterr().out.startswith("✓")
    assert "<td>C; A; B</td>" in sheet._repr_html_()
    assert "Two · Mood: Good" in sheet._repr_html_()


@pytest.mark.parametrize("nonsense", [5, "x", ["r1"], {"r1": 5}, {"r9": {"score": 1}}, {"r1": {"score": {"x": 1}}}])
def test_a_table_edited_into_nonsense_crashes_nothing(sheet, nonsense):
    """The check says what is missing."""
    sheet["grid"] = nonsense
    with pytest.raises(pe.CheckFailed, match=r"Not filled in yet|needs a number"):
        pe.check_filled(sheet, "grid")


def test_a_text_without_its_value_is_named(sheet):
    """A trainer's slip is one sentence with the file's name."""
    with pytest.raises(pe.PeakendError, match=r"sheet\.yml, line 16: 'Why \{who\}' needs who="):
        pe.worksheet("sheet", other=1)


def test_choices_can_come_from_a_data_set(folder):
    """The codes and labels of a column's categories."""
    source = GRID.replace(
        "[{id: a, label: {zh: 甲, en: A}}, {id: b, label: {zh: 乙, en: B}}, {id: c, label: {zh: 丙, en: C}}]",
        '{table: "{case}/survey", column: channel}',
    )
    (folder / "worksheets" / "sheet.yml").write_text(source, encoding="utf-8")
    offered = pe.worksheet("sheet", case="hospital", who="me").fields["order"].options
    assert offered["special_clinic"] == "Special clinic"


WHO = """
format: worksheet/1
title: {zh: 您是谁, en: Who}
fields:
  - {id: id, kind: person, label: {zh: 编号, en: Your id}}
  - {id: rate, kind: number, min: 0, max: 100, label: {zh: 占比, en: Share}}
  - {id: count, kind: number, min: 0, label: {zh: 个数, en: Count}}
"""


@pytest.fixture
def who(tmp_path, monkeypatch):
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "who.yml").write_text(WHO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["zhang\nsan", "张三 😀", "a/b", "x" * 65])
def test_an_id_that_is_not_well_formed_is_refused(who, name):
    """No new line, no picture, no sign of a path, 64 characters at most."""
    sheet = pe.worksheet("who")
    sheet.update(id=name, rate=1, count=1)
    with pytest.raises(pe.CheckFailed, match="takes letters, digits"):
        pe.check_filled(sheet)


def test_an_id_is_one_of_the_class(who, capsys):
    """Where the kit has a list, it is offered by name, and found whatever its capitals."""
    people = {"format": "roster/1", "people": [{"id": "B01", "name": "李梅"}]}
    (who / "roster.json").write_text(json.dumps(people), encoding="utf-8")
    sheet = pe.worksheet("who")
    assert {"id": "B01", "label": "李梅"} in sheet._form.fields[0]["options"]
    sheet.update(id="C99", rate=1, count=1)
    with pytest.raises(pe.CheckFailed, match="C99 is not in the class list"):
        pe.check_filled(sheet)
    sheet["id"] = "b01"
    pe.check_filled(sheet)
    assert capsys.readouterr().out.startswith("✓")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("王强", "in the class list 王强 has the id b02. Enter that."),
        ("李梅", "李梅 more than once: B01, b03. Enter your"),
    ],
)
def test_a_name_for_an_id_is_told_its_id(who, name, said):
    """Of two people with one name each has to know the own."""
    people = [{"id": "B01", "name": "李梅"}, {"id": "b02", "name": "王强"}, {"id": "b03", "name": "李梅"}]
    (who / "roster.json").write_text(json.dumps({"format": "roster/1", "people": people}), encoding="utf-8")
    sheet = pe.worksheet("who")
    sheet.update(id=name, rate=1, count=1)
    with pytest.raises(pe.CheckFailed, match=said):
        pe.check_filled(sheet)


def test_a_check_says_all_that_is_missing_and_refuses_what_cannot_be(who):
    """300 per cent, fewer than none, and an empty field, at one go."""
    sheet = pe.worksheet("who")
    sheet.update(rate=300, count=-1)
    with pytest.raises(pe.CheckFailed) as failed:
        pe.check_filled(sheet)
    assert [
        "Not filled in yet: “Your id”.",
        "“Share” cannot be 300: it lies between 0 and 100.",
        "“Count” cannot be -1: it is 0 or more.",
    ] == str(failed.value).splitlines()


def test_worksheets_are_written_as_pages_to_print(sheet, folder):
    """A page each on A4, a table as a table; no answer is a formula, and what is not filled in stays open."""
    sheet["grid"] = {"r1": {"score": "４", "why": "=1+1"}}
    page = openpyxl.load_workbook(pe.write_answers(folder / "mine.xlsx", sheet)).worksheets[0]
    cells = [[cell.value for cell in row] for row in page.iter_rows(values_only=False)]
    head = next(row for row in cells if "Score" in row)
    assert ["Score", "Mood", "Why me"] == head[1:4]
    assert ["One", "4", None, "'=1+1"] == [value or None for value in cells[cells.index(head) + 1][:4]]
    setup = (page.page_setup.paperSize, page.page_setup.fitToWidth, page.sheet_properties.pageSetUpPr.fitToPage)
    assert ("9", 1, True) == (str(setup[0]), *setup[1:])


def test_a_page_has_room_to_write_by_hand(who, tmp_path):
    """Rows of answers take what a short sheet leaves of its page, and stay on it; A4 has 730 points of rows."""
    page = openpyxl.load_workbook(pe.write_answers(tmp_path / "who.xlsx", pe.worksheet("who"))).worksheets[0]
    heights = [page.row_dimensions[row].height or 15.5 for row in range(1, page.max_row + 1)]
    assert max(heights) > 100
    assert sum(heights) < 730


def test_worksheets_as_csv_are_one_table(sheet, folder):
    """For programs: a row for each question or cell."""
    assert "Grid" not in (written := pe.write_answers(folder / "mine.csv", sheet).read_text(encoding="utf-8-sig"))
    assert "One · Score" in written


def test_a_guess_stands_beside_what_came_out(folder):
    """In words, as the person chose them; a guess that was not made is a dash."""
    sheet = pe.worksheet("sheet")
    sheet.update(pick="b")
    table = sheet.beside(pick="A, by far", count="7")
    assert [["Pick", "B", "A, by far"], ["Count", "–", "7"]] == table.to_numpy().tolist()
    page = pe.show(table).to_html()
    assert all(word in page for word in ("your guess", "what came out"))
