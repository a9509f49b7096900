"""Imported by the process that all others are copied from: what labs import, and what is slow the first time.

What the library imports late would be imported anew by each of the copies: openpyxl, pypdf and SciPy's functions.
"""

import gc
from typing import Any
from xml.dom import minidom as minidom

import openpyxl as openpyxl
import pandas as pd
import pypdf as pypdf
from scipy import special as special

import peakend as pe
from peakend.charts.style import drawn_by
from peakend.lessons import class_link as class_link  # else a thread may be loading it when a process is copied
from peakend_labs.proof import execute as execute
from peakend_labs.proof.lab_shell import fresh_shell


def _warm_up() -> None:
    for name in dir(pe):
        getattr(pe, name)
    formatter: Any = fresh_shell().display_formatter
    scores = pd.DataFrame({"score": [0, 8, 10] * 9, "group": ["a", "b", "c"] * 9})
    table = pe.nps(scores, "score", by="group")
    with drawn_by(lambda _spec: ""):
        for shown in (table, pe.plot_nps(table), pe.plot_answers(scores, "score", scale=(0, 10), by="group")):
            formatter.format(shown)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # a lab's short life has little to collect, and looking for it takes a tenth


_warm_up()
