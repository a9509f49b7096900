"""The journey-map editor's kernel side: what it keeps, refuses, and never loses."""

from pathlib import Path

import pytest

import peakend as pe
from sample_maps import clinic


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


FILE = Path("answers/clinic-visit.yaml")


def send(editor, journey_map: pe.JourneyMap | dict, revision: str = "view:1") -> dict:
    """Do what the browser does at a change, and return the answer."""
    document = journey_map if isinstance(journey_map, dict) else journey_map.to_document()
    editor._canvas.sent = {"revision": revision, "seen": editor._canvas.kept["number"], "content": document}
    return editor._canvas.kept


def test_an_editor_starts_from_the_map_and_writes_nothing_yet():
    """A file appears with the first change."""
    assert clinic() == clinic().edit().map
    assert not FILE.exists()


def test_what_the_browser_sends_is_the_map_and_on_disk():
    """In the notebook's folder, under the map's id, as YAML."""
    editor = clinic().edit()
    better = clinic().with_emotion("wait", 1)
    answer = send(editor, better)
    assert (better, better) == (editor.map, pe.JourneyMap.read(FILE))
    assert ("view:1", "Saved", False) == (answer["revision"], answer["sentence"], answer["refused"])


def test_every_change_is_saved():
    """Not only the first and the last."""
    editor = clinic().edit()
    for emotion in (-1, 0, 2):
        send(editor, clinic().with_emotion("wait", emotion), f"view:{emotion}")
        assert emotion == pe.JourneyMap.read(FILE).step("wait").emotion


def test_assigning_a_map_shows_and_saves_it():
    """As solutions do, without a browser."""
    editor = clinic().edit()
    editor.map = clinic().without("pay")
    assert editor.map == pe.JourneyMap.read(FILE)
    assert editor.map.to_document() == editor._canvas.kept["content"]


def test_the_editor_goes_on_from_what_was_saved():
    """A second editor, as after a kernel restart; the map it is opened on only starts it."""
    clinic().edit().map = clinic().without("pay")
    assert clinic().without("pay") == clinic().edit().map


def test_the_editor_saves_where_it_is_told():
    """A file of another name, in another folder."""
    editor = clinic().edit("plans/mine.yml")
    send(editor, clinic().without("pay"))
    assert clinic().without("pay") == pe.JourneyMap.read("plans/mine.yml")


def test_a_change_of_the_working_folder_does_not_move_the_file(tmp_path, monkeypatch):
    """The file is where it was when the editor was opened."""
    editor = clinic().edit()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    send(editor, clinic().without("pay"))
    assert (tmp_path / FILE).is_file()


def test_a_refused_change_leaves_map_and_file_as_they_were():
    """The kernel judges, and says why; the browser gets the last good map back."""
    editor = clinic().edit()
    send(editor, clinic().without("pay"))
    document = clinic().to_document()
    document["touchpoints"][1]["emotion"] = 3
    answer = send(editor, document, "view:2")
    assert clinic().without("pay") == editor.map == pe.JourneyMap.read(FILE)
    assert answer["refused"] and "emotion runs from −2" in answer["sentence"]
    assert clinic().without("pay").to_document() == answer["content"]


def test_a_phase_that_holds_touchpoints_cannot_be_sent_away():
    """Whatever the browser thinks of it."""
    document = clinic().to_document()
    document["phases"] = document["phases"][1:]
    assert "there is no phase 'arrive'" in send(clinic().edit(), document)["sentence"]


@pytest.mark.parametrize("nonsense", ["touchpoints: [", "", "format: journey/2", "format: journey/1\nid: x"])
def test_a_file_that_cannot_be_read_is_set_aside_not_lost(nonsense):
    """The editor starts anew, says so, and the file has another name."""
    FILE.parent.mkdir()
    FILE.write_text(nonsense, encoding="utf-8")
    editor = clinic().edit()
    assert clinic() == editor.map
    assert nonsense == FILE.with_name("clinic-visit.unreadable.yaml").read_text(encoding="utf-8")
    assert "was kept as clinic-visit.unreadable.yaml" in editor._canvas.kept["sentence"]


