"""What the lab says of every case and every variant."""

import numpy as np


def survey(variants, _facts):
    """Alike in satisfaction; the first channel is harder and less recommended; the second has too few to lead."""
    hard, few, many = variants.groups("channel")
    satisfied = variants.on_scale("satisfaction", 1, 5)
    recommend = variants.on_scale("recommend", 0, 10)
    ease = variants.on_scale("ease", 1, 7)
    top = np.where(np.isnan(satisfied), np.nan, 100.0 * (satisfied >= 4))
    nps = np.where(np.isnan(recommend), np.nan, 100.0 * ((recommend >= 9) * 1.0 - (recommend <= 6)))
    shares = np.array([variants.mean(top, rows) for rows in (hard, few, many)])
    yield "about three in four are satisfied in all three channels", (np.abs(shares - 75) < 5).all(axis=0)
    yield "no two channels differ in satisfaction by five points", np.ptp(shares, axis=0) < 5
    yield "satisfaction is alike in the two large channels", np.abs(variants.z(top, many, hard)) < 1.5
    yield "satisfaction is alike in the small channel too", np.abs(variants.z(top, many, few)) < 1.5
    yield "the first channel is harder, by more than noise", variants.z(ease, many, hard) > 2.5
    yield "the first channel is recommended less, by more than noise", variants.z(nps, many, hard) > 2
    yield "the small channel's NPS is not told from the next one's", np.abs(variants.z(nps, few, many)) < 1.8
    yield "the small channel has few answers", np.full(len(variants.kept), len(few) < 200 < len(many))
