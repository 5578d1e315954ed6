"""Fill the slots of laid-out pages with drawings made from the publication's data."""

from collections.abc import Sequence
from dataclasses import dataclass

from printkit.build.panels import order
from printkit.compose.composition import Composition
from printkit.compose.page import Edition
from printkit.compose.panels import PANEL
from printkit.draw.look import Look
from printkit.model.file import File, Written
from printkit.typeset import weasy


@dataclass(frozen=True)
class Filled:
    """Pages with their slots filled, and the look to draw covers with.

    ``panels`` says for each panel of a folder, in reading order, which page (from 0) it shows.
    """

    file: File
    count: int
    look: Look
    panels: tuple[int | None, ...] = ()

    @property
    def pdf(self) -> bytes:
        """The bytes of the file."""
        return self.file.data


def fill(edition: Edition, pages: weasy.Pages, composition: Composition) -> Filled:
    """Return the pages of an edition with every slot drawn."""
    look = look_of(edition, composition)
    wanted = [filled for filled in pages.slots if filled.slot.kind != PANEL]
    file = Written(_drawn(wanted, edition, pages, look)) if wanted else pages.file
    return Filled(file, pages.count, look, order(edition, pages))


def _drawn(
    slots: Sequence[weasy.Filled], edition: Edition, pages: weasy.Pages, look: Look
) -> bytes:
    from printkit.build.drawings import draw
    from printkit.press.assemble import Drawing, stamp

    drawn: dict[str, bytes] = {}
    drawings = []
    for filled in slots:
        slot = filled.slot
        # Both faces of a badge hold the same drawing.
        key = f"{slot.kind} {slot.size} {sorted(slot.data.items())}"
        if key not in drawn:
            drawn[key] = draw(slot, edition, look)
        drawings.append(Drawing(filled.page, filled.box, drawn[key]))
    return stamp(pages.pdf, drawings)


def look_of(edition: Edition, composition: Composition) -> Look:
    """Return the colours and fonts of an edition for drawings."""
    families = {face.family for face in composition.faces}
    stacks = {
        role: tuple(
            n for n in (*edition.fonts[role], *edition.fonts[f"{role}-han"]) if n in families
        )
        for role in ("text", "display")
    }
    return Look(edition.palette, composition.faces, stacks["text"], stacks["display"])
