"""What is held from one build to the next."""

from printkit.model.held import held, holding, let_go


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


def test_what_nobody_asked_for_is_let_go() -> None:
    let_go()  # where nothing is held, there is nothing to do
    with holding():
        assert [held(key, lambda: 1) for key in "ab"] == [1, 1]
        let_go()
        assert held("a", lambda: 2) == 1
        let_go()
        assert held("a", lambda: 3) == 1
        assert held("b", lambda: 4) == 4
