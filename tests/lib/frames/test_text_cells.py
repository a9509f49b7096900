"""From a text to cells: separators, quotations, ragged lines, each told by its line."""

import pytest

import peakend as pe
from peakend.frames.text_cells import split_cells


def cells(text: str) -> list[list[str]]:
    """The cells alone."""
    return [row.cells for row in split_cells("a.csv", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sep=;\nid;recommend\n1;9\n2;10\n", [["id", "recommend"], ["1", "9"], ["2", "10"]]),
        ('"sep=|"\r\na|b\r\n1|2,5\r\n', [["a", "b"], ["1", "2,5"]]),
        ("id;mark\n1;3,5\n2;4,5\n3;1,0\n", [["id", "mark"], ["1", "3,5"], ["2", "4,5"], ["3", "1,0"]]),
        ("a\tb\n1\tx, y; z\n", [["a", "b"], ["1", "x, y; z"]]),
        ("score\n9\n10\n", [["score"], ["9"], ["10"]]),
        ('a,b\n"1\n2",3\n', [["a", "b"], ["1\n2", "3"]]),
        ("a,b\n1,2,,\n", [["a", "b"], ["1", "2"]]),
        ("A survey\n\na,b\n1,2\n3,4\n", [["A survey", ""], ["a", "b"], ["1", "2"], ["3", "4"]]),
        ("a,b,c\n1,2\n4,5,6\n", [["a", "b", "c"], ["1", "2", ""], ["4", "5", "6"]]),
    ],
)
def test_a_text_is_split_as_it_was_written(text, expected):
    """Excel's line about the separator, decimal commas, quoted line breaks, titles, empty cells at the end."""
    assert expected == cells(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,recommend,comment\n1,9,ok\n2,9,fine, but slow\n3,8,ok\n", "Line 3 of 'a.csv' has 4 cells"),
        ('id,comment\n1,"two\nlines"\n2,a,b\n3,ok\n', "Line 4 of 'a.csv' has 3 cells"),
        (
            "id,recommend,comment\n1,9,good\nbut slow\n2,8,ok\n",
            "Line 3 of 'a.csv' has 1 cells.*go on from the line before",
        ),
        ("id,recommend,comment\n1,9,\n2,8\n3,7,ok\n", "Line 3 of 'a.csv' has 2 cells"),
        ('id,comment\n1,"never closed\n2,ok\n3,ok\n', "opened on line 2 and never closed"),
        ('{"answers": [1, 2]}', "cannot be read as a table"),
        ("<table><tr><td>1</td></tr></table>", "cannot be read as a table"),
    ],
)
def test_what_is_no_table_is_told_by_its_line(text, message):
    """No row is shifted, joined or cut."""
    with pytest.raises(pe.PeakendError, match=message):
        cells(text)
