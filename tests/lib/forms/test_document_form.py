"""Forms for values: what is filled in is saved at once, and nothing is lost without a word."""

from pathlib import Path

import pytest

import peakend as pe
from designs import KINDS, NOTES, small
from sample_maps import a_map


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill_in(form, **changes) -> None:
    """Do what the browser does: send the whole document, changed."""
    kept = form._form.kept
    content = {**kept["content"], **changes}
    form._form.sent = {"revision": f"view:{kept['number']}", "seen": kept["number"], "content": content}


def test_a_change_is_saved_at_once(folder):
    """In the notebook's folder, under the value's id, as the format itself."""
    form = small("Persona").edit()
    fill_in(form, goals=["Certainty"])
    assert ("Certainty",) == form.value.goals == pe.Persona.read(folder / "answers" / "mei.yaml").goals
    assert "Saved" == form._form.kept["sentence"]


def test_a_form_goes_on_from_what_was_saved():
    """As after a restart of the kernel."""
    fill_in(small("Persona").edit(), quote="At last!")
    assert "At last!" == small("Persona").edit().value.quote


def test_a_value_that_is_assigned_is_saved_and_shown(folder):
    """What a solution does, without a browser."""
    form = small("Plan").edit("plans/mine.yaml")
    form.value = small("Plan", goal="Faster")
    assert "Faster" == pe.Plan.read(folder / "plans" / "mine.yaml").goal == form._form.kept["content"]["goal"]


def test_another_kind_of_value_is_refused():
    """A plan is no persona."""
    with pytest.raises(pe.PeakendError, match=r"for “Mei”, .* Give it a pe\.Persona"):
        small("Persona").edit().value = small("Plan")


def test_figures_are_read_as_people_type_them():
    """Full-width digits and a real minus."""
    form = small("StakeholderMap").edit()
    people = form._form.kept["content"]["stakeholders"]
    fill_in(form, stakeholders=[{**people[0], "power": "４", "attitude": "−1"}, *people[1:]])
    assert (4, -1) == (form.value.stakeholders[0].power, form.value.stakeholders[0].attitude)


def test_what_cannot_be_saved_yet_is_said_and_the_rest_is_saved():
    """A note without its text, beside a whole one."""
    form = small("Interview").edit()
    fill_in(form, notes=[NOTES[0], {"level": "wants"}], place="Hall")
    assert (1, "Hall") == (len(form.value.notes), form.value.place)
    assert "Saved, except this: notes 2: the field 'note' is missing." == form._form.kept["sentence"]


def test_a_name_that_is_cleared_stays_as_it_was():
    """It is needed; what else was typed is saved."""
    form = small("Persona").edit()
    fill_in(form, name=None, quote="At last!")
    assert ("Mei", "At last!") == (form.value.name, form.value.quote)
    assert "name" in form._form.kept["sentence"]


def test_a_figure_that_is_none_is_left_out():
    """The status line says why."""
    form = small("UserTest").edit()
    fill_in(form, target_percent="most")
    assert 80 == form.value.target_percent
    assert "'most' cannot be used here; a number is needed" in form._form.kept["sentence"]


def test_rows_that_are_still_empty_are_left_out():
    """A row that was only added."""
    form = small("Plan").edit()
    fill_in(form, tasks=[*form._form.kept["content"]["tasks"], {"id": "tasks-3"}])
    assert (2, "Saved") == (len(form.value.tasks), form._form.kept["sentence"])


@pytest.mark.parametrize("text", ["format: persona/1\nid: [", "", "\x00\xff", "format: persona/1\nid: mei\n"])
def test_an_unreadable_file_is_set_aside(folder, text):
    """Hand-edited nonsense is kept under another name, and the form begins anew."""
    file = folder / "mei.yaml"
    file.write_text(text, encoding="latin-1")
    form = small("Persona").edit(file)
    assert text.encode("latin-1") == (folder / "mei.unreadable.yaml").read_bytes()
    assert small("Persona") == form.value
    assert "kept as mei.unreadable.yaml" in form._form.kept["sentence"]


def test_an_answer_of_another_kind_is_not_overwritten(folder):
    """A plan of the same id lies there."""
    small("Plan").write(folder / "mei.yaml")
    with pytest.raises(pe.PeakendError, match=r"mei\.yaml holds another kind of answer"):
        small("Persona").edit(folder / "mei.yaml")
    assert small("Plan") == pe.Plan.read(folder / "mei.yaml")


def test_a_form_is_saved_as_yaml():
    """A workbook is written by `write`."""
    with pytest.raises(pe.PeakendError, match=r"ends in \.yaml"):
        small("Persona").edit("mei.xlsx")


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_has_a_name_and_help_in_the_form(kind, language):
    """In both languages."""
    pe.set_language(language)
    fields = small(kind).edit()._form.fields
    inner = [cell for field in fields for cell in (field, *field["inner"])]
    assert all(cell["title"] and cell["help"] for cell in inner)


def test_what_a_field_names_is_chosen_by_name_and_follows_its_source(folder):
    """The touchpoints of a map, while it is drawn; no id is typed or seen."""
    editor = a_map(1).edit(folder / "map.yaml")
    form = small("ConceptSheet").edit(folder / "c.yaml", among=[editor])
    editor.map = editor.map.with_touchpoint("t1", name="Come in").with_touchpoint("bye", phase="p", name="Leave")
    assert ["1. Come in", "2. Leave"] == [offer["label"] for offer in form._form.offered["touchpoint"]]
    fill_in(form, touchpoint="bye")
    assert "bye" == form.value.touchpoint
    pe.set_language("zh")
    field = next(f for f in small("ConceptSheet").edit(among=[editor])._form.fields if f["name"] == "touchpoint")
    assert ("触点", "touchpoint") == (field["title"], field["offers"])


def test_a_map_without_touchpoints_yet_still_has_them_chosen_by_name(folder):
    """Nobody is asked for an id because the map is still empty."""
    form = small("ConceptSheet").edit(folder / "c.yaml", among=[a_map()])
    by_name = {field["name"]: field["offers"] for field in form._form.fields}
    assert ("touchpoint", "persona") == (by_name["touchpoint"], by_name["persona"])
    assert [] == form._form.offered["touchpoint"]


def test_names_are_chosen_only_among_what_has_them():
    """A plan names nothing that a form could offer."""
    with pytest.raises(pe.PeakendError, match="this is a Plan"):
        small("ConceptSheet").edit(among=[small("Plan")])


def test_a_page_without_widgets_shows_the_answers():
    """A form's output holds a table, too."""
    data, _metadata = small("Persona").edit()._repr_mimebundle_()
    assert "Done in one visit" in data["text/html"]
