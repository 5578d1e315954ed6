"""Colours by name, neutrals, everything else; and the ink limit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from pressed import PALETTE as NAMED

from printkit.model.palette import Colour
from printkit.press.colour import Ink, Inks
from printkit.press.profile import icc_file
from printkit.sources.printers import printer

ICC = icc_file(printer("coated-fogra39"))
PALETTE = NAMED | {"plain": Colour(screen="#00ff00")}
INKS = Inks(ICC, PALETTE, 3.0)
LEAN = Inks(ICC, {}, 2.2)
PART = st.floats(0, 1)


def test_a_named_colour_is_exactly_its_inks() -> None:
    assert INKS.of_rgb((0x8A / 255, 0x1C / 255, 0x1C / 255)) == Ink((0.2, 0.95, 0.9, 0.3))


def test_a_named_colour_is_known_within_one_step_and_no_further() -> None:
    exact = Ink((0.2, 0.95, 0.9, 0.3))
    assert INKS.of_rgb((0x8B / 255, 0x1B / 255, 0x1C / 255)) == exact
    assert INKS.of_rgb((0x8C / 255, 0x1C / 255, 0x1C / 255)) != exact


def test_a_spot_colour_keeps_its_ink_and_its_alternate() -> None:
    assert INKS.of_rgb((0, 0x72 / 255, 0xCE / 255)) == Ink((0.9, 0.5, 0, 0), "PANTONE 300 C")


def test_a_name_without_inks_goes_through_the_profile() -> None:
    assert INKS.of_rgb((0, 1, 0)) == Inks(ICC, {}, 3.0).of_rgb((0, 1, 0))


@settings(deadline=None)
@given(PART)
def test_a_neutral_colour_is_black_ink_alone(level: float) -> None:
    cyan, magenta, yellow, black = INKS.of_rgb((level, level, level)).cmyk
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert black == pytest.approx(1 - level, abs=1e-3)


@settings(deadline=None)  # the first colour builds the transform
@given(PART, PART, PART)
def test_no_colour_has_more_ink_than_the_limit(red: float, green: float, blue: float) -> None:
    assert sum(LEAN.of_rgb((red, green, blue)).cmyk) <= 2.2 + 1e-3
    assert sum(INKS.of_rgb((red, green, blue)).cmyk) <= 3.0 + 1e-3


@settings(deadline=None)
@given(st.lists(PART, min_size=4, max_size=4), st.floats(1, 4))
def test_lowering_ink_keeps_black(parts: list[float], limit: float) -> None:
    lowered = Inks(ICC, {}, limit).limited(parts)
    assert sum(lowered) <= max(limit, parts[3]) + 1e-6
    assert lowered[3] == parts[3]
    assert all(new <= old + 1e-9 for new, old in zip(lowered, parts, strict=True))


def _noise() -> Image.Image:
    channels = [Image.effect_noise((64, 64), 120) for _ in range(3)]
    return Image.merge("RGB", channels)


def test_no_pixel_has_more_ink_than_the_limit() -> None:
    data = LEAN.image(_noise()).tobytes()
    assert max(sum(data[i : i + 4]) for i in range(0, len(data), 4)) <= 2.2 * 255 + 2


def test_a_grey_picture_becomes_black_ink_alone() -> None:
    grey = Image.linear_gradient("L")
    assert INKS.image(grey.convert("RGB")).tobytes() == grey.tobytes()


def test_pictures_and_colours_agree() -> None:
    for colour in ((200, 30, 60), (10, 90, 160), (250, 220, 20)):
        pixel = INKS.image(Image.new("RGB", (1, 1), colour)).tobytes()
        flat = INKS.of_rgb([part / 255 for part in colour]).cmyk
        assert [part / 255 for part in pixel] == pytest.approx(list(flat), abs=0.02)


def test_lab_colours_are_read_right() -> None:
    red = INKS.of_lab(48, 68, 48).cmyk  # the coated red of ISO 12647-2: magenta and yellow
    assert red[0] < 0.15
    assert red[1] > 0.85
    assert red[2] > 0.75


def _swapped() -> bytes:
    """Return an RGB profile whose red is the green of sRGB and the other way round."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = data.replace(b"\0s\0R\0G\0B", b"\0O\0t\0h\0r")
    for one, other in ((b"rXYZ", b"gXYZ"), (b"rTRC", b"gTRC")):
        data = data.replace(one, b"????").replace(other, one).replace(b"????", other)
    return data


def test_a_colour_is_read_by_its_own_profile() -> None:
    other = _swapped()
    for colour in ((0.8, 0.1, 0.2), (0.1, 0.6, 0.3)):
        red, green, blue = colour
        swapped = INKS.of_rgb((green, red, blue), other).cmyk
        assert swapped == pytest.approx(INKS.of_rgb(colour).cmyk, abs=0.01)


def test_a_neutral_colour_of_any_profile_is_black_ink_alone() -> None:
    assert INKS.of_rgb((0.5, 0.5, 0.5), _swapped()).cmyk == (0, 0, 0, 0.5)


def test_a_broken_profile_is_taken_for_srgb() -> None:
    assert INKS.of_rgb((1, 0, 0), b"no profile") == INKS.of_rgb((1, 0, 0))
