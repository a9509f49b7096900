"""Files that forms keep: gone on with, never written over somebody else's change, nothing lost."""

from pathlib import Path

import pytest

from peakend.base.errors import PeakendError
from peakend.documents.kept_file import KeptFile


def read(content: bytes) -> str:
    text = content.decode()
    if text.startswith("?"):
        raise PeakendError("It begins with a question mark.")
    return text


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "answers" / "sheet.txt"


def kept(path: Path, start: str = "start") -> KeptFile[str]:
    return KeptFile(path, start, read, str.encode)


def test_a_file_begins_from_its_start_and_writes_nothing_yet(path):
    """A file appears with the first save."""
    assert ("start", "") == (kept(path).content, kept(path).note)
    assert not path.parent.exists()


def test_a_file_is_gone_on_with(path):
    """As after a restart of the kernel."""
    assert ("saved", "Saved") == (kept(path).save("typed").outcome, kept(path).note)
    assert "typed" == kept(path).content


def test_every_unreadable_file_is_set_aside(path):
    """None takes the place of an earlier one."""
    path.parent.mkdir()
    for text in ("?1", "?2", "?3"):
        path.write_text(text, encoding="utf-8")
        assert "was kept as sheet.unreadable" in kept(path).note
    assert ["?1", "?2", "?3"] == sorted(file.read_text(encoding="utf-8") for file in path.parent.iterdir())


def test_a_change_made_elsewhere_is_taken_up_and_not_written_over(path):
    """The sentence says so before anything is saved; the next save is of what is known."""
    file = kept(path)
    file.save("mine")
    path.write_text("theirs", encoding="utf-8")
    first = file.save("mine again")
    assert ("elsewhere", "theirs", "theirs") == (first.outcome, file.content, path.read_text(encoding="utf-8"))
    assert "sheet.txt was changed elsewhere" in first.sentence
    assert ("saved", "both") == (file.save("both").outcome, path.read_text(encoding="utf-8"))


def test_a_file_that_appeared_elsewhere_is_a_change_too(path):
    """Two windows that both began from nothing."""
    first, second = kept(path), kept(path)
    second.save("theirs")
    assert ("elsewhere", "theirs") == (first.save("mine").outcome, first.content)


def test_a_file_broken_elsewhere_is_set_aside_and_the_change_is_saved(path):
    """Nothing of both is lost."""
    file = kept(path)
    file.save("mine")
    path.write_text("?", encoding="utf-8")
    found = file.save("mine again")
    assert "saved" == found.outcome
    assert "kept as sheet.unreadable.txt" in found.sentence
    assert ("mine again", "?") == tuple(
        path.with_name(name).read_text(encoding="utf-8") for name in ("sheet.txt", "sheet.unreadable.txt")
    )


def test_a_file_deleted_elsewhere_is_written_again(path):
    """By the next save."""
    file = kept(path)
    file.save("mine")
    path.unlink()
    assert ("saved", "mine again") == (file.save("mine again").outcome, path.read_text(encoding="utf-8"))


def test_what_cannot_be_written_is_said_and_stays_the_content(path):
    """Here a file stands where the folder should be."""
    path.parent.write_text("", encoding="utf-8")
    file = kept(path)
    found = file.save("mine")
    assert ("failed", "mine") == (found.outcome, file.content)
    assert found.sentence.startswith("Not saved: ")


def test_a_key_tells_no_path(path):
    """The same file has the same key, and another file another one."""
    assert kept(path).key == kept(path).key != kept(path.with_name("other.txt")).key
    assert "answers" not in kept(path).key
