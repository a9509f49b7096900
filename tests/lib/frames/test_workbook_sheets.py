"""Workbooks and archives: sheets, merged cells, formulas, the one table in a ZIP file."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

import peakend as pe
from peakend.frames.sheets import read_sheet, read_sheets


def book(path: Path, rows: list[list[object]], *merged: str) -> Path:
    """Write a workbook of one sheet, and merge some of its cells."""
    file = openpyxl.Workbook()
    for row in rows:
        file.active.append(row)
    for area in merged:
        file.active.merge_cells(area)
    file.save(path)
    return path


def test_merged_cells_hold_their_value_in_each_part(tmp_path):
    """A channel beside its three customers, a heading above its two columns."""
    rows = [["channel", "rated", None], [None, "staff", "wait"], ["hall", 4, 5], [None, 3, 2], [None, 5, 5]]
    cells = read_sheet(book(tmp_path / "a.xlsx", rows, "A3:A5", "B1:C1", "A1:A2")).cells
    assert [["channel", "rated", "rated"], ["channel", "staff", "wait"]] == cells.iloc[:2].to_numpy().tolist()
    assert ["hall"] * 3 == cells[0].tolist()[2:]


def test_a_title_is_no_heading_of_each_column(tmp_path):
    """It is merged over the whole table, and stands alone."""
    cells = read_sheet(book(tmp_path / "a.xlsx", [["Survey 2025", None], ["a", "b"], [1, 2]], "A1:B1")).cells
    assert 1 == cells.iloc[0].notna().sum()


def test_formulas_without_values_are_told(tmp_path):
    """As a program writes them that does not calculate."""
    file = book(tmp_path / "a.xlsx", [["id", "score"], [1, "=4+5"]])
    with pytest.raises(pe.PeakendError, match=r"Cell B2 of sheet 'Sheet' in 'a\.xlsx' holds a formula that was never"):
        read_sheet(file)


def test_errors_of_the_spreadsheet_are_no_answers(tmp_path):
    """#N/A and its like."""
    cells = read_sheet(book(tmp_path / "a.xlsx", [["a", "b"], ["#N/A", 2], [1, 2]])).cells
    assert [False, True, False] == cells[0].isna().tolist()


def test_all_sheets_that_hold_anything_are_read(tmp_path):
    """Hidden and empty ones are not."""
    file = openpyxl.Workbook()
    for name in ("answers", "hidden", "notes"):
        file.create_sheet(name).append([name, 1])
    file["hidden"].sheet_state = "hidden"
    file.save(tmp_path / "a.xlsx")
    assert ["answers", "notes"] == [sheet.name for sheet in read_sheets(tmp_path / "a.xlsx")]


def archive(path: Path, **parts: str) -> Path:
    """Write a ZIP file of texts."""
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "."), text)
    return path


def test_the_one_table_in_an_archive_is_read(tmp_path):
    """Whatever else lies beside it."""
    file = archive(tmp_path / "a.csv.zip", a__csv="id,score\n1,9\n", readme__md="hello")
    assert ("a.csv", (2, 2)) == (read_sheet(file).file, read_sheet(file).cells.shape)


def test_several_tables_in_an_archive_are_named(tmp_path):
    """None is chosen by chance."""
    with pytest.raises(pe.PeakendError, match=r"holds 2 tables, and one is needed: a\.csv, b\.csv"):
        read_sheet(archive(tmp_path / "a.zip", a__csv="a\n1\n", b__csv="b\n1\n"))
