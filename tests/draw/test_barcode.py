import re

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printkit.draw.barcode import code128, ean13, isbn_digits, qr
from printkit.draw.look import Look
from printkit.model.finding import Problems
from printkit.model.measure import MM, Size

from . import reading

ISBN = "978-0-306-40615-7"
EAN_SIZE = Size(37.29 * MM, 25.93 * MM)
SQUARE = Size(24 * MM, 24 * MM)


def codes_of(error: pytest.ExceptionInfo[Problems]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def decoded(pdf: bytes) -> list[tuple[str, str]]:
    return [(code.format.name, code.text) for code in zxingcpp.read_barcodes(reading.picture(pdf))]


@pytest.mark.parametrize("words", ["https://example.org/2026?x=1", "第二十九届大会", "A" * 120])
def test_a_qr_code_says_what_was_put_in(look: Look, words: str) -> None:
    pdf = qr(SQUARE, words, look)
    assert [text for _, text in decoded(pdf)] == [words]
    assert reading.size(pdf) == pytest.approx(SQUARE, abs=0.01)


def test_a_qr_code_keeps_four_modules_quiet_inside_its_size(look: Look) -> None:
    image = reading.picture(qr(SQUARE, "HELLO", look), ppi=580).convert("L")
    dark = image.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert dark is not None
    module = (dark[2] - dark[0]) / 21
    assert min(dark[0], dark[1], image.width - dark[2], image.height - dark[3]) >= 3.9 * module


def test_an_isbn_is_read_back_and_stands_below_its_bars(look: Look) -> None:
    pdf = ean13(EAN_SIZE, ISBN, look)
    assert [text for _, text in decoded(pdf)] == ["9780306406157"]
    assert re.sub(r"\s", "", reading.text(pdf)) == "9780306406157"


def test_an_ean_keeps_its_quiet_zones(look: Look) -> None:
    image = reading.picture(ean13(EAN_SIZE, ISBN, look), ppi=600).convert("L")
    bars = image.crop((0, 0, image.width, image.height // 2))
    dark = bars.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert dark is not None
    module = image.width / 113
    assert dark[0] == pytest.approx(11 * module, abs=1.5)
    assert image.width - dark[2] == pytest.approx(7 * module, abs=1.5)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.text("0123456789", min_size=12, max_size=12))
def test_every_ean_is_read_back(look: Look, first: str) -> None:
    check = -sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(first)) % 10
    assert [text for _, text in decoded(ean13(EAN_SIZE, f"{first}{check}", look))] == [
        f"{first}{check}"
    ]


@given(place=st.integers(0, 12), by=st.integers(1, 9))
def test_one_wrong_digit_is_found(place: int, by: int) -> None:
    digits = list("9780306406157")
    digits[place] = str((int(digits[place]) + by) % 10)
    with pytest.raises(Problems, match="check digit"):
        isbn_digits("".join(digits))


@pytest.mark.parametrize("digits", ["", "978-0-306-4061", "0-306-40615-2", "９780306406157"])
def test_what_has_not_thirteen_digits_is_refused(look: Look, digits: str) -> None:
    with pytest.raises(Problems) as error:
        ean13(EAN_SIZE, digits, look)
    assert codes_of(error) == ["barcode/unfit"]


@pytest.mark.parametrize("words", ["CSCO-2026-000123", "12345678", "a B~1"])
def test_a_code_128_says_what_was_put_in(look: Look, words: str) -> None:
    pdf = code128(Size(75 * MM, 18 * MM), words, look)
    assert [text for _, text in decoded(pdf)] == [words]
    assert reading.text(pdf) == words


@pytest.mark.parametrize("words", ["", "大会", "a\tb"])
def test_a_code_128_holds_printable_ascii_only(look: Look, words: str) -> None:
    with pytest.raises(Problems) as error:
        code128(Size(75 * MM, 18 * MM), words, look)
    assert codes_of(error) == ["barcode/unfit"]


def test_codes_too_small_to_be_read_are_refused(look: Look) -> None:
    for draw, words in ((qr, "A" * 300), (ean13, ISBN), (code128, "A" * 30)):
        with pytest.raises(Problems) as error:
            draw(Size(15 * MM, 15 * MM), words, look)
        assert codes_of(error) == ["barcode/too-small"]


def test_more_text_than_a_qr_code_holds_is_refused(look: Look) -> None:
    with pytest.raises(Problems) as error:
        qr(SQUARE, "x" * 5000, look)
    assert codes_of(error) == ["barcode/unfit"]
