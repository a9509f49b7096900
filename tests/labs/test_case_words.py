"""Each case speaks in its own words, and nowhere in another's."""

from dataclasses import replace

import pytest

from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names
from peakend_labs.proof.case_words import borrowed_words


@pytest.mark.parametrize("lab", lab_names())
def test_no_lab_speaks_of_another_case(lab):
    """On any case, in either language."""
    assert [] == [*borrowed_words([read_lab(lab)])]


def _with(lab, place, old, new):
    lab = read_lab(lab)
    texts = dict(lab.files)
    assert old in texts[place]
    return replace(lab, files=tuple((texts | {place: texts[place].replace(old, new)}).items()))


def test_a_word_of_a_case_in_what_all_share_is_found():
    """The lab, the word, the case that it belongs to, and what to do."""
    lab = _with("6-capstone", "worksheets/five.yml", "take the quicker way", "use the kiosk")
    sentences = [*borrowed_words([lab])]
    assert sentences[-1].startswith(
        "labs/6-capstone, case service-hall (en): 'kiosk' is a word of the case 'service-hall'"
    )
    assert sentences[-1].endswith("Write it in words that fit every case, or in this case's own.")


def test_a_case_keeps_its_own_words_and_meets_no_others():
    """What fits one is wrong for the three others."""
    lab = _with("4-journey", "worksheets/lines.yml", "客户把单子递给员工", "客户把单子递给店员")
    assert {"service-hall", "courier", "hospital"} == {
        sentence.split("case ")[1].split(" ")[0] for sentence in borrowed_words([lab])
    }
