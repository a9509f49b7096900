"""Student's t: published values, and SciPy's as the judge."""

import pytest
from scipy.special import stdtrit

from peakend.surveys.student import student_quantile


@pytest.mark.parametrize(
    ("freedom", "published"), [(1, 12.706), (2, 4.303), (10, 2.228), (30, 2.042), (120, 1.980), (10**6, 1.960)]
)
def test_the_quantiles_of_the_textbooks_table(freedom, published):
    """Two-sided 95 %, as every textbook prints them."""
    assert published == round(student_quantile(0.95, freedom), 3)


@pytest.mark.parametrize("conf", [0.01, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9999])
def test_whole_fractional_and_many_degrees_of_freedom(conf):
    """The closed forms, the expansion and the seam between them."""
    for freedom in (*range(1, 40), 2.5, 249, 998, 999, 1000, 1001, 10**5):
        assert float(stdtrit(freedom, (1 + conf) / 2)) == pytest.approx(student_quantile(conf, freedom), rel=1e-11)
