"""Optimal line breaks, judged by trying every way to break a short paragraph."""

from itertools import combinations, pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.typeset.paragraphs import (
    ENDING,
    INFINITE,
    Box,
    Glue,
    Item,
    Penalty,
    Taste,
    badness,
    break_lines,
    demerits,
)

SPACE = Glue(3, 1.5, 1)
HYPHEN = Penalty(2, 50, hyphen=True)


def paragraph(words: list[list[int]]) -> list[Item]:
    items: list[Item] = []
    for word in words:
        items += [SPACE] if items else []
        for n, syllable in enumerate(word):
            items += [HYPHEN] if n else []
            items.append(Box(syllable))
    return [*items, *ENDING]


def every_way(items: list[Item]) -> list[tuple[int, ...]]:
    end = len(items) - 1
    places = [
        n
        for n, item in enumerate(items[:-3])
        if isinstance(item, Glue) or (isinstance(item, Penalty) and item.cost < INFINITE)
    ]
    ways = (combinations(places, count) for count in range(len(places) + 1))
    return [(*way, end) for some in ways for way in some]


words = st.lists(st.lists(st.integers(2, 14), min_size=1, max_size=2), min_size=1, max_size=6)
measures = st.lists(st.integers(16, 50), min_size=1, max_size=3)
tastes = st.builds(
    Taste, tolerance=st.sampled_from([50, 200, INFINITE]), stacked=st.sampled_from([0, 10_000])
)


@given(words, measures, tastes)
def test_no_other_way_to_break_a_paragraph_is_better(
    words: list[list[int]], widths: list[int], taste: Taste
) -> None:
    items = paragraph(words)
    best = min(demerits(items, widths, way, taste) for way in every_way(items))
    found = break_lines(items, widths, taste)
    if best < inf:
        assert found.demerits == pytest.approx(best)
        assert demerits(items, widths, found.breaks, taste) == pytest.approx(best)


@given(words, st.lists(st.integers(5, 30), min_size=1, max_size=3))
def test_a_line_is_too_wide_only_where_it_cannot_be_broken(
    words: list[list[int]], widths: list[int]
) -> None:
    items = paragraph(words)
    found = break_lines(items, widths)
    assert found.breaks[-1] == len(items) - 1
    for (start, end), ratio in zip(pairwise((-1, *found.breaks)), found.ratios, strict=True):
        if ratio < -1:
            assert sum(isinstance(item, Box) for item in items[start + 1 : end]) == 1


def test_a_line_is_loosened_so_that_the_next_is_not_worse() -> None:
    items = paragraph([[10], [10], [4], [22], [10], [10]])
    greedy = demerits(items, [27], (5, 7, 11, 13), Taste(tolerance=INFINITE))
    found = break_lines(items, [27], Taste(tolerance=INFINITE))
    assert found.demerits < greedy


def test_a_hyphen_takes_its_width() -> None:
    items = paragraph([[10], [10, 10]])
    assert break_lines(items, [26]).breaks == (3, len(items) - 1)
    assert break_lines(items, [23]).breaks[0] == 1


def test_a_line_never_runs_through_a_forced_break() -> None:
    items: list[Item] = [Box(5), Penalty(0, -INFINITE), *paragraph([[5], [5]])]
    assert break_lines(items, [100]).breaks == (1, len(items) - 1)


def test_badness_is_that_of_tex() -> None:
    assert [badness(r) for r in (0, 1, -1, 2)] == [0, 100, 100, 800]
    assert badness(-1.01) == badness(99) == INFINITE


@pytest.mark.parametrize("items", [[], [Box(3)]])
def test_a_paragraph_without_an_end_is_refused(items: list[Item]) -> None:
    with pytest.raises(ValueError, match="forced break"):
        break_lines(items, [100])


def test_a_space_that_shrinks_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="shrinks"):
        Glue(1, 0, 2)


def test_where_no_setting_is_good_the_least_stretched_is_taken() -> None:
    # Every first line is beyond the worst badness of TeX, and the longest is still the best.
    space = Glue(4, 2, 1)
    items = [Box(20), space, Box(20), space, Box(46), space, Box(90), space, Box(20), *ENDING]
    found = break_lines(items, [120])
    assert found.breaks[0] == 5