def test_a_file_set_aside_does_not_replace_an_earlier_one():
    """Each gets its own name."""
    FILE.parent.mkdir()
    for text in ("[", "{"):
        FILE.write_text(text, encoding="utf-8")
        clinic().edit()
    kept = {file.read_text(encoding="utf-8") for file in FILE.parent.iterdir()}
    assert {"[", "{"} == kept


def test_a_file_changed_elsewhere_is_not_overwritten():
    """Another notebook, or a text editor: its map is taken up, and the sentence asks for the change again."""
    first = clinic().edit()
    second = clinic().edit()
    second.map = clinic().without("pay")
    answer = send(first, clinic().with_emotion("wait", 2))
    assert clinic().without("pay") == first.map == pe.JourneyMap.read(FILE)
    assert answer["refused"] and "was changed elsewhere" in answer["sentence"]
    send(first, first.map.with_emotion("wait", 2), "view:2")
    assert clinic().without("pay").with_emotion("wait", 2) == pe.JourneyMap.read(FILE)


def test_a_change_made_before_another_windows_change_was_seen_is_refused():
    """Two windows of one kernel: the second change was drawn on a map that is no longer there."""
    editor = clinic().edit()
    seen = editor._canvas.kept["number"]
    send(editor, clinic().without("pay"), "one:1")
    document = clinic().with_emotion("wait", 2).to_document()
    editor._canvas.sent = {"revision": "two:1", "seen": seen, "content": document}
    assert editor._canvas.kept["elsewhere"]
    assert clinic().without("pay") == editor.map == pe.JourneyMap.read(FILE)


def test_several_changes_of_one_window_need_not_wait_for_answers():
    """What is typed fast is one's own."""
    editor = clinic().edit()
    seen = editor._canvas.kept["number"]
    for i, emotion in enumerate((-1, 0, 1)):
        document = clinic().with_emotion("wait", emotion).to_document()
        editor._canvas.sent = {"revision": f"view:{i}", "seen": seen, "content": document}
    assert 1 == pe.JourneyMap.read(FILE).step("wait").emotion


def test_a_cell_does_not_write_over_a_change_made_elsewhere():
    """It is told, and the map is as it stands in the file."""
    editor = clinic().edit()
    editor.map = clinic()
    clinic().without("pay").write(FILE)
    with pytest.raises(pe.PeakendError, match="was changed elsewhere"):
        editor.map = clinic().with_emotion("wait", 2)
    assert clinic().without("pay") == editor.map == pe.JourneyMap.read(FILE)


def test_a_file_broken_elsewhere_is_set_aside_and_the_change_is_saved():
    """Nothing of both is lost."""
    editor = clinic().edit()
    send(editor, clinic().without("pay"))
    FILE.write_text("[", encoding="utf-8")
    answer = send(editor, clinic().with_emotion("wait", 2), "view:2")
    assert clinic().with_emotion("wait", 2) == pe.JourneyMap.read(FILE)
    assert "was kept as clinic-visit.unreadable.yaml" in answer["sentence"]
    assert "[" == FILE.with_name("clinic-visit.unreadable.yaml").read_text(encoding="utf-8")


def test_a_file_deleted_elsewhere_is_written_again():
    """By the next change."""
    editor = clinic().edit()
    send(editor, clinic().without("pay"))
    FILE.unlink()
    send(editor, clinic(), "view:2")
    assert clinic() == pe.JourneyMap.read(FILE)


def test_a_folder_that_cannot_be_written_is_said_and_the_map_is_kept():
    """Here a file stands where the folder should be."""
    editor = clinic().edit()
    Path("answers").write_text("", encoding="utf-8")
    answer = send(editor, clinic().without("pay"))
    assert answer["failed"] and answer["sentence"].startswith("Not saved: ")
    assert clinic().without("pay") == editor.map


