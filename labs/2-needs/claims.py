"""What the lab says of every case and every variant."""

import numpy as np

PAIRS = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")  # the evaluation table: having it down, lacking it across
LETTERS = "AOMIRQ"


def kano(variants, facts):
    """One feature delights one segment and repels the other, and looks indifferent on average."""
    table = variants.table
    answers = table[["functional", "dysfunctional"]].astype(int).to_numpy() - 1
    letters = np.array([PAIRS[has][lacks] for has, lacks in answers])
    segments = variants.groups("segment")
    clear = np.ones(len(variants.kept), dtype=bool)
    for feature in table["feature"].unique():
        rows = np.flatnonzero(table["feature"] == feature)
        parts = [rows, *(np.intersect1d(rows, segment) for segment in segments)]
        counts = [np.array([(variants.kept[:, p] & (letters[p] == one)).sum(axis=1) for one in LETTERS]) for p in parts]
        for counted in counts:
            ordered = np.sort(counted, axis=0)
            clear &= ordered[-1] > ordered[-2]
        together, first, second = (np.argmax(counted, axis=0) for counted in counts)
        if feature == facts["divided"]:
            yield f"{feature} looks indifferent on average", together == LETTERS.index("I")
            both = np.sort([first, second], axis=0)
            yield f"{feature} delights one segment and repels the other", (both == [[0], [4]]).all(axis=0)
        yield f"the category of {feature} does not change with the variant", together == together[0]
    yield "no category ties with another", clear


def greetings(variants, _facts):
    """The same effort is felt differently."""
    followed, back = variants.groups("script")
    felt = variants.table["felt"].astype(float).to_numpy()
    seconds = variants.table["staff_seconds"].astype(float).to_numpy()
    yield "coming back after half a minute is felt better, by more than noise", variants.z(felt, back, followed) > 2.3
    yield "both greetings take the staff as long", np.abs(variants.z(seconds, back, followed)) < 1.7


def apologies(variants, _facts):
    """Ten of the lighter words do not make one of the other."""
    sorry, excuse = variants.groups("wording")
    forgiven = variants.table["forgiven"].astype(float).to_numpy()
    often = np.intersect1d(excuse, np.flatnonzero(variants.table["times"].astype(int) >= 4))
    yield "“I was wrong” is forgiven more, by more than noise", variants.z(forgiven, sorry, excuse) > 2.3
    yield "and more than the lighter words said four times", variants.z(forgiven, sorry, often) > 2.3
