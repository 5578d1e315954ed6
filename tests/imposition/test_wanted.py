"""The words of an imposition become figures."""

import pytest
from numbered_pdf import A6
from pydantic import ValidationError

from printkit.model.imposition import Imposition
from printkit.model.measure import MM, Size
from printkit.press.imposition import SCHEMES, Options, options_of, plan


def wanted(**words: object) -> Imposition:
    return Imposition.model_validate({"sheet": "A4"} | words)


def test_every_word_has_its_figure() -> None:
    words = wanted(
        gathering=8, nested=2, grind="3mm", binding_edge="right", creep="1mm", duplex="long",
        one_sided=True, back_offset=["1mm", "-2mm"], gap="5mm", head_to_foot=True, blanks=6,
    )  # fmt: skip
    assert options_of(words, 40) == Options(
        gathering=8, nested=2, grind=3 * MM, rtl=True, creep=1 * MM, duplex="long", sides=1,
        offset=(1 * MM, -2 * MM), gap=5 * MM, feet=True, blanks=6,
    )  # fmt: skip


def test_without_words_the_figures_are_the_defaults() -> None:
    assert options_of(wanted(), 40) == Options()


@pytest.mark.parametrize(
    ("words", "pages", "sheets"),
    [
        ({"scheme": "saddle"}, 40, 9),
        ({"scheme": "saddle"}, 37, 9),
        ({"scheme": "perfect", "gathering": 16}, 40, 3),
        ({"scheme": "perfect", "gathering": 8, "nested": 2}, 40, 3),
        ({"scheme": "n-up"}, 40, 0),
    ],
)
def test_creep_is_a_paper_for_each_sheet_around_the_innermost(
    words: dict[str, object], pages: int, sheets: int
) -> None:
    figures = options_of(wanted(stock="115gsm 0.1mm", **words), pages)
    assert figures.creep == pytest.approx(sheets * 0.1 * MM)


@pytest.mark.parametrize(("word", "last"), [("before-back", 4), ("end", 1), (2, 4)])
def test_the_last_page_is_the_back_cover_unless_blanks_go_behind_it(
    word: str | int, last: int
) -> None:
    planned = plan("saddle", 5, A6, Size(2000, 2000), options_of(wanted(blanks=word), 5))
    outer = [p.page for p in planned.placements if p.sheet == 0 and p.page is not None]
    assert max(outer) == last


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_that_has_a_word_can_be_laid(scheme: str) -> None:
    assert plan(scheme, 4, A6, Size(3000, 3000)).placements


@pytest.mark.parametrize(
    "words", [{"scheme": "sadle"}, {"gathering": 6}, {"nested": 0}, {"grind": 3}, {"sheet": "A99"}]
)
def test_other_words_are_refused(words: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        wanted(**words)
