"""Transparency and overprint."""

from collections.abc import Iterator
from typing import Any

from printkit.model.finding import Severity
from printkit.model.measure import Box
from printkit.preflight.document import Facts
from printkit.preflight.marks import Look
from printkit.preflight.paint import Paint
from printkit.preflight.profile import Profile
from printkit.preflight.registry import Hit, check, per_page

_KINDS = ("texts", "strokes", "fills", "pictures", "shades")
_NON_SEPARABLE = ("Hue", "Saturation", "Color", "Luminosity")
_SHIFTING = (*_NON_SEPARABLE, "Difference", "Exclusion")


def _looks(facts: Facts) -> Iterator[tuple[int, Box, Look, Any]]:
    for kind in _KINDS:
        for page, mark in facts.marks(kind):
            yield page.number, mark.box, mark.look, mark


def _transparent(look: Look) -> bool:
    return look.alpha < 1 or look.masked or look.blend not in ("Normal", "Compatible")


@check(
    "transparency/present",
    "There is transparency",
    why="This printer takes flattened files only (PDF/X-1a, PDF/X-3).",
    cure="flatten transparency on export, or ask for PDF/X-4",
)
def present(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report transparent marks where the profile forbids them."""
    if not profile.transparency:
        yield from per_page(
            (number, box, "transparent object")
            for number, box, look, _ in _looks(facts)
            if _transparent(look)
        )


@check(
    "transparency/rgb-group",
    "Transparency is blended in RGB",
    why="All of the group turns into RGB first: black text in it becomes four inks.",
    cure="set the transparency blend space of the document to CMYK",
)
def rgb_group(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report pages and forms whose group colour space is RGB."""
    for page, content in facts.contents:
        group = page.obj.get("/Group")
        own = str(group.get("/CS", "")) if group is not None else ""
        kinds = {"rgb", "icc-rgb", "cal"}
        if own == "/DeviceRGB" or kinds & content.group_spaces:
            yield Hit("the blend space is RGB", page.number)


@check(
    "transparency/rgb-mask",
    "A soft mask is computed in RGB",
    why="Its brightness is converted at the printer's: the mask comes out lighter or darker.",
    cure="make the mask grey",
    severity=Severity.WARNING,
)
def rgb_mask(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report luminosity masks in RGB."""
    for page, content in facts.contents:
        if {"mask rgb", "mask icc-rgb", "mask cal"} & content.group_spaces:
            yield Hit("a soft mask is RGB", page.number)


@check(
    "transparency/blend-mode",
    "A blend mode looks different in CMYK",
    why="Hue, Saturation, Color, Luminosity, Difference and Exclusion depend on the blend space.",
    cure="see a proof, or make the effect in the image",
    severity=Severity.WARNING,
)
def blend_mode(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report such blend modes."""
    yield from per_page(
        (number, box, f"blend mode {look.blend}")
        for number, box, look, _ in _looks(facts)
        if look.blend in _SHIFTING
    )


@check(
    "transparency/spot-blend",
    "A spot colour is blended with transparency",
    why="Where spot colours meet blend modes, programs differ and plates come out unlike.",
    cure="see a separation proof",
    severity=Severity.WARNING,
)
def spot_blend(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report spots under a blend mode other than Normal and Multiply."""
    for number, box, look, mark in _looks(facts):
        paint = getattr(mark, "paint", None)
        spots = isinstance(paint, Paint) and paint.kind == "spot" and paint.spots
        if spots and look.blend not in ("Normal", "Compatible", "Multiply"):
            yield Hit(f"spot colour under blend mode {look.blend}", number, (box,))


def _overprinted(facts: Facts) -> Iterator[tuple[int, Box, Paint, Look]]:
    for number, box, look, mark in _looks(facts):
        paint = getattr(mark, "paint", None)
        if look.overprint and isinstance(paint, Paint):
            yield number, box, paint, look


@check(
    "overprint/white",
    "White is set to overprint",
    why="White is no ink: what overprints in white vanishes on the press.",
    cure="switch overprint off for white objects",
)
def white(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report white marks with overprint."""
    yield from per_page(
        (number, box, "white object set to overprint")
        for number, box, paint, _ in _overprinted(facts)
        if paint.is_white and (paint.kind != "spot")
    )


@check(
    "overprint/mode",
    "CMYK overprints with mode 0",
    why="In mode 0 an ink of 0 % removes what is below: the overprint does nothing.",
    cure="set overprint mode 1 (OPM 1) on export",
    severity=Severity.WARNING,
)
def mode(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report CMYK overprint without OPM 1."""
    yield from per_page(
        (number, box, "CMYK overprint in mode 0")
        for number, box, paint, look in _overprinted(facts)
        if paint.kind == "cmyk" and look.mode == 0 and not paint.is_white and paint.plates < 4
    )


@check(
    "overprint/light",
    "A light colour is set to overprint",
    why="It mixes with what is below: a light tint over a ground is not seen.",
    cure="switch overprint off except for black and varnish",
    severity=Severity.WARNING,
)
def light(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report overprinted process colours without a full black, lighter than 50 %."""
    yield from per_page(
        (number, box, f"{paint.total:.0f} % tint set to overprint")
        for number, box, paint, _ in _overprinted(facts)
        if paint.kind in ("cmyk", "grey") and 0 < (paint.total or 0) < 50
    )
