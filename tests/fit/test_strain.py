"""The path of measures, and the search along it, without any layout."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from printkit.build.fit import GRAIN, search
from printkit.model.fit import Fit
from printkit.model.layout import Bounds, Geometry
from printkit.model.strain import STEPS, strained, told

MARGINS = {"top": "8mm", "bottom": "8mm", "inner": "8mm", "outer": "8mm"}
BOUNDS = {
    "tracking": ["-1%", "1%"], "leading": ["12pt", "14pt"], "text": ["9pt", "11pt"],
    "image_height": ["80%", "120%"],
}  # fmt: skip


def geometry(**fit):
    keys = {"trim": "A5", "margins": MARGINS, "text": "10pt", "leading": "13pt", "fit": fit}
    return Geometry.model_validate(keys)


DESIGNED = geometry(**BOUNDS)
strains = st.floats(-1, 1)


def measures(one):
    return tuple(getattr(one, name) for name in STEPS)


def test_without_strain_nothing_moves():
    assert strained(DESIGNED, 0) == DESIGNED
    assert strained(geometry(), 1) == geometry()


def test_at_the_ends_everything_is_at_its_bounds():
    for end, strain in ((0, 1), (1, -1)):
        at = strained(DESIGNED, strain)
        for name in BOUNDS:
            assert getattr(at, name) == getattr(DESIGNED.fit, name)[end]


@given(strains, strains)
def test_more_strain_loosens_nothing(one, other):
    low, high = sorted((one, other))
    assert all(
        a >= b for a, b in zip(
            measures(strained(DESIGNED, low)), measures(strained(DESIGNED, high)), strict=True
        )
    )  # fmt: skip


@given(strains)
def test_no_measure_leaves_its_bounds(strain):
    at = strained(DESIGNED, strain)
    for name in Bounds.model_fields:
        if bounds := getattr(DESIGNED.fit, name):
            assert bounds[0] <= getattr(at, name) <= bounds[1]


def test_the_type_gives_way_after_the_space_around_it():
    moved = [
        {n for n in STEPS if getattr(strained(DESIGNED, s / 64), n) != getattr(DESIGNED, n)}
        for s in range(65)
    ]
    order = [name for name in STEPS if name in BOUNDS]
    firsts = [next(i for i, names in enumerate(moved) if name in names) for name in order]
    assert firsts == sorted(firsts)
    assert all(a <= b for a, b in pairwise(moved))


def test_a_measure_outside_its_own_bounds_is_refused():
    with pytest.raises(ValidationError, match="its own text lies outside"):
        geometry(text=["11pt", "12pt"])


def test_the_change_is_told_in_words():
    after = DESIGNED.model_copy(update={"text": 9.4, "leading": 12.6})
    assert told(DESIGNED, after) == "set at 9.4 pt on 12.6 pt instead of at 10 pt on 13 pt"


def run(goal, pages_at):
    """Answer a search; return how it ended, and what it asked."""
    going, asked = search(goal), []
    at = next(going)
    while True:
        asked.append(at)
        try:
            at = going.send(pages_at(at))
        except StopIteration as end:
            return end.value, asked


@given(st.lists(st.integers(-GRAIN, GRAIN), max_size=12), st.integers(1, 12), st.integers(1, 14))
def test_the_least_strain_that_makes_the_pages_is_found_in_seven_layouts(turns, base, wanted):
    def pages_at(at):
        return max(base + sum(at < turn for turn in turns), 1)

    reached, asked = run(Fit(pages=wanted), pages_at)
    assert len(asked) <= 7
    fitting = [at for at in range(-GRAIN, GRAIN + 1) if pages_at(at) == wanted]
    assert (reached.at is None) == (not fitting)
    if fitting:
        assert abs(reached.at) == min(map(abs, fitting))


@given(st.sets(st.integers(-GRAIN, GRAIN), max_size=9), st.integers(1, 9), st.sampled_from([2, 4]))
def test_a_multiple_is_reached_or_every_way_was_tried(turns, base, multiple):
    def pages_at(at):
        return max(base + sum(at < turn for turn in turns), 1)

    reached, asked = run(Fit(multiple_of=multiple), pages_at)
    assert len(asked) <= 8
    if reached.at is None:
        assert {GRAIN, -GRAIN} & set(asked)
    else:
        assert pages_at(reached.at) % multiple == 0


@pytest.mark.parametrize("keys", [{}, {"pages": 2, "max": 3}, {"pages": 0}])
def test_a_goal_that_says_nothing_or_too_much_is_refused(keys):
    with pytest.raises(ValidationError):
        Fit(**keys)


def test_a_goal_knows_its_neighbours():
    assert (Fit(pages=3).below(5), Fit(pages=3).above(5)) == (3, 0)
    assert (Fit(multiple_of=4).below(5), Fit(multiple_of=4).above(5)) == (4, 8)
    assert (Fit(multiple_of=4, max=7).below(9), Fit(multiple_of=4, max=7).above(5)) == (4, 0)
    assert Fit(max=2).below(5) == 2


def test_the_layouts_for_running_text_let_it_be_fitted():
    from printkit.compose.layouts import available, find
    from printkit.model.shipped import shipped

    root = [Path(shipped("layouts"))]
    moved = set()
    for name in available(root):
        layout = find(name, root)
        for size in layout.settings.sizes.values():
            if size.fit.model_fields_set:
                assert strained(size, 1) != size, name
                moved.add(name)
    assert moved >= {"classic-a5", "modern-a5", "insert", "handout-a4"}
