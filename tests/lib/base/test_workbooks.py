"""Worksheets as people print them: heads that stand out and stay, dates as dates, columns that fit, one page wide."""

import datetime

import openpyxl
import pytest

from peakend.base.workbooks import shape, text_width


@pytest.fixture
def sheet():
    """A sheet with an answer's day, time and comment."""
    sheet = openpyxl.Workbook().active
    sheet.append(["day", "at", "评价"])
    sheet.append([datetime.date(2026, 3, 1), datetime.datetime(2026, 3, 1, 9, 30), "很好" * 40])
    shape(sheet, frozen_columns=1)
    return sheet


def test_headings_stand_out_and_stay(sheet):
    """In bold, frozen with the first column, and again on each printed page."""
    assert all(cell.font.bold for cell in sheet[1])
    assert "B2" == sheet.freeze_panes
    assert "$1:$1" == sheet.print_title_rows


def test_dates_are_dates(sheet):
    """A day without hours, a time with them."""
    assert ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"] == [cell.number_format for cell in sheet[2][:2]]


def test_columns_fit_what_they_hold(sheet):
    """To a limit, beyond which texts are wrapped."""
    assert [12, 18, 60] == [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert sheet["C2"].alignment.wrap_text


def test_a_sheet_prints_one_page_wide(sheet):
    """As many pages as it needs down, and lying where it is wide."""
    assert (1, 0) == (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "portrait" == sheet.page_setup.orientation


def test_a_chinese_character_is_two_letters_wide():
    """The longest line counts."""
    assert 4 == text_width("abc\n峰终")


def test_headings_on_several_lines_have_room():
    """Above narrow numbers a long one is wrapped, in the letters of the cells; no program cuts it off."""
    sheet = openpyxl.Workbook().active
    sheet.append(["Which channel did you use most often?", "interval from"])
    sheet.append([1, 2])
    shape(sheet)
    assert sheet.row_dimensions[1].height >= 30
    assert sheet["A2"].font.name == sheet["A1"].font.name
