import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from printkit.draw.look import Look
from printkit.draw.signature import Signatory, signature_block
from printkit.model.finding import Problems
from printkit.model.measure import MM, Size

from . import reading

SIZE = Size(112 * MM, 33 * MM)
LABELS = {"date": "Date 日期", "place": "Place 地点", "seal": "Seal 盖章"}
ONE = Signatory("Prof. Placeholder One", "占位一", ("President, National Society",), None)
TWO = Signatory("Dr. Placeholder Two", "占位二", ("Secretary General",), None)


@pytest.fixture
def ink(tmp_path: Path) -> Path:
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(20, 150), (300, 30), (580, 120)], (20, 30, 200, 255), 12)
    image.save(tmp_path / "ink.png")
    return tmp_path / "ink.png"


def codes_of(error: pytest.ExceptionInfo[Problems]) -> list[str]:
    return [finding.code for finding in error.value.findings]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_every_word_of_every_signatory_is_on_the_page(look: Look, count: int) -> None:
    people = [ONE, TWO, ONE, TWO][:count]
    pdf = signature_block(
        SIZE if count < 3 else Size(180 * MM, 40 * MM), people, look,
        date="18 September 2026", place="Jinan 济南", seal=count < 3, labels=LABELS,
    )  # fmt: skip
    words = reading.text(pdf).replace(" ", "")
    for person in people:
        for text in (person.name, person.other_name, *person.titles):
            assert text.replace(" ", "") in words
    for text in ("18September2026", "Jinan济南", "Date日期"):
        assert text in words
    assert ("盖章" in words) == (count < 3)


def test_the_block_has_its_size_and_a_clear_background(look: Look) -> None:
    pdf = signature_block(SIZE, [ONE], look, labels=LABELS)
    assert reading.size(pdf) == pytest.approx(SIZE, abs=0.01)
    assert reading.picture(pdf, 72, fill=128).getpixel((2, 2)) == (128, 128, 128)


def test_all_fonts_are_embedded_and_none_is_helvetica(look: Look, tmp_path: Path) -> None:
    found = reading.fonts(signature_block(SIZE, [ONE, TWO], look, labels=LABELS), tmp_path)
    assert found
    assert all(embedded == "yes" for _, embedded in found)
    assert not any("Helvetica" in name for name, _ in found)


def test_a_signature_image_is_drawn_with_its_transparency(look: Look, ink: Path) -> None:
    signed = Signatory("Prof. One", "", (), ink)
    colours = reading.picture(signature_block(SIZE, [signed], look, labels={}), 150).getcolors(9999)
    plain = reading.picture(signature_block(SIZE, [ONE], look, labels={}), 150)
    assert (20, 30, 200) in {colour for _, colour in colours or []}
    assert (20, 30, 200) not in {colour for _, colour in plain.getcolors(9999) or []}
    assert (0, 0, 0) not in {colour for _, colour in colours or []}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_images_of_every_mode_are_placed(look: Look, tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("x.tif" if mode == "CMYK" else "x.png")
    Image.new(mode, (60, 30)).save(path)
    assert signature_block(SIZE, [Signatory("One", "", (), path)], look, labels={})


def broken() -> list[tuple[str, bytes, str]]:
    whole = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(whole, "PNG")
    huge = io.BytesIO()
    Image.new("1", (20000, 8000)).save(huge, "PNG")
    bitmap = io.BytesIO()
    Image.new("RGB", (9, 9)).save(bitmap, "BMP")
    return [
        ("empty.png", b"", "image/unreadable"),
        ("broken.png", whole.getvalue()[:900], "image/unreadable"),
        ("huge.png", huge.getvalue(), "image/too-large"),
        ("drawing.svg", b"<svg/>", "image/unsupported"),
        ("other.bmp", bitmap.getvalue(), "image/unsupported"),
    ]


@pytest.mark.parametrize("case", range(5))
def test_an_image_that_cannot_be_placed_is_named(look: Look, tmp_path: Path, case: int) -> None:
    name, data, code = broken()[case]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Problems) as error:
        signature_block(SIZE, [Signatory("One", "", (), tmp_path / name)], look, labels={})
    assert codes_of(error) == [code]
    assert name in str(error.value)


def test_five_people_or_none_are_refused(look: Look) -> None:
    for people in ([], [ONE] * 5):
        with pytest.raises(Problems) as error:
            signature_block(SIZE, people, look, labels={})
        assert codes_of(error) == ["signature/count"]


def test_forty_titles_do_not_fit_and_that_is_said(look: Look) -> None:
    person = Signatory("One", "", tuple(f"Member of committee {i}" for i in range(40)), None)
    with pytest.raises(Problems) as error:
        signature_block(SIZE, [person], look, labels={})
    assert codes_of(error) == ["text/does-not-fit"]
    assert "titles of One" in str(error.value)
