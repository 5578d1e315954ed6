"""What is held from one build to the next."""

import pytest

from printkit.model import held as module
from printkit.model.held import held, holding


def test_a_thing_is_made_once_while_things_are_held() -> None:
    made: list[int] = []

    def thing() -> str:
        made.append(1)
        return "thing"

    assert held("key", thing) == held("key", thing) == "thing"
    assert len(made) == 2
    with holding():
        assert held("key", thing) == held("key", thing) == "thing"
        assert held("other", thing) == "thing"
    assert len(made) == 4
    with holding():
        held("key", thing)
    assert len(made) == 5


def test_what_is_not_there_may_come() -> None:
    with holding():
        assert held("key", lambda: None) is None
        assert held("key", lambda: "now") == "now"


def test_what_was_not_asked_for_the_longest_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MANY", 2)
    with holding():
        assert [held(key, lambda: 1) for key in "abab"] == [1] * 4
        held("a", lambda: 2)
        held("c", lambda: 3)
        assert held("a", lambda: 4) == 1
        assert held("b", lambda: 5) == 5
