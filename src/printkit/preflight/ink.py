"""Total ink where marks overlap: on which pages it can exceed a limit, and where it does."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from PIL import Image, ImageMath

from printkit.model.measure import MM, Box
from printkit.preflight.document import PageFacts
from printkit.preflight.marks import Content, Fill, Look, Stroke
from printkit.preflight.paint import PROCESS, Paint, Space
from printkit.preflight.plates import plates
from printkit.preflight.samples import Samples
from printkit.preflight.stretches import stretches
from printkit.preflight.technical import is_technical, technical

PPI = 144
SPECK = 1.0
"""Square millimetres; ink on less than this dries."""
TOLERANCE = 2
"""Percent of ink by which a sum of plates with 256 steps may be wrong."""
_PAIRS = 2_000_000
"""To compare more pairs of marks takes longer than to paint them."""
_LIGHTENING = ("Normal", "Compatible", "Screen", "Lighten", "ColorDodge")
_INVISIBLE = 3
Tints = dict[str, float]
"""Plate to its tint, 0 to 1."""


class Heavy(NamedTuple):
    """A stretch over the limit: where, its area in square millimetres, its most ink in percent."""

    box: Box
    area: float
    most: float


class Laid(NamedTuple):
    """What a mark puts on the plates at most, and whether it leaves there what is below it."""

    box: Box
    tints: Tints
    total: float
    mixes: bool


def share_over(image: Image.Image, limit: float) -> float:
    """Return the share of a CMYK picture that is over a limit (percent of ink)."""
    over = _over(_sum(image.split()), limit)
    return over.histogram()[255] / (image.width * image.height)


def heavy(page: PageFacts, samples: Samples, limit: float) -> list[Heavy]:
    """Return where on the trimmed page marks exceed the limit (percent) together.

    The plates are painted only for a page on which that can be. What a mark exceeds alone is left
    out: it is known from its own colour.
    """
    content = page.content
    if content.endless or content.error:
        return []
    laid = [mark for mark in _laid(content, samples) if page.printed(mark.box)]
    if not may_exceed(laid, limit):
        return []
    spots = tuple(
        name
        for name in content.spots
        if name not in (*PROCESS, "All", "None") and not is_technical(name)
    )
    total = _sum(plates(page, spots, PPI))
    across = page.trim.size.width / total.width
    alone = [mark.box for mark in laid if mark.total > limit]
    found = []
    for pixels, stretch in stretches(_over(total, limit)):
        box, area = _box(page.trim, across, stretch), pixels * (across / MM) ** 2
        if area >= SPECK and not any(box.overlaps(other) for other in alone):
            _, most = total.crop(stretch).getextrema()
            found.append(Heavy(box, area, float(most) * 100 / 255))  # type: ignore[arg-type]
    return found


def may_exceed(laid: Sequence[Laid], limit: float) -> bool:
    """Whether marks that mix with others can exceed the limit (percent) together with them."""
    if _most(mark.tints for mark in laid) <= limit:
        return False
    mixing = [mark for mark in laid if mark.mixes]
    if len(mixing) * len(laid) > _PAIRS:
        return True
    for mark in mixing:
        below = [
            other.tints
            for other in laid
            if other is not mark and _adds(other, mark) and other.box.overlaps(mark.box)
        ]
        if below and _most([mark.tints, *below]) > limit:
            return True
    return False


def _adds(other: Laid, mark: Laid) -> bool:
    return any(tint and mark.tints.get(plate, 0) < 1 for plate, tint in other.tints.items())


def _most(layers: Iterable[Tints]) -> float:
    """The most ink, in percent, that layers can put on one point: no plate prints twice."""
    sums: Tints = {}
    for tints in layers:
        for plate, tint in tints.items():
            sums[plate] = min(1.0, sums.get(plate, 0.0) + tint)
    return 100 * sum(sums.values())


def _laid(content: Content, samples: Samples) -> Iterator[Laid]:
    for text in content.texts:
        if text.render != _INVISIBLE:
            yield _of_paint(text.box, text.paint, text.look)
    painted: Iterable[Fill | Stroke] = chain(content.fills, content.strokes)
    for mark in painted:
        yield _of_paint(mark.box, mark.paint, mark.look)
    for shade in content.shades:
        tints = _unknown(shade.space)
        yield Laid(shade.box, tints, 0.0, _mixes(shade.look))
    for picture in content.pictures:
        if picture.stencil:
            yield _of_paint(picture.box, picture.paint, picture.look)
            continue
        image = samples.of(picture)
        if image is None:
            yield Laid(picture.box, _unknown(picture.space), 0.0, _mixes(picture.look))
        else:
            bands = image.getextrema()
            tints = {p: b[1] / 255 for p, b in zip(PROCESS, bands, strict=True)}  # type: ignore[index]
            most = _sum(image.split()).getextrema()[1] * 100 / 255  # type: ignore[operator]
            yield Laid(picture.box, tints, float(most) - TOLERANCE, _mixes(picture.look))


def _of_paint(box: Box, paint: Paint, look: Look) -> Laid:
    tints, total = _inks(paint)
    return Laid(box, tints, total, bool(tints) and _mixes(look))


@lru_cache(4096)
def _inks(paint: Paint) -> tuple[Tints, float]:
    """The plates of a colour, and its total; registration colour is another check's subject."""
    if paint.kind == "pattern":
        return dict.fromkeys(PROCESS, 1.0), 0.0
    registration = any(name == "All" for name, _ in paint.spots)
    if paint.inks is None or registration or technical(paint):
        return {}, 0.0
    return dict(zip(PROCESS, paint.inks, strict=True)) | dict(paint.spots), paint.total or 0.0


def _unknown(space: Space) -> Tints:
    """What a shading or picture of that space may hold."""
    kind = space.base.kind if space.kind == "indexed" and space.base else space.kind
    if kind in ("grey", "icc-grey"):
        return {"Black": 1.0}
    if kind == "spot":
        return dict.fromkeys(space.names, 1.0)
    return dict.fromkeys(PROCESS, 1.0) if kind in ("cmyk", "icc-cmyk", "unknown") else {}


def _mixes(look: Look) -> bool:
    return look.overprint or look.blend not in _LIGHTENING


def _sum(pictures: Sequence[Image.Image]) -> Image.Image:
    """The sum of plates: 255 is 100 percent."""
    total = pictures[0].convert("I")
    for picture in pictures[1:]:
        total = ImageMath.lambda_eval(lambda args: args["a"] + args["b"], a=total, b=picture)
    return total


def _over(total: Image.Image, limit: float) -> Image.Image:
    """A grey picture, white where the sum is over the limit."""
    most = (limit + TOLERANCE) * 2.55
    found: Image.Image = ImageMath.lambda_eval(
        lambda args: args["convert"]((args["a"] > int(most)) * 255, "L"), a=total
    )
    return found


def _box(trim: Box, across: float, pixels: tuple[int, int, int, int]) -> Box:
    x0, y0, x1, y1 = pixels
    return Box(
        trim.x0 + x0 * across, trim.y1 - y1 * across, trim.x0 + x1 * across, trim.y1 - y0 * across
    )
