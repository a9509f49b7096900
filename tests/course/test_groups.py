"""The list of groups: drawn from the class's names, even, and the same each time."""

import pytest

import peakend as pe
from peakend_course.groups import draw_groups, read_names, write_groups

NAMES = [f"学员{number}" for number in range(1, 30)]


def test_groups_are_even_and_the_same_each_time():
    """In whichever order the names come; nobody is left out."""
    groups = draw_groups(NAMES, 6)
    assert [5, 5, 5, 5, 5, 4] == [len(group) for group in groups]
    assert sorted(NAMES) == sorted(name for group in groups for name in group)
    assert groups == draw_groups(NAMES[::-1], 6) != draw_groups([*NAMES, "学员30"], 6)


@pytest.mark.parametrize("text", ["trainee,name\n1,甲\n2,乙\n", "工号,姓名\n1,甲\n2,乙\n", "甲\n乙\n"])
def test_names_are_read_from_the_table_of_the_class(tmp_path, text):
    """The column of the names, or the only one."""
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    assert ["甲", "乙"] == read_names(tmp_path / "names.csv")


def test_a_table_without_names_is_one_sentence(tmp_path):
    """It says which column it needs."""
    (tmp_path / "names.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=r"names\.csv needs a column “name”, with one person a row."):
        read_names(tmp_path / "names.csv")


def test_too_few_names_for_so_many_groups_is_one_sentence():
    """With how many there could be."""
    with pytest.raises(pe.PeakendError, match=r"5 names do not make 4 groups of two or more\. Choose 1 to 2 groups\."):
        draw_groups(NAMES[:5], 4)


def test_the_list_for_the_door_has_every_name_in_its_group(tmp_path):
    """A name with signs of HTML in it does no harm."""
    pe.set_language("en")
    write_groups([["甲", "<b>乙"], ["丙", "丁"]], tmp_path / "groups.html")
    page = (tmp_path / "groups.html").read_text(encoding="utf-8")
    assert "Group 2" in page and "<li>甲</li><li>&lt;b&gt;乙</li>" in page
    write_groups([["甲", "乙"]], tmp_path / "groups.csv")
    assert "甲" in (tmp_path / "groups.csv").read_text(encoding="utf-8-sig")
