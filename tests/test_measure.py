import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.model.measure import MM, UNITS, Box, paper, points


@given(st.decimals(min_value=0, max_value=9999, places=3), st.sampled_from(sorted(UNITS)))
def test_a_length_is_its_number_times_its_unit(number, unit):
    assert points(f"{number}{unit}") == pytest.approx(float(number) * UNITS[unit])


@pytest.mark.parametrize("text", ["3", "mm", "3 miles", "", 3, None, "3mm 4mm", True])
def test_a_length_without_a_unit_is_refused(text):
    with pytest.raises(ValueError, match="a length needs a unit"):
        points(text)


def test_papers_have_names_turns_and_free_sizes():
    assert paper("A5") == pytest.approx((148 * MM, 210 * MM))
    assert paper("a4 landscape") == pytest.approx((297 * MM, 210 * MM))
    assert paper("5.5in x 8.5in") == pytest.approx((396, 612))
    with pytest.raises(ValueError, match="no paper size 'A55'"):
        paper("A55")


def test_boxes_that_touch_do_not_overlap():
    left, right = Box(0, 0, 10, 10), Box(10, 0, 20, 10)
    assert not left.overlaps(right)
    assert left.grown(1).overlaps(right)
    assert left.grown(1).holds(left)
