"""Signature blocks: an image or a line for wet ink, name, titles, date and seal area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from printkit.draw.canvas import Look, Sheet, Type
from printkit.draw.fit import fit
from printkit.model.finding import problem
from printkit.model.measure import MM, Size

GAP = 8 * MM
SEAL = 24 * MM
SMALLEST = 5.5


@dataclass(frozen=True)
class Signatory:
    """A person who signs; ``other_name`` is the name in another script."""

    name: str
    other_name: str = ""
    titles: tuple[str, ...] = ()
    image: Path | None = None


def signature_block(
    size: Size, signatories: Sequence[Signatory], look: Look, *,
    labels: Mapping[str, str], date: str = "", place: str = "", seal: bool = False,
) -> bytes:  # fmt: skip
    """Draw one to four signatories side by side.

    Raises Problems for more, and for text that does not fit at 5.5 pt.
    """
    if not 1 <= len(signatories) <= 4:
        message = f"{len(signatories)} people cannot sign side by side; at most four can"
        raise problem("signature/too-many", message)
    sheet = Sheet(size, look)
    right = size.width - (SEAL + GAP if seal else 0)
    # One signatory alone leaves the rest of the measure free, as on a letter.
    columns = len(signatories) + (len(signatories) == 1 and right > 90 * MM)
    width = (right - GAP * (columns - 1)) / columns
    for number, signatory in enumerate(signatories):
        _one(sheet, number * (width + GAP), Size(width, size.height), signatory, look)
    if date or place:
        _dated(sheet, size, ", ".join(filter(None, (place, date))), look, labels["date"])
    if seal:
        _seal(sheet, size, look, labels["seal"])
    return sheet.pdf()


def _one(sheet: Sheet, x: float, size: Size, signatory: Signatory, look: Look) -> None:
    rule = size.height * 0.5
    if signatory.image:
        area = Size(min(size.width, 42 * MM), size.height - rule - 5 * MM)
        sheet.image(signatory.image, x, rule + 0.5 * MM, area)
    sheet.line(x, rule, x + size.width, rule, "ink", 0.5)
    name = " ".join(filter(None, (signatory.name, signatory.other_name)))
    kind = Type(look.display, 9, weight=600)
    lines, kind = fit(name, Size(size.width, 24), kind, look, smallest=6.5)
    y = rule - kind.size * 1.25
    for line in lines:
        sheet.text(x, y, line, kind)
        y -= kind.size * 1.2
    for title in signatory.titles:
        small = Type(look.display, 7, colour="muted")
        lines, small = fit(title, Size(size.width, y + 5), small, look, smallest=SMALLEST)
        for line in lines:
            sheet.text(x, y, line, small)
            y -= small.size * 1.2


def _dated(sheet: Sheet, size: Size, text: str, look: Look, label: str) -> None:
    kind = Type(look.display, 7.5, colour="ink")
    sheet.text(0, size.height - 8, f"{label}: {text}", kind)


def _seal(sheet: Sheet, size: Size, look: Look, label: str) -> None:
    radius = min(SEAL, size.height) / 2 - 1
    x, y = size.width - radius - 1, size.height / 2
    sheet.ring(x, y, radius, "muted", 0.4, dash=2)
    sheet.text(x, y - 2.5, label, Type(look.display, 7, colour="muted"), align=0.5)
