"""Who waits for workers does other work meanwhile."""

from collections.abc import Iterator
from multiprocessing.connection import Pipe
from typing import Any

from printkit.typeset.workers import Lines, Order, do_all, in_turn


class _Bench:
    def drop(self, number: int) -> str:
        return f"dropped {number}"


def test_chores_are_done_until_an_answer_comes() -> None:
    ours, theirs = Pipe()

    def chores() -> Iterator[int]:
        yield 1
        yield 2
        theirs.send((0, "laid out"))
        yield 3
        yield 4

    left = chores()
    assert list(Lines([ours]).run([[Order("lay", 0)]], chores=left)) == [(0, "laid out")]
    assert theirs.recv() == [Order("lay", 0)]
    assert list(left) == [4]


def test_answers_are_waited_for_when_all_chores_are_done() -> None:
    ours, theirs = Pipe()
    theirs.send((7, "laid out"))
    heard: list[int] = []
    answers = Lines([ours]).run([[Order("lay", 7)]], lambda: heard.append(1), iter([1, 2]))
    assert list(answers) == [(7, "laid out")]
    assert heard == [1]


def test_in_one_process_chores_come_first() -> None:
    done: list[Any] = []
    with in_turn(_Bench()) as workers:  # type: ignore[arg-type]
        chores = (done.append(n) for n in range(3))
        done += workers.run([[Order("drop", 5)]], chores=chores)
    assert done == [0, 1, 2, (5, "dropped 5")]


def test_chores_that_are_left_are_done() -> None:
    done: list[int] = []
    do_all(done.append(n) for n in range(3))
    do_all(None)
    assert done == [0, 1, 2]
