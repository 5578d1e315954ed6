import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printkit.draw.fitting import fit
from printkit.draw.letters import Style, width_of
from printkit.draw.look import Look
from printkit.model.finding import Problems

TITLE = Style("text")
CLOSING = set("、。，．：；！？）》」』】”’")


def test_a_title_breaks_into_even_lines(look: Look) -> None:
    block = fit("A Congress Grows Up in Twenty Years", look, TITLE, (130, 500), (20, 20))
    widths = [width_of(line, look, TITLE) * block.size for line in block.lines]
    assert len(block.lines) > 1
    assert max(widths) <= 130
    assert min(widths) > 0.5 * max(widths)


def test_the_largest_size_is_used_when_there_is_room(look: Look) -> None:
    assert fit("Care", look, TITLE, (300, 100), (40, 12)).size == 40


def test_a_tight_box_makes_the_text_smaller_but_not_below_the_least(look: Look) -> None:
    block = fit("Multidisciplinary", look, TITLE, (100, 40), (40, 10))
    assert 10 <= block.size < 40


def test_what_does_not_fit_says_by_how_much(look: Look) -> None:
    with pytest.raises(Problems) as error:
        fit("Multidisciplinary", look, TITLE, (20, 40), (40, 14), "title")
    (finding,) = error.value.findings
    assert finding.code == "text/does-not-fit"
    assert "title" in finding.message
    assert "mm too wide at 14 pt" in finding.message


def test_a_character_without_a_glyph_is_named(look: Look) -> None:
    with pytest.raises(Problems) as error:
        fit("Care \u0e01 for ጀ", look, TITLE, (300, 100), (40, 12))
    assert [finding.code for finding in error.value.findings] == ["glyph/missing"] * 2
    assert "U+0E01 THAI CHARACTER KO KAI" in error.value.findings[0].message


def test_punctuation_after_a_space_does_not_begin_a_line(look: Look) -> None:
    block = fit("00000000 、", look, TITLE, (52, 4000), (12, 6))
    assert block.lines == ("00000000 、",)
    assert block.size < 12


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text("肿瘤大会学术，。《》（）、Care 2026", min_size=1, max_size=40),
    width=st.integers(60, 200),
)
def test_lines_keep_every_character_and_no_line_starts_with_closing_punctuation(
    look: Look, text: str, width: int
) -> None:
    try:
        block = fit(text, look, TITLE, (width, 4000), (12, 12))
    except Problems as problems:
        assert {finding.code for finding in problems.findings} == {"text/does-not-fit"}
        return
    assert "".join(block.lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[:1] in CLOSING and line[:1] for line in block.lines[1:])
