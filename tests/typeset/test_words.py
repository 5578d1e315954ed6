"""Lines are drawn from their words as Pango shapes them whole."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from printkit.compose.composition import Composition
from printkit.typeset.engine import Engine, engine

DAY = date(2024, 9, 25)
LETTERS = "abcdefghijklmnopqrstuvwxyzäéßøTVWAfilQ0123456789&%.,;:!?()[]“”’-–—/©®½"
WORD = st.text(LETTERS, min_size=1, max_size=12)
ANY = settings(
    max_examples=400, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
LOOKS = {
    "plain": "font-size: 9.8pt",
    "small capitals": "font-size: 11pt; font-variant: small-caps",
    "old figures": "font-size: 31px; font-style: italic; font-variant-numeric: oldstyle-nums",
    "not kerned": "font-size: 8pt; font-kerning: none; font-weight: bold",
}


@pytest.fixture
def ready(book: Callable[..., Composition]) -> Iterator[Engine]:
    with engine(book(), DAY) as one:
        yield one


def _style(ready: Engine, look: str) -> Any:
    html = f'<html lang="en"><body><p style="{look}">Fit</p></body></html>'
    page = ready.document(ready.source(html)).pages[0]._page_box
    return next(box.style for box in page.descendants() if getattr(box, "text", "") == "Fit")


def _drawn(how: Callable[..., Any], text: str, style: Any, extra: float) -> Any:
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.line_break import Layout

    layout = Layout(style, extra)
    layout.set_text(text)
    layout.deactivate()
    layout.reactivate(style)
    stream = Stream({}, None, None, None, None, {}, None)
    runs = how(stream, SimpleNamespace(text=text, style=style, pango_layout=layout))
    if runs is None:
        return None
    told = [(one.hash, one.to_unicode, list(one.to_unicode), one.widths) for one, *_ in runs]
    return told[-1], {(one.hash, size) for one, size, _ in runs}, "".join(s for *_, s in runs)


@pytest.mark.parametrize("look", LOOKS)
def test_words_are_drawn_as_in_their_line(look: str, ready: Engine) -> None:
    from printkit.typeset.glyphs import _shaped, _words

    style = _style(ready, LOOKS[look])
    drawn = []

    @ANY
    @given(
        st.lists(WORD, min_size=1, max_size=9),
        st.sampled_from([" ", "\xa0"]),
        st.sampled_from(["", "", " "]),
        st.sampled_from(["", "", " "]),
        st.one_of(st.floats(-1, 12), st.sampled_from([0.0, -2.0, -1.0, 1.0, 2.0, 1e-4, 3 / 1024])),
    )
    @example(["Vater", "12", "(of)"], "\xa0", " ", " ", 1.0)
    @example(["a", "12"], " ", "", "", 0.0)
    @example(["12", "a"], " ", "", "", 2.5)
    def draw(words: list[str], gap: str, before: str, after: str, extra: float) -> None:
        text = before + gap.join(words) + after
        mine = _drawn(_words, text, style, extra)
        if mine is not None:
            assert mine == _drawn(_shaped, text, style, extra)
            drawn.append(text)

    draw()
    assert len(drawn) > 200


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("two  spaces", ""),
        ("the word 中文 between", ""),
        ("סוף the end", ""),
        ("the end", "letter-spacing: 1pt"),
        ("the end", "word-spacing: 1pt"),
        ("the end", "overflow-wrap: anywhere"),
        ("the end", "direction: rtl"),
        ("12 – 14", ""),
    ],
)
def test_what_is_not_plain_is_left_to_pango(text: str, look: str, ready: Engine) -> None:
    from printkit.typeset.glyphs import _words

    assert _drawn(_words, text, _style(ready, look), 2.5) is None


def test_a_vocabulary_does_not_grow_for_ever(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from printkit.typeset import glyphs, words

    monkeypatch.setattr(words, "_MANY", 30)
    style = _style(ready, LOOKS["plain"])
    for n in range(100):
        text = f"word{n} of many that come once, and a text that is longer than any other"
        for extra in (0.0, 1.5):
            mine = _drawn(glyphs._words, text, style, extra)
            assert mine == _drawn(glyphs._shaped, text, style, extra)
    assert len(words.vocabulary_of(style)._words) <= 30
