"""Deep calls have their frames in one chunk of memory."""

import resource
import sys

import pytest

from printkit.typeset.frames import roomy


def _to_and_fro(depth: int, times: int) -> None:
    """Go deep, and there call so many functions one after the other."""
    if depth:
        _to_and_fro(depth - 1, times)
        return
    for _ in range(times):
        _leaf()


def _leaf() -> None:
    pass


def _at_all_depths() -> int:
    """Return how often the system had to give memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for depth in range(250):
        _to_and_fro(depth, 100)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


@pytest.mark.skipif(
    sys.implementation.name != "cpython" or sys.platform != "linux",
    reason="the memory of frames is CPython's, and its count here is that of Linux",
)
def test_calls_to_and_fro_ask_for_no_memory():
    assert roomy(_at_all_depths)() < 50


def test_the_call_is_the_same():
    @roomy
    def divided(one: int, *, by: int) -> float:
        """Divide."""
        return one / by

    assert divided(6, by=3) == 2
    assert divided.__doc__ == "Divide."
    with pytest.raises(ZeroDivisionError):
        divided(1, by=0)


def test_an_endless_recursion_is_told_as_ever():
    @roomy
    def endless() -> None:
        endless()

    with pytest.raises(RecursionError):
        endless()