@pytest.mark.parametrize("name", ["map.xlsx", "map.csv", "map"])
def test_an_editor_saves_to_yaml_only(name):
    """One sentence, before anything is typed."""
    with pytest.raises(pe.PeakendError, match=r"saves to YAML, not to .* ends in \.yaml"):
        clinic().edit(name)


def test_no_path_of_this_machine_is_in_what_a_notebook_stores(tmp_path):
    """A notebook may keep its widgets' state, and is handed in."""
    editor = clinic().edit()
    assert str(tmp_path) not in str(editor._canvas.get_state()) + str(editor._repr_mimebundle_())


def test_only_a_map_can_be_assigned():
    """A document or a table is named."""
    with pytest.raises(pe.PeakendError, match="holds a journey map, not DataFrame"):
        clinic().edit().map = clinic().touchpoints()


def test_the_file_is_yaml_that_people_can_read():
    """Chinese as Chinese, a line a field, and what is not filled in is not there."""
    clinic().edit().map = clinic()
    text = FILE.read_text(encoding="utf-8")
    assert "title: {zh: 门诊就诊, en: A clinic visit}" in text
    assert "null" not in text and "\\u" not in text


def test_a_page_without_widgets_shows_the_touchpoints():
    """With an unknown emotion as “?”, and what was typed escaped."""
    editor = clinic().edit()
    editor.map = clinic().with_touchpoint("pay", name="<b>Pay</b>")
    html = editor._repr_mimebundle_()[0]["text/html"]
    assert html.count("<tr>") == 5
    assert "<td style='text-align:left'>+1.5</td>" in html
    assert "<td style='text-align:left'>?</td>" in html
    assert "&lt;b&gt;Pay" in html


def test_the_table_speaks_the_language_in_use():
    """The same map, in Chinese."""
    pe.set_language("zh")
    assert "门诊就诊" in clinic().edit()._repr_html_()


def test_a_cell_shows_the_widget_with_the_table_behind_it():
    """Both stand in the output."""
    data, _metadata = clinic().edit()._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"} <= set(data)


def test_an_editor_executes_headless(tmp_path):
    """As Papermill does it: a kernel, no browser."""
    import nbformat
    import papermill

    code = """
        import peakend as pe
        tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        editor = tea.edit()
        editor.map = editor.map.with_touchpoint("sip", phase="drink", name="Sip", emotion=1)
        editor"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("\n".join(map(str.strip, code.split("\n"))))])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "lab.ipynb")
    done = papermill.execute_notebook(tmp_path / "lab.ipynb", tmp_path / "done.ipynb", cwd=tmp_path, progress_bar=False)
    assert "Sip" in done.cells[0].outputs[0]["data"]["text/html"]
    assert pe.JourneyMap.read(tmp_path / "answers" / "tea.yaml").step("sip").emotion == 1


def test_a_future_map_tells_that_the_map_it_improves_on_has_changed(tmp_path):
    """Once, and until one has taken it over or left it."""
    today, file = clinic(), tmp_path / "to-be.yaml"
    editor = today.as_future("to-be", "To be").edit(file)
    editor.map = editor.map.with_emotion(today.steps[0].id, 2)
    assert {} == editor._canvas.baseline
    more = today.with_touchpoint("call", phase=today.phases[-1].id, name="Call").without(today.steps[1].id)
    again = more.as_future("to-be", "To be").edit(file)
    gone = today.steps[1].name
    assert f"has changed since: added “Call”; removed “{gone}”." in again._canvas.baseline["sentence"]
    assert 2 == again.map.steps[0].emotion
    again._canvas.accepted = 1
    assert {} == more.as_future("to-be", "To be").edit(file)._canvas.baseline


def test_a_future_map_whose_beginning_cannot_be_kept_is_edited_all_the_same(tmp_path):
    """The next change is then not told of."""
    (tmp_path / ".to-be.begun.yaml").mkdir()
    assert clinic().as_future("to-be", "To be").edit(tmp_path / "to-be.yaml").map.steps
