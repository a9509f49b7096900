"""The class's list: read as departments keep it, found however it is written, and without addresses in a kit."""

import pytest

import peakend as pe
from peakend.lessons.roster import Person, Roster

LIST = "学号,姓名,小组,邮箱\nb01,李梅,蓝队,mei@example.org\n'007,王 强,红队,\nB02,Li Mei,蓝队,\n"


@pytest.fixture(params=["utf-8", "utf-8-sig", "gb18030"])
def names(request, tmp_path):
    """A list as Excel saves it, in each encoding."""
    file = tmp_path / "names.csv"
    file.write_text(LIST, encoding=request.param)
    return file


def test_a_list_is_read_in_its_order(names):
    """Chinese headings, an apostrophe that keeps the noughts, a team and an address."""
    assert Person(id="b01", name="李梅", team="蓝队", email="mei@example.org") == Roster.read(names).people[0]
    assert ["b01", "007", "B02"] == [person.id for person in Roster.read(names).people]


@pytest.mark.parametrize("written", ["b01", "B01", " ｂ０１ "])
def test_an_id_is_found_however_it_is_written(names, written):
    """Capitals, full-width letters and spaces make no other person."""
    assert "李梅" == Roster.read(names).name_of(written)


def test_a_team_knows_its_members(names):
    """In the list's order."""
    assert ("b01", "B02") == Roster.read(names).members("蓝队")


def test_who_is_not_in_the_list_has_no_team(names):
    """And nobody's name."""
    assert ("", "", None) == (Roster.read(names).team_of("x"), Roster.read(names).name_of("x"), Roster().find("x"))


def test_a_kit_gets_no_address(names, tmp_path):
    """All else comes back from the kit's file."""
    kit = tmp_path / "roster.json"
    kit.write_text(Roster.read(names).to_json(), encoding="utf-8")
    assert "@" not in kit.read_text(encoding="utf-8")
    assert [p.model_copy(update={"email": ""}) for p in Roster.read(names).people] == list(Roster.read(kit).people)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("姓名,小组\n李梅,蓝队\n", r"'names.csv' has no column of ids: call it .*Its columns are: 姓名, 小组\."),
        ("id,name\na,One\nA,Two\n", "names.csv, line 3: 'A' appears a second time, for somebody else"),
        ("id\na\n../b\n", r"names.csv, line 3: '../b' cannot be an id"),
    ],
)
def test_a_list_that_does_not_tell_is_one_sentence(tmp_path, text, said):
    """It names the file, what was found, and the line."""
    file = tmp_path / "names.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=said):
        Roster.read(file)


def test_a_mark_of_unicode_before_another_encoding_is_said(tmp_path):
    """What a program makes that puts the mark before GBK; nothing is guessed, and no word of Python's is in it."""
    file = tmp_path / "names.csv"
    file.write_bytes(b"\xef\xbb\xbf" + LIST.encode("gb18030"))
    with pytest.raises(pe.PeakendError, match=r"begins with the mark of Unicode, but goes on in another encoding"):
        Roster.read(file)
