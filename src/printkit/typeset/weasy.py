"""HTML to pages, in one piece.

The rendering is plain: no PDF variant, no colour profile; the press pass makes press files of it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from printkit.compose.composition import Composition, Slot
from printkit.model.file import File, Written
from printkit.model.finding import Finding, Problems, errors
from printkit.model.measure import UNITS, Box
from printkit.typeset.engine import engine, finding, too_deep
from printkit.typeset.extent import NOWHERE, Extents, extents
from printkit.typeset.frames import roomy
from printkit.typeset.texture import Texture


@dataclass(frozen=True)
class Filled:
    """A slot with the place it was given: page from 0, box in points of the trim, from below."""

    slot: Slot
    page: int
    box: Box


@dataclass(frozen=True)
class Pages:
    """Laid-out pages: PDF with ``bleed`` points around the trim on every side."""

    file: File
    count: int
    slots: tuple[Filled, ...]
    findings: tuple[Finding, ...] = ()
    extents: Extents = NOWHERE
    textures: tuple[Texture, ...] = ()

    @property
    def pdf(self) -> bytes:
        """The bytes of the file."""
        return self.file.data


@roomy
def typeset(composition: Composition, day: date) -> Pages:
    """Lay out a composition; ``day`` dates the file.

    Raises Problems when a file is missing or refused, or a character has no glyph.
    """
    from printkit.typeset.greys import textures

    with engine(composition, day) as ready:
        document = ready.document(ready.source(composition.html))
        try:
            pdf = document.write_pdf(pdf_tags=True, custom_metadata=True)
            room, even = extents(document), textures(document)
        except RecursionError:
            raise too_deep() from None
    findings = [finding(message) for message in ready.messages]
    if errors(findings):
        raise Problems(findings)
    slots = filled(document, composition)
    require(slots, composition)
    return Pages(Written(pdf), len(document.pages), slots, tuple(findings), room, even)


def measure(composition: Composition, day: date) -> Extents:
    """Lay out a composition for its measure alone, at less than half of the cost of its pages."""
    with engine(composition, day) as ready:
        return extents(ready.document(ready.source(composition.html)))


def filled(document: Any, composition: Composition) -> tuple[Filled, ...]:
    """Return the slots of a composition that are on the pages of a document."""
    slots = {slot.id: slot for slot in composition.slots}
    found, pixel = [], UNITS["px"]
    for number, page in enumerate(document.pages):
        for name, (x, y, *_rest) in page.anchors.items():
            if slot := slots.get(name):
                # Anchors are measured from the edge of the trim, from above.
                left, top = x * pixel, composition.trim.height - y * pixel
                box = Box(left, top - slot.size.height, left + slot.size.width, top)
                found.append(Filled(slot, number, box))
    return tuple(found)


def require(slots: tuple[Filled, ...], composition: Composition) -> None:
    """Raise Problems ``slot/lost`` unless every slot of a composition is on a page."""
    lost = {slot.id for slot in composition.slots} - {f.slot.id for f in slots}
    if lost:
        message = f"{len(lost)} slot(s) of the layout are on no page: {', '.join(sorted(lost))}"
        raise Problems([Finding("slot/lost", message)])
